#include "headend/notices/import/feed_node.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/printable.h"
#include "both-sides/web_address.h"
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

int feed_node_is(const xmlNode *node, enum feed_space space, const char *name)
{
    if (node->type != XML_ELEMENT_NODE || strcmp((const char *)node->name, name) != 0) {
        return 0;
    }
    const char *href = node->ns != NULL ? (const char *)node->ns->href : NULL;
    if (spaces[space] == NULL) {
        return href == NULL;
    }
    return href != NULL && strcmp(href, spaces[space]) == 0;
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
        copy = strdup((const char *)text);
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

char *feed_node_line(const xmlNode *node, size_t characters)
{
    char *text = feed_node_text(node);
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
        int failed = 0;
        for (xmlNode *child = node->children; child != NULL && !failed; child = child->next) {
            failed = xmlNodeDump(buffer, node->doc, child, 0, 0) < 0;
        }
        markup = failed ? NULL : strdup((const char *)xmlBufferContent(buffer));
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
    if (text != NULL && *ms == 0 && feed_date_read(text, ms) != 0) {
        *ms = 0;
        feed_entry_note(entry, "%s \"%.40s\" is no date that is understood", name, text);
    }
}

void feed_entry_link(struct feed_entry *entry, char *text)
{
    if (text == NULL) {
        return;
    }
    const char *start = text + strspn(text, " \t\r\n");
    size_t length = strcspn(start, " \t\r\n");
    if (entry->link == NULL && web_address_begins(start)) {
        if (length <= NOTICE_LINK_BYTES_MAX) {
            entry->link = strndup(start, length);
        } else {
            feed_entry_note(entry, "its link is longer than %d bytes and was left out",
                            NOTICE_LINK_BYTES_MAX);
        }
    }
    free(text);
}
