#include "headend/notices/import/feed_node.h"

#include <libxml/xmlsave.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "both-sides/memory/memory_failures.h"
#include "both-sides/printable.h"
#include "both-sides/web_address.h"
#include "headend/letters/normal_form.h"
#include "headend/notices/import/feed_date.h"
#include "headend/notices/import/feed_text.h"
#include "headend/notices/notice_record.h"

static const char *const spaces[] = {
    [SPACE_NONE] = NULL,
    [SPACE_ATOM] = "http://www.w3.org/2005/Atom",
    [SPACE_CONTENT] = "http://purl.org/rss/1.0/modules/content/",
    [SPACE_DC] = "http://purl.org/dc/elements/1.1/",
    [SPACE_DCTERMS] = "http://purl.org/dc/terms/",
    [SPACE_TOMBSTONE] = "http://purl.org/atompub/tombstones/1.0",
    [SPACE_HALL] = FEED_NAMESPACE,
};

static const struct {
    const char *prefix;
    enum feed_space space;
} usual_prefixes[] = {{"atom", SPACE_ATOM},       {"content", SPACE_CONTENT}, {"dc", SPACE_DC},
                      {"dcterms", SPACE_DCTERMS}, {"at", SPACE_TOMBSTONE},    {"hall", SPACE_HALL}};

/* The name behind a prefix. */
static const char *local_name(const xmlNode *node)
{
    const char *colon = strchr((const char *)node->name, ':');
    return node->ns == NULL && colon != NULL ? colon + 1 : (const char *)node->name;
}

int feed_root_is(const xmlNode *root, const char *name)
{
    return root->type == XML_ELEMENT_NODE && strcasecmp(local_name(root), name) == 0;
}

/* A prefix that nobody declared is taken for what it usually means. */
static int space_of_prefix(const xmlNode *node)
{
    size_t length = strcspn((const char *)node->name, ":");
    for (size_t i = 0; i < sizeof usual_prefixes / sizeof usual_prefixes[0]; i++) {
        if (strlen(usual_prefixes[i].prefix) == length &&
            strncmp((const char *)node->name, usual_prefixes[i].prefix, length) == 0) {
            return (int)usual_prefixes[i].space;
        }
    }
    return -1;
}

/* RSS 2.0 has no namespace, but feeds declare one for all their elements; RSS 0.9 and 1.0 have one. Atom has
 * one, which feeds leave out or misspell: there the root's counts. -1: another. */
static int space_of(const xmlNode *node)
{
    const xmlNode *root = xmlDocGetRootElement(node->doc);
    int is_atom = root != NULL && feed_root_is(root, "feed");
    if (node->ns == NULL) {
        int has_prefix = strchr((const char *)node->name, ':') != NULL;
        return has_prefix ? space_of_prefix(node) : is_atom && root->ns == NULL ? SPACE_ATOM : SPACE_NONE;
    }
    const char *href = (const char *)node->ns->href;
    const xmlNs *of_root = root != NULL ? root->ns : NULL;
    if (of_root != NULL && xmlStrEqual(of_root->href, node->ns->href) &&
        xmlStrEqual(of_root->prefix, node->ns->prefix)) {
        return is_atom ? SPACE_ATOM : SPACE_NONE;
    }
    for (int space = SPACE_NONE + 1; space < SPACE_COUNT; space++) {
        if (href != NULL && strcmp(href, spaces[space]) == 0) {
            return space;
        }
    }
    return node->ns->prefix == NULL && !is_atom ? SPACE_NONE : -1;
}

int feed_node_is(const xmlNode *node, enum feed_space space, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcasecmp(local_name(node), name) == 0 &&
           space_of(node) == (int)space;
}

xmlNode *feed_child(const xmlNode *parent, enum feed_space space, const char *name)
{
    xmlNode *child = parent != NULL ? parent->children : NULL;
    while (child != NULL && !feed_node_is(child, space, name)) {
        child = child->next;
    }
    return child;
}

