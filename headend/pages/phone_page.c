#include "headend/pages/phone_page.h"

#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltutils.h>
#include <microhttpd.h>
#include <stdlib.h>

#include "both-sides/log.h"
#include "both-sides/memory/xml_memory.h"
#include "headend/config/asset_path.h"

static const char where[] = "pages";
enum { PATH_SIZE = 512 };

struct phone_pages {
    xsltStylesheet *stylesheet;
    xsltSecurityPrefs *security; /* the stylesheet reads and writes nothing */
};

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

struct opening {
    const char *path;
    struct phone_pages *pages;
};

static int open_stylesheet(void *context)
{
    struct opening *opening = context;
    xsltSecurityPrefs *security = forbid_everything();
    xsltStylesheet *stylesheet =
        security != NULL ? xsltParseStylesheetFile((const xmlChar *)opening->path) : NULL;
    if (stylesheet == NULL) {
        xsltFreeSecurityPrefs(security);
        return -1;
    }
    *opening->pages = (struct phone_pages){.stylesheet = stylesheet, .security = security};
    return 0;
}

static struct phone_pages *create(void)
{
    char path[PATH_SIZE];
    struct phone_pages *pages = calloc(1, sizeof *pages);
    int found = asset_path_find("phone/pages.xsl", NULL, path, sizeof path);
    if (pages != NULL && found == 0) {
        struct opening opening = {.path = path, .pages = pages};
        found = xml_memory_try(open_stylesheet, &opening);
    }
    if (pages == NULL || found != 0) {
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

struct phone_pages *phone_pages_of(struct worker *worker)
{
    if (worker->pages == NULL) {
        worker->pages = create();
    }
    return worker->pages;
}

struct making {
    struct phone_pages *pages;
    xmlDoc *document;
    const char **parameters;
    xmlChar *text;
    int size;
};

/* 0: the text is there. */
static int make(void *context)
{
    struct making *making = context;
    struct phone_pages *pages = making->pages;
    xsltTransformContext *transform = xsltNewTransformContext(pages->stylesheet, making->document);
    xmlDoc *html = NULL;
    if (transform != NULL && xsltSetCtxtSecurityPrefs(pages->security, transform) == 0 &&
        xsltQuoteUserParams(transform, making->parameters) == 0) {
        html = xsltApplyStylesheetUser(pages->stylesheet, making->document, NULL, NULL, NULL, transform);
    }
    int result = html != NULL && transform->state == XSLT_STATE_OK
                     ? xsltSaveResultToString(&making->text, &making->size, html, pages->stylesheet)
                     : -1;
    xmlFreeDoc(html);
    xsltFreeTransformContext(transform);
    return result;
}

char *phone_page_make(struct phone_pages *pages, xmlDoc *document, const char **parameters, size_t *length)
{
    struct making making = {.pages = pages, .document = document, .parameters = parameters};
    *length = 0;
    if (xml_memory_try(make, &making) != 0 || making.text == NULL) {
        log_line(LOG_LEVEL_ERROR, where, "the stylesheet makes no page");
        return NULL;
    }
    *length = (size_t)making.size;
    return (char *)making.text; /* libxml2's memory is malloc's */
}

struct page_of_one {
    const char *element;
    xmlDoc *document;
};

/* <page> with one element. */
static int make_page_of_one(void *context)
{
    struct page_of_one *page = context;
    page->document = xmlNewDoc(BAD_CAST "1.0");
    xmlNode *root =
        page->document != NULL ? xmlNewDocNode(page->document, NULL, BAD_CAST "page", NULL) : NULL;
    if (root == NULL) {
        return -1;
    }
    (void)xmlDocSetRootElement(page->document, root);
    return xmlNewChild(root, NULL, BAD_CAST page->element, NULL) != NULL ? 0 : -1;
}

char *phone_page_refusal(void *worker, unsigned status, size_t *length)
{
    static const struct {
        unsigned status;
        const char *element;
    } pages_for[] = {{MHD_HTTP_BAD_REQUEST, "wrong"},
                     {MHD_HTTP_NOT_FOUND, "missing"},
                     {MHD_HTTP_GONE, "changed"},
                     {MHD_HTTP_SERVICE_UNAVAILABLE, "later"}};
    const char *parameters[] = {NULL};
    const char *element = NULL;
    char *body = NULL;
    for (size_t i = 0; i < sizeof pages_for / sizeof pages_for[0]; i++) {
        element = pages_for[i].status == status ? pages_for[i].element : element;
    }
    struct phone_pages *pages = element != NULL ? phone_pages_of(worker) : NULL;
    struct page_of_one page = {.element = element};
    if (pages == NULL) {
        return NULL;
    }
    if (xml_memory_try(make_page_of_one, &page) != 0) {
        log_line(LOG_LEVEL_ERROR, where, "no memory for a page that says \"%s\"", element);
    } else {
        body = phone_page_make(pages, page.document, parameters, length);
        xmlFreeDoc(page.document);
    }
    return body;
}
