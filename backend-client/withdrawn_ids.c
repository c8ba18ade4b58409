#include "backend-client/withdrawn_ids.h"

#include <stdlib.h>
#include <string.h>

#include "backend-client/cache/response_cache.h"
#include "both-sides/records/record_json.h"

static int compare(const void *a, const void *b)
{
    return strcmp(a, b);
}

int withdrawn_ids_has(const struct withdrawn_ids *set, const char *id)
{
    return set->count > 0 && bsearch(id, set->ids, set->count, NOTICE_ID_SIZE, compare) != NULL;
}

static int reserve(struct withdrawn_ids *set, size_t count)
{
    if (count <= set->capacity) {
        return 0;
    }
    size_t capacity = count + count / 2 + 16;
    char(*ids)[NOTICE_ID_SIZE] = realloc(set->ids, capacity * NOTICE_ID_SIZE);
    if (ids == NULL) {
        return -1;
    }
    set->ids = ids;
    set->capacity = capacity;
    return 0;
}

static void sort_and_unite(struct withdrawn_ids *set)
{
    if (set->count < 2) {
        return;
    }
    qsort(set->ids, set->count, NOTICE_ID_SIZE, compare);
    size_t kept = 1;
    for (size_t i = 1; i < set->count; i++) {
        if (strcmp(set->ids[i], set->ids[kept - 1]) != 0) {
            if (i != kept) {
                memcpy(set->ids[kept], set->ids[i], NOTICE_ID_SIZE);
            }
            kept++;
        }
    }
    set->count = kept;
}

int withdrawn_ids_add(struct withdrawn_ids *set, char (*ids)[NOTICE_ID_SIZE], size_t count)
{
    size_t known = set->count;
    size_t added = 0;
    for (size_t i = 0; i < count; i++) {
        added += !withdrawn_ids_has(set, ids[i]);
    }
    if (added == 0) {
        return 0;
    }
    if (known + added > WITHDRAWN_IDS_MAX) {
        known = 0; /* what a headend says now, with 90 days of memory of its own, is worth more than older
                      words */
    }
    set->count = known;
    if (reserve(set, known + count) != 0) {
        return -1;
    }
    memcpy(set->ids + known, ids, count * NOTICE_ID_SIZE);
    set->count = known + count;
    sort_and_unite(set);
    set->changed = 1;
    return 0;
}

void withdrawn_ids_remove(struct withdrawn_ids *set, const char *id)
{
    char(*found)[NOTICE_ID_SIZE] =
        set->count == 0 ? NULL : bsearch(id, set->ids, set->count, NOTICE_ID_SIZE, compare);
    if (found != NULL) {
        size_t place = (size_t)(found - set->ids);
        set->count--;
        memmove(found, found + 1, (set->count - place) * NOTICE_ID_SIZE);
        set->changed = 1;
    }
}

/* A line an id. What is no id is passed over. */
void withdrawn_ids_load(struct withdrawn_ids *set, struct response_cache *cache, const char *key)
{
    struct response_entry entry;
    void *memory = response_cache_read(cache, key, &entry);
    if (memory == NULL) {
        return;
    }
    const char *at = (const char *)entry.body;
    const char *end = at + entry.length;
    while (at < end && set->count < WITHDRAWN_IDS_MAX) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t length = (size_t)((newline == NULL ? end : newline) - at);
        if (length > 0 && length < NOTICE_ID_SIZE && field_form_allows(FORM_NOTICE_ID, at, length)) {
            if (reserve(set, set->count + 1) != 0) {
                break;
            }
            memcpy(set->ids[set->count], at, length);
            set->ids[set->count++][length] = '\0';
        }
        at += length + 1;
    }
    sort_and_unite(set);
    free(memory);
}

void withdrawn_ids_save(struct withdrawn_ids *set, struct response_cache *cache, const char *key,
                        int64_t now_ms)
{
    if (!set->changed) {
        return;
    }
    char *text = malloc(set->count * NOTICE_ID_SIZE + 1);
    if (text == NULL) {
        return; /* the next change saves it */
    }
    size_t length = 0;
    for (size_t i = 0; i < set->count; i++) {
        size_t id_length = strlen(set->ids[i]);
        memcpy(text + length, set->ids[i], id_length);
        length += id_length;
        text[length++] = '\n';
    }
    response_cache_write(cache, key, "", now_ms, text, length);
    free(text);
    set->changed = 0;
}

void withdrawn_ids_free(struct withdrawn_ids *set)
{
    free(set->ids);
    *set = (struct withdrawn_ids){0};
}
