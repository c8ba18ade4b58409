#include "headend/reconcile/reconcile.h"

#include <stdlib.h>
#include <string.h>

const char *reconcile_flag_word(enum reconcile_flag flag)
{
    static const char *const words[RECONCILE_FLAG_COUNT] = {
        [RECONCILE_MATCHED] = "matched",
        [RECONCILE_ONLY_OURS] = "only-ours",
        [RECONCILE_ONLY_THEIRS] = "only-theirs",
        [RECONCILE_AMOUNT] = "amount-differs",
        [RECONCILE_STATE] = "state-differs",
        [RECONCILE_REFUND_OPEN] = "refund-open",
        [RECONCILE_TAKEN_BACK] = "taken-back",
        [RECONCILE_OTHER_DAY] = "other-day",
        [RECONCILE_TWICE] = "twice",
    };
    return words[flag];
}

const char *reconcile_kind_word(enum reconcile_kind kind)
{
    static const char *const words[] = {[RECONCILE_PAYMENT] = "payment",
                                        [RECONCILE_REFUND] = "refund",
                                        [RECONCILE_POSTING] = "posting",
                                        [RECONCILE_REVERSAL] = "reversal"};
    return words[kind];
}

/* --- Finding --- */

static enum ledger_row_kind kind_of_ours(enum reconcile_kind kind)
{
    return kind == RECONCILE_PAYMENT  ? LEDGER_ROW_PAYMENT
           : kind == RECONCILE_REFUND ? LEDGER_ROW_REFUND
                                      : LEDGER_ROW_POSTING;
}

static enum reconcile_kind kind_of_theirs(enum ledger_row_kind kind)
{
    return kind == LEDGER_ROW_PAYMENT  ? RECONCILE_PAYMENT
           : kind == LEDGER_ROW_REFUND ? RECONCILE_REFUND
                                       : RECONCILE_POSTING;
}

