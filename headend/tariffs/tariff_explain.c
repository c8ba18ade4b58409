#include "headend/tariffs/tariff_explain.h"

#include <string.h>

#include "both-sides/calendar_date.h"
#include "headend/tariffs/exact_share.h"
#include "headend/tariffs/tariff_terms.h"

enum { DAYS_OF_A_MONTH = 30 };

struct explaining {
    const struct tariff *tariff;
    const struct tariff_use *use;
    struct tariff_explained *out;
    int start;    /* the month in which cycles start */
    int by_days;  /* tier ends are */
    int days;     /* of the period */
    int64_t used; /* in the cycle so far */
};

/* --- What is asked --- */

static enum tariff_result check_quantities(const struct tariff_use *use)
{
    int64_t sum = 0;
    if (use->used_before < 0 || use->used_before > TARIFF_QUANTITY_MAX) {
        return TARIFF_BAD_QUANTITY;
    }
    for (int time = 0; time < TARIFF_TIME_COUNT; time++) {
        if (use->quantity[time] < 0 || use->quantity[time] > TARIFF_QUANTITY_MAX - sum) {
            return TARIFF_BAD_QUANTITY;
        }
        sum += use->quantity[time];
    }
    return TARIFF_DONE;
}

static enum tariff_result check_use(struct explaining *explaining)
{
    const struct tariff_use *use = explaining->use;
    if (!calendar_date_is_real(use->first) || !calendar_date_is_real(use->last) || use->first > use->last) {
        return TARIFF_BAD_PERIOD;
    }
    explaining->days = calendar_date_to_days(use->last) - calendar_date_to_days(use->first) + 1;
    if (explaining->days > TARIFF_PERIOD_DAYS_MAX) {
        return TARIFF_BAD_PERIOD;
    }
    if (use->people < 0 || use->people > TARIFF_PEOPLE_MAX) {
        return TARIFF_BAD_PEOPLE;
    }
    explaining->start = tariff_cycle_start(explaining->tariff, use->opening);
    return explaining->start == 0 ? TARIFF_NO_OPENING : check_quantities(use);
}

/* --- Parts --- */

static int begins_cycle(const struct explaining *explaining, int day)
{
    int first = 0;
    int last = 0;
    tariff_cycle_of(explaining->tariff, explaining->start, day, &first, &last);
    return first == day;
}

/* Whether a part that has gone on to the day before ends there. */
static int is_cut(const struct explaining *explaining, const struct tariff_part *part,
                  const struct tariff_part *next)
{
    int period = explaining->tariff->period;
    return part->version != next->version || part->season != next->season ||
           (period == TARIFF_PERIOD_SPLIT && begins_cycle(explaining, next->first));
}

static enum tariff_result cut(struct explaining *explaining)
{
    struct tariff_explained *out = explaining->out;
    const struct tariff_use *use = explaining->use;
    int whole = explaining->tariff->period == TARIFF_PERIOD_WHOLE;
    int from = calendar_date_to_days(use->first);
    for (int i = 0; i < explaining->days; i++) {
        int day = calendar_date_from_days(from + i);
        struct tariff_part next = {.first = day, .last = day};
        next.version = tariff_version_on(explaining->tariff, day);
        if (next.version == NULL) {
            return TARIFF_NO_VERSION;
        }
        next.season = tariff_season_on(next.version, whole ? use->last : day);
        if (next.season == NULL) {
            return TARIFF_NO_SEASON;
        }
        if (i > 0 && !is_cut(explaining, &out->parts[out->part_count - 1], &next)) {
            out->parts[out->part_count - 1].last = day;
        } else if (out->part_count == TARIFF_PARTS_MAX) {
            return TARIFF_TOO_LONG;
        } else {
            out->parts[out->part_count++] = next;
        }
    }
    int changes = out->parts[0].version != out->parts[out->part_count - 1].version;
    explaining->by_days = explaining->tariff->period == TARIFF_PERIOD_DAYS ||
                          (explaining->tariff->change == TARIFF_CHANGE_DAYS && changes);
    return TARIFF_DONE;
}

/* --- Lines --- */

static enum tariff_result add_line(struct tariff_explained *out, const struct tariff_line *line)
{
    if (line->quantity == 0) {
        return TARIFF_DONE;
    }
    for (size_t i = 0; i < out->line_count; i++) {
        struct tariff_line *had = &out->lines[i];
        if (had->tier == line->tier && had->time == line->time && had->price == line->price &&
            strcmp(had->name, line->name) == 0 && strcmp(had->season, line->season) == 0) {
            had->quantity += line->quantity;
            return TARIFF_DONE;
        }
    }
    if (out->line_count == TARIFF_LINES_MAX) {
        return TARIFF_TOO_LONG;
    }
    out->lines[out->line_count++] = *line;
    return TARIFF_DONE;
}

