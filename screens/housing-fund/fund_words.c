#include "screens/housing-fund/fund_words.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { NUMBER_SIZE = 24, RATE_ONE = 1000 };

static const char *in_yuan(const struct fund_view *view, enum string_id id, int64_t fen,
                           char out[FUND_MONEY_SIZE])
{
    char amount[REVEAL_AMOUNT_SIZE];
    const char *shown = reveal_amount(amount, &view->reveal, view->stage, fen);
    (void)string_format(out, FUND_MONEY_SIZE, view->stage->strings, id, &shown, 1);
    explicit_bzero(amount, sizeof amount);
    return out;
}

const char *fund_money(const struct fund_view *view, int64_t fen, char out[FUND_MONEY_SIZE])
{
    return in_yuan(view, STRING_HOUSING_FUND_YUAN, fen, out);
}

const char *fund_change(const struct fund_view *view, int64_t fen, char out[FUND_MONEY_SIZE])
{
    int is_plus = reveal_shows(&view->reveal) && fen > 0;
    return in_yuan(view, is_plus ? STRING_HOUSING_FUND_YUAN_IN : STRING_HOUSING_FUND_YUAN, fen, out);
}

const char *fund_percent(int rate, char out[FUND_MONEY_SIZE])
{
    int length = snprintf(out, FUND_MONEY_SIZE, "%d.%03d", rate / RATE_ONE, rate % RATE_ONE);
    while (length > 0 && out[length - 1] == '0') {
        out[--length] = '\0';
    }
    if (length > 0 && out[length - 1] == '.') {
        out[length - 1] = '\0';
    }
    return out;
}

/* --- Days --- */

static const char *parts_words(const struct stage *stage, enum string_id id, int year, int month, int day,
                               char out[FUND_WORDS_SIZE])
{
    char numbers[3][NUMBER_SIZE];
    const char *values[] = {numbers[0], numbers[1], numbers[2]};
    (void)snprintf(numbers[0], NUMBER_SIZE, "%d", year);
    (void)snprintf(numbers[1], NUMBER_SIZE, stage->english ? "%02d" : "%d", month);
    (void)snprintf(numbers[2], NUMBER_SIZE, stage->english ? "%02d" : "%d", day);
    return string_format(out, FUND_WORDS_SIZE, stage->strings, id, values, 3);
}

const char *fund_date_words(const struct stage *stage, int date, char out[FUND_WORDS_SIZE])
{
    if (date == 0) {
        out[0] = '\0';
        return out;
    }
    return parts_words(stage, STRING_HOUSING_FUND_DATE, date / 10000, date / 100 % 100, date % 100, out);
}

const char *fund_month_words(const struct stage *stage, int month, char out[FUND_WORDS_SIZE])
{
    return parts_words(stage, STRING_HOUSING_FUND_MONTH, month / 100, month % 100, 0, out);
}

/* --- Codes --- */

static const enum string_id kind_strings[] = {
    [FUND_DEPOSIT] = STRING_HOUSING_FUND_KIND_DEPOSIT,
    [FUND_BACK_DEPOSIT] = STRING_HOUSING_FUND_KIND_BACK_DEPOSIT,
    [FUND_OPENING] = STRING_HOUSING_FUND_KIND_OPENING,
    [FUND_UNSEALING] = STRING_HOUSING_FUND_KIND_UNSEALING,
    [FUND_SEALING] = STRING_HOUSING_FUND_KIND_SEALING,
    [FUND_TRANSFER_INSIDE] = STRING_HOUSING_FUND_KIND_TRANSFER_INSIDE,
    [FUND_TRANSFER_OUT] = STRING_HOUSING_FUND_KIND_TRANSFER_OUT,
    [FUND_TRANSFER_IN] = STRING_HOUSING_FUND_KIND_TRANSFER_IN,
    [FUND_INTEREST] = STRING_HOUSING_FUND_KIND_INTEREST,
    [FUND_BASE_CHANGE] = STRING_HOUSING_FUND_KIND_BASE_CHANGE,
    [FUND_WITHDRAWAL] = STRING_HOUSING_FUND_KIND_WITHDRAWAL,
    [FUND_CLOSING_WITHDRAWAL] = STRING_HOUSING_FUND_KIND_CLOSING_WITHDRAWAL,
    [FUND_DEFERRAL] = STRING_HOUSING_FUND_KIND_DEFERRAL,
    [FUND_FREEZING] = STRING_HOUSING_FUND_KIND_FREEZING,
    [FUND_THAWING] = STRING_HOUSING_FUND_KIND_THAWING,
    [FUND_CHANGE] = STRING_HOUSING_FUND_KIND_CHANGE,
    [FUND_MERGING] = STRING_HOUSING_FUND_KIND_MERGING,
    [FUND_CLOSING] = STRING_HOUSING_FUND_KIND_CLOSING,
    [FUND_CORRECTION] = STRING_HOUSING_FUND_KIND_CORRECTION,
    [FUND_REMINDER] = STRING_HOUSING_FUND_KIND_REMINDER,
    [FUND_SHARE_CHANGE] = STRING_HOUSING_FUND_KIND_SHARE_CHANGE,
    [FUND_KIND_OTHER] = STRING_HOUSING_FUND_KIND_OTHER,
};
static_assert(sizeof kind_strings / sizeof *kind_strings == FUND_KIND_COUNT, "words for each kind");