static int by_number(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* By key, then kind: what belongs together stands together. The rest, so that the order in the file does not
 * matter. */
static int by_key(const void *one, const void *other)
{
    const struct reconcile_row *a = one;
    const struct reconcile_row *b = other;
    const int orders[] = {strcmp(a->key, b->key),
                          by_number((int64_t)a->kind, (int64_t)b->kind),
                          by_number(a->time_ms, b->time_ms),
                          by_number(a->fen, b->fen),
                          strcmp(a->order, b->order),
                          strcmp(a->other, b->other)};
    size_t i = 0;
    while (i + 1 < sizeof orders / sizeof orders[0] && orders[i] == 0) {
        i++;
    }
    return orders[i];
}

static int ours_by_key(const void *one, const void *other)
{
    const struct ledger_row *a = *(const struct ledger_row *const *)one;
    const struct ledger_row *b = *(const struct ledger_row *const *)other;
    int order = strcmp(a->key, b->key);
    return order != 0 ? order : (a->kind > b->kind) - (a->kind < b->kind);
}

struct comparing {
    const struct reconcile_day *day;
    const struct ledger_row **ours; /* sorted */
    unsigned char *is_found;        /* of each of these: the file has it */
};

/* NULL: the ledger has none. */
static const struct ledger_row *find(const struct comparing *comparing, const struct reconcile_row *row)
{
    struct ledger_row wanted = {.kind = kind_of_ours(row->kind)};
    memcpy(wanted.key, row->key, sizeof wanted.key);
    const struct ledger_row *key = &wanted;
    const struct ledger_row **found =
        bsearch(&key, comparing->ours, comparing->day->ours_count, sizeof comparing->ours[0], ours_by_key);
    if (found == NULL) {
        return NULL;
    }
    comparing->is_found[found - comparing->ours] |= row->kind != RECONCILE_REVERSAL;
    return *found;
}

/* Whether the file has the reversal of the posting at `index` as well. */
static int is_reversed_there(const struct reconcile_day *day, size_t index)
{
    for (size_t i = index + 1;
         i < day->theirs_count && strcmp(day->theirs[i].key, day->theirs[index].key) == 0; i++) {
        if (day->theirs[i].kind == RECONCILE_REVERSAL) {
            return 1;
        }
    }
    return 0;
}

static int is_within(int64_t moment, int64_t from, int64_t until)
{
    return moment >= from - RECONCILE_SLACK_MS && moment <= until + RECONCILE_SLACK_MS;
}

/* --- A row of theirs beside ours --- */

static void say(struct reconcile_result *result, enum reconcile_flag flag, const char *note)
{
    result->flag = flag;
    result->note = note;
}

static void judge_payment(const struct reconcile_day *day, struct reconcile_result *result)
{
    const struct ledger_row *ours = result->ours;
    const struct reconcile_row *theirs = result->theirs;
    if (strcmp(ours->order, theirs->order) != 0) {
        say(result, RECONCILE_STATE, "of another order");
    } else if (ours->from_ms < day->from || ours->from_ms >= day->until) {
        say(result, RECONCILE_OTHER_DAY, "paid on another day by the ledger");
    }
}

static void judge_refund(struct reconcile_result *result)
{
    const struct ledger_row *ours = result->ours;
    const struct reconcile_row *theirs = result->theirs;
    if (strcmp(ours->other, theirs->other) != 0) {
        say(result, RECONCILE_STATE, "of another payment");
    } else if (ours->is_by_persons) {
        say(result, RECONCILE_STATE, "accepted there, and given back by another way");
    } else if (ours->state != PAYMENT_REFUNDED) {
        say(result, RECONCILE_REFUND_OPEN,
            ours->state == PAYMENT_REFUND_ABNORMAL ? "accepted there, abnormal"
                                                   : "accepted there, not ended");
    } else if (!is_within(theirs->time_ms, ours->from_ms, ours->from_ms)) {
        say(result, RECONCILE_OTHER_DAY, "asked for at another time by the ledger");
    }
}

/* What is settled must have been posted between the first question and the answer. */
static void judge_settled(struct reconcile_result *result)
{
    const struct ledger_row *ours = result->ours;
    const struct reconcile_row *theirs = result->theirs;
    if (ours->state == PAYMENT_SETTLED && strcmp(ours->other, theirs->other) != 0) {
        say(result, RECONCILE_STATE, "another receipt");
    } else if (!is_within(theirs->time_ms, ours->from_ms, ours->until_ms)) {
        say(result, RECONCILE_OTHER_DAY, "entered at another time by the ledger");
    }
}

static void judge_posting(const struct reconcile_day *day, struct reconcile_result *result)
{
    const struct ledger_row *ours = result->ours;
    size_t index = (size_t)(result->theirs - day->theirs);
    if (ours->until_ms != 0) {
        judge_settled(result);
    } else if (ours->undone_ms == 0) {
        say(result, RECONCILE_STATE, "entered there, not settled here");
    } else if (!is_reversed_there(day, index)) {
        if (ours->undone_ms >= day->until - RECONCILE_SLACK_MS) {
            say(result, RECONCILE_OTHER_DAY, "entered there; the day after has to take it back");
        } else {
            say(result, RECONCILE_STATE, "entered there, given back here");
        }
    }
}

static void judge_reversal(struct reconcile_result *result)
{
    const struct ledger_row *ours = result->ours;
    if (ours->undone_ms != 0) {
        return;
    }
    if (ours->until_ms != 0) {
        say(result, RECONCILE_TAKEN_BACK, "taken back there, settled here");
    } else {
        say(result, RECONCILE_STATE, "taken back there, not known here");
    }
}

static void judge(const struct reconcile_day *day, struct reconcile_result *result)
{
    const struct reconcile_row *theirs = result->theirs;
    /* What has not a number of our form has none by which it could be told. */
    int is_twice = theirs > day->theirs && theirs->key[0] != '\0' && theirs[-1].kind == theirs->kind &&
                   strcmp(theirs[-1].key, theirs->key) == 0;
    say(result, RECONCILE_MATCHED, "");
    if (is_twice) {
        say(result, RECONCILE_TWICE, "twice in the file");
    } else if (result->ours == NULL) {
        say(result, RECONCILE_ONLY_THEIRS,
            theirs->kind == RECONCILE_PAYMENT ? "a payment that the ledger has not" : "the ledger has none");
    } else if (result->ours->fen != theirs->fen) {
        say(result, RECONCILE_AMOUNT, "another amount");
    } else if (theirs->kind == RECONCILE_PAYMENT) {
        judge_payment(day, result);
    } else if (theirs->kind == RECONCILE_REFUND) {
        judge_refund(result);
    } else if (theirs->kind == RECONCILE_POSTING) {
        judge_posting(day, result);
    } else {
        judge_reversal(result);
    }
}

/* --- What only the ledger has --- */

/* 1: it may as well stand in the file of the day before or after. */
static int may_be_of_another_day(const struct reconcile_day *day, const struct ledger_row *ours)
{
    int64_t until = ours->kind == LEDGER_ROW_POSTING ? ours->until_ms : ours->from_ms;
    return ours->from_ms < day->from + RECONCILE_SLACK_MS || until >= day->until - RECONCILE_SLACK_MS;
}

/* 1: it is of this day, as the ledger has it. */
static int is_of_day(const struct reconcile_day *day, const struct ledger_row *ours)
{
    int64_t moment = ours->kind == LEDGER_ROW_POSTING ? ours->until_ms : ours->from_ms;
    return moment >= day->from && moment < day->until;
}

static void judge_ours(const struct reconcile_day *day, struct reconcile_result *result)
{
    if (may_be_of_another_day(day, result->ours)) {
        say(result, RECONCILE_OTHER_DAY, "not in this file; it was around midnight");
    } else if (result->ours->kind == LEDGER_ROW_REFUND && result->ours->state != PAYMENT_REFUNDED) {
        say(result, RECONCILE_ONLY_OURS, "asked for, and not accepted there");
    } else {
        say(result, RECONCILE_ONLY_OURS, "not in the file");
    }
}

/* --- All of it --- */

static int compare_theirs(const struct comparing *comparing,
                          int (*take)(void *context, const struct reconcile_result *result), void *context)
{
    const struct reconcile_day *day = comparing->day;
    int done = 0;
    for (size_t i = 0; i < day->theirs_count && done == 0; i++) {
        struct reconcile_result result = {
            .kind = day->theirs[i].kind, .theirs = &day->theirs[i], .ours = find(comparing, &day->theirs[i])};
        judge(day, &result);
        done = take(context, &result);
    }
    return done;
}

static int compare_ours(const struct comparing *comparing,
                        int (*take)(void *context, const struct reconcile_result *result), void *context)
{
    int done = 0;
    for (size_t i = 0; i < comparing->day->ours_count && done == 0; i++) {
        struct reconcile_result result = {.kind = kind_of_theirs(comparing->ours[i]->kind),
                                          .ours = comparing->ours[i]};
        if (!comparing->is_found[i] && is_of_day(comparing->day, result.ours)) {
            judge_ours(comparing->day, &result);
            done = take(context, &result);
        }
    }
    return done;
}

int reconcile_compare(const struct reconcile_day *day,
                      int (*take)(void *context, const struct reconcile_result *result), void *context)
{
    struct comparing comparing = {.day = day,
                                  .ours = calloc(day->ours_count + 1, sizeof comparing.ours[0]),
                                  .is_found = calloc(day->ours_count + 1, 1)};
    int result = -1;
    if (comparing.ours != NULL && comparing.is_found != NULL) {
        for (size_t i = 0; i < day->ours_count; i++) {
            comparing.ours[i] = &day->ours[i];
        }
        qsort(comparing.ours, day->ours_count, sizeof comparing.ours[0], ours_by_key);
        if (day->theirs_count > 0) {
            qsort(day->theirs, day->theirs_count, sizeof day->theirs[0], by_key);
        }
        result = compare_theirs(&comparing, take, context);
        result = result == 0 ? compare_ours(&comparing, take, context) : result;
    }
    free(comparing.is_found);
    free(comparing.ours);
    return result;
}
