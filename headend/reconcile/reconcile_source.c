#include "headend/reconcile/reconcile_source.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/calendar_date.h"

static const int64_t day_ms = INT64_C(24) * 3600 * 1000;

/* --- Rows of ours --- */

struct ours {
    struct ledger_row *rows;
    size_t count, room;
    const char *source;
};

enum { TAKEN = 0, NO_ROOM = 1 };

static int add_ours(void *context, const struct ledger_row *row)
{
    struct ours *ours = context;
    if (strcmp(row->source, ours->source) != 0) {
        return TAKEN;
    }
    if (ours->count == ours->room) {
        size_t room = ours->room == 0 ? 256 : ours->room * 2;
        struct ledger_row *rows =
            ours->room < 2 * RECONCILE_ROWS_MAX ? realloc(ours->rows, room * sizeof *rows) : NULL;
        if (rows == NULL) {
            return NO_ROOM;
        }
        ours->rows = rows;
        ours->room = room;
    }
    ours->rows[ours->count++] = *row;
    return TAKEN;
}

static int by_kind_and_key(const void *one, const void *other)
{
    const struct ledger_row *a = one;
    const struct ledger_row *b = other;
    int order = strcmp(a->key, b->key);
    return order != 0 ? order : (a->kind > b->kind) - (a->kind < b->kind);
}

static enum ledger_row_kind kind_of_ours(enum reconcile_kind kind)
{
    return kind == RECONCILE_PAYMENT  ? LEDGER_ROW_PAYMENT
           : kind == RECONCILE_REFUND ? LEDGER_ROW_REFUND
                                      : LEDGER_ROW_POSTING;
}

static int theirs_by_key(const void *one, const void *other)
{
    const struct reconcile_row *a = one;
    const struct reconcile_row *b = other;
    int order = strcmp(a->key, b->key);
    return order != 0 ? order : (a->kind > b->kind) - (a->kind < b->kind);
}

/* What the file has and the ledger has of another day is added, each once; a key that the file has twice is
 * looked up once, as it is sorted then. */
static int add_named_by(struct store *store, struct ours *ours, const struct reconcile_row *theirs,
                        size_t count)
{
    size_t of_day = ours->count;
    if (of_day > 0) {
        qsort(ours->rows, of_day, sizeof ours->rows[0], by_kind_and_key);
    }
    for (size_t i = 0; i < count; i++) {
        struct ledger_row row = {.kind = kind_of_ours(theirs[i].kind)};
        memcpy(row.key, theirs[i].key, sizeof row.key);
        int is_again =
            i > 0 && strcmp(theirs[i - 1].key, row.key) == 0 && kind_of_ours(theirs[i - 1].kind) == row.kind;
        int is_here = of_day > 0 && bsearch(&row, ours->rows, of_day, sizeof row, by_kind_and_key) != NULL;
        int found =
            is_again || is_here ? 0 : ledger_row_of(store, row.kind, ours->source, theirs[i].key, &row);
        if (found < 0 || (found == 1 && add_ours(ours, &row) != TAKEN)) {
            return found < 0 ? -1 : NO_ROOM;
        }
    }
    return TAKEN;
}

/* --- Comparing --- */

struct counting {
    struct reconcile_asked *asked;
    int (*take)(void *context, const struct reconcile_result *result);
    void *context;
};

static int count_result(void *context, const struct reconcile_result *result)
{
    struct counting *counting = context;
    counting->asked->flags[result->flag]++;
    return counting->take(counting->context, result);
}

static void add_up(const struct reconcile_row *rows, size_t count, struct reconcile_sums *sums)
{
    for (size_t i = 0; i < count; i++) {
        int64_t *const of_kind[] = {[RECONCILE_PAYMENT] = &sums->received,
                                    [RECONCILE_REFUND] = &sums->refunded,
                                    [RECONCILE_POSTING] = &sums->posted,
                                    [RECONCILE_REVERSAL] = &sums->reversed};
        *of_kind[rows[i].kind] += rows[i].fen;
    }
    sums->rows = count;
}

static void end(struct reconcile_asked *asked, enum reconcile_end result, const char *word)
{
    asked->end = result;
    (void)snprintf(asked->word, sizeof asked->word, "%s", word);
}

/* The rows of a file, which are sorted, beside those of the ledger. */
static void compare(struct store *store, const char *source, int date, const enum ledger_row_kind *kinds,
                    struct reconcile_row *theirs, size_t count, struct counting *counting)
{
    struct ours ours = {.source = source};
    struct reconcile_day day = {.from = calendar_date_begins(date), .theirs = theirs, .theirs_count = count};
    day.until = day.from + day_ms;
    add_up(theirs, count, &counting->asked->sums);
    int result = store_begin_read(store) == 0
                     ? ledger_rows_between(store, kinds[0], day.from, day.until, add_ours, &ours)
                     : -1;
    if (result == TAKEN && kinds[1] != kinds[0]) {
        result = ledger_rows_between(store, kinds[1], day.from, day.until, add_ours, &ours);
    }
    if (result == TAKEN) {
        if (count > 0) {
            qsort(theirs, count, sizeof theirs[0], theirs_by_key);
        }
        result = add_named_by(store, &ours, theirs, count);
    }
    store_end(store);
    day.ours = ours.rows;
    day.ours_count = ours.count;
    if (result != TAKEN) {
        end(counting->asked, result < 0 ? RECONCILE_LEDGER_FAILED : RECONCILE_NO_ANSWER,
            result < 0 ? store_problem(store) : "no memory, or too many rows");
    } else if (reconcile_compare(&day, count_result, counting) != 0) {
        end(counting->asked, RECONCILE_LEDGER_FAILED, "no memory, or it cannot be written");
    }
    free(ours.rows);
}