static enum tariff_result add_tier(struct tariff_explained *out, const struct tariff_season *season,
                                   size_t place, const int64_t quantity[TARIFF_TIME_COUNT])
{
    static const enum tariff_time order[] = {TARIFF_TIME_PEAK, TARIFF_TIME_VALLEY, TARIFF_TIME_OTHER};
    const struct tariff_tier *tier = &season->tiers[place];
    const int prices[TARIFF_TIME_COUNT] = {[TARIFF_TIME_OTHER] = tier->price,
                                           [TARIFF_TIME_PEAK] = tier->peak,
                                           [TARIFF_TIME_VALLEY] = tier->valley};
    int64_t other = 0; /* of times without a price of their own */
    for (size_t i = 0; i < TARIFF_TIME_COUNT; i++) {
        enum tariff_time time = order[i];
        int64_t of_time = quantity[time] + (time == TARIFF_TIME_OTHER ? other : 0);
        if (prices[time] < 0 && time == TARIFF_TIME_OTHER && of_time > 0) {
            return TARIFF_NO_PRICE_OF_TIME;
        }
        if (prices[time] < 0) {
            other += of_time;
            continue;
        }
        const struct tariff_line line = {.tier = (int)place + 1,
                                         .name = tier->name,
                                         .season = season->name,
                                         .time = time,
                                         .quantity = of_time,
                                         .price = prices[time]};
        enum tariff_result result = add_line(out, &line);
        if (result != TARIFF_DONE) {
            return result;
        }
    }
    return TARIFF_DONE;
}

static enum tariff_result add_extra(struct tariff_explained *out, const struct tariff_extra *extra,
                                    int64_t quantity)
{
    for (size_t i = 0; i < out->extra_count; i++) {
        struct tariff_extra_line *had = &out->extras[i];
        if (had->price == extra->price && strcmp(had->name, extra->name) == 0) {
            had->quantity += quantity;
            return TARIFF_DONE;
        }
    }
    if (out->extra_count == TARIFF_EXTRA_LINES_MAX) {
        return TARIFF_TOO_LONG;
    }
    out->extras[out->extra_count++] =
        (struct tariff_extra_line){.name = extra->name, .quantity = quantity, .price = extra->price};
    return TARIFF_DONE;
}

/* --- Filling tiers --- */

/* The end of a tier in a part; INT64_MAX: it has none. */
static int64_t end_in(const struct explaining *explaining, const struct tariff_part *part, size_t tier)
{
    if (part->season->tiers[tier].end == 0) {
        return INT64_MAX;
    }
    int64_t end = tariff_tier_end(part->version, &part->season->tiers[tier], explaining->use->people);
    if (!explaining->by_days) {
        return end;
    }
    int days = calendar_date_to_days(part->last) - calendar_date_to_days(part->first) + 1;
    return exact_share(end, days, (int64_t)DAYS_OF_A_MONTH * tariff_cycle_months(explaining->tariff));
}

/* A part and how much of each time the tiers so far have. */
struct filling {
    int64_t quantity[TARIFF_TIME_COUNT], all;
    int64_t filled, peak, valley; /* so far */
};

static void take_share(struct filling *filling, int64_t filled, int64_t share[TARIFF_TIME_COUNT])
{
    int64_t all_peak = filling->quantity[TARIFF_TIME_PEAK];
    int64_t peak = exact_share(all_peak, filled, filling->all);
    int64_t valley =
        exact_share(filling->quantity[TARIFF_TIME_VALLEY], filled - peak, filling->all - all_peak);
    share[TARIFF_TIME_PEAK] = peak - filling->peak;
    share[TARIFF_TIME_VALLEY] = valley - filling->valley;
    share[TARIFF_TIME_OTHER] = filled - filling->filled - share[TARIFF_TIME_PEAK] - share[TARIFF_TIME_VALLEY];
    filling->filled = filled;
    filling->peak = peak;
    filling->valley = valley;
}

static enum tariff_result fill(const struct explaining *explaining, const struct tariff_part *part,
                               struct filling *filling, int64_t begins)
{
    int64_t share[TARIFF_TIME_COUNT];
    for (size_t tier = 0; tier < part->season->tier_count && filling->filled < filling->all; tier++) {
        int64_t end = end_in(explaining, part, tier);
        int64_t filled = end >= begins + filling->all ? filling->all : end - begins;
        if (filled <= filling->filled) {
            continue;
        }
        take_share(filling, filled, share);
        enum tariff_result result = add_tier(explaining->out, part->season, tier, share);
        if (result != TARIFF_DONE) {
            return result;
        }
    }
    return filling->filled < filling->all ? TARIFF_NO_TIER : TARIFF_DONE;
}

