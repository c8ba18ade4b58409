#include "headend/notices/import/feed.h"

#include <libxml/parser.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/memory/memory_failures.h"
#include "both-sides/memory/xml_memory.h"
#include "both-sides/printable.h"
#include "headend/notices/import/feed_decode.h"
#include "headend/notices/import/feed_node.h"
#include "headend/notices/import/feed_repair.h"
#include "headend/notices/notice_record.h"

/* Why the parser takes it for no XML. */
static void complain(void *context, xmlErrorPtr error)
{
    char *out = context;
    if (out[0] != '\0' || error->level == XML_ERR_WARNING || error->domain == XML_FROM_NAMESPACE) {
        return;
    }
    char raw[FEED_PROBLEM_SIZE];
    (void)snprintf(raw, sizeof raw, "line %d: %s", error->line,
                   error->message != NULL ? error->message : "not XML");
    raw[strcspn(raw, "\n")] = '\0';
    (void)printable_copy(out, FEED_PROBLEM_SIZE, raw, strlen(raw), NULL);
}

struct parsing {
    const struct feed_buffer *text;
    xmlDoc *document;
};

static int read_xml(void *context)
{
    struct parsing *parsing = context;
    parsing->document = xmlReadMemory(parsing->text->bytes, (int)parsing->text->length, NULL, "UTF-8",
                                      XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_HUGE);
    return 0;
}

/* NULL: it is no XML. Bodies may be longer than the parser's usual limits; depth, attributes and namespaces
 * were bounded by feed_repair. */
static xmlDoc *parse(const struct feed_buffer *text, char *problem)
{
    xmlSetStructuredErrorFunc(problem, complain);
    struct parsing parsing = {.text = text};
    int result = xml_memory_try(read_xml, &parsing);
    xmlSetStructuredErrorFunc(NULL, NULL);
    if (result == XML_MEMORY_MISSING) {
        (void)snprintf(problem, FEED_PROBLEM_SIZE, "out of memory");
    }
    return parsing.document;
}

static xmlDoc *read_document(const char *bytes, size_t length, const char *charset, struct feed_notes *notes,
                             char *problem)
{
    static const enum feed_repair_way ways[] = {REPAIR_TEXT, REPAIR_STRUCTURE};
    struct feed_buffer text = {0};
    xmlDoc *document = NULL;
    feed_decode(bytes, length, charset, notes, &text);
    for (size_t i = 0; i < sizeof ways / sizeof ways[0] && document == NULL && !text.failed; i++) {
        struct feed_buffer repaired = {0};
        struct feed_notes tried = *notes;
        problem[0] = '\0';
        if (feed_repair(&text, ways[i], &tried, &repaired, problem) == 0 && repaired.length <= INT_MAX) {
            document = parse(&repaired, problem);
        }
        free(repaired.bytes);
        if (document != NULL) {
            *notes = tried;
        }
    }
    free(text.bytes);
    if (document == NULL && problem[0] == '\0') {
        (void)snprintf(problem, FEED_PROBLEM_SIZE, text.failed ? "out of memory" : "it is not XML");
    }
    return document;
}

/* A numeric guid is unique within its site only. */
static void widen_guid(struct feed_entry *entry, const struct feed *feed)
{
    const char *site = feed->link != NULL ? feed->link : feed->title;
    if (entry->guid == NULL || site == NULL || entry->guid[strspn(entry->guid, "0123456789")] != '\0') {
        return;
    }
    size_t size = strlen(site) + strlen(entry->guid) + 2;
    char *wide = memory_counted(malloc(size));
    if (wide != NULL) {
        (void)snprintf(wide, size, "%s#%s", site, entry->guid);
        free(entry->guid);
        entry->guid = wide;
    }
}

static void finish_entry(struct feed_entry *entry, const struct feed *feed)
{
    if (entry->guid == NULL && entry->link != NULL) {
        entry->guid = memory_counted(strdup(entry->link));
    }
    widen_guid(entry, feed);
    if (entry->guid == NULL) {
        feed_entry_refuse(entry, "it has neither guid (id) nor link: it could not be known again");
    } else if (strlen(entry->guid) > NOTICE_GUID_BYTES_MAX) {
        feed_entry_refuse(entry, "its guid is longer than %d bytes", NOTICE_GUID_BYTES_MAX);
    } else if (entry->title == NULL && !entry->withdrawn) {
        feed_entry_refuse(entry, "it has no title");
    }
    if (entry->source == NULL && feed->title != NULL) {
        entry->source = memory_counted(strdup(feed->title));
    }
    if (entry->org_name == NULL && feed->title != NULL) {
        entry->org_name = memory_counted(strdup(feed->title));
    }
}

