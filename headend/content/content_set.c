#include "headend/content/content_set.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/memory/xml_memory.h"
#include "both-sides/records/record_values.h"
#include "both-sides/xml/config_document.h"
#include "both-sides/xml/config_error.h"
#include "both-sides/xml/record_xml.h"

static const struct document_limits limits = {.bytes = CONTENT_FILE_BYTES_MAX,
                                              .elements = CONTENT_FILE_ELEMENTS_MAX};
enum { FIRST_BYTES = 64 * 1024, FIRST_RECORDS = 256 };

struct content_set *content_set_create(void)
{
    struct content_set *set = calloc(1, sizeof *set);
    if (set == NULL) {
        return NULL;
    }
    set->sources_end = &set->sources;
    set->arena = arena_new(FIRST_BYTES, CONTENT_SET_BYTES_MAX);
    set->index = xmlHashCreate(FIRST_RECORDS);
    if (set->arena == NULL || set->index == NULL) {
        content_set_free(set);
        return NULL;
    }
    return set;
}

void content_set_free(struct content_set *set)
{
    if (set == NULL) {
        return;
    }
    while (set->sources != NULL) {
        struct content_source *next = set->sources->next;
        xmlFreeDoc(set->sources->document);
        free(set->sources);
        set->sources = next;
    }
    if (set->index != NULL) {
        xmlHashFree(set->index, NULL);
    }
    free(set->records);
    arena_free(set->arena);
    free(set);
}

struct content_source *content_set_add_source(struct content_set *set, const char *path, int is_store)
{
    struct content_source *source =
        is_store || set->file_count < CONTENT_FILES_MAX ? calloc(1, sizeof *source) : NULL;
    if (source != NULL) {
        source->path = path;
        source->is_store = is_store;
        *set->sources_end = source;
        set->sources_end = &source->next;
        set->file_count += !is_store;
    }
    return source;
}

enum content_kind content_kind_of(const char *word)
{
    size_t kind = 0;
    while (kind < CONTENT_KINDS && strcmp(content_kinds[kind].table->element, word) != 0) {
        kind++;
    }
    return (enum content_kind)kind;
}

static const char *name_of(const xmlNode *node)
{
    return node->name != NULL ? (const char *)node->name : "";
}

/* Every kind but <day> and what there is one of has its id in its record at the place of "id". */
static void set_id(struct content_record *record)
{
    const struct content_kind_shape *shape = &content_kinds[record->kind];
    if (shape->fixed_id != NULL) {
        memcpy(record->id, shape->fixed_id, strlen(shape->fixed_id) + 1);
    } else if (record->kind == CONTENT_DAY) {
        (void)snprintf(record->id, sizeof record->id, "%d",
                       ((const struct calendar_day *)record->value)->date);
    } else {
        (void)snprintf(record->id, sizeof record->id, "%s",
                       record_text(record_field_named(shape->table, "id"), record->value));
    }
}

struct content_record *content_record_make(struct content_set *set, enum content_kind kind,
                                           const xmlNode *element, struct content_source *source)
{
    struct content_record *record = arena_alloc(set->arena, sizeof *record);
    void *value = record != NULL ? arena_alloc(set->arena, content_kinds[kind].table->size) : NULL;
    if (value == NULL) {
        config_error_add(&source->errors, 0, name_of(element), "try again", "out of memory");
        return NULL;
    }
    memset(value, 0, content_kinds[kind].table->size);
    *record = (struct content_record){.kind = kind, .value = value, .source = source};
    if (record_xml_read(element, content_kinds[kind].table, value, set->arena, &source->errors) != 0) {
        return NULL;
    }
    record->element = source->is_store ? NULL : element;
    set_id(record);
    return record;
}

int content_set_put(struct content_set *set, struct content_record *record)
{
    if (set->count == set->room) {
        size_t room = set->room == 0 ? FIRST_RECORDS : set->room * 2;
        struct content_record **grown = realloc(set->records, room * sizeof *grown);
        if (grown == NULL) {
            return -1;
        }
        set->records = grown;
        set->room = room;
    }
    const char *word = content_kinds[record->kind].table->element;
    uint64_t failures = xml_memory_failures(); /* without memory for the id it says 0 */
    if (xmlHashAddEntry2(set->index, BAD_CAST record->id, BAD_CAST word, record) != 0 ||
        xml_memory_failures() != failures) {
        return -1;
    }
    set->records[set->count++] = record;
    return 0;
}

struct content_record *content_set_find(const struct content_set *set, enum content_kind kind, const char *id)
{
    return xmlHashLookup2(set->index, BAD_CAST id, BAD_CAST content_kinds[kind].table->element);
}

