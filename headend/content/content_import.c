#include "headend/content/content_import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headend/content/content_check.h"
#include "headend/content/content_kinds.h"
#include "headend/content/content_load.h"
#include "headend/content/content_text.h"
#include "headend/content/store_content.h"
#include "headend/database/revisions.h"

/* A record of a file beside its row in the store. */
struct draft {
    struct content_record *record;
    char *text;
    int is_new, is_other;
    int64_t place, changed, rev; /* of the row */
};

struct import {
    struct store *store;
    struct draft *drafts;
    int64_t *places;
    size_t count;
    int64_t now, rev; /* rev 0: nothing has changed yet */
    struct content_import_counts *counts;
};

static int compare_row(void *context, const struct content_row *row)
{
    struct draft *draft = context;
    draft->is_new = 0;
    draft->is_other = strcmp(draft->text, row->text) != 0;
    draft->place = row->place;
    draft->changed = row->changed;
    draft->rev = row->rev;
    return 0;
}

/* The drafts of one kind, in the order of the files. */
static int make_drafts(struct import *import, const struct content_set *set, enum content_kind kind)
{
    const char *word = content_kinds[kind].table->element;
    int64_t next = store_content_next_place(import->store, word);
    import->count = 0;
    if (next < 0) {
        return -1;
    }
    for (size_t i = 0; i < set->count; i++) {
        struct content_record *record = set->records[i];
        if (record->kind != kind || record->source->is_store) {
            continue;
        }
        struct draft *draft = &import->drafts[import->count++];
        *draft = (struct draft){.record = record, .is_new = 1, .text = content_text(kind, record->value)};
        if (draft->text == NULL ||
            store_content_one(import->store, word, record->id, compare_row, draft) != 0) {
            return -1;
        }
        draft->place = draft->is_new ? next++ : draft->place;
        import->places[import->count - 1] = draft->place;
    }
    return 0;
}

static int by_number(const void *one, const void *other)
{
    int64_t a = *(const int64_t *)one;
    int64_t b = *(const int64_t *)other;
    return (a > b) - (a < b);
}

static int grow(struct import *import, const char *word, int *kind_grown)
{
    if (import->rev == 0) {
        import->rev = store_grow_rev(import->store);
    }
    if (import->rev < 0) {
        return -1;
    }
    if (!*kind_grown) {
        *kind_grown = 1;
        return store_content_set_rev(import->store, word, import->rev);
    }
    return 0;
}

/* Lists on phones are of a flow's revision, and are needed until one has been to the counter. */
static int keep_for_phones(struct import *import, const struct draft *draft, const char *word)
{
    static const int64_t day_ms = 24LL * 3600 * 1000;
    return draft->is_other && draft->record->kind == CONTENT_FLOW
               ? store_content_keep(import->store, word, draft->record->id,
                                    import->now + CONTENT_KEPT_DAYS * day_ms)
               : 0;
}

static int put_draft(struct import *import, const struct draft *draft, const char *word, int64_t place,
                     int *kind_grown)
{
    struct content_import_counts *counts = import->counts;
    int written = draft->is_new || draft->is_other;
    counts->read++;
    counts->added += (size_t)draft->is_new;
    counts->changed += (size_t)draft->is_other;
    counts->unchanged += (size_t)!written;
    if (!written && place == draft->place) {
        return 0;
    }
    if (grow(import, word, kind_grown) != 0) {
        return -1;
    }
    if (!written) {
        return store_content_set_place(import->store, word, draft->record->id, place);
    }
    const struct content_row row = {.kind = word,
                                    .id = draft->record->id,
                                    .text = draft->text,
                                    .place = place,
                                    .changed = import->now,
                                    .rev = import->rev};
    return keep_for_phones(import, draft, word) == 0 ? store_content_put(import->store, &row) : -1;
}