/* What falls to the days of the period before the one that is `days` after its first. */
static int64_t falls_to(const struct explaining *explaining, int time, int days)
{
    return exact_share(explaining->use->quantity[time], days, explaining->days);
}

static enum tariff_result count_part(struct explaining *explaining, size_t place)
{
    const struct tariff_part *part = &explaining->out->parts[place];
    int first = calendar_date_to_days(explaining->use->first);
    int before = calendar_date_to_days(part->first) - first;
    int through = calendar_date_to_days(part->last) - first + 1;
    struct filling filling = {.all = 0};
    for (int time = 0; time < TARIFF_TIME_COUNT; time++) {
        filling.quantity[time] = falls_to(explaining, time, through) - falls_to(explaining, time, before);
        filling.all += filling.quantity[time];
    }
    if (place > 0 && explaining->tariff->period == TARIFF_PERIOD_SPLIT &&
        begins_cycle(explaining, part->first)) {
        explaining->used = 0;
    }
    enum tariff_result result = fill(explaining, part, &filling, explaining->by_days ? 0 : explaining->used);
    for (size_t i = 0; i < part->version->extra_count && result == TARIFF_DONE && filling.all > 0; i++) {
        result = add_extra(explaining->out, &part->version->extras[i], filling.all);
    }
    explaining->used += filling.all;
    return result;
}

/* --- Money --- */

static int64_t fen_of(int64_t quantity, int price)
{
    struct exact_sum sum = {0};
    exact_sum_add(&sum, quantity, price);
    return exact_sum_fen(&sum);
}

/* Sums of what is rounded already cannot overflow: there are fewer than a thousand, none beyond
 * MONEY_FEN_MAX.
 */
static enum tariff_result round_money(struct tariff_explained *out)
{
    struct exact_sum all = {0};
    struct exact_sum extras = {0};
    int too_much = 0;
    for (size_t i = 0; i < out->line_count; i++) {
        struct tariff_line *line = &out->lines[i];
        line->fen = fen_of(line->quantity, line->price);
        too_much |= line->fen < 0;
        out->tiers_fen += line->fen;
        exact_sum_add(&all, line->quantity, line->price);
    }
    for (size_t i = 0; i < out->extra_count; i++) {
        struct tariff_extra_line *extra = &out->extras[i];
        extra->fen = fen_of(extra->quantity, extra->price);
        too_much |= extra->fen < 0;
        out->extras_fen += extra->fen;
        exact_sum_add(&all, extra->quantity, extra->price);
        exact_sum_add(&extras, extra->quantity, extra->price);
    }
    out->total_fen = exact_sum_fen(&all);
    if (too_much || out->total_fen < 0) {
        return TARIFF_TOO_MUCH;
    }
    if (out->rounding == TARIFF_ROUND_TOTAL) {
        out->extras_fen = exact_sum_fen(&extras);
        out->tiers_fen = out->total_fen - out->extras_fen;
    }
    out->total_fen = out->tiers_fen + out->extras_fen;
    return TARIFF_DONE;
}

/* --- After --- */

static void look_ahead(const struct explaining *explaining)
{
    struct tariff_explained *out = explaining->out;
    const struct tariff_part *part = &out->parts[out->part_count - 1];
    tariff_cycle_of(explaining->tariff, explaining->start, explaining->use->last, &out->cycle_first,
                    &out->cycle_last);
    out->used_after = explaining->used;
    out->next_in = -1;
    for (size_t tier = 0; tier + 1 < part->season->tier_count && !explaining->by_days; tier++) {
        int64_t end = end_in(explaining, part, tier);
        if (end > explaining->used && end != INT64_MAX) {
            out->next_in = end - explaining->used;
            out->next_name = part->season->tiers[tier + 1].name;
            return;
        }
    }
}

enum tariff_result tariff_explain(const struct tariff *tariff, const struct tariff_use *use,
                                  struct tariff_explained *out)
{
    struct explaining explaining = {.tariff = tariff, .use = use, .out = out, .used = use->used_before};
    memset(out, 0, sizeof *out);
    out->rounding = (enum tariff_rounding)tariff->rounding;
    enum tariff_result result = check_use(&explaining);
    if (result == TARIFF_DONE) {
        result = cut(&explaining);
    }
    for (size_t i = 0; i < out->part_count && result == TARIFF_DONE; i++) {
        result = count_part(&explaining, i);
    }
    if (result == TARIFF_DONE) {
        look_ahead(&explaining);
        result = round_money(out);
    }
    return result;
}
