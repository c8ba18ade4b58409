#include "headend/utilities/bill_explained.h"

#include <stdio.h>
#include <string.h>

#include "headend/tariffs/tariff_terms.h"

/* --- What the bill says, as the tariff counts it --- */

static int price_is(const struct tariff_version *version, int price, enum tariff_time time)
{
    for (size_t i = 0; i < version->season_count; i++) {
        const struct tariff_season *season = &version->seasons[i];
        for (size_t k = 0; k < season->tier_count; k++) {
            const struct tariff_tier *tier = &season->tiers[k];
            if (price == (time == TARIFF_TIME_PEAK ? tier->peak : tier->valley)) {
                return 1;
            }
        }
    }
    return 0;
}

/* Bills do not say when something was used, but their prices do: those of the version that holds at the end.
 * Where two versions hold within a period, a line of the older one may be missed; then the quantities do not
 * come out, and nothing is said. */
static int quantities_by_time(const struct utility_bill *bill, const struct tariff *tariff,
                              struct tariff_use *use)
{
    const struct tariff_version *version = tariff_version_on(tariff, bill->to);
    int64_t by_lines = 0;
    use->quantity[TARIFF_TIME_OTHER] = bill->quantity;
    for (size_t i = 0; version != NULL && i < bill->line_count; i++) {
        const struct utility_line *line = &bill->lines[i];
        enum tariff_time time = price_is(version, line->price, TARIFF_TIME_PEAK)     ? TARIFF_TIME_PEAK
                                : price_is(version, line->price, TARIFF_TIME_VALLEY) ? TARIFF_TIME_VALLEY
                                                                                     : TARIFF_TIME_OTHER;
        if (line->tier > 0) {
            by_lines += line->quantity;
            use->quantity[time] += time != TARIFF_TIME_OTHER ? line->quantity : 0;
            use->quantity[TARIFF_TIME_OTHER] -= time != TARIFF_TIME_OTHER ? line->quantity : 0;
        }
    }
    int has_times = use->quantity[TARIFF_TIME_PEAK] != 0 || use->quantity[TARIFF_TIME_VALLEY] != 0;
    return !has_times || by_lines == bill->quantity ? 0 : -1;
}

/* -1: it cannot be recomputed. */
static int recompute(const struct utility_bill *bill, const struct tariff *tariff, int opened,
                     struct tariff_explained *out)
{
    struct tariff_use use = {.first = bill->from,
                             .last = bill->to,
                             .people = bill->people,
                             .opening = opened / 100 % 100,
                             .used_before = bill->used_before};
    return bill->kind == UTILITY_BILL && quantities_by_time(bill, tariff, &use) == 0 &&
                   tariff_explain(tariff, &use, out) == TARIFF_DONE
               ? 0
               : -1;
}

/* --- Whether they agree --- */

/* A bill without lines says only what it comes to. */
static struct tariff_difference compare_sums(const struct tariff_explained *out,
                                             const struct tariff_bill *bill)
{
    int64_t total = bill->principal + bill->surcharge;
    int is_equal = total == out->total_fen;
    return (struct tariff_difference){.verdict = is_equal ? TARIFF_EQUAL : TARIFF_TOTAL_DIFFERS,
                                      .line = -1,
                                      .billed = total,
                                      .ours = out->total_fen};
}

static struct tariff_difference compare(const struct tariff_explained *out, const struct utility_bill *bill)
{
    struct tariff_bill_line lines[UTILITY_LINES_MAX];
    for (size_t i = 0; i < bill->line_count; i++) {
        lines[i] = (struct tariff_bill_line){
            .quantity = bill->lines[i].quantity, .price = bill->lines[i].price, .fen = bill->lines[i].fen};
    }
    const struct tariff_bill compared = {
        .lines = lines,
        .line_count = bill->line_count,
        .principal = bill->principal,
        .surcharge = bill->surcharge,
        .late_fee = bill->late_fee,
        .deduction = bill->deduction,
        /* What the account itself has paid is no matter of the tariff. */
        .payable = bill->payable + bill->previous_balance - bill->new_balance,
    };
    return bill->line_count == 0 ? compare_sums(out, &compared) : tariff_compare(out, &compared);
}

/* --- What is told --- */

/* A copy, as the tariff may be another before the answer is written. NULL is "". */
static const char *keep(struct arena *arena, const char *text, int *no_memory)
{
    const char *kept = text == NULL || text[0] == '\0' ? "" : arena_text(arena, text, strlen(text));
    *no_memory |= kept == NULL;
    return kept != NULL ? kept : "";
}

