#include "headend/notices/import/notice_html.h"

#include <libxml/HTMLparser.h>
#include <libxml/HTMLtree.h>
#include <libxml/uri.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "both-sides/web_address.h"

static int is_one_of(const xmlChar *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (name != NULL && strcasecmp((const char *)name, names[i]) == 0) {
            return 1;
        }
    }
    return 0;
}

/* Left out with all that is in them. */
static int is_dropped(const xmlNode *node)
{
    static const char *const names[] = {
        "script", "style",  "iframe", "frame", "frameset", "object",   "embed",  "applet",   "base",
        "meta",   "link",   "title",  "input", "button",   "select",   "option", "textarea", "video",
        "audio",  "source", "svg",    "math",  "canvas",   "template", "map"};
    if (node->type == XML_COMMENT_NODE || node->type == XML_PI_NODE || node->type == XML_DTD_NODE) {
        return 1;
    }
    return node->type == XML_ELEMENT_NODE && is_one_of(node->name, names, sizeof names / sizeof names[0]);
}

static int is_kept_scheme(const char *address)
{
    return web_address_begins(address) || strncasecmp(address, "mailto:", 7) == 0 ||
           strncasecmp(address, "tel:", 4) == 0;
}

static void clean_link(xmlNode *node, const char *base)
{
    xmlChar *link = xmlGetNoNsProp(node, BAD_CAST "href");
    if (link == NULL) {
        return;
    }
    xmlChar *absolute = NULL;
    if (is_kept_scheme((const char *)link)) {
        absolute = xmlStrdup(link);
    } else if (base != NULL && link[0] != '#') {
        absolute = xmlBuildURI(link, BAD_CAST base);
    }
    if (absolute != NULL && is_kept_scheme((const char *)absolute)) {
        (void)xmlSetProp(node, BAD_CAST "href", absolute);
    } else {
        (void)xmlUnsetProp(node, BAD_CAST "href");
    }
    xmlFree(absolute);
    xmlFree(link);
}

/* Content systems that load pictures late keep the address elsewhere. */
static xmlChar *picture_source(xmlNode *node)
{
    static const char *const names[] = {"src", "data-src", "data-original", "_src"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        xmlChar *source = xmlGetNoNsProp(node, BAD_CAST names[i]);
        if (source != NULL && source[0] != '\0') {
            return source;
        }
        xmlFree(source);
    }
    return NULL;
}

/* Returns what follows in the place of the picture. */
static void clean_picture(xmlNode *node, const struct notice_html_pictures *pictures)
{
    char address[PICTURE_SOURCE_SIZE];
    xmlChar *source = picture_source(node);
    xmlChar *alt = xmlGetNoNsProp(node, BAD_CAST "alt");
    if (source != NULL && pictures == NULL) {
        /* the second reading: they are ours already */
    } else if (source != NULL && pictures->take(pictures->context, (const char *)source, address) == 0) {
        static const char *const late[] = {"data-src", "data-original", "_src", "srcset"};
        for (size_t i = 0; i < sizeof late / sizeof late[0]; i++) {
            (void)xmlUnsetProp(node, BAD_CAST late[i]);
        }
        (void)xmlSetProp(node, BAD_CAST "src", BAD_CAST address);
    } else {
        if (alt != NULL && alt[0] != '\0') {
            xmlNode *words = xmlNewDocText(node->doc, alt);
            if (words != NULL) {
                (void)xmlAddPrevSibling(node, words);
            }
        }
        xmlUnlinkNode(node);
        xmlFreeNode(node);
    }
    xmlFree(alt);
    xmlFree(source);
}

static void drop_handlers(xmlNode *node)
{
    for (xmlAttr *attribute = node->properties, *next; attribute != NULL; attribute = next) {
        next = attribute->next;
        if (strncasecmp((const char *)attribute->name, "on", 2) == 0) {
            (void)xmlRemoveProp(attribute);
        }
    }
}

static xmlNode *next_in_document(xmlNode *node, const xmlNode *root, int inside)
{
    if (inside && node->type == XML_ELEMENT_NODE && node->children != NULL) {
        return node->children;
    }
    while (node != root && node->next == NULL) {
        node = node->parent;
    }
    return node == root ? NULL : node->next;
}

