#include "headend/content/content_json.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/records/record_json.h"
#include "headend/pinyin/pinyin.h"

/* --- What the headend adds; NULL: out of memory --- */

static const char *initials_of(const char *name, struct arena *arena)
{
    char initials[PINYIN_INITIALS_SIZE];
    return arena_text(arena, initials, pinyin_initials(name, initials, sizeof initials));
}

static const char *page_of(const char *pages, const char *id, const char *below, const char *part,
                           struct arena *arena)
{
    char page[2 * CONTENT_ID_SIZE + 32];
    int length = snprintf(page, sizeof page, "%s%s%s%s", pages, id, below, part);
    return arena_text(arena, page, (size_t)length);
}

/* The records of a kind in a row, each as far as `size`: what a list says of one may be how its struct
 * begins. */
static void *collect(const struct content_set *set, enum content_kind kind, size_t size, size_t *count)
{
    unsigned char *items = arena_alloc(set->arena, (set->count + 1) * size);
    *count = 0;
    for (size_t i = 0; items != NULL && i < set->count; i++) {
        if (set->records[i]->kind == kind) {
            memcpy(items + (*count)++ * size, set->records[i]->value, size);
        }
    }
    return items;
}

/* --- Lists --- */

char *json_of_guides(const struct content_feed *feed, struct content_json_facts *facts, size_t *length)
{
    struct content_set *set = feed->set;
    const struct content_record *found = content_set_find(set, CONTENT_THEMES, "themes");
    struct guide_list list = {.rev = feed->rev, .as_of = facts->as_of, .source = facts->source};
    memcpy(list.life, feed->life, sizeof list.life);
    if (found != NULL) {
        const struct guide_themes *themes = found->value;
        list.themes = themes->themes;
        list.theme_count = themes->count;
    }
    for (size_t i = 0; i < set->count; i++) {
        if (set->records[i]->kind == CONTENT_GUIDE) {
            struct guide *guide = set->records[i]->value;
            guide->summary.rev = set->records[i]->rev;
            guide->summary.initials = initials_of(guide->summary.name, set->arena);
            if (guide->summary.initials == NULL) {
                return NULL;
            }
        }
    }
    list.guides = collect(set, CONTENT_GUIDE, sizeof *list.guides, &list.count);
    return list.guides != NULL ? record_encode_feed(&guide_list_table, &list, length, &facts->hashed) : NULL;
}

char *json_of_policies(const struct content_feed *feed, struct content_json_facts *facts, size_t *length)
{
    struct content_set *set = feed->set;
    const struct content_record *settings = content_set_find(set, CONTENT_POLICIES, "policies");
    struct policy_list list = {.rev = feed->rev, .as_of = facts->as_of, .source = facts->source};
    memcpy(list.life, feed->life, sizeof list.life);
    if (settings != NULL) {
        memcpy(list.flow, ((const struct policy_settings *)settings->value)->flow, sizeof list.flow);
    }
    for (size_t i = 0; i < set->count; i++) {
        if (set->records[i]->kind == CONTENT_POLICY) {
            struct policy *policy = set->records[i]->value;
            policy->rev = set->records[i]->rev;
            policy->valid_to = content_policy_end(policy);
            policy->initials = initials_of(policy->name, set->arena);
            policy->page = page_of(PAGES_OF_POLICIES, policy->id, "", "", set->arena);
            if (policy->initials == NULL || policy->page == NULL) {
                return NULL;
            }
        }
    }
    list.policies = collect(set, CONTENT_POLICY, sizeof *list.policies, &list.count);
    return list.policies != NULL ? record_encode_feed(&policy_list_table, &list, length, &facts->hashed)
                                 : NULL;
}

char *json_of_stations(const struct content_feed *feed, struct content_json_facts *facts, size_t *length)
{
    const struct content_set *set = feed->set;
    struct station_list list = {
        .rev = feed->rev, .as_of = facts->as_of, .source = facts->source, .page = PAGES_OF_STATIONS};
    memcpy(list.life, feed->life, sizeof list.life);
    list.calendar = collect(set, CONTENT_DAY, sizeof *list.calendar, &list.calendar_count);
    list.hours = collect(set, CONTENT_HOURS, sizeof *list.hours, &list.hours_count);
    list.sets = collect(set, CONTENT_SET, sizeof *list.sets, &list.set_count);
    list.lines = collect(set, CONTENT_STATION, sizeof *list.lines, &list.count);
    if (list.calendar == NULL || list.hours == NULL || list.sets == NULL || list.lines == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < list.count; i++) {
        struct station *station = &list.lines[i].station;
        station->initials = initials_of(station->name, set->arena);
        if (station->initials == NULL) {
            return NULL;
        }
    }
    return record_encode_feed(&station_list_table, &list, length, &facts->hashed);
}

/* --- One record --- */

char *json_of_guide(const struct content_set *set, const char *source, size_t *length)
{
    const struct content_record *record = set->records[0];
    struct guide *guide = record->value;
    guide->summary.rev = record->rev;
    guide->source = source;
    guide->as_of = record->changed;
    guide->summary.initials = initials_of(guide->summary.name, set->arena);
    guide->page = page_of(PAGES_OF_GUIDES, guide->summary.id, "", "", set->arena);
    if (guide->summary.initials == NULL || guide->page == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < guide->form_count; i++) {
        struct guide_form *form = &guide->forms[i];
        form->page = page_of(PAGES_OF_GUIDES, guide->summary.id, "/forms/", form->id, set->arena);
        if (form->page == NULL) {
            return NULL;
        }
    }
    return record_encode_text(&guide_table, guide, length);
}

/* Its page is that of the revision: what the box adds to it goes by the places that items have in this one.
 */
char *json_of_flow(const struct content_set *set, const char *source, size_t *length)
{
    const struct content_record *record = set->records[0];
    struct flow_record *flow = record->value;
    char revision[24];
    (void)snprintf(revision, sizeof revision, "%lld", (long long)record->rev);
    flow->rev = record->rev;
    flow->source = source;
    flow->as_of = record->changed;
    flow->page = page_of(PAGES_OF_FLOWS, flow->flow.id, "/", revision, set->arena);
    return flow->page != NULL ? record_encode_text(&flow_table, flow, length) : NULL;
}