static int use_time_of(enum tariff_time time)
{
    switch (time) {
    case TARIFF_TIME_PEAK:
        return USE_PEAK;
    case TARIFF_TIME_VALLEY:
        return USE_VALLEY;
    case TARIFF_TIME_OTHER:
    case TARIFF_TIME_COUNT:
        break;
    }
    return USE_OTHER;
}

static void tell_lines(const struct tariff_explained *out, struct arena *arena,
                       struct explained_bill *explained, int *no_memory)
{
    size_t count = out->line_count + out->extra_count;
    explained->lines = count > 0 ? arena_alloc(arena, count * sizeof *explained->lines) : NULL;
    if (explained->lines == NULL) {
        *no_memory |= count > 0;
        return;
    }
    for (size_t i = 0; i < out->line_count; i++) {
        const struct tariff_line *line = &out->lines[i];
        explained->lines[explained->line_count++] =
            (struct explained_line){.name = keep(arena, line->name, no_memory),
                                    .season = keep(arena, line->season, no_memory),
                                    .tier = line->tier,
                                    .time = use_time_of(line->time),
                                    .quantity = line->quantity,
                                    .price = line->price,
                                    .fen = line->fen};
    }
    for (size_t i = 0; i < out->extra_count; i++) {
        const struct tariff_extra_line *extra = &out->extras[i];
        explained->lines[explained->line_count++] =
            (struct explained_line){.name = keep(arena, extra->name, no_memory),
                                    .season = "",
                                    .time = USE_OTHER,
                                    .quantity = extra->quantity,
                                    .price = extra->price,
                                    .fen = extra->fen};
    }
}

static void tell_parts(const struct tariff_explained *out, struct arena *arena,
                       struct explained_bill *explained, int *no_memory)
{
    explained->parts = arena_alloc(arena, out->part_count * sizeof *explained->parts);
    if (explained->parts == NULL) {
        *no_memory = 1;
        return;
    }
    for (size_t i = 0; i < out->part_count; i++) {
        const struct tariff_part *part = &out->parts[i];
        explained->parts[explained->part_count++] =
            (struct explained_part){.from = part->first,
                                    .to = part->last,
                                    .version_from = part->version->from,
                                    .season = keep(arena, part->season->name, no_memory)};
        explained->price_changed |= part->version != out->parts[0].version;
    }
}

/* The tier's price where it has one whatever the time; 0: none. */
static int price_of_next(const struct tariff_explained *out)
{
    const struct tariff_season *season = out->parts[out->part_count - 1].season;
    for (size_t i = 0; out->next_name != NULL && i < season->tier_count; i++) {
        if (season->tiers[i].name == out->next_name && season->tiers[i].price != TARIFF_NO_PRICE) {
            return season->tiers[i].price;
        }
    }
    return 0;
}

static int tell(const struct tariff *tariff, const struct tariff_explained *out, struct arena *arena,
                struct explained_bill *explained)
{
    const struct tariff_version *last = out->parts[out->part_count - 1].version;
    int no_memory = 0;
    explained->tariff = keep(arena, tariff->name, &no_memory);
    explained->source = keep(arena, last->source, &no_memory);
    explained->source_day = last->source_date;
    tell_lines(out, arena, explained, &no_memory);
    tell_parts(out, arena, explained, &no_memory);
    explained->total = out->total_fen;
    explained->cycle_from = out->cycle_first;
    explained->cycle_to = out->cycle_last;
    explained->cycle_of_opening = tariff->start == TARIFF_START_OPENING && tariff->cycle == TARIFF_YEAR;
    explained->used_after = out->used_after;
    explained->next_in = out->next_in;
    explained->next_name = keep(arena, out->next_name, &no_memory);
    explained->next_price = price_of_next(out);
    return no_memory ? -1 : 0;
}

int bill_explain(const struct utility_bill *bill, const struct tariff *tariff, int opened,
                 struct arena *arena, struct explained_bill *explained, struct tariff_difference *difference)
{
    struct tariff_explained out;
    *explained = (struct explained_bill){
        .verdict = EXPLAINED_NOT, .tariff = "", .source = "", .next_name = "", .next_in = -1};
    memcpy(explained->bill, bill->id, sizeof explained->bill);
    *difference = (struct tariff_difference){.verdict = TARIFF_EQUAL, .line = -1};
    if (tariff == NULL || recompute(bill, tariff, opened, &out) != 0) {
        return 0;
    }
    *difference = compare(&out, bill);
    explained->verdict = difference->verdict == TARIFF_EQUAL ? EXPLAINED_EQUAL : EXPLAINED_DIFFERS;
    explained->people = bill->people;
    return tell(tariff, &out, arena, explained);
}
