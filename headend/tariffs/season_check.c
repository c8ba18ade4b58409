#include "headend/tariffs/season_check.h"

#include <stdlib.h>

#include "both-sides/calendar_date.h"
#include "headend/tariffs/tariff_terms.h"

enum { LEAP_YEAR = 2000, DAYS_OF_LEAP_YEAR = 366, NOBODY = -1 };

/* Whose each day of a leap year is: the place of its season. */
struct year {
    int owner[DAYS_OF_LEAP_YEAR];
};

/* MMDD of the day that is `place` after 1 January. */
static int day_at(int place)
{
    return calendar_date_from_days(calendar_date_to_days(LEAP_YEAR * 10000 + 101) + place) % 10000;
}

static int is_day(const char text[5])
{
    return calendar_date_is_real(LEAP_YEAR * 10000 + (int)strtol(text, NULL, 10));
}

static int check_days(const struct tariff *tariff, const struct tariff_span *span,
                      struct config_errors *errors)
{
    if (is_day(span->from) && is_day(span->to)) {
        return 0;
    }
    config_error_add(errors, span->line, "span", "month and day, 0101 to 1231",
                     "tariff %s: from %s to %s: that is no day", tariff->id, span->from, span->to);
    return -1;
}

static void take_days(const struct tariff *tariff, const struct tariff_version *version, size_t place,
                      const struct tariff_span *span, struct year *year, struct config_errors *errors)
{
    int told = 0;
    for (int i = 0; i < DAYS_OF_LEAP_YEAR; i++) {
        if (!tariff_span_has(span, day_at(i))) {
            continue;
        }
        if (year->owner[i] != NOBODY && !told) {
            told = 1;
            config_error_add(errors, span->line, "span", "each day of the year in one season, once",
                             "tariff %s: %04d is in %s already", tariff->id, day_at(i),
                             version->seasons[year->owner[i]].name);
        }
        year->owner[i] = (int)place;
    }
}

static void check_uncovered(const struct tariff *tariff, const struct tariff_version *version,
                            const struct year *year, struct config_errors *errors)
{
    for (int i = 0; i < DAYS_OF_LEAP_YEAR; i++) {
        int first = i;
        while (i < DAYS_OF_LEAP_YEAR && year->owner[i] == NOBODY) {
            i++;
        }
        if (i > first) {
            config_error_add(errors, version->line, "version", "each day of the year in one season, once",
                             "tariff %s: no season has the days from %04d to %04d", tariff->id, day_at(first),
                             day_at(i - 1));
        }
    }
}

static int same_ends(const struct tariff_season *one, const struct tariff_season *other)
{
    int same = one->tier_count == other->tier_count;
    for (size_t i = 0; same && i < one->tier_count; i++) {
        const struct tariff_tier *first = &one->tiers[i];
        const struct tariff_tier *second = &other->tiers[i];
        same = first->end == second->end && first->each_more == second->each_more &&
               first->family_add == second->family_add;
    }
    return same;
}

static int begins_every_cycle(const struct tariff *tariff, int day)
{
    int months = tariff_cycle_months(tariff);
    int start = tariff_cycle_start(tariff, 0);
    return day % 100 == 1 && start > 0 && (day / 100 + 12 - start) % months == 0 && months < 12;
}

/* Else the ends of one cycle would be another's half-way. */
static void check_edges(const struct tariff *tariff, const struct tariff_version *version,
                        const struct year *year, struct config_errors *errors)
{
    for (int i = 0; i < DAYS_OF_LEAP_YEAR; i++) {
        int before = year->owner[(i + DAYS_OF_LEAP_YEAR - 1) % DAYS_OF_LEAP_YEAR];
        int now = year->owner[i];
        if (before == now || same_ends(&version->seasons[before], &version->seasons[now]) ||
            begins_every_cycle(tariff, day_at(i))) {
            continue;
        }
        config_error_add(errors, version->seasons[now].line, "season",
                         "seasons with other tier ends begin with a cycle, or period=\"days\"",
                         "tariff %s: the ends change on %04d, within a cycle (%s)", tariff->id, day_at(i),
                         tariff_cycles.words[tariff->cycle]);
        return;
    }
}

void season_check(const struct tariff *tariff, const struct tariff_version *version,
                  struct config_errors *errors)
{
    struct year year;
    int good = 1;
    for (int i = 0; i < DAYS_OF_LEAP_YEAR; i++) {
        year.owner[i] = NOBODY;
    }
    for (size_t i = 0; i < version->season_count; i++) {
        const struct tariff_season *season = &version->seasons[i];
        if (season->span_count == 0 && version->season_count > 1) {
            config_error_add(errors, season->line, "season", "a <span> in each season where there are more",
                             "tariff %s: this season does not say when it is", tariff->id);
            good = 0;
        }
        for (size_t j = 0; j < season->span_count; j++) {
            good = check_days(tariff, &season->spans[j], errors) == 0 && good;
        }
    }
    if (!good || (version->season_count == 1 && version->seasons[0].span_count == 0)) {
        return;
    }
    size_t found = errors->count + errors->more;
    for (size_t i = 0; i < version->season_count; i++) {
        for (size_t j = 0; j < version->seasons[i].span_count; j++) {
            take_days(tariff, version, i, &version->seasons[i].spans[j], &year, errors);
        }
    }
    check_uncovered(tariff, version, &year, errors);
    /* A day too many or too few would be told a second time as an edge. */
    if (tariff->period != TARIFF_PERIOD_DAYS && errors->count + errors->more == found) {
        check_edges(tariff, version, &year, errors);
    }
}
