#include "headend/pages/phone_page.h"

#include <libxml/xmlwriter.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltutils.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "headend/config/asset_path.h"
#include "headend/content/content_feed.h"
#include "headend/content/content_form.h"
#include "headend/content/content_load.h"
#include "headend/content/content_text.h"
#include "headend/pages/phone_path.h"

static const char where[] = "pages";
enum { PATH_SIZE = 512, PROBLEM_SIZE = CONTENT_PROBLEM_SIZE };

struct phone_pages {
    xsltStylesheet *stylesheet;
    xsltSecurityPrefs *security; /* the stylesheet reads and writes nothing */
};

/* --- The stylesheet --- */

static xsltSecurityPrefs *forbid_everything(void)
{
    static const xsltSecurityOption options[] = {XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE,
                                                 XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK,
                                                 XSLT_SECPREF_WRITE_NETWORK};
    xsltSecurityPrefs *security = xsltNewSecurityPrefs();
    for (size_t i = 0; security != NULL && i < sizeof options / sizeof options[0]; i++) {
        if (xsltSetSecurityPrefs(security, options[i], xsltSecurityForbid) != 0) {
            xsltFreeSecurityPrefs(security);
            return NULL;
        }
    }
    return security;
}

struct phone_pages *phone_pages_create(const char *stylesheet)
{
    char path[PATH_SIZE];
    struct phone_pages *pages = calloc(1, sizeof *pages);
    int found = asset_path_find("phone/pages.xsl", stylesheet, path, sizeof path);
    if (pages != NULL && found == 0) {
        pages->security = forbid_everything();
        pages->stylesheet = xsltParseStylesheetFile((const xmlChar *)path);
    }
    if (pages == NULL || pages->security == NULL || pages->stylesheet == NULL) {
        log_line(LOG_LEVEL_ERROR, where, "%s cannot be used", path);
        phone_pages_free(pages);
        return NULL;
    }
    return pages;
}

void phone_pages_free(struct phone_pages *pages)
{
    if (pages != NULL) {
        xsltFreeStylesheet(pages->stylesheet);
        xsltFreeSecurityPrefs(pages->security);
        free(pages);
    }
}

/* --- What a page is made of --- */

/* Another record beside the one that the page is about; one that is not there is left out. -1: logged. */
static int write_beside(xmlTextWriter *writer, struct store *store, enum content_kind kind, const char *id)
{
    char problem[PROBLEM_SIZE] = "";
    struct content_set *set = NULL;
    int found = id[0] != '\0' ? content_load_one(store, kind, id, &set, problem) : 0;
    int result = found == 1 ? content_write(writer, kind, set->records[0]->value) : 0;
    if (found < 0 || result != 0) {
        log_line(LOG_LEVEL_ERROR, where, "%s", problem);
        result = -1;
    }
    content_set_free(set);
    return result;
}

/* What the matters are called that a hall takes. */
static int write_guide_names(xmlTextWriter *writer, struct store *store)
{
    char problem[PROBLEM_SIZE] = "";
    struct content_feed feed = {0};
    int result = content_feed_guides(store, &feed, problem);
    for (size_t i = 0; result == 0 && i < feed.set->count; i++) {
        const struct content_record *record = feed.set->records[i];
        if (record->kind == CONTENT_GUIDE) {
            const struct content_guide *guide = record->value;
            result = xmlTextWriterStartElement(writer, BAD_CAST "matter") >= 0 &&
                             xmlTextWriterWriteAttribute(writer, BAD_CAST "id", BAD_CAST guide->id) >= 0 &&
                             xmlTextWriterWriteString(writer, BAD_CAST guide->name) >= 0 &&
                             xmlTextWriterEndElement(writer) >= 0
                         ? 0
                         : -1;
        }
    }
    if (result != 0) {
        log_line(LOG_LEVEL_ERROR, where, "the guides' names: %s", problem);
    }
    content_feed_clear(&feed);
    return result;
}

