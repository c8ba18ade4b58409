#include "headend/content/content_feed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/records/record_values.h"
#include "headend/content/content_kinds.h"
#include "headend/content/store_content.h"
#include "headend/database/store_life.h"

int64_t content_policy_end(const struct policy *policy)
{
    if (policy->last_day == 0) {
        return 0;
    }
    int day_after = calendar_date_to_days(policy->last_day) + 1;
    return calendar_date_begins(calendar_date_from_days(day_after));
}

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Of the kinds that are loaded, and those that decide what is named. */
static int64_t rev_of(struct store *store, const enum content_kind *kinds, size_t count)
{
    int64_t newest = 0;
    for (size_t i = 0; i < count && newest >= 0; i++) {
        int64_t rev = store_content_rev(store, content_kinds[kinds[i]].table->element);
        newest = rev < 0 || rev > newest ? rev : newest;
    }
    return newest;
}

/* The first `loaded` of the kinds go into the set. */
static int load(struct store *store, struct content_feed *feed, const enum content_kind *kinds, size_t count,
                size_t loaded, char *problem)
{
    *feed = (struct content_feed){.set = content_set_create(), .valid_until = INT64_MAX};
    if (feed->set == NULL) {
        (void)snprintf(problem, CONTENT_PROBLEM_SIZE, "out of memory");
        return -1;
    }
    feed->rev = rev_of(store, kinds, count);
    if (feed->rev < 0 || store_life(store, feed->life) != 0) {
        (void)snprintf(problem, CONTENT_PROBLEM_SIZE, "%s", store_problem(store));
        return -1;
    }
    for (size_t i = 0; i < loaded; i++) {
        if (content_load_kind(feed->set, store, kinds[i], problem) != 0) {
            return -1;
        }
    }
    return 0;
}

/* Empties the id of another record when there is none. */
static int keep_named(struct store *store, struct content_record *record, char *problem)
{
    const struct content_kind_shape *shape = &content_kinds[record->kind];
    if (shape->names == NULL) {
        return 0;
    }
    char *id = (char *)record->value + record_field_named(shape->table, shape->names)->offset;
    int found = id[0] != '\0' ? store_content_has(store, content_kinds[shape->named].table->element, id) : 0;
    if (found < 0) {
        (void)snprintf(problem, CONTENT_PROBLEM_SIZE, "%s", store_problem(store));
        return -1;
    }
    id[0] = found ? id[0] : '\0';
    return 0;
}

/* --- Guides --- */

static size_t shelf_of(const struct content_set *set, const struct content_record *record)
{
    const struct content_record *found = content_set_find(set, CONTENT_THEMES, "themes");
    const struct guide_themes *themes = found != NULL ? found->value : NULL;
    size_t shelf = 0;
    while (themes != NULL && shelf < themes->count &&
           strcmp(themes->themes[shelf].code, ((const struct guide *)record->value)->summary.theme) != 0) {
        shelf++;
    }
    return shelf;
}

/* Insertion sort by shelf, which keeps the order within one: at most 500, and mostly in order. */
static void sort_guides(struct content_set *set)
{
    for (size_t i = 1; i < set->count; i++) {
        struct content_record *moving = set->records[i];
        size_t place = i;
        while (place > 0 && moving->kind == CONTENT_GUIDE && set->records[place - 1]->kind == CONTENT_GUIDE &&
               shelf_of(set, set->records[place - 1]) > shelf_of(set, moving)) {
            set->records[place] = set->records[place - 1];
            place--;
        }
        set->records[place] = moving;
    }
}

int content_feed_guides(struct store *store, struct content_feed *feed, char problem[CONTENT_PROBLEM_SIZE])
{
    static const enum content_kind kinds[] = {CONTENT_THEMES, CONTENT_GUIDE, CONTENT_FLOW};
    int result = load(store, feed, kinds, COUNT(kinds), 2, problem);
    for (size_t i = 0; result == 0 && i < feed->set->count; i++) {
        result = keep_named(store, feed->set->records[i], problem);
    }
    if (result == 0) {
        sort_guides(feed->set);
    }
    return result;
}

/* --- Policies --- */

/* 1: it holds still. */
static int holds(const struct policy *policy, int64_t now, struct content_feed *feed)
{
    int64_t end = content_policy_end(policy);
    if (end > now && end < feed->valid_until) {
        feed->valid_until = end;
    }
    return end == 0 || end > now;
}

int content_feed_policies(struct store *store, int64_t now, struct content_feed *feed,
                          char problem[CONTENT_PROBLEM_SIZE])
{
    static const enum content_kind kinds[] = {CONTENT_POLICIES, CONTENT_POLICY, CONTENT_FLOW, CONTENT_GUIDE};
    int result = load(store, feed, kinds, COUNT(kinds), 2, problem);
    size_t count = 0;
    for (size_t i = 0; result == 0 && i < feed->set->count; i++) {
        struct content_record *record = feed->set->records[i];
        result = keep_named(store, record, problem);
        if (record->kind == CONTENT_POLICIES || holds(record->value, now, feed)) {
            feed->set->records[count++] = record;
        }
    }
    if (result == 0) {
        feed->set->count = count;
    }
    return result;
}

/* --- Stations --- */

int content_feed_stations(struct store *store, struct content_feed *feed, char problem[CONTENT_PROBLEM_SIZE])
{
    static const enum content_kind kinds[] = {CONTENT_DAY, CONTENT_HOURS, CONTENT_SET, CONTENT_STATION};
    return load(store, feed, kinds, COUNT(kinds), COUNT(kinds), problem);
}

void content_feed_clear(struct content_feed *feed)
{
    content_set_free(feed->set);
    feed->set = NULL;
}

/* --- One record --- */

int content_feed_one(struct store *store, enum content_kind kind, const char *id, struct content_set **set,
                     char problem[CONTENT_PROBLEM_SIZE])
{
    int found = content_load_one(store, kind, id, set, problem);
    if (found == 1 && keep_named(store, (*set)->records[0], problem) != 0) {
        content_set_free(*set);
        *set = NULL;
        return -1;
    }
    return found;
}
