#include "headend/content/working_calendar.h"

#include <stdlib.h>

#include "both-sides/log.h"
#include "headend/content/content_load.h"

static int by_date(const void *one, const void *other)
{
    const struct calendar_day *first = one;
    const struct calendar_day *second = other;
    return (first->date > second->date) - (first->date < second->date);
}

struct working_calendar working_calendar_load(struct store *store)
{
    char problem[CONTENT_PROBLEM_SIZE] = "out of memory";
    struct working_calendar calendar = {NULL, 0};
    struct content_set *set = content_set_create();
    if (set != NULL && content_load_kind(set, store, CONTENT_DAY, problem) == 0) {
        calendar = (struct working_calendar){calloc(set->count + 1, sizeof *calendar.days), set->count};
    }
    if (calendar.days == NULL) {
        log_line(LOG_LEVEL_ERROR, "content", "the calendar: %s", problem);
        content_set_free(set);
        return calendar;
    }
    for (size_t i = 0; i < set->count; i++) {
        const struct calendar_day *day = set->records[i]->value;
        calendar.days[i] = (struct calendar_day){.date = day->date, .works = day->works, .name = ""};
    }
    qsort(calendar.days, calendar.count, sizeof *calendar.days, by_date);
    content_set_free(set);
    return calendar;
}