/* --- Files --- */

static int take_record(struct content_set *set, struct content_record *record)
{
    const struct content_record *first = content_set_find(set, record->kind, record->id);
    if (record->id[0] == '\0') {
        return 0; /* its error says so already */
    }
    if (first != NULL) {
        config_error_add(&record->source->errors, record_xml_line(record->element), name_of(record->element),
                         "each id once in all that is imported together", "%s comes a second time: see %s:%d",
                         record->id, first->source->path, content_record_line(first, NULL, NULL));
        return 0;
    }
    return content_set_put(set, record);
}

static int take_elements(struct content_set *set, const xmlNode *root, struct content_source *source)
{
    record_xml_refuse_text(root, &source->errors);
    for (const xmlNode *child = root->children; child != NULL; child = child->next) {
        if (child->type != XML_ELEMENT_NODE) {
            continue;
        }
        enum content_kind kind = content_kind_of(name_of(child));
        if (kind == CONTENT_KINDS || child->ns != NULL) {
            char allowed[sizeof source->errors.items[0].allowed];
            record_xml_children(&content_file_table, allowed, sizeof allowed);
            size_t length = strlen(allowed);
            (void)snprintf(allowed + length, sizeof allowed - length, ", without xmlns");
            config_error_add(&source->errors, record_xml_line(child), "content", allowed,
                             "<%.60s> cannot stand here", name_of(child));
            continue;
        }
        struct content_record *record = content_record_make(set, kind, child, source);
        if (record == NULL || take_record(set, record) != 0) {
            return -1;
        }
    }
    return 0;
}

static int check_root(const xmlNode *root, struct config_errors *errors)
{
    static const char allowed[] = "<content version=\"1\"> around everything, without xmlns";
    if (root == NULL || root->ns != NULL || strcmp(name_of(root), "content") != 0) {
        config_error_add(errors, root == NULL ? 1 : record_xml_line(root),
                         root == NULL ? "document" : name_of(root), allowed, "this is not a content file");
        return -1;
    }
    xmlChar *version = xmlGetNoNsProp(root, BAD_CAST "version");
    int good = version != NULL && xmlStrEqual(version, BAD_CAST "1") && root->properties->next == NULL;
    xmlFree(version);
    if (!good) {
        config_error_add(errors, record_xml_line(root), "content", allowed,
                         "the attributes are not just version=\"1\"");
    }
    return 0;
}

static int read_source(struct content_set *set, struct content_source *source, const char *text,
                       size_t length, const char *schema_path)
{
    struct config_errors *errors = &source->errors;
    source->document = config_document_read_within(text, length, &limits, errors);
    if (source->document == NULL) {
        return 0;
    }
    const xmlNode *root = xmlDocGetRootElement(source->document);
    if (check_root(root, errors) != 0) {
        return 0;
    }
    if (take_elements(set, root, source) != 0) {
        return -1;
    }
    /* The schema has the last word; where the table has found something already, it has nothing to add. */
    if (errors->count == 0 && schema_path != NULL) {
        (void)config_document_validate(source->document, schema_path, errors);
    }
    return 0;
}

int content_set_read_text(struct content_set *set, const char *name, const char *text, size_t length,
                          const char *schema_path)
{
    struct content_source *source = content_set_add_source(set, name, 0);
    return source != NULL ? read_source(set, source, text, length, schema_path) : -1;
}

int content_set_read_file(struct content_set *set, const char *path, const char *schema_path)
{
    struct content_source *source = content_set_add_source(set, path, 0);
    size_t length = 0;
    if (source == NULL) {
        return -1;
    }
    char *text = config_file_read_within(path, CONTENT_FILE_BYTES_MAX, &length, &source->errors);
    int result = text != NULL ? read_source(set, source, text, length, schema_path) : 0;
    free(text);
    return result;
}

size_t content_set_errors(const struct content_set *set)
{
    size_t count = 0;
    for (const struct content_source *source = set->sources; source != NULL; source = source->next) {
        count += source->errors.count;
    }
    return count;
}

/* --- Lines --- */

int content_record_line(const struct content_record *record, const char *name, const char *id)
{
    if (record->element == NULL) {
        return 0;
    }
    for (const xmlNode *node = record->element; name != NULL && node != NULL;
         node = record_xml_next(node, record->element)) {
        if (node->type == XML_ELEMENT_NODE && strcmp(name_of(node), name) == 0) {
            xmlChar *value = xmlGetNoNsProp(node, BAD_CAST "id");
            int found = value != NULL && strcmp((const char *)value, id) == 0;
            xmlFree(value);
            if (found) {
                return record_xml_line(node);
            }
        }
    }
    return record_xml_line(record->element);
}