static const enum string_id state_strings[] = {
    [FUND_STATE_NORMAL] = STRING_HOUSING_FUND_STATE_NORMAL,
    [FUND_STATE_SEALED] = STRING_HOUSING_FUND_STATE_SEALED,
    [FUND_STATE_MERGED] = STRING_HOUSING_FUND_STATE_MERGED,
    [FUND_STATE_MOVED] = STRING_HOUSING_FUND_STATE_MOVED,
    [FUND_STATE_WITHDRAWN] = STRING_HOUSING_FUND_STATE_WITHDRAWN,
    [FUND_STATE_FROZEN] = STRING_HOUSING_FUND_STATE_FROZEN,
    [FUND_STATE_OTHER] = STRING_HOUSING_FUND_STATE_OTHER,
};
static_assert(sizeof state_strings / sizeof *state_strings == FUND_STATE_COUNT, "words for each state");

static const enum string_id reason_strings[] = {
    [FUND_REASON_PURCHASE] = STRING_HOUSING_FUND_REASON_PURCHASE,
    [FUND_REASON_BUILDING] = STRING_HOUSING_FUND_REASON_BUILDING,
    [FUND_REASON_RETIREMENT] = STRING_HOUSING_FUND_REASON_RETIREMENT,
    [FUND_REASON_DISABILITY] = STRING_HOUSING_FUND_REASON_DISABILITY,
    [FUND_REASON_MOVING] = STRING_HOUSING_FUND_REASON_MOVING,
    [FUND_REASON_REPAYMENT] = STRING_HOUSING_FUND_REASON_REPAYMENT,
    [FUND_REASON_RENT] = STRING_HOUSING_FUND_REASON_RENT,
    [FUND_REASON_DEATH] = STRING_HOUSING_FUND_REASON_DEATH,
    [FUND_REASON_ILLNESS] = STRING_HOUSING_FUND_REASON_ILLNESS,
    [FUND_REASON_OTHER] = STRING_HOUSING_FUND_REASON_OTHER,
};
static_assert(sizeof reason_strings / sizeof *reason_strings == FUND_REASON_COUNT, "words for each reason");

const char *fund_kind_words(const struct stage *stage, const struct fund_entry *entry,
                            char out[FUND_WORDS_SIZE])
{
    const char *code = entry->code;
    return string_format(out, FUND_WORDS_SIZE, stage->strings, kind_strings[entry->kind], &code, 1);
}

const char *fund_state_words(const struct stage *stage, const struct fund_account *account,
                             char out[FUND_WORDS_SIZE])
{
    const char *code = account->state_code;
    return string_format(out, FUND_WORDS_SIZE, stage->strings, state_strings[account->state], &code, 1);
}

const char *fund_reason_words(const struct stage *stage, int reason)
{
    return string_get(stage->strings, reason == FUND_REASON_NOT_SAID ? STRING_HOUSING_FUND_REASON_NOT_SAID
                                                                     : reason_strings[reason]);
}