/* RFC 6721, and <hall:withdrawn ref="guid" when="…"/> beside the items of an RSS channel. */
static void read_tombstone(const xmlNode *node, struct feed_entry *entry)
{
    entry->withdrawn = 1;
    entry->guid = feed_attribute(node, "ref");
    if (entry->guid == NULL) {
        entry->guid = feed_node_line(node, NOTICE_GUID_BYTES_MAX + 1);
    }
    char *when = feed_attribute(node, "when");
    feed_entry_date(entry, "when", when, &entry->withdrawn_at);
    free(when);
}

static void read_entry(const xmlNode *node, struct feed_entry *entry)
{
    xmlChar *base = xmlNodeGetBase(node->doc, node);
    entry->base = base != NULL ? memory_counted(strdup((const char *)base)) : NULL;
    xmlFree(base);
    if (feed_node_is(node, SPACE_TOMBSTONE, "deleted-entry") || feed_node_is(node, SPACE_HALL, "withdrawn")) {
        read_tombstone(node, entry);
        entry->owner = feed_child_line(node, SPACE_HALL, "owner", NOTICE_OWNER_SIZE - 1);
        return;
    }
    if (feed_node_is(node, SPACE_NONE, "item")) {
        feed_rss_entry(node, entry);
    } else {
        feed_atom_entry(node, entry);
    }
    feed_extension_entry(node, entry);
}

static int is_entry(const xmlNode *node)
{
    return feed_node_is(node, SPACE_NONE, "item") || feed_node_is(node, SPACE_ATOM, "entry") ||
           feed_node_is(node, SPACE_TOMBSTONE, "deleted-entry") ||
           feed_node_is(node, SPACE_HALL, "withdrawn");
}

/* The element behind `node` in the order of the document, not going into entries. */
static const xmlNode *next_node(const xmlNode *node, const xmlNode *root)
{
    if (node->children != NULL && node->type == XML_ELEMENT_NODE && !is_entry(node)) {
        return node->children;
    }
    while (node != root && node->next == NULL) {
        node = node->parent;
    }
    return node != root ? node->next : NULL;
}

static int read_entries(const xmlNode *root, struct feed *feed, char *problem)
{
    size_t count = 0;
    for (const xmlNode *node = root; node != NULL; node = next_node(node, root)) {
        count += is_entry(node) ? 1U : 0U;
    }
    if (count > FEED_ENTRIES_MAX) {
        (void)snprintf(problem, FEED_PROBLEM_SIZE, "it has %zu entries; at most %d are taken", count,
                       FEED_ENTRIES_MAX);
        return -1;
    }
    feed->entries = calloc(count + 1, sizeof *feed->entries);
    if (feed->entries == NULL) {
        (void)snprintf(problem, FEED_PROBLEM_SIZE, "out of memory");
        return -1;
    }
    for (const xmlNode *node = root; node != NULL; node = next_node(node, root)) {
        if (is_entry(node)) {
            struct feed_entry *entry = &feed->entries[feed->count++];
            entry->number = (int)feed->count;
            read_entry(node, entry);
            finish_entry(entry, feed);
        }
    }
    return 0;
}

static int has_entries(const xmlNode *root)
{
    for (const xmlNode *node = root; node != NULL; node = next_node(node, root)) {
        if (is_entry(node)) {
            return 1;
        }
    }
    return 0;
}

/* What is odd about it but does not matter, for the operator to tell the office. */
static void note_structure(const xmlNode *root, const xmlNode *channel, struct feed_notes *notes)
{
    if (feed_root_is(root, "rss") && root->ns != NULL) {
        feed_note(notes, (size_t)root->line, "<rss> has a default namespace, which it should not");
    }
    for (const xmlNode *node = root->children; node != NULL && feed_root_is(root, "rss"); node = node->next) {
        if (channel != NULL && feed_node_is(node, SPACE_NONE, "item")) {
            feed_note(notes, (size_t)node->line, "entries stand beside <channel> and not in it");
        }
    }
}

