#include "headend/content/content_load.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/memory/xml_memory.h"
#include "headend/content/content_kinds.h"
#include "headend/content/store_content.h"

struct loading {
    struct content_set *set;
    struct content_source *source;
    char *problem;
};

struct reading {
    struct loading *loading;
    const struct content_row *row;
    enum content_kind kind;
    struct content_record *record; /* NULL: it cannot be read */
};

static int say(struct loading *loading, const struct content_row *row, const char *what)
{
    (void)snprintf(loading->problem, CONTENT_PROBLEM_SIZE, "%s %s in the store: %s", row->kind, row->id,
                   what);
    return -1;
}

/* What the store took was checked then; here it is only read again, with the same table. */
static int read_row(void *context)
{
    struct reading *reading = context;
    const char *text = reading->row->text;
    xmlDoc *document =
        xmlReadMemory(text, (int)strlen(text), NULL, NULL,
                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT);
    const xmlNode *root = document != NULL ? xmlDocGetRootElement(document) : NULL;
    reading->record = root != NULL ? content_record_make(reading->loading->set, reading->kind, root,
                                                         reading->loading->source)
                                   : NULL;
    xmlFreeDoc(document);
    return 0;
}

static int take_row(void *context, const struct content_row *row)
{
    struct loading *loading = context;
    struct reading reading = {.loading = loading, .row = row, .kind = content_kind_of(row->kind)};
    if (reading.kind == CONTENT_KINDS) {
        return say(loading, row, "this version knows no such kind");
    }
    if (content_set_find(loading->set, reading.kind, row->id) != NULL) {
        return 0;
    }
    if (xml_memory_try(read_row, &reading) != 0) {
        return say(loading, row, "out of memory");
    }
    struct content_record *record = reading.record;
    if (record == NULL || loading->source->errors.count > 0 || strcmp(record->id, row->id) != 0) {
        return say(loading, row,
                   loading->source->errors.count > 0 ? loading->source->errors.items[0].problem
                                                     : "it cannot be read");
    }
    record->place = row->place;
    record->changed = row->changed;
    record->rev = row->rev;
    return content_set_put(loading->set, record) == 0 ? 0 : say(loading, row, "out of memory");
}

static int load(struct loading *loading, struct store *store, const char *path, const char *kind)
{
    loading->problem[0] = '\0';
    loading->source = content_set_add_source(loading->set, path, 1);
    int result = loading->source != NULL ? store_content_each(store, kind, take_row, loading) : -1;
    if (result != 0 && loading->problem[0] == '\0') {
        (void)snprintf(loading->problem, CONTENT_PROBLEM_SIZE, "%s",
                       loading->source != NULL ? store_problem(store) : "out of memory");
    }
    return result == 0 ? 0 : -1;
}

int content_load_all(struct content_set *set, struct store *store, const char *path,
                     char problem[CONTENT_PROBLEM_SIZE])
{
    struct loading loading = {.set = set, .problem = problem};
    return load(&loading, store, path, NULL);
}

int content_load_kind(struct content_set *set, struct store *store, enum content_kind kind,
                      char problem[CONTENT_PROBLEM_SIZE])
{
    struct loading loading = {.set = set, .problem = problem};
    return load(&loading, store, "the store", content_kinds[kind].table->element);
}

/* What is asked for: the record as it is, or a revision of before. */
struct wanted {
    enum content_kind kind;
    const char *id;
    int64_t kept_rev, now; /* kept_rev 0: as it is */
};

static int ask_store(struct loading *loading, struct store *store, const struct wanted *wanted)
{
    const char *word = content_kinds[wanted->kind].table->element;
    return wanted->kept_rev == 0 ? store_content_one(store, word, wanted->id, take_row, loading)
                                 : store_content_kept(store, word, wanted->id, wanted->kept_rev, wanted->now,
                                                      take_row, loading);
}

static int load_wanted(struct store *store, const struct wanted *wanted, struct content_set **set,
                       char problem[CONTENT_PROBLEM_SIZE])
{
    struct loading loading = {.set = content_set_create(), .problem = problem};
    int result = -1;
    problem[0] = '\0';
    *set = NULL;
    if (loading.set != NULL &&
        (loading.source = content_set_add_source(loading.set, "the store", 1)) != NULL) {
        result = ask_store(&loading, store, wanted);
    }
    if (result != 0 && problem[0] == '\0') {
        (void)snprintf(problem, CONTENT_PROBLEM_SIZE, "%s",
                       loading.source != NULL ? store_problem(store) : "out of memory");
    }
    if (result == 0 && loading.set->count == 1) {
        *set = loading.set;
        return 1;
    }
    content_set_free(loading.set);
    return result == 0 ? 0 : -1;
}

int content_load_one(struct store *store, enum content_kind kind, const char *id, struct content_set **set,
                     char problem[CONTENT_PROBLEM_SIZE])
{
    return load_wanted(store, &(struct wanted){.kind = kind, .id = id}, set, problem);
}

int content_load_kept(struct store *store, enum content_kind kind, const char *id, int64_t rev, int64_t now,
                      struct content_set **set, char problem[CONTENT_PROBLEM_SIZE])
{
    return load_wanted(store, &(struct wanted){.kind = kind, .id = id, .kept_rev = rev, .now = now}, set,
                       problem);
}
