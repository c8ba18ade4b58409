#include "screens/social-security/insurance_words.h"

#include <stdio.h>
#include <string.h>

enum { YEAR = 10000 };

static const char *word(char out[INSURANCE_WORDS_SIZE], const struct strings *strings, enum string_id id)
{
    (void)snprintf(out, INSURANCE_WORDS_SIZE, "%s", string_get(strings, id));
    return out;
}

static const char *with(char out[INSURANCE_WORDS_SIZE], const struct strings *strings, enum string_id id,
                        const char *first, const char *second)
{
    const char *values[] = {first, second};
    return string_format(out, INSURANCE_WORDS_SIZE, strings, id, values, 2);
}

/* --- Names and states --- */

static enum string_id kind_name(int kind)
{
    static const enum string_id names[] = {
        [INSURANCE_PENSION] = STRING_INSURANCE_PENSION,
        [INSURANCE_UNEMPLOYMENT] = STRING_INSURANCE_UNEMPLOYMENT,
        [INSURANCE_MEDICAL] = STRING_INSURANCE_MEDICAL,
        [INSURANCE_WORK_INJURY] = STRING_INSURANCE_WORK_INJURY,
        [INSURANCE_MATERNITY] = STRING_INSURANCE_MATERNITY,
        [INSURANCE_RESIDENTS_PENSION] = STRING_INSURANCE_RESIDENTS_PENSION,
        [INSURANCE_RESIDENTS_MEDICAL] = STRING_INSURANCE_RESIDENTS_MEDICAL,
        [INSURANCE_OTHER] = STRING_INSURANCE_OTHER,
    };
    return kind >= 0 && kind < INSURANCE_KIND_COUNT ? names[kind] : STRING_INSURANCE_OTHER;
}

const char *insurance_name_words(char out[INSURANCE_WORDS_SIZE], const struct strings *strings,
                                 const struct insurance *insurance)
{
    char name[INSURANCE_WORDS_SIZE];
    (void)with(name, strings, kind_name(insurance->kind), insurance->code, "");
    if (insurance->account_tail[0] != '\0') {
        return with(out, strings, STRING_INSURANCE_OF_ACCOUNT, name, insurance->account_tail);
    }
    memcpy(out, name, sizeof name);
    return out;
}

static const char *state_words(char out[INSURANCE_WORDS_SIZE], const struct strings *strings,
                               const struct insurance *insurance)
{
    static const enum string_id words[] = {
        [INSURED_NEVER] = STRING_INSURED_NEVER,   [INSURED_NOW] = STRING_INSURED_NOW,
        [INSURED_PAUSED] = STRING_INSURED_PAUSED, [INSURED_ENDED] = STRING_INSURED_ENDED,
        [INSURED_OTHER] = STRING_INSURED_OTHER,
    };
    int state = insurance->state;
    return state < 0 ? word(out, strings, STRING_INSURED_NOT_SAID)
                     : with(out, strings, words[state], insurance->state_code, "");
}

/* Who is insured may have stopped paying: that says more. */
const char *insurance_state_words(char out[INSURANCE_WORDS_SIZE], const struct strings *strings,
                                  const struct insurance *insurance)
{
    static const enum string_id words[] = {
        [PAYING_NOW] = STRING_PAYING_NOW,
        [PAYING_PAUSED] = STRING_PAYING_PAUSED,
        [PAYING_ENDED] = STRING_PAYING_ENDED,
        [PAYING_OTHER] = STRING_INSURED_OTHER,
    };
    int paying = insurance->paying;
    if (paying < 0 || (insurance->state != INSURED_NOW && insurance->state >= 0)) {
        return state_words(out, strings, insurance);
    }
    return with(out, strings, words[paying], insurance->paying_code, "");
}

const char *insurance_paid_words(char out[INSURANCE_WORDS_SIZE], const struct strings *strings,
                                 const struct insurance *insurance)
{
    char span[MONTH_WORDS_SIZE];
    int is_official = insurance->official_months != FIELD_NOT_SAID;
    return with(out, strings, is_official ? STRING_INSURANCE_PAID_OFFICIAL : STRING_INSURANCE_PAID_COUNTED,
                month_span_words(span, strings, insurance_shown_months(insurance)), "");
}

