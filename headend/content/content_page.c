#include "headend/content/content_page.h"

#include <libxml/xmlwriter.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/digits.h"
#include "both-sides/log.h"
#include "both-sides/memory/xml_memory.h"
#include "headend/content/content_feed.h"
#include "headend/content/content_form.h"
#include "headend/content/content_load.h"
#include "headend/content/content_text.h"
#include "headend/pages/phone_page.h"

static const char where[] = "pages";
enum { PROBLEM_SIZE = CONTENT_PROBLEM_SIZE };

static const struct refusal bad_checklist = {MHD_HTTP_BAD_REQUEST, "bad_request",
                                             "outcome, items and exempt are not those of this flow."};
static const struct refusal changed = {MHD_HTTP_GONE, "gone",
                                       "These are marks of another revision of the list."};

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
            const struct guide *guide = record->value;
            result =
                xmlTextWriterStartElement(writer, BAD_CAST "matter") >= 0 &&
                        xmlTextWriterWriteAttribute(writer, BAD_CAST "id", BAD_CAST guide->summary.id) >= 0 &&
                        xmlTextWriterWriteString(writer, BAD_CAST guide->summary.name) >= 0 &&
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
    const struct station_line *station = record->value;
    return write_beside(writer, store, CONTENT_HOURS, station->hours) == 0 &&
                   write_beside(writer, store, CONTENT_SET, station->handles) == 0 &&
                   (station->handles[0] == '\0' || write_guide_names(writer, store) == 0)
               ? 0
               : -1;
}

struct documenting {
    struct store *store;
    const struct content_record *record;
    xmlDoc *document;
};

/* <page> with the record and what is around it. */
static int write_document(void *context)
{
    struct documenting *documenting = context;
    const struct content_record *record = documenting->record;
    xmlTextWriter *writer = xmlNewTextWriterDoc(&documenting->document, 0);
    int good = writer != NULL && xmlTextWriterStartDocument(writer, NULL, "UTF-8", NULL) >= 0 &&
               xmlTextWriterStartElement(writer, BAD_CAST "page") >= 0 &&
               content_write(writer, record->kind, record->value) == 0 &&
               write_around(writer, documenting->store, record) == 0 && xmlTextWriterEndDocument(writer) >= 0;
    xmlFreeTextWriter(writer);
    if (!good) {
        xmlFreeDoc(documenting->document);
    }
    return good ? 0 : -1;
}

