#include "headend/tariffs/tariff_check.h"

#include <stdint.h>

#include "both-sides/calendar_date.h"
#include "headend/tariffs/season_check.h"
#include "headend/tariffs/tariff_terms.h"

struct checking {
    const struct tariff *tariff;
    struct config_errors *errors, *warnings;
};

/* What no household's tariff is beyond: prices in 1/10000 yuan a unit, tier ends in 1/1000 units a month of
 * the cycle. */
struct bounds {
    int least_price, most_price, least_end, most_end;
    const char *prices, *ends; /* in words */
};
static const struct bounds bounds_of[TARIFF_KIND_COUNT] = {
    [TARIFF_WATER] = {1000, 500000, 500, 200000,
                      "0.1 to 50 yuan a cubic metre, in 1/10000 yuan: 1000 to 500000",
                      "0.5 to 200 cubic metres a month of the cycle, in 1/1000"},
    [TARIFF_ELECTRICITY] = {500, 50000, 10000, 10000000,
                            "0.05 to 5 yuan a kWh, in 1/10000 yuan: 500 to 50000",
                            "10 to 10000 kWh a month of the cycle, in 1/1000"},
    [TARIFF_GAS] = {5000, 200000, 500, 2000000,
                    "0.5 to 20 yuan a cubic metre, in 1/10000 yuan: 5000 to 200000",
                    "0.5 to 2000 cubic metres a month of the cycle, in 1/1000"},
};

/* --- Tiers --- */

static void check_price(const struct checking *checking, int line, const char *word, int price)
{
    const struct bounds *bounds = &bounds_of[checking->tariff->kind];
    if (price != TARIFF_NO_PRICE && (price < bounds->least_price || price > bounds->most_price)) {
        config_error_add(checking->errors, line, "tier", bounds->prices,
                         "tariff %s: %s=\"%d\" is absurd for %s", checking->tariff->id, word, price,
                         tariff_kinds.words[checking->tariff->kind]);
    }
}

static void check_prices(const struct checking *checking, const struct tariff_tier *tier)
{
    const char *id = checking->tariff->id;
    check_price(checking, tier->line, "price", tier->price);
    check_price(checking, tier->line, "peak", tier->peak);
    check_price(checking, tier->line, "valley", tier->valley);
    if ((tier->peak == TARIFF_NO_PRICE) != (tier->valley == TARIFF_NO_PRICE)) {
        config_error_add(checking->errors, tier->line, "tier", "peak and valley, or neither",
                         "tariff %s: the tier %s has one of the two", id, tier->name);
    } else if (tier->price == TARIFF_NO_PRICE && tier->peak == TARIFF_NO_PRICE) {
        config_error_add(checking->errors, tier->line, "tier", "a price, or peak and valley",
                         "tariff %s: the tier %s has no price", id, tier->name);
    }
    if (tier->peak != TARIFF_NO_PRICE && tier->valley > tier->peak) {
        config_error_add(checking->warnings, tier->line, "tier", "as a rule the valley is cheaper",
                         "tariff %s: the tier %s asks %d in the valley and %d in the peak", id, tier->name,
                         tier->valley, tier->peak);
    }
}

static void check_end(const struct checking *checking, const struct tariff_tier *tier, int is_last)
{
    const struct bounds *bounds = &bounds_of[checking->tariff->kind];
    int months = tariff_cycle_months(checking->tariff);
    const char *id = checking->tariff->id;
    if (is_last && tier->end != 0) {
        config_error_add(checking->errors, tier->line, "tier", "a last tier without an end",
                         "tariff %s: a gap: nothing is said of use beyond the end of %s, %d", id, tier->name,
                         tier->end);
    } else if (!is_last && tier->end == 0) {
        config_error_add(checking->errors, tier->line, "tier", "an end in each tier but the last",
                         "tariff %s: the tier %s has no end, and others follow", id, tier->name);
    } else if (!is_last && (tier->end < (int64_t)bounds->least_end * months ||
                            tier->end > (int64_t)bounds->most_end * months)) {
        config_error_add(checking->errors, tier->line, "tier", bounds->ends,
                         "tariff %s: end=\"%d\" is absurd for a cycle of %d months", id, tier->end, months);
    }
    if (is_last && (tier->each_more != 0 || tier->family_add != 0)) {
        config_error_add(checking->errors, tier->line, "tier", "each-more and family-add beside an end",
                         "tariff %s: the tier %s has no end to which they could be added", id, tier->name);
    }
}