/* What a hall's page needs beside the hall. */
static int write_around(xmlTextWriter *writer, struct store *store, const struct content_record *record)
{
    if (record->kind != CONTENT_STATION) {
        return 0;
    }
    const struct content_station *station = record->value;
    return write_beside(writer, store, CONTENT_HOURS, station->hours) == 0 &&
                   write_beside(writer, store, CONTENT_SET, station->handles) == 0 &&
                   (station->handles[0] == '\0' || write_guide_names(writer, store) == 0)
               ? 0
               : -1;
}

/* <page> with the record and what is around it. NULL: logged. */
static xmlDoc *make_document(struct store *store, const struct content_record *record)
{
    xmlDoc *document = NULL;
    xmlTextWriter *writer = xmlNewTextWriterDoc(&document, 0);
    int good = writer != NULL && xmlTextWriterStartDocument(writer, NULL, "UTF-8", NULL) >= 0 &&
               xmlTextWriterStartElement(writer, BAD_CAST "page") >= 0 &&
               content_write(writer, record->kind, record->value) == 0 &&
               write_around(writer, store, record) == 0 && xmlTextWriterEndDocument(writer) >= 0;
    xmlFreeTextWriter(writer);
    if (!good) {
        log_line(LOG_LEVEL_ERROR, where, "no memory for the page of %s", record->id);
        xmlFreeDoc(document);
        document = NULL;
    }
    return document;
}

/* --- Checklists --- */

int phone_bits_read(const char *hex, size_t count, char *bits)
{
    static const char digits[] = "0123456789abcdef";
    enum { BITS = 4 };
    size_t length = hex != NULL ? strlen(hex) : 0;
    memset(bits, '0', count);
    bits[count] = '\0';
    if (hex == NULL) {
        return 0;
    }
    if (length != (count + BITS - 1) / BITS) {
        return -1;
    }
    for (size_t i = 0; i < length; i++) {
        const char *digit = memchr(digits, hex[i], sizeof digits - 1);
        if (digit == NULL) {
            return -1;
        }
        for (size_t bit = 0; bit < BITS; bit++) {
            if (((size_t)(digit - digits) >> (BITS - 1 - bit) & 1) == 0) {
                continue;
            }
            if (i * BITS + bit >= count) {
                return -1;
            }
            bits[i * BITS + bit] = '1';
        }
    }
    return 0;
}

struct marks {
    char outcome[CONTENT_ID_SIZE];
    char items[FLOW_ITEMS_MAX + 1];
    char exempt[FLOW_ITEMS_MAX + 1];
};

/* Marks go by place in the list: of another revision, or of none that is named, they may mean other items. */
static int is_of_another_list(const struct content_record *record, const struct phone_path *path,
                              const struct phone_checklist *checklist)
{
    char revision[24];
    int has_marks = checklist->outcome != NULL || checklist->items != NULL || checklist->exempt != NULL;
    if (path->revision[0] == '\0') {
        return has_marks;
    }
    (void)snprintf(revision, sizeof revision, "%lld", (long long)record->rev);
    return strcmp(revision, path->revision) != 0;
}

/* -1: not of this flow. */
static int read_marks(const struct service_flow *flow, const struct phone_checklist *checklist,
                      struct marks *marks)
{
    const char *outcome = checklist->outcome != NULL ? checklist->outcome : "";
    size_t node = 0;
    while (node < flow->node_count && (flow->nodes[node].kind != FLOW_OUTCOME ||
                                       (outcome[0] != '\0' && strcmp(flow->nodes[node].id, outcome) != 0))) {
        node++;
    }
    if (node == flow->node_count || flow->item_count > FLOW_ITEMS_MAX ||
        phone_bits_read(checklist->items, flow->item_count, marks->items) != 0 ||
        phone_bits_read(checklist->exempt, flow->item_count, marks->exempt) != 0) {
        return -1;
    }
    if (checklist->items == NULL) { /* the whole list, for one who comes without answers */
        memset(marks->items, '1', flow->item_count);
    }
    (void)snprintf(marks->outcome, sizeof marks->outcome, "%s", flow->nodes[node].id);
    return 0;
}

/* --- The page --- */

