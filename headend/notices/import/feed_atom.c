#include <libxml/uri.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/memory/memory_failures.h"
#include "headend/notices/feed_category.h"
#include "headend/notices/import/feed_node.h"
#include "headend/notices/notice_record.h"

/* One <entry> (RFC 4287). */

static void read_categories(const xmlNode *node, struct feed_entry *entry)
{
    for (const xmlNode *child = node->children; child != NULL; child = child->next) {
        if (!feed_node_is(child, SPACE_ATOM, "category")) {
            continue;
        }
        static const char *const names[] = {"label", "term"};
        for (size_t i = 0; i < 2; i++) {
            char *word = feed_attribute(child, names[i]);
            int category = word != NULL ? feed_category_of(word) : 0;
            if (feed_category_says_more(category, entry->category)) {
                entry->category = category;
            }
            free(word);
        }
    }
}

static void read_link(const xmlNode *node, struct feed_entry *entry)
{
    for (const xmlNode *child = node->children; child != NULL && entry->link == NULL; child = child->next) {
        if (!feed_node_is(child, SPACE_ATOM, "link")) {
            continue;
        }
        char *relation = feed_attribute(child, "rel");
        if (relation == NULL || strcmp(relation, "alternate") == 0) {
            char *link = feed_attribute(child, "href");
            xmlChar *absolute =
                link != NULL && entry->base != NULL ? xmlBuildURI(BAD_CAST link, BAD_CAST entry->base) : NULL;
            feed_entry_link(entry, absolute != NULL ? memory_counted(strdup((const char *)absolute)) : link);
            if (absolute != NULL) {
                free(link);
                xmlFree(absolute);
            }
        }
        free(relation);
    }
}

static int has_type(const xmlNode *node, const char *wanted)
{
    char *type = feed_attribute(node, "type");
    int is = type != NULL && strcmp(type, wanted) == 0;
    free(type);
    return is;
}

/* RFC 4287 3.1: plain text must not be taken for markup, and markup not for text. */
static char *read_body(const xmlNode *node)
{
    int is_markup = has_type(node, "xhtml");
    if (is_markup && xmlChildElementCount((xmlNode *)(uintptr_t)node) > 0) {
        return feed_node_markup(node);
    }
    char *text = feed_node_text(node);
    if (text == NULL || is_markup || has_type(node, "html") || has_type(node, "text/html")) {
        return text;
    }
    xmlChar *escaped = xmlEncodeSpecialChars(node->doc, BAD_CAST text);
    free(text);
    text = escaped != NULL ? memory_counted(strdup((const char *)escaped)) : NULL;
    xmlFree(escaped);
    return text;
}

static char *read_office(const xmlNode *node)
{
    const xmlNode *author = feed_child(node, SPACE_ATOM, "author");
    char *name =
        author != NULL ? feed_child_line(author, SPACE_ATOM, "name", NOTICE_OFFICE_CHARACTERS) : NULL;
    if (name == NULL) {
        name = feed_child_line(node, SPACE_DC, "publisher", NOTICE_OFFICE_CHARACTERS);
    }
    if (name == NULL && author != NULL) { /* said to be nobody's */
        return memory_counted(strdup(""));
    }
    if (name == NULL && node->parent != NULL) { /* the feed's own author stands for all */
        author = feed_child(node->parent, SPACE_ATOM, "author");
        name = author != NULL ? feed_child_line(author, SPACE_ATOM, "name", NOTICE_OFFICE_CHARACTERS) : NULL;
    }
    return name;
}

void feed_atom_entry(const xmlNode *node, struct feed_entry *entry)
{
    entry->guid = feed_child_line(node, SPACE_ATOM, "id", NOTICE_GUID_BYTES_MAX + 1);
    entry->title = feed_child_line(node, SPACE_ATOM, "title", NOTICE_TITLE_CHARACTERS);
    read_link(node, entry);
    entry->org_name = read_office(node);
    const xmlNode *source = feed_child(node, SPACE_ATOM, "source");
    entry->source =
        source != NULL ? feed_child_line(source, SPACE_ATOM, "title", NOTICE_SOURCE_CHARACTERS) : NULL;
    if (source != NULL && entry->source == NULL) {
        entry->source = memory_counted(strdup(""));
    }
    const xmlNode *content = feed_child(node, SPACE_ATOM, "content");
    if (content == NULL) {
        content = feed_child(node, SPACE_ATOM, "summary");
    }
    entry->body = content != NULL ? read_body(content) : NULL;
    read_categories(node, entry);
    char *published = feed_child_text(node, SPACE_ATOM, "published");
    char *updated = feed_child_text(node, SPACE_ATOM, "updated");
    feed_entry_date(entry, "published", published, &entry->published);
    feed_entry_date(entry, "updated", updated, &entry->updated);
    if (entry->published == 0) {
        entry->published = entry->updated;
    }
    free(published);
    free(updated);
}
