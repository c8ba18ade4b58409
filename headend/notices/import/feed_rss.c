#include <stdlib.h>
#include <string.h>

#include "both-sides/memory/memory_failures.h"
#include "headend/notices/feed_category.h"
#include "headend/notices/import/feed_node.h"
#include "headend/notices/notice_record.h"

/* One <item>. */

static void read_categories(const xmlNode *item, struct feed_entry *entry)
{
    for (const xmlNode *child = item->children; child != NULL; child = child->next) {
        if (!feed_node_is(child, SPACE_NONE, "category") && !feed_node_is(child, SPACE_DC, "subject")) {
            continue;
        }
        char *word = feed_node_line(child, 40);
        int category = word != NULL ? feed_category_of(word) : 0;
        if (feed_category_says_more(category, entry->category)) {
            entry->category = category;
        }
        free(word);
    }
}

/* RSS says an author as "address (name)"; the name is what a household wants to read. */
static char *author_name(const xmlNode *item)
{
    char *author = feed_child_line(item, SPACE_NONE, "author", NOTICE_OFFICE_CHARACTERS);
    char *open = author != NULL ? strchr(author, '(') : NULL;
    char *close = open != NULL ? strrchr(open, ')') : NULL;
    if (strchr(author != NULL ? author : "", '@') == NULL) {
        return author;
    }
    if (close == NULL || close == open + 1) { /* an address alone names nobody */
        free(author);
        return NULL;
    }
    char *name = memory_counted(strndup(open + 1, (size_t)(close - open - 1)));
    free(author);
    return name;
}

static char *office(const xmlNode *item)
{
    static const struct {
        enum feed_space space;
        const char *name;
    } places[] = {{SPACE_DC, "publisher"}, {SPACE_DC, "creator"}, {SPACE_NONE, "source"}};
    char *name = author_name(item);
    for (size_t i = 0; i < sizeof places / sizeof places[0] && name == NULL; i++) {
        name = feed_child_line(item, places[i].space, places[i].name, NOTICE_OFFICE_CHARACTERS);
    }
    return name;
}

static void read_dates(const xmlNode *item, struct feed_entry *entry)
{
    static const struct {
        enum feed_space space;
        const char *name;
    } places[] = {{SPACE_NONE, "pubDate"},
                  {SPACE_DC, "date"},
                  {SPACE_DCTERMS, "issued"},
                  {SPACE_DCTERMS, "created"},
                  {SPACE_ATOM, "published"}};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        char *text = feed_child_text(item, places[i].space, places[i].name);
        feed_entry_date(entry, places[i].name, text, &entry->published);
        free(text);
    }
    static const struct {
        enum feed_space space;
        const char *name;
    } changes[] = {{SPACE_DCTERMS, "modified"}, {SPACE_ATOM, "updated"}};
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        char *text = feed_child_text(item, changes[i].space, changes[i].name);
        feed_entry_date(entry, changes[i].name, text, &entry->updated);
        free(text);
    }
}

/* HTML that was not escaped, but is XML all the same, is HTML still. */
static char *read_body(const xmlNode *node)
{
    const xmlNode *child = node != NULL ? node->children : NULL;
    while (child != NULL && child->type != XML_ELEMENT_NODE) {
        child = child->next;
    }
    return child != NULL ? feed_node_markup(node) : feed_node_text(node);
}

void feed_rss_entry(const xmlNode *item, struct feed_entry *entry)
{
    entry->guid = feed_child_line(item, SPACE_NONE, "guid", NOTICE_GUID_BYTES_MAX + 1);
    entry->title = feed_child_line(item, SPACE_NONE, "title", NOTICE_TITLE_CHARACTERS);
    if (entry->title == NULL) {
        entry->title = feed_child_line(item, SPACE_DC, "title", NOTICE_TITLE_CHARACTERS);
    }
    feed_entry_link(entry, feed_child_text(item, SPACE_NONE, "link"));
    entry->org_name = office(item);
    /* content:encoded is the whole text where there are both. */
    entry->body = read_body(feed_child(item, SPACE_CONTENT, "encoded"));
    if (entry->body == NULL) {
        entry->body = read_body(feed_child(item, SPACE_NONE, "description"));
    }
    read_categories(item, entry);
    read_dates(item, entry);
}
