#include "headend/notices/import/feed.h"

#include <libxml/encoding.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/printable.h"
#include "headend/notices/import/feed_node.h"
#include "headend/notices/import/feed_references.h"
#include "headend/notices/notice_record.h"

/* What libxml2 complained of while it read. */
struct complaints {
    char fatal[FEED_PROBLEM_SIZE];
    char tolerated[FEED_PROBLEM_SIZE];
};

/* Slips of content systems that leave the structure whole: HTML's entities and stray control characters.
 * Bytes that are not in the declared encoding have the same code, but are told with the bytes beside them:
 * there text would be lost. */
static int is_tolerated(const xmlError *error)
{
    if (error->code == XML_ERR_INVALID_CHAR && error->str1 != NULL) {
        return 0;
    }
    return error->level == XML_ERR_WARNING || error->code == XML_ERR_UNDECLARED_ENTITY ||
           error->code == XML_WAR_UNDECLARED_ENTITY || error->code == XML_ERR_INVALID_CHAR ||
           error->code == XML_ERR_INVALID_CHARREF || error->code == XML_NS_ERR_UNDEFINED_NAMESPACE ||
           error->domain == XML_FROM_NAMESPACE;
}

static void complain(void *context, xmlErrorPtr error)
{
    struct complaints *complaints = context;
    char *out = is_tolerated(error) ? complaints->tolerated : complaints->fatal;
    if (out[0] != '\0') {
        return;
    }
    char raw[FEED_PROBLEM_SIZE];
    (void)snprintf(raw, sizeof raw, "line %d: %s", error->line,
                   error->message != NULL ? error->message : "not XML");
    raw[strcspn(raw, "\n")] = '\0';
    (void)printable_copy(out, FEED_PROBLEM_SIZE, raw, strlen(raw), NULL);
}

static xmlDoc *read_document(const char *text, size_t length, struct complaints *complaints)
{
    /* "gb2312" on a page of an office is GBK in truth, and GB 18030 holds both. */
    (void)xmlAddEncodingAlias("GB18030", "GB2312");
    (void)xmlAddEncodingAlias("GB18030", "GBK");
    xmlParserCtxt *parser = xmlNewParserCtxt();
    if (parser == NULL) {
        return NULL;
    }
    xmlSetStructuredErrorFunc(complaints, complain);
    xmlDoc *document = xmlCtxtReadMemory(parser, text, (int)length, NULL, NULL,
                                         XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_RECOVER);
    xmlSetStructuredErrorFunc(NULL, NULL);
    xmlFreeParserCtxt(parser);
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
    char *wide = malloc(size);
    if (wide != NULL) {
        (void)snprintf(wide, size, "%s#%s", site, entry->guid);
        free(entry->guid);
        entry->guid = wide;
    }
}

static void finish_entry(struct feed_entry *entry, const struct feed *feed)
{
    if (entry->guid == NULL && entry->link != NULL) {
        entry->guid = strdup(entry->link);
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
        entry->source = strdup(feed->title);
    }
    if (entry->org_name == NULL && feed->title != NULL) {
        entry->org_name = strdup(feed->title);
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
    entry->base = base != NULL ? strdup((const char *)base) : NULL;
    xmlFree(base);
    if (feed_node_is(node, SPACE_TOMBSTONE, "deleted-entry") || feed_node_is(node, SPACE_HALL, "withdrawn")) {
        read_tombstone(node, entry);
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

static int read_entries(const xmlNode *parent, struct feed *feed, char *problem)
{
    size_t count = 0;
    for (const xmlNode *node = parent->children; node != NULL; node = node->next) {
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
    for (const xmlNode *node = parent->children; node != NULL; node = node->next) {
        if (is_entry(node)) {
            struct feed_entry *entry = &feed->entries[feed->count++];
            entry->number = (int)feed->count;
            read_entry(node, entry);
            finish_entry(entry, feed);
        }
    }
    return 0;
}

static int read_root(xmlDoc *document, struct feed *feed, char *problem)
{
    const xmlNode *root = xmlDocGetRootElement(document);
    const xmlNode *channel = root != NULL && feed_node_is(root, SPACE_NONE, "rss")
                                 ? feed_child(root, SPACE_NONE, "channel")
                                 : NULL;
    if (channel != NULL) {
        feed->title = feed_child_line(channel, SPACE_NONE, "title", NOTICE_SOURCE_CHARACTERS);
        feed->link = feed_child_text(channel, SPACE_NONE, "link");
        return read_entries(channel, feed, problem);
    }
    if (root != NULL && feed_node_is(root, SPACE_ATOM, "feed")) {
        feed->title = feed_child_line(root, SPACE_ATOM, "title", NOTICE_SOURCE_CHARACTERS);
        feed->link = feed_child_text(root, SPACE_ATOM, "id");
        return read_entries(root, feed, problem);
    }
    (void)snprintf(problem, FEED_PROBLEM_SIZE, "it is neither RSS 2.0 (<rss>) nor Atom (<feed>)");
    return -1;
}

int feed_read(const char *text, size_t length, struct feed *feed, char *problem)
{
    struct complaints complaints = {{0}, {0}};
    memset(feed, 0, sizeof *feed);
    problem[0] = '\0';
    if (length > FEED_BYTES_MAX) {
        (void)snprintf(problem, FEED_PROBLEM_SIZE, "it is larger than %d MiB",
                       FEED_BYTES_MAX / (1024 * 1024));
        return -1;
    }
    int no_memory = 0;
    size_t resolved_length = 0;
    char *resolved = feed_resolve_references(text, length, &resolved_length, &no_memory);
    xmlDoc *document = no_memory          ? NULL
                       : resolved != NULL ? read_document(resolved, resolved_length, &complaints)
                                          : read_document(text, length, &complaints);
    free(resolved);
    int result = -1;
    if (no_memory) {
        (void)snprintf(problem, FEED_PROBLEM_SIZE, "out of memory");
    } else if (document == NULL || complaints.fatal[0] != '\0') {
        (void)snprintf(problem, FEED_PROBLEM_SIZE, "%s",
                       complaints.fatal[0] != '\0' ? complaints.fatal : "it is not XML");
    } else if (document->intSubset != NULL && document->intSubset->entities != NULL) {
        (void)snprintf(problem, FEED_PROBLEM_SIZE, "it declares entities of its own, which no feed needs");
    } else {
        memcpy(feed->note, complaints.tolerated, sizeof feed->note);
        result = read_root(document, feed, problem);
    }
    xmlFreeDoc(document);
    return result;
}

void feed_clear(struct feed *feed)
{
    for (size_t i = 0; i < feed->count; i++) {
        struct feed_entry *entry = &feed->entries[i];
        char *owned[] = {entry->guid, entry->title, entry->org_name, entry->link,
                         entry->base, entry->body,  entry->speech,   entry->source};
        for (size_t k = 0; k < sizeof owned / sizeof owned[0]; k++) {
            free(owned[k]);
        }
    }
    free(feed->entries);
    free(feed->title);
    free(feed->link);
    memset(feed, 0, sizeof *feed);
}
