#include "headend/pages/phone_page.h"

#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltutils.h>
#include <microhttpd.h>
#include <stdlib.h>

#include "both-sides/log.h"
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

static struct phone_pages *create(void)
{
    char path[PATH_SIZE];
    struct phone_pages *pages = calloc(1, sizeof *pages);
    int found = asset_path_find("phone/pages.xsl", NULL, path, sizeof path);
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

struct phone_pages *phone_pages_of(struct worker *worker)
{
    if (worker->pages == NULL) {
        worker->pages = create();
    }
    return worker->pages;
}

char *phone_page_make(struct phone_pages *pages, xmlDoc *document, const char **parameters, size_t *length)
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
    *length = text != NULL ? (size_t)size : 0;
    return (char *)text; /* libxml2's memory is malloc's */
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
    if (pages == NULL) {
        return NULL;
    }
    xmlDoc *document = xmlNewDoc(BAD_CAST "1.0");
    xmlNode *root = document != NULL ? xmlNewDocNode(document, NULL, BAD_CAST "page", NULL) : NULL;
    if (root != NULL) {
        (void)xmlDocSetRootElement(document, root);
    }
    if (root == NULL || xmlNewChild(root, NULL, BAD_CAST element, NULL) == NULL) {
        log_line(LOG_LEVEL_ERROR, where, "no memory for a page that says \"%s\"", element);
    } else {
        body = phone_page_make(pages, document, parameters, length);
    }
    xmlFreeDoc(document);
    return body;
}