static enum phone_page_result transform(struct phone_pages *pages, xmlDoc *document, const char **parameters,
                                        char **body, size_t *length)
{
    xsltTransformContext *context = xsltNewTransformContext(pages->stylesheet, document);
    xmlDoc *html = NULL;
    xmlChar *text = NULL;
    int size = 0;
    if (context != NULL && xsltSetCtxtSecurityPrefs(pages->security, context) == 0 &&
        xsltQuoteUserParams(context, parameters) == 0) {
        html = xsltApplyStylesheetUser(pages->stylesheet, document, NULL, NULL, NULL, context);
    }
    if (html == NULL || xsltSaveResultToString(&text, &size, html, pages->stylesheet) != 0) {
        log_line(LOG_LEVEL_ERROR, where, "the stylesheet makes no page");
    }
    xmlFreeDoc(html);
    xsltFreeTransformContext(context);
    *body = (char *)text; /* libxml2's memory is malloc's */
    *length = text != NULL ? (size_t)size : 0;
    return text != NULL ? PHONE_PAGE_MADE : PHONE_PAGE_FAILED;
}

static enum phone_page_result make(struct phone_pages *pages, struct store *store,
                                   const struct phone_path *path, const struct content_record *record,
                                   const struct phone_checklist *checklist, char **body, size_t *length)
{
    struct marks marks = {.outcome = ""};
    if (path->form[0] != '\0' && content_form_find(record->value, path->form) == NULL) {
        return PHONE_PAGE_NOT_FOUND;
    }
    if (path->kind == CONTENT_FLOW) {
        if (is_of_another_list(record, path, checklist)) {
            return PHONE_PAGE_CHANGED;
        }
        if (read_marks(record->value, checklist, &marks) != 0) {
            return PHONE_PAGE_BAD;
        }
    }
    const char *parameters[] = {"form",  path->form,  "revision", path->revision, "outcome", marks.outcome,
                                "items", marks.items, "exempt",   marks.exempt,   NULL};
    xmlDoc *document = make_document(store, record);
    enum phone_page_result result =
        document != NULL ? transform(pages, document, parameters, body, length) : PHONE_PAGE_FAILED;
    xmlFreeDoc(document);
    return result;
}

enum phone_page_result phone_page_make(struct phone_pages *pages, struct store *store, const char *address,
                                       const struct phone_checklist *checklist, char **body, size_t *length)
{
    char problem[PROBLEM_SIZE] = "";
    struct content_set *set = NULL;
    struct phone_path path;
    enum phone_page_result result = PHONE_PAGE_NOT_FOUND;
    *body = NULL;
    *length = 0;
    if (phone_path_read(address, &path) != 0) {
        return result;
    }
    int found = content_feed_one(store, path.kind, path.id, &set, problem);
    if (found < 0) {
        log_line(LOG_LEVEL_ERROR, where, "%s", problem);
        result = PHONE_PAGE_FAILED;
    } else if (found == 1) {
        result = make(pages, store, &path, set->records[0], checklist, body, length);
    }
    content_set_free(set);
    return result;
}

int phone_page_refusal(struct phone_pages *pages, enum phone_page_result why, char **body, size_t *length)
{
    static const char *const names[] = {[PHONE_PAGE_NOT_FOUND] = "missing",
                                        [PHONE_PAGE_BAD] = "wrong",
                                        [PHONE_PAGE_CHANGED] = "changed",
                                        [PHONE_PAGE_FAILED] = "later"};
    const char *parameters[] = {NULL};
    xmlDoc *document = xmlNewDoc(BAD_CAST "1.0");
    xmlNode *root = document != NULL ? xmlNewDocNode(document, NULL, BAD_CAST "page", NULL) : NULL;
    enum phone_page_result result = PHONE_PAGE_FAILED;
    *body = NULL;
    *length = 0;
    if (root != NULL) {
        (void)xmlDocSetRootElement(document, root);
    }
    if (root == NULL || xmlNewChild(root, NULL, BAD_CAST names[why], NULL) == NULL) {
        log_line(LOG_LEVEL_ERROR, where, "no memory for a page that says \"%s\"", names[why]);
    } else {
        result = transform(pages, document, parameters, body, length);
    }
    xmlFreeDoc(document);
    return result == PHONE_PAGE_MADE ? 0 : -1;
}
