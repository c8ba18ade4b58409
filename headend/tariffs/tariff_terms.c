#include "headend/tariffs/tariff_terms.h"

#include <stdlib.h>

#include "both-sides/calendar_date.h"

const struct tariff_version *tariff_version_on(const struct tariff *tariff, int day)
{
    const struct tariff_version *latest = NULL;
    for (size_t i = 0; i < tariff->version_count; i++) {
        const struct tariff_version *version = &tariff->versions[i];
        if (version->from <= day && (latest == NULL || version->from > latest->from)) {
            latest = version;
        }
    }
    return latest != NULL && (latest->to == 0 || latest->to >= day) ? latest : NULL;
}

/* Four digits, by the table. */
static int day_of_year(const char text[5])
{
    return (int)strtol(text, NULL, 10);
}

int tariff_span_has(const struct tariff_span *span, int day)
{
    int from = day_of_year(span->from);
    int to = day_of_year(span->to);
    int at = day % 10000;
    return from <= to ? at >= from && at <= to : at >= from || at <= to;
}

const struct tariff_season *tariff_season_on(const struct tariff_version *version, int day)
{
    for (size_t i = 0; i < version->season_count; i++) {
        const struct tariff_season *season = &version->seasons[i];
        for (size_t j = 0; j < season->span_count; j++) {
            if (tariff_span_has(&season->spans[j], day)) {
                return season;
            }
        }
        if (season->span_count == 0) {
            return season;
        }
    }
    return NULL;
}

int tariff_cycle_months(const struct tariff *tariff)
{
    static const int months[TARIFF_CYCLE_COUNT] = {
        [TARIFF_MONTH] = 1, [TARIFF_TWO_MONTHS] = 2, [TARIFF_QUARTER] = 3, [TARIFF_YEAR] = 12};
    return months[tariff->cycle];
}

int tariff_cycle_start(const struct tariff *tariff, int opening)
{
    if (tariff->cycle == TARIFF_MONTH) {
        return 1;
    }
    int start = tariff->start == TARIFF_START_OPENING ? opening : tariff->start;
    return start >= 1 && start <= 12 ? start : 0;
}

void tariff_cycle_of(const struct tariff *tariff, int start, int day, int *first, int *last)
{
    int months = tariff_cycle_months(tariff);
    int month = day / 10000 * 12 + day / 100 % 100 - 1;
    int begins = month - (month - (start - 1)) % months;
    int ends = begins + months - 1;
    *first = begins / 12 * 10000 + (begins % 12 + 1) * 100 + 1;
    *last = ends / 12 * 10000 + (ends % 12 + 1) * 100 + days_in_month(ends / 12, ends % 12 + 1);
}

int64_t tariff_tier_end(const struct tariff_version *version, const struct tariff_tier *tier, int people)
{
    int64_t end = tier->end;
    if (version->people > 0 && people > version->people) {
        end += (int64_t)tier->each_more * (people - version->people);
    }
    if (version->family_from > 0 && people >= version->family_from) {
        end += tier->family_add;
    }
    return end;
}