/* --- What it means --- */

static const char *pension_meaning(char out[INSURANCE_WORDS_SIZE], const struct strings *strings,
                                   const struct insurance *insurance)
{
    char paid[MONTH_WORDS_SIZE], missing[MONTH_WORDS_SIZE], needed[MONTH_WORDS_SIZE];
    int shown = insurance_shown_months(insurance);
    int lacks = insurance->needed_months - shown;
    if (insurance->account != 0) { /* what lacks, all accounts together say */
        return with(out, strings, STRING_INSURANCE_OF_SEVERAL, month_span_words(paid, strings, shown), "");
    }
    const char *values[] = {month_span_words(paid, strings, shown),
                            month_span_words(missing, strings, lacks > 0 ? lacks : 0),
                            month_span_words(needed, strings, insurance->needed_months)};
    return string_format(out, INSURANCE_WORDS_SIZE, strings,
                         lacks > 0 ? STRING_INSURANCE_LACKS : STRING_INSURANCE_ENOUGH, values, 3);
}

static int last_paid(const struct insurance *insurance)
{
    for (size_t i = insurance->month_count; i > 0; i--) {
        if (insurance->months[i - 1].paid) {
            return insurance->months[i - 1].month;
        }
    }
    return 0;
}

const char *insurance_meaning_words(char out[INSURANCE_WORDS_SIZE], const struct strings *strings,
                                    const struct insurance *insurance, int today)
{
    char words[MONTH_WORDS_SIZE];
    int last = last_paid(insurance);
    int year = today / YEAR;
    if (insurance->kind == INSURANCE_PENSION && insurance->needed_months != FIELD_NOT_SAID) {
        return pension_meaning(out, strings, insurance);
    }
    if (last == 0) {
        return word(out, strings, STRING_INSURANCE_NOTHING_PAID);
    }
    int is_over = insurance->state == INSURED_ENDED || insurance->state == INSURED_PAUSED ||
                  insurance->paying == PAYING_ENDED || insurance->paying == PAYING_PAUSED;
    if (is_over) {
        return with(out, strings, STRING_INSURANCE_PAID_UNTIL, year_month_words(words, strings, last), "");
    }
    if (insurance_is_by_year(insurance)) {
        int years = insurance_shown_months(insurance) / 12;
        return string_format_numbers(out, INSURANCE_WORDS_SIZE, strings, STRING_INSURANCE_PAID_YEARS, years,
                                     last / 100);
    }
    return string_format_numbers(out, INSURANCE_WORDS_SIZE, strings, STRING_INSURANCE_THIS_YEAR, year,
                                 insurance_months_in_year(insurance, year));
}

/* --- Months --- */

int insurance_months_in_year(const struct insurance *insurance, int year)
{
    int count = 0;
    for (size_t i = 0; i < insurance->month_count; i++) {
        count += insurance->months[i].paid && insurance->months[i].month / 100 == year;
    }
    return count;
}

static void add_gap(struct insurance_gaps *gaps, int from, int until)
{
    gaps->months += until - from + 1;
    if (gaps->count < GAPS_TOLD) {
        gaps->from[gaps->count] = yyyymm_of_month(from);
        gaps->until[gaps->count] = yyyymm_of_month(until);
    }
    gaps->count++;
}

void insurance_find_gaps(const struct insurance *insurance, int now, struct insurance_gaps *gaps)
{
    memset(gaps, 0, sizeof *gaps);
    if (insurance_is_by_year(insurance)) {
        return;
    }
    /* From the latest on; the month before this one may still come. */
    int later = insurance->paying == PAYING_NOW ? month_of_yyyymm(now) - 1 : 0;
    for (size_t i = insurance->month_count; i > 0; i--) {
        const struct insurance_month *row = &insurance->months[i - 1];
        int month = month_of_yyyymm(row->month);
        if (!row->paid) {
            continue;
        }
        if (later > month + 1) {
            add_gap(gaps, month + 1, later - 1);
        }
        later = month;
    }
}
