#include "headend/content/area_names.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/area.h"
#include "both-sides/log.h"
#include "both-sides/records/station_records.h"
#include "both-sides/utf8.h"
#include "headend/content/content_kinds.h"
#include "headend/content/content_load.h"
#include "headend/content/store_content.h"

enum { COUNTY_DIGITS = 6, TOWNSHIP_DIGITS = 9, NAME_SIZE = 64 };

struct entry {
    char code[TOWNSHIP_DIGITS + 1]; /* 6 digits of a county, 9 of a township */
    char name[NAME_SIZE];
};

struct area_names {
    pthread_mutex_t lock;  /* guards the entries */
    struct entry *entries; /* in the order of their codes */
    size_t count;
    int64_t rev; /* of the halls when they were read; -1: never */
};

struct area_names *area_names_create(void)
{
    struct area_names *names = calloc(1, sizeof *names);
    if (names == NULL || pthread_mutex_init(&names->lock, NULL) != 0) {
        free(names);
        return NULL;
    }
    names->rev = -1;
    return names;
}

void area_names_free(struct area_names *names)
{
    if (names != NULL) {
        free(names->entries);
        (void)pthread_mutex_destroy(&names->lock);
        free(names);
    }
}

/* --- Reading --- */

static int by_code(const void *one, const void *other)
{
    return strcmp(((const struct entry *)one)->code, ((const struct entry *)other)->code);
}

/* How many bytes at the end of both are the same, in whole characters. */
static size_t common_end(const char *one, const char *other, size_t most)
{
    size_t first = strlen(one);
    size_t second = strlen(other);
    size_t length = 0;
    while (length < first && length < second && length < most &&
           one[first - length - 1] == other[second - length - 1]) {
        length++;
    }
    /* Not within a character. */
    while (length > 0 && ((unsigned char)one[first - length] & 0xC0) == 0x80) {
        length--;
    }
    return length;
}

static const struct station *station_at(const struct content_set *set, size_t i, signed char level)
{
    const struct station_line *line = set->records[i]->value;
    return line->station.level == level && area_code_is_valid(line->station.area_code) ? &line->station
                                                                                       : NULL;
}

/* What the names of a level all end in: bytes; nothing where there is one hall only. */
static size_t end_of_level(const struct content_set *set, signed char level)
{
    const char *first = NULL;
    size_t length = SIZE_MAX;
    size_t halls = 0;
    for (size_t i = 0; i < set->count; i++) {
        const struct station *station = station_at(set, i, level);
        if (station == NULL) {
            continue;
        }
        length = first != NULL ? common_end(first, station->name, length) : length;
        first = first != NULL ? first : station->name;
        halls++;
    }
    return halls > 1 ? length : 0;
}

static void add_level(const struct content_set *set, signed char level, int digits, struct entry *entries,
                      size_t *count)
{
    size_t end = end_of_level(set, level);
    for (size_t i = 0; i < set->count; i++) {
        const struct station *station = station_at(set, i, level);
        if (station == NULL || strlen(station->area_code) < (size_t)digits) {
            continue;
        }
        size_t length = strlen(station->name);
        length = utf8_fit((const unsigned char *)station->name, length > end ? length - end : length,
                          NAME_SIZE - 1);
        struct entry *entry = &entries[(*count)++];
        (void)snprintf(entry->code, sizeof entry->code, "%.*s", digits, station->area_code);
        (void)snprintf(entry->name, sizeof entry->name, "%.*s", (int)length, station->name);
    }
}

static void take_entries(struct area_names *names, struct entry *entries, size_t count)
{
    (void)pthread_mutex_lock(&names->lock);
    struct entry *old = names->entries;
    names->entries = entries;
    names->count = count;
    (void)pthread_mutex_unlock(&names->lock);
    free(old);
}

static int load(struct area_names *names, struct store *store, char problem[CONTENT_PROBLEM_SIZE])
{
    int64_t rev = store_content_rev(store, content_kinds[CONTENT_STATION].table->element);
    if (rev < 0) {
        (void)snprintf(problem, CONTENT_PROBLEM_SIZE, "%s", store_problem(store));
        return -1;
    }
    if (rev == names->rev) {
        return 0;
    }
    struct content_set *set = content_set_create();
    struct entry *entries = NULL;
    size_t count = 0;
    (void)snprintf(problem, CONTENT_PROBLEM_SIZE, "out of memory");
    if (set != NULL && content_load_kind(set, store, CONTENT_STATION, problem) == 0) {
        entries = calloc(set->count + 1, sizeof *entries);
    }
    if (entries != NULL) {
        add_level(set, STATION_COUNTY, COUNTY_DIGITS, entries, &count);
        add_level(set, STATION_TOWNSHIP, TOWNSHIP_DIGITS, entries, &count);
        qsort(entries, count, sizeof *entries, by_code);
        take_entries(names, entries, count);
        names->rev = rev;
    }
    content_set_free(set);
    return entries != NULL ? 0 : -1;
}

void area_names_load(struct area_names *names, struct store *store)
{
    char problem[CONTENT_PROBLEM_SIZE] = "";
    if (store_begin_read(store) != 0) {
        log_line(LOG_LEVEL_ERROR, "content", "the areas' names: %s", store_problem(store));
    } else if (load(names, store, problem) != 0) {
        log_line(LOG_LEVEL_ERROR, "content", "the areas' names: %s", problem);
    }
    store_end(store);
}

/* --- Asking --- */

static const char *find(const struct area_names *names, const char *area_code, int digits)
{
    struct entry key;
    if (strlen(area_code) < (size_t)digits || names->count == 0) {
        return "";
    }
    (void)snprintf(key.code, sizeof key.code, "%.*s", digits, area_code);
    const struct entry *found = bsearch(&key, names->entries, names->count, sizeof key, by_code);
    return found != NULL ? found->name : "";
}

void area_names_find(void *context, const char *area_code, char name[AREA_NAME_SIZE])
{
    struct area_names *names = context;
    (void)pthread_mutex_lock(&names->lock);
    const char *county = find(names, area_code, COUNTY_DIGITS);
    const char *township = find(names, area_code, TOWNSHIP_DIGITS);
    (void)snprintf(name, AREA_NAME_SIZE, "%s%s%s", county,
                   county[0] != '\0' && township[0] != '\0' ? " " : "", township);
    (void)pthread_mutex_unlock(&names->lock);
}