/* For a household of every size. */
static void check_order(const struct checking *checking, const struct tariff_version *version,
                        const struct tariff_season *season)
{
    for (size_t i = 1; i < season->tier_count; i++) {
        const struct tariff_tier *before = &season->tiers[i - 1];
        const struct tariff_tier *tier = &season->tiers[i];
        for (int people = 1; people <= TARIFF_PEOPLE_MAX && tier->end != 0 && before->end != 0; people++) {
            int64_t first = tariff_tier_end(version, before, people);
            int64_t second = tariff_tier_end(version, tier, people);
            if (second <= first) {
                config_error_add(checking->errors, tier->line, "tier",
                                 "tier ends that rise, for a household of every size",
                                 "tariff %s: the tier %s ends at %lld, the one before at %lld (people: %d)",
                                 checking->tariff->id, tier->name, (long long)second, (long long)first,
                                 people);
                break;
            }
        }
        if (tier->price != TARIFF_NO_PRICE && tier->price < before->price) {
            config_error_add(checking->warnings, tier->line, "tier", "as a rule more use costs more",
                             "tariff %s: the tier %s is cheaper (%d) than the one before it (%d)",
                             checking->tariff->id, tier->name, tier->price, before->price);
        }
    }
}

static int has_same_times(const struct tariff_tier *one, const struct tariff_tier *other)
{
    return (one->price == TARIFF_NO_PRICE) == (other->price == TARIFF_NO_PRICE) &&
           (one->peak == TARIFF_NO_PRICE) == (other->peak == TARIFF_NO_PRICE);
}

static void check_tier(const struct checking *checking, const struct tariff_version *version,
                       const struct tariff_tier *tier)
{
    check_prices(checking, tier);
    if (!has_same_times(tier, &version->seasons[0].tiers[0])) {
        config_error_add(checking->errors, tier->line, "tier",
                         "price, peak and valley in all tiers of a version, or in none",
                         "tariff %s: the tier %s has prices of other times than the first tier",
                         checking->tariff->id, tier->name);
    }
    if ((tier->each_more != 0 && version->people == 0) ||
        (tier->family_add != 0 && version->family_from == 0)) {
        config_error_add(checking->errors, tier->line, "tier",
                         "people beside each-more, family-from beside family-add, in <version>",
                         "tariff %s: the tier %s adds for people, and the version does not say from how many",
                         checking->tariff->id, tier->name);
    }
}

static void check_season(const struct checking *checking, const struct tariff_version *version,
                         const struct tariff_season *season)
{
    for (size_t i = 0; i < season->tier_count; i++) {
        check_tier(checking, version, &season->tiers[i]);
        check_end(checking, &season->tiers[i], i + 1 == season->tier_count);
    }
    check_order(checking, version, season);
}

/* --- Versions --- */

static void check_extras(const struct checking *checking, const struct tariff_version *version)
{
    const struct bounds *bounds = &bounds_of[checking->tariff->kind];
    for (size_t i = 0; i < version->extra_count; i++) {
        const struct tariff_extra *extra = &version->extras[i];
        if (extra->price > bounds->most_price) {
            config_error_add(checking->errors, extra->line, "extra", bounds->prices,
                             "tariff %s: price=\"%d\" is absurd for %s", checking->tariff->id, extra->price,
                             tariff_kinds.words[checking->tariff->kind]);
        }
    }
}