static int import_kind(struct import *import, const struct content_set *set, enum content_kind kind)
{
    const char *word = content_kinds[kind].table->element;
    int kind_grown = 0;
    int result = make_drafts(import, set, kind);
    if (result == 0 && import->count > 0) {
        /* The places that these records have, given to them in the order of the files. */
        qsort(import->places, import->count, sizeof *import->places, by_number);
    }
    for (size_t i = 0; i < import->count && result == 0; i++) {
        result = put_draft(import, &import->drafts[i], word, import->places[i], &kind_grown);
    }
    for (size_t i = 0; i < import->count; i++) {
        free(import->drafts[i].text);
    }
    return result;
}

static int import_all(struct import *import, const struct content_set *set)
{
    int result = -1;
    import->drafts = calloc(set->count + 1, sizeof *import->drafts);
    import->places = calloc(set->count + 1, sizeof *import->places);
    if (import->drafts != NULL && import->places != NULL) {
        result = store_content_drop_kept(import->store, import->now);
        for (size_t kind = 0; kind < CONTENT_KINDS && result == 0; kind++) {
            result = import_kind(import, set, (enum content_kind)kind);
        }
    }
    free(import->drafts);
    free(import->places);
    return result;
}

/* The rest of the store is looked at too: a file may take away what a record there stands on. */
static enum content_import_result check_with_store(struct content_set *set, struct store *store,
                                                   const char *store_path, char problem[300])
{
    if (content_load_all(set, store, store_path, problem) != 0) {
        return CONTENT_IMPORT_STORE_FAILED;
    }
    content_check(set);
    return content_set_errors(set) == 0 ? CONTENT_IMPORT_DONE : CONTENT_IMPORT_REFUSED;
}

static enum content_import_result fail(struct store *store, char problem[300])
{
    (void)snprintf(problem, 300, "nothing was changed: %s", store_problem(store));
    return CONTENT_IMPORT_STORE_FAILED;
}

/* All that will be in the store can be read. */
static int reads_again(struct store *store, const char *store_path, char problem[300])
{
    struct content_set *set = content_set_create();
    int result = set != NULL ? content_load_all(set, store, store_path, problem) : -1;
    if (set == NULL) {
        (void)snprintf(problem, 300, "out of memory");
    }
    content_set_free(set);
    return result == 0;
}

enum content_import_result content_import(struct content_set *set, struct store *store,
                                          const char *store_path, int64_t now,
                                          struct content_import_counts *counts, char problem[300])
{
    struct import import = {.store = store, .now = now, .counts = counts};
    enum content_import_result result = CONTENT_IMPORT_DONE;
    memset(counts, 0, sizeof *counts);
    if (store_begin_write(store) != 0) {
        return fail(store, problem);
    }
    result = check_with_store(set, store, store_path, problem);
    if (result == CONTENT_IMPORT_DONE && import_all(&import, set) != 0) {
        result = fail(store, problem);
    }
    if (result == CONTENT_IMPORT_DONE && !reads_again(store, store_path, problem)) {
        result = CONTENT_IMPORT_STORE_FAILED;
    }
    if (result == CONTENT_IMPORT_DONE && store_commit(store) != 0) {
        result = fail(store, problem);
    }
    store_end(store);
    return result;
}

static int take_out(struct store *store, const char *word, const char *id)
{
    int64_t rev = store_grow_rev(store);
    return rev >= 0 && store_content_remove(store, word, id) == 0 &&
                   store_content_set_rev(store, word, rev) == 0
               ? 0
               : -1;
}

enum content_import_result content_withdraw(struct content_set *set, struct store *store,
                                            const char *store_path, enum content_kind kind, const char *id,
                                            int *found, char problem[300])
{
    const char *word = content_kinds[kind].table->element;
    enum content_import_result result = CONTENT_IMPORT_DONE;
    int there = store_begin_write(store) == 0 ? store_content_has(store, word, id) : -1;
    *found = there == 1;
    if (there < 0 || (*found && take_out(store, word, id) != 0)) {
        result = fail(store, problem);
    } else if (*found) {
        result = check_with_store(set, store, store_path, problem);
        if (result == CONTENT_IMPORT_DONE && store_commit(store) != 0) {
            result = fail(store, problem);
        }
    }
    store_end(store);
    return result;
}