static char *take_text(xmlChar *text)
{
    char *copy = NULL;
    if (text != NULL && text[strspn((const char *)text, " \t\r\n")] != '\0') {
        copy = memory_counted(strdup((const char *)text));
    }
    xmlFree(text);
    return copy;
}

char *feed_node_text(const xmlNode *node)
{
    return node != NULL ? take_text(xmlNodeGetContent(node)) : NULL;
}

char *feed_child_text(const xmlNode *parent, enum feed_space space, const char *name)
{
    return feed_node_text(feed_child(parent, space, name));
}

char *feed_attribute(const xmlNode *node, const char *name)
{
    return take_text(xmlGetNoNsProp(node, BAD_CAST name));
}

/* A line is short; whatever is longer is markup that costs time, or no line at all. */
enum { LINE_BYTES_MAX = 16384 };

char *feed_node_line(const xmlNode *node, size_t characters)
{
    char *text = feed_node_text(node);
    if (text != NULL && strlen(text) > LINE_BYTES_MAX) {
        text[LINE_BYTES_MAX] = '\0'; /* half a character is left out below */
    }
    char *plain = text != NULL ? feed_text_without_markup(text) : NULL;
    char *line = plain != NULL ? feed_text_line(plain, characters) : NULL;
    free(text);
    free(plain);
    if (line != NULL && line[0] == '\0') {
        free(line);
        line = NULL;
    }
    return line;
}

char *feed_child_line(const xmlNode *parent, enum feed_space space, const char *name, size_t characters)
{
    return feed_node_line(feed_child(parent, space, name), characters);
}

char *feed_node_markup(const xmlNode *node)
{
    xmlBuffer *buffer = xmlBufferCreate();
    char *markup = NULL;
    if (buffer != NULL) {
        /* Read as HTML, "<p/>" would begin a paragraph, and "<title/>" what is left out. */
        xmlSaveCtxt *save = xmlSaveToBuffer(buffer, "UTF-8", XML_SAVE_XHTML | XML_SAVE_NO_DECL);
        int failed = save == NULL;
        for (xmlNode *child = node->children; child != NULL && !failed; child = child->next) {
            failed = xmlSaveTree(save, child) < 0;
        }
        failed |= save != NULL && xmlSaveClose(save) < 0;
        markup = failed ? NULL : memory_counted(strdup((const char *)xmlBufferContent(buffer)));
        xmlBufferFree(buffer);
    }
    return markup;
}

static void __attribute__((format(printf, 2, 0))) say(char *out, const char *format, va_list arguments)
{
    char raw[FEED_PROBLEM_SIZE];
    int length = vsnprintf(raw, sizeof raw, format, arguments);
    if (length > 0 && out[0] == '\0') { /* the first says the most */
        (void)printable_copy(out, FEED_PROBLEM_SIZE, raw, strlen(raw), NULL);
    }
}

void feed_entry_note(struct feed_entry *entry, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(entry->note, format, arguments);
    va_end(arguments);
}

void feed_entry_refuse(struct feed_entry *entry, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(entry->problem, format, arguments);
    va_end(arguments);
}

void feed_entry_date(struct feed_entry *entry, const char *name, const char *text, int64_t *ms)
{
    char *normal = text != NULL && *ms == 0 ? memory_counted(normal_form(text)) : NULL;
    if (normal != NULL && feed_date_read(normal, ms) != 0) {
        *ms = 0;
        feed_entry_note(entry, "%s \"%.40s\" is no date that is understood; it counts as not said", name,
                        normal);
    }
    free(normal);
}

void feed_entry_link(struct feed_entry *entry, char *text)
{
    if (text == NULL) {
        return;
    }
    char *start = text + strspn(text, " \t\r\n");
    size_t length = strcspn(start, " \t\r\n");
    start[length] = '\0';
    if (entry->link == NULL && web_address_begins(start)) {
        if (length <= NOTICE_LINK_BYTES_MAX) {
            entry->link = memory_counted(strndup(start, length));
        } else {
            feed_entry_note(entry, "its link is longer than %d bytes and was left out",
                            NOTICE_LINK_BYTES_MAX);
        }
    }
    free(text);
}