/* The one that follows in time; NULL: none. */
static const struct tariff_version *next_version(const struct tariff *tariff,
                                                 const struct tariff_version *version)
{
    const struct tariff_version *next = NULL;
    for (size_t i = 0; i < tariff->version_count; i++) {
        const struct tariff_version *other = &tariff->versions[i];
        if (other->from > version->from && (next == NULL || other->from < next->from)) {
            next = other;
        }
    }
    return next;
}

static void check_days(const struct checking *checking, const struct tariff_version *version)
{
    const struct tariff *tariff = checking->tariff;
    const struct tariff_version *next = next_version(tariff, version);
    for (const struct tariff_version *other = tariff->versions; other < version; other++) {
        if (other->from == version->from) {
            config_error_add(checking->errors, version->line, "version", "one version from a day",
                             "tariff %s: two versions from %d, the other in line %d", tariff->id,
                             version->from, other->line);
            return;
        }
    }
    if (version->to == 0) {
        return;
    }
    if (version->to < version->from) {
        config_error_add(checking->errors, version->line, "version", "from, and no day before it as to",
                         "tariff %s: from %d to %d has no day", tariff->id, version->from, version->to);
    } else if (next != NULL && next->from <= version->to) {
        config_error_add(checking->errors, next->line, "version",
                         "versions that do not overlap: to before the next one's from",
                         "tariff %s: this one holds from %d, the one before it to %d", tariff->id, next->from,
                         version->to);
    } else if (next != NULL && calendar_date_to_days(version->to) + 1 != calendar_date_to_days(next->from)) {
        config_error_add(checking->errors, next->line, "version",
                         "versions without a gap: from on the day after the to before, or no to",
                         "tariff %s: no version holds after %d and before %d", tariff->id, version->to,
                         next->from);
    }
}

/* --- The tariff --- */

static void check_counting(const struct checking *checking)
{
    const struct tariff *tariff = checking->tariff;
    int long_cycle = tariff->cycle == TARIFF_QUARTER || tariff->cycle == TARIFF_YEAR;
    if (tariff->cycle != TARIFF_MONTH && tariff->start == FIELD_NOT_SAID) {
        config_error_add(checking->errors, tariff->line, "tariff",
                         "start: the month in which a cycle starts, 1 to 12, or opening",
                         "tariff %s: a cycle of %s without its start", tariff->id,
                         tariff_cycles.words[tariff->cycle]);
    }
    if (long_cycle && (tariff->period == TARIFF_PERIOD_DAYS || tariff->change == TARIFF_CHANGE_DAYS)) {
        config_error_add(checking->errors, tariff->line, "tariff",
                         "ends by days with cycles of a bill's length",
                         "tariff %s: a cycle of a %s counts on from bill to bill, days do not", tariff->id,
                         tariff_cycles.words[tariff->cycle]);
    }
    if ((tariff->kind == TARIFF_ELECTRICITY) != (tariff->unit == TARIFF_KWH)) {
        config_error_add(checking->errors, tariff->line, "tariff",
                         "kwh for electricity, m3 for water and gas", "tariff %s: %s in %s", tariff->id,
                         tariff_kinds.words[tariff->kind], tariff_units.words[tariff->unit]);
    }
    if (tariff->area[0] == '\0' && tariff->operator_name[0] == '\0') {
        config_error_add(checking->errors, tariff->line, "tariff", "<area>, <operator> or both",
                         "tariff %s: nothing says where it holds", tariff->id);
    }
}

void tariff_check(const struct tariff *tariff, struct config_errors *errors, struct config_errors *warnings)
{
    const struct checking checking = {tariff, errors, warnings};
    check_counting(&checking);
    for (size_t i = 0; i < tariff->version_count; i++) {
        const struct tariff_version *version = &tariff->versions[i];
        check_days(&checking, version);
        check_extras(&checking, version);
        for (size_t j = 0; j < version->season_count; j++) {
            check_season(&checking, version, &version->seasons[j]);
        }
        season_check(tariff, version, errors);
    }
}
