#include "headend/cases/case_calendar.h"

#include <stdlib.h>

#include "both-sides/log.h"
#include "headend/content/content_load.h"

static int by_date(const void *one, const void *other)
{
    const struct calendar_day *first = one;
    const struct calendar_day *second = other;
    return (first->date > second->date) - (first->date < second->date);
}

static int give_days(struct cases *cases, const struct content_set *set)
{
    size_t count = 0;
    struct calendar_day *days = calloc(set->count + 1, sizeof *days);
    if (days == NULL) {
        return -1;
    }
    for (size_t i = 0; i < set->count; i++) {
        const struct content_day *day = set->records[i]->value;
        days[count++] = (struct calendar_day){.date = day->date, .works = day->works, .name = day->name};
    }
    qsort(days, count, sizeof *days, by_date);
    int result = cases_set_calendar(cases, days, count);
    free(days);
    return result;
}

void case_calendar_load(struct cases *cases, struct store *store)
{
    char problem[CONTENT_PROBLEM_SIZE] = "out of memory";
    struct content_set *set = content_set_create();
    if (set == NULL || content_load_kind(set, store, CONTENT_DAY, problem) != 0 ||
        give_days(cases, set) != 0) {
        log_line(LOG_LEVEL_ERROR, "cases", "the calendar: %s", problem);
    }
    content_set_free(set);
}