static void clean_tree(xmlNode *root, const char *base, const struct notice_html_pictures *pictures)
{
    xmlNode *node = next_in_document(root, root, 1);
    while (node != NULL) {
        int dropped = is_dropped(node);
        int picture =
            !dropped && node->type == XML_ELEMENT_NODE && strcasecmp((const char *)node->name, "img") == 0;
        xmlNode *next = next_in_document(node, root, !dropped && !picture);
        if (dropped) {
            xmlUnlinkNode(node);
            xmlFreeNode(node);
        } else if (node->type == XML_ELEMENT_NODE) {
            drop_handlers(node);
            clean_link(node, base);
            if (picture) {
                clean_picture(node, pictures);
            }
        }
        node = next;
    }
}

static char *write_children(xmlDoc *document, xmlNode *body)
{
    xmlBuffer *buffer = xmlBufferCreate();
    xmlOutputBuffer *output = buffer != NULL ? xmlOutputBufferCreateBuffer(buffer, NULL) : NULL;
    char *text = NULL;
    if (output != NULL) {
        for (xmlNode *child = body->children; child != NULL; child = child->next) {
            htmlNodeDumpFormatOutput(output, document, child, "UTF-8", 0);
        }
        int written = xmlOutputBufferClose(output);
        text = written >= 0 ? strdup((const char *)xmlBufferContent(buffer)) : NULL;
    }
    if (buffer != NULL) {
        xmlBufferFree(buffer);
    }
    return text;
}

static xmlNode *find_body(xmlDoc *document)
{
    xmlNode *root = xmlDocGetRootElement(document);
    for (xmlNode *child = root != NULL ? root->children : NULL; child != NULL; child = child->next) {
        if (child->type == XML_ELEMENT_NODE && strcasecmp((const char *)child->name, "body") == 0) {
            return child;
        }
    }
    return NULL;
}

/* libxml2 compares every attribute of an element with every other. */
const char *notice_html_problem(const char *html)
{
    enum { BLANKS_IN_TAG_MAX = 400 };
    if (strlen(html) > NOTICE_HTML_BYTES_MAX) {
        return "its text is too long";
    }
    for (const char *tag = strchr(html, '<'); tag != NULL; tag = strchr(tag + 1, '<')) {
        int blanks = 0;
        if (!((tag[1] >= 'a' && tag[1] <= 'z') || (tag[1] >= 'A' && tag[1] <= 'Z'))) {
            continue;
        }
        const char *at = tag + 1;
        for (; *at != '\0' && *at != '>' && *at != '<'; at++) {
            blanks += strchr(" \t\r\n\f/\"'", *at) != NULL ? 1 : 0;
        }
        if (blanks > BLANKS_IN_TAG_MAX) {
            return "its text has an element with hundreds of attributes";
        }
        tag = at - 1;
    }
    return NULL;
}

static char *clean_once(const char *html, const char *base, const struct notice_html_pictures *pictures)
{
    xmlDoc *document = htmlReadMemory(html, (int)strlen(html), NULL, "UTF-8",
                                      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                          HTML_PARSE_NONET | HTML_PARSE_NODEFDTD);
    xmlNode *body = document != NULL ? find_body(document) : NULL;
    char *cleaned = NULL;
    if (body != NULL) {
        clean_tree(body, base, pictures);
        cleaned = write_children(document, body);
    } else {
        cleaned = strdup(""); /* there is nothing in it that could be shown */
    }
    xmlFreeDoc(document);
    return cleaned;
}

char *notice_html_clean(const char *html, const char *base, const struct notice_html_pictures *pictures)
{
    enum { READINGS_MAX = 4 };
    if (notice_html_problem(html) != NULL) {
        return NULL;
    }
    char *cleaned = clean_once(html, base, pictures);
    /* Broken nesting is mended a little more by each reading; what is stored should stay as it is when it is
     * exported and read again. */
    for (int reading = 1; reading < READINGS_MAX && cleaned != NULL; reading++) {
        char *again = clean_once(cleaned, base, NULL);
        int same = again != NULL && strcmp(again, cleaned) == 0;
        free(cleaned);
        cleaned = again;
        if (same) {
            break;
        }
    }
    return cleaned;
}