void reconcile_provider(struct store *store, struct payment_provider *provider, int date, int timeout_ms,
                        int (*take)(void *context, const struct reconcile_result *result), void *context,
                        struct reconcile_asked *asked)
{
    static const enum ledger_row_kind kinds[] = {LEDGER_ROW_PAYMENT, LEDGER_ROW_REFUND};
    struct provider_day file = {.count = 0};
    struct provider_word word = {.text = ""};
    struct counting counting = {.asked = asked, .take = take, .context = context};
    *asked = (struct reconcile_asked){.end = RECONCILE_COMPARED};
    enum provider_outcome outcome = provider->calls->day(provider, date, timeout_ms, &file, &word);
    if (outcome != PROVIDER_DONE) {
        end(asked, outcome == PROVIDER_LATER ? RECONCILE_NOT_YET : RECONCILE_NO_ANSWER, word.text);
        return;
    }
    struct reconcile_row *rows = calloc(file.count + 1, sizeof *rows);
    if (rows == NULL) {
        end(asked, RECONCILE_NO_ANSWER, "no memory");
    }
    for (size_t i = 0; rows != NULL && i < file.count; i++) {
        const struct provider_row *row = &file.rows[i];
        int is_payment = row->kind == PROVIDER_ROW_PAYMENT;
        rows[i] = (struct reconcile_row){.kind = is_payment ? RECONCILE_PAYMENT : RECONCILE_REFUND,
                                         .fen = row->fen,
                                         .time_ms = row->time_ms};
        (void)snprintf(rows[i].key, sizeof rows[i].key, "%s",
                       is_payment ? row->transaction_id : row->out_refund_no);
        (void)snprintf(rows[i].order, sizeof rows[i].order, "%s", row->out_trade_no);
        (void)snprintf(rows[i].other, sizeof rows[i].other, "%s", is_payment ? "" : row->transaction_id);
        asked->sums.fee += row->fee;
    }
    size_t count = file.count;
    provider_day_free(&file);
    if (rows != NULL) {
        compare(store, payment_provider_name(provider->calls->kind), date, kinds, rows, count, &counting);
    }
    free(rows);
}

void reconcile_utility(struct store *store, struct utility *utility, int date, int timeout_ms,
                       int (*take)(void *context, const struct reconcile_result *result), void *context,
                       struct reconcile_asked *asked)
{
    static const enum ledger_row_kind kinds[] = {LEDGER_ROW_POSTING, LEDGER_ROW_POSTING};
    struct utility_day file = {.count = 0};
    struct counting counting = {.asked = asked, .take = take, .context = context};
    *asked = (struct reconcile_asked){.end = RECONCILE_COMPARED};
    struct utility_said said = utility->calls->day(utility, date, timeout_ms, &file);
    if (said.outcome != UTILITY_DONE) {
        int is_not_yet =
            utility_said_word(&said, UTILITY_DAY_NOT_READY) || utility_said_word(&said, UTILITY_CLOSED_NOW);
        end(asked, is_not_yet ? RECONCILE_NOT_YET : RECONCILE_NO_ANSWER,
            said.answer != NULL ? said.answer->code : "no answer");
        return;
    }
    struct reconcile_row *rows = calloc(file.count + 1, sizeof *rows);
    if (rows == NULL) {
        end(asked, RECONCILE_NO_ANSWER, "no memory");
    }
    for (size_t i = 0; rows != NULL && i < file.count; i++) {
        const struct utility_row *row = &file.rows[i];
        rows[i] = (struct reconcile_row){.kind = row->kind == UTILITY_ROW_POSTING ? RECONCILE_POSTING
                                                                                  : RECONCILE_REVERSAL,
                                         .fen = row->fen,
                                         .time_ms = row->time_ms};
        (void)snprintf(rows[i].key, sizeof rows[i].key, "%s", row->serial);
        (void)snprintf(rows[i].order, sizeof rows[i].order, "%s", row->serial);
        (void)snprintf(rows[i].other, sizeof rows[i].other, "%s", row->receipt);
    }
    size_t count = file.count;
    utility_day_free(&file);
    if (rows != NULL) {
        compare(store, utility->config->operator_id, date, kinds, rows, count, &counting);
    }
    free(rows);
}

/* --- Fees --- */

int64_t reconcile_fee_fen(int64_t fee)
{
    enum { FEE_OF_A_FEN = 1000 };
    int64_t size = fee < 0 ? -fee : fee;
    int64_t fen = (size + FEE_OF_A_FEN / 2) / FEE_OF_A_FEN;
    return fee < 0 ? -fen : fen;
}

int reconcile_enter_fees(struct store *store, const char *provider, int date, int64_t fee, int64_t now)
{
    char reference[LEDGER_TEXT_SIZE];
    int64_t entered = 0;
    int64_t entries = 0;
    (void)snprintf(reference, sizeof reference, "%08d", date);
    if (ledger_fees(store, provider, reference, &entered, &entries) != 0) {
        return -1;
    }
    int64_t missing = reconcile_fee_fen(fee) - entered;
    /* Two at once enter it under the same reference, and so once. */
    (void)snprintf(reference, sizeof reference, "%08d-%" PRId64, date, entries + 1);
    return missing == 0 ? 0 : ledger_enter_fee(store, provider, reference, missing, now) < 0 ? -1 : 0;
}