/* NULL: logged. */
static xmlDoc *make_document(struct store *store, const struct content_record *record)
{
    struct documenting documenting = {.store = store, .record = record};
    if (xml_memory_try(write_document, &documenting) != 0) {
        log_line(LOG_LEVEL_ERROR, where, "no memory for the page of %s", record->id);
        return NULL;
    }
    return documenting.document;
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

/* The marks in the address: which items of the flow's list are needed and which exempt, a hexadecimal digit
 * for each four of them, the highest bit first (docs/openapi.yaml, Flow.page). NULL: not given. */
struct checklist {
    const char *outcome, *items, *exempt;
};

static struct checklist checklist_of(const struct request *request)
{
    return (struct checklist){.outcome = request_parameter(request, "outcome"),
                              .items = request_parameter(request, "items"),
                              .exempt = request_parameter(request, "exempt")};
}

static int has_marks(const struct checklist *checklist)
{
    return checklist->outcome != NULL || checklist->items != NULL || checklist->exempt != NULL;
}

const struct refusal *flow_page_query(struct request *request)
{
    const struct checklist checklist = checklist_of(request);
    request->once = has_marks(&checklist);
    return NULL;
}

int content_revision_is_valid(const char *part)
{
    size_t length = strspn(part, "0123456789");
    return length > 0 && length < CONTENT_ID_SIZE && part[length] == '\0';
}

/* Marks go by place in the list: of another revision, or of none that is named, they may mean other items. */
static int is_of_another_list(const struct content_record *record, const char *named,
                              const struct checklist *checklist)
{
    char revision[24];
    if (named[0] == '\0') {
        return has_marks(checklist);
    }
    (void)snprintf(revision, sizeof revision, "%lld", (long long)record->rev);
    return strcmp(revision, named) != 0;
}

/* A list that was scanned before its flow's next revision: as it was then, for as long as that is kept.
 * *set is replaced by it where there is one; -1: logged. */
static int take_list_of_before(const struct request *request, struct store *store, int64_t now,
                               struct content_set **set)
{
    char problem[PROBLEM_SIZE] = "";
    struct content_set *kept = NULL;
    const struct content_record *record = (*set)->records[0];
    const char *named = request->parts[1];
    int64_t rev = 0;
    if (record->kind != CONTENT_FLOW || named == NULL || digits_read(named, 1, INT64_MAX, &rev) != 0 ||
        rev == record->rev) {
        return 0;
    }
    int found = content_load_kept(store, CONTENT_FLOW, record->id, rev, now, &kept, problem);
    if (found < 0) {
        log_line(LOG_LEVEL_ERROR, where, "%s", problem);
        return -1;
    }
    if (found == 1) {
        content_set_free(*set);
        *set = kept;
    }
    return 0;
}

struct marks {
    char outcome[CONTENT_ID_SIZE];
    char items[FLOW_ITEMS_MAX + 1];
    char exempt[FLOW_ITEMS_MAX + 1];
};

/* -1: not of this flow. */
static int read_marks(const struct service_flow *flow, const struct checklist *checklist, struct marks *marks)
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

/* --- The pages --- */

struct page {
    const char *form, *revision; /* "": none is named */
    struct marks marks;
};

/* NULL: logged. */
static char *make(struct worker *worker, const struct page *page, const struct content_record *record,
                  size_t *length)
{
    const char *parameters[] = {"form",    page->form,          "revision", page->revision,
                                "outcome", page->marks.outcome, "items",    page->marks.items,
                                "exempt",  page->marks.exempt,  NULL};
    struct phone_pages *pages = phone_pages_of(worker);
    xmlDoc *document = pages != NULL ? make_document(worker->store, record) : NULL;
    char *body = document != NULL ? phone_page_make(pages, document, parameters, length) : NULL;
    xmlFreeDoc(document);
    return body;
}

/* What the page says besides the record. NULL, or why there is no such page. */
static const struct refusal *read_page(const struct request *request, const struct content_record *record,
                                       struct page *page)
{
    const char *part = request->parts[1] != NULL ? request->parts[1] : "";
    if (record->kind == CONTENT_GUIDE) {
        page->form = part;
        return part[0] != '\0' && content_form_find(record->value, part) == NULL ? &refusal_not_found : NULL;
    }
    if (record->kind == CONTENT_FLOW) {
        const struct checklist checklist = checklist_of(request);
        page->revision = part;
        if (is_of_another_list(record, part, &checklist)) {
            return &changed;
        }
        return read_marks(record->value, &checklist, &page->marks) != 0 ? &bad_checklist : NULL;
    }
    return NULL;
}

struct response *content_page(const struct request *request, int64_t now, const struct refusal **refusal)
{
    enum content_kind kind = (enum content_kind)request->route->kind;
    char problem[PROBLEM_SIZE] = "";
    struct content_set *set = NULL;
    struct response_content content = {0};
    struct response *response = NULL;
    struct page page = {.form = "", .revision = ""};
    struct store *store = worker_store(request->worker);
    *refusal = &refusal_unavailable;
    if (store == NULL) {
        return NULL;
    }
    int found = content_feed_one(store, kind, request->parts[0], &set, problem);
    if (found < 0) {
        log_line(LOG_LEVEL_ERROR, where, "%s", problem);
    } else if (found == 0) {
        *refusal = &refusal_not_found;
    } else if (take_list_of_before(request, store, now, &set) != 0) {
        *refusal = &refusal_unavailable;
    } else if ((*refusal = read_page(request, set->records[0], &page)) == NULL) {
        content.body = make(request->worker, &page, set->records[0], &content.length);
        response = request_response(request, now, &content, refusal);
    }
    content_set_free(set);
    return response;
}