/* The address of the site that publishes it, or of the feed itself. */
static char *site_of_atom(const xmlNode *root)
{
    static const char *const relations[] = {"", "alternate", "self"};
    char *site = NULL;
    for (size_t i = 0; i < sizeof relations / sizeof relations[0]; i++) {
        for (const xmlNode *node = root->children; node != NULL && site == NULL; node = node->next) {
            char *relation = feed_node_is(node, SPACE_ATOM, "link") ? feed_attribute(node, "rel") : NULL;
            int is = feed_node_is(node, SPACE_ATOM, "link") &&
                     strcmp(relation != NULL ? relation : "", relations[i]) == 0;
            site = is ? feed_attribute(node, "href") : NULL;
            free(relation);
        }
    }
    return site;
}

/* What `feed` has at any moment can be freed: libxml2 may be left in the midst of it. */
struct reading {
    xmlDoc *document;
    struct feed *feed;
    char *problem;
};

static int read_root(void *context)
{
    struct feed *feed = ((struct reading *)context)->feed;
    char *problem = ((struct reading *)context)->problem;
    const xmlNode *root = xmlDocGetRootElement(((struct reading *)context)->document);
    const xmlNode *channel = feed_child(root, SPACE_NONE, "channel");
    if (root != NULL && feed_root_is(root, "feed") && (root->ns != NULL || has_entries(root))) {
        feed->title = feed_child_line(root, SPACE_ATOM, "title", NOTICE_SOURCE_CHARACTERS);
        feed->link = feed_child_text(root, SPACE_ATOM, "id");
        feed->site = site_of_atom(root);
    } else if (root != NULL && (channel != NULL || has_entries(root)) &&
               (feed_root_is(root, "rss") || feed_root_is(root, "RDF") || feed_root_is(root, "channel"))) {
        channel = channel != NULL ? channel : root;
        feed->title = feed_child_line(channel, SPACE_NONE, "title", NOTICE_SOURCE_CHARACTERS);
        feed->link = feed_child_text(channel, SPACE_NONE, "link");
    } else {
        (void)snprintf(problem, FEED_PROBLEM_SIZE, "it is neither RSS (<rss>) nor Atom (<feed>)");
        return -1;
    }
    note_structure(root, channel, &feed->notes);
    return read_entries(root, feed, problem);
}

/* Nothing but what is said to be cut off. */
static int broke_off(const struct feed *feed)
{
    for (size_t i = 0; i < feed->notes.count && feed->count == 0; i++) {
        if (strncmp(feed->notes.notes[i].text, feed_repair_broke_off, strlen(feed_repair_broke_off)) == 0) {
            return 1;
        }
    }
    return 0;
}

int feed_read(const char *text, size_t length, const char *charset, struct feed *feed, char *problem)
{
    memset(feed, 0, sizeof *feed);
    problem[0] = '\0';
    if (length > FEED_BYTES_MAX) {
        (void)snprintf(problem, FEED_PROBLEM_SIZE, "it is larger than %d MiB",
                       FEED_BYTES_MAX / (1024 * 1024));
        return -1;
    }
    xmlDoc *document = read_document(text, length, charset, &feed->notes, problem);
    struct reading reading = {.document = document, .feed = feed, .problem = problem};
    int result = document != NULL ? xml_memory_try(read_root, &reading) : -1;
    if (result == XML_MEMORY_MISSING) {
        (void)snprintf(problem, FEED_PROBLEM_SIZE, "out of memory");
        result = -1;
    }
    if (result == 0 && broke_off(feed)) {
        (void)snprintf(problem, FEED_PROBLEM_SIZE, "it breaks off before its first entry is whole");
        result = -1;
    }
    xmlFreeDoc(document);
    return result;
}

void feed_clear(struct feed *feed)
{
    for (size_t i = 0; i < feed->count; i++) {
        struct feed_entry *entry = &feed->entries[i];
        char *owned[] = {entry->guid, entry->title,  entry->org_name, entry->link, entry->base,
                         entry->body, entry->speech, entry->source,   entry->owner};
        for (size_t k = 0; k < sizeof owned / sizeof owned[0]; k++) {
            free(owned[k]);
        }
    }
    free(feed->entries);
    free(feed->title);
    free(feed->link);
    free(feed->site);
    memset(feed, 0, sizeof *feed);
}
