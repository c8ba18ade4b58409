/* The comparison of a day, by tables of cases. The day is [100 h, 124 h). */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headend/reconcile/reconcile.h"

#define HOUR  INT64_C(3600000)
#define BEGIN (100 * HOUR)
#define NOON  (112 * HOUR)
#define END   (124 * HOUR)

enum { NONE = -1, ROWS = 3 };

/* One row of ours; of theirs up to three. */
struct ours {
    int kind; /* NONE: there is none */
    const char *key, *order, *other;
    int64_t fen, from, until, undone;
    enum payment_state state;
    int is_by_persons;
};
struct theirs {
    int kind;
    const char *key, *order, *other;
    int64_t fen, time;
};
struct comparison {
    const char *what;
    struct ours ours;
    struct theirs theirs[ROWS];
    const char *wanted; /* flags in the order in which they come */
};

#define PAID(key, order, fen, at)                                                                            \
    {                                                                                                        \
        LEDGER_ROW_PAYMENT, key, order, "", fen, at, at, 0, PAYMENT_SETTLED, 0                               \
    }
#define BACK(key, other, fen, at, state, by_persons)                                                         \
    {                                                                                                        \
        LEDGER_ROW_REFUND, key, "order-1", other, fen, at, 0, 0, state, by_persons                           \
    }
#define POST(fen, from, until, undone, state, receipt)                                                       \
    {                                                                                                        \
        LEDGER_ROW_POSTING, "order-1", "order-1", receipt, fen, from, until, undone, state, 0                \
    }
#define NO_OURS                                                                                              \
    {                                                                                                        \
        NONE, "", "", "", 0, 0, 0, 0, PAYMENT_CLOSED, 0                                                      \
    }
#define T_PAID(key, order, fen, at)                                                                          \
    {                                                                                                        \
        RECONCILE_PAYMENT, key, order, "", fen, at                                                           \
    }
#define T_BACK(key, other, fen, at)                                                                          \
    {                                                                                                        \
        RECONCILE_REFUND, key, "order-1", other, fen, at                                                     \
    }
#define T_POST(fen, at, receipt)                                                                             \
    {                                                                                                        \
        RECONCILE_POSTING, "order-1", "order-1", receipt, fen, at                                            \
    }
#define T_REVERSE(fen, at)                                                                                   \
    {                                                                                                        \
        RECONCILE_REVERSAL, "order-1", "order-1", "R-1", fen, at                                             \
    }
#define NO_MORE                                                                                              \
    {                                                                                                        \
        NONE, "", "", "", 0, 0                                                                               \
    }

static const struct comparison payments[] = {
    {"as it should be",
     PAID("t", "order-1", 500, NOON),
     {T_PAID("t", "order-1", 500, NOON), NO_MORE},
     "matched"},
    {"nothing at all", NO_OURS, {NO_MORE}, ""},
    {"not in the file", PAID("t", "order-1", 500, NOON), {NO_MORE}, "only-ours"},
    {"not in the ledger", NO_OURS, {T_PAID("t", "order-1", 500, NOON), NO_MORE}, "only-theirs"},
    {"a fen less",
     PAID("t", "order-1", 500, NOON),
     {T_PAID("t", "order-1", 499, NOON), NO_MORE},
     "amount-differs"},
    {"a fen more",
     PAID("t", "order-1", 500, NOON),
     {T_PAID("t", "order-1", 501, NOON), NO_MORE},
     "amount-differs"},
    {"another order",
     PAID("t", "order-1", 500, NOON),
     {T_PAID("t", "order-2", 500, NOON), NO_MORE},
     "state-differs"},
    {"twice in the file",
     PAID("t", "order-1", 500, NOON),
     {T_PAID("t", "order-1", 500, NOON), T_PAID("t", "order-1", 500, NOON), NO_MORE},
     "matched twice"},
    {"a second one",
     PAID("t", "order-1", 500, NOON),
     {T_PAID("t", "order-1", 500, NOON), T_PAID("u", "order-1", 500, NOON), NO_MORE},
     "matched only-theirs"},
    {"paid the day before by the ledger",
     PAID("t", "order-1", 500, BEGIN - 1),
     {T_PAID("t", "order-1", 500, BEGIN), NO_MORE},
     "other-day"},
    {"paid at the first moment",
     PAID("t", "order-1", 500, BEGIN),
     {T_PAID("t", "order-1", 500, BEGIN), NO_MORE},
     "matched"},
    {"paid at the last moment",
     PAID("t", "order-1", 500, END - 1),
     {T_PAID("t", "order-1", 500, END - 1), NO_MORE},
     "matched"},
    {"paid at the first of the next",
     PAID("t", "order-1", 500, END),
     {T_PAID("t", "order-1", 500, END - 1), NO_MORE},
     "other-day"},
    {"missing a minute after midnight", PAID("t", "order-1", 500, BEGIN + 60000), {NO_MORE}, "other-day"},
    {"missing a minute before midnight", PAID("t", "order-1", 500, END - 60000), {NO_MORE}, "other-day"},
    {"missing eleven minutes after", PAID("t", "order-1", 500, BEGIN + 660000), {NO_MORE}, "only-ours"},
    {"of another day, and not in the file", PAID("t", "order-1", 500, END), {NO_MORE}, ""},
    {"not of our form, two of them",
     NO_OURS,
     {T_BACK("", "t", 1, NOON), T_BACK("", "u", 1, NOON), NO_MORE},
     "only-theirs only-theirs"},
    {"a refund is no payment",
     PAID("t", "order-1", 500, NOON),
     {T_BACK("t", "t", 500, NOON), NO_MORE},
     "only-theirs only-ours"},
};

static const struct comparison refunds[] = {
    {"as it should be",
     BACK("r", "t", 500, NOON, PAYMENT_REFUNDED, 0),
     {T_BACK("r", "t", 500, NOON), NO_MORE},
     "matched"},
    {"accepted, not ended",
     BACK("r", "t", 500, NOON, PAYMENT_REFUND_UNKNOWN, 0),
     {T_BACK("r", "t", 500, NOON), NO_MORE},
     "refund-open"},
    {"accepted, asked again",
     BACK("r", "t", 500, NOON, PAYMENT_REFUNDING, 0),
     {T_BACK("r", "t", 500, NOON), NO_MORE},
     "refund-open"},
    {"accepted, abnormal",
     BACK("r", "t", 500, NOON, PAYMENT_REFUND_ABNORMAL, 0),
     {T_BACK("r", "t", 500, NOON), NO_MORE},
     "refund-open"},
    {"given back by another way",
     BACK("r", "t", 500, NOON, PAYMENT_REFUNDED, 1),
     {T_BACK("r", "t", 500, NOON), NO_MORE},
     "state-differs"},
    {"another amount",
     BACK("r", "t", 500, NOON, PAYMENT_REFUNDED, 0),
     {T_BACK("r", "t", 5000, NOON), NO_MORE},
     "amount-differs"},
    {"of another payment",
     BACK("r", "t", 500, NOON, PAYMENT_REFUNDED, 0),
     {T_BACK("r", "u", 500, NOON), NO_MORE},
     "state-differs"},
    {"not in the file", BACK("r", "t", 500, NOON, PAYMENT_REFUNDED, 0), {NO_MORE}, "only-ours"},
    {"asked for and not accepted",
     BACK("r", "t", 500, NOON, PAYMENT_REFUND_UNKNOWN, 0),
     {NO_MORE},
     "only-ours"},
    {"nobody asked for it", NO_OURS, {T_BACK("r", "t", 500, NOON), NO_MORE}, "only-theirs"},
    {"accepted nine minutes before",
     BACK("r", "t", 500, NOON, PAYMENT_REFUNDED, 0),
     {T_BACK("r", "t", 500, NOON - 540000), NO_MORE},
     "matched"},
    {"accepted an hour before",
     BACK("r", "t", 500, NOON, PAYMENT_REFUNDED, 0),
     {T_BACK("r", "t", 500, NOON - HOUR), NO_MORE},
     "other-day"},
    {"around midnight", BACK("r", "t", 500, END - 1, PAYMENT_REFUNDED, 0), {NO_MORE}, "other-day"},
    {"twice",
     BACK("r", "t", 500, NOON, PAYMENT_REFUNDED, 0),
     {T_BACK("r", "t", 500, NOON), T_BACK("r", "t", 500, NOON + 1), NO_MORE},
     "matched twice"},
};

static const struct comparison postings[] = {
    {"as it should be",
     POST(500, NOON, NOON + 5, 0, PAYMENT_SETTLED, "R-1"),
     {T_POST(500, NOON, "R-1"), NO_MORE},
     "matched"},
    {"another receipt",
     POST(500, NOON, NOON + 5, 0, PAYMENT_SETTLED, "R-1"),
     {T_POST(500, NOON, "R-2"), NO_MORE},
     "state-differs"},
    {"another amount",
     POST(500, NOON, NOON + 5, 0, PAYMENT_SETTLED, "R-1"),
     {T_POST(400, NOON, "R-1"), NO_MORE},
     "amount-differs"},
    {"not in the file", POST(500, NOON, NOON + 5, 0, PAYMENT_SETTLED, "R-1"), {NO_MORE}, "only-ours"},
    {"of nobody", NO_OURS, {T_POST(500, NOON, "R-1"), NO_MORE}, "only-theirs"},
    {"slow, known hours later",
     POST(500, NOON, NOON + 5 * HOUR, 0, PAYMENT_SETTLED, "R-1"),
     {T_POST(500, NOON + HOUR, "R-1"), NO_MORE},
     "matched"},
    {"before it was asked for",
     POST(500, NOON, NOON + 5, 0, PAYMENT_SETTLED, "R-1"),
     {T_POST(500, NOON - HOUR, "R-1"), NO_MORE},
     "other-day"},
    {"after it was known",
     POST(500, NOON, NOON + 5, 0, PAYMENT_SETTLED, "R-1"),
     {T_POST(500, NOON + HOUR, "R-1"), NO_MORE},
     "other-day"},
    {"asked for before midnight, known after",
     POST(500, BEGIN - 60000, BEGIN + 60000, 0, PAYMENT_SETTLED, "R-1"),
     {NO_MORE},
     "other-day"},
    {"entered and known a minute before midnight, after it by their clock",
     POST(500, END - 61000, END - 60000, 0, PAYMENT_SETTLED, "R-1"),
     {NO_MORE},
     "other-day"},
    {"entered and known a minute after midnight, before it by their clock",
     POST(500, BEGIN + 60000, BEGIN + 61000, 0, PAYMENT_SETTLED, "R-1"),
     {NO_MORE},
     "other-day"},
    {"entered and known eleven minutes before midnight",
     POST(500, END - 11 * 60000 - 1, END - 11 * 60000, 0, PAYMENT_SETTLED, "R-1"),
     {NO_MORE},
     "only-ours"},
    {"entered before midnight, known after",
     POST(500, END - 60000, END + 60000, 0, PAYMENT_SETTLED, "R-1"),
     {T_POST(500, END - 30000, "R-1"), NO_MORE},
     "matched"},
    {"known the next day, not in this file",
     POST(500, END - 60000, END + 60000, 0, PAYMENT_SETTLED, "R-1"),
     {NO_MORE},
     ""},
    {"entered, not known here",
     POST(500, NOON, 0, 0, PAYMENT_POST_UNKNOWN, ""),
     {T_POST(500, NOON, "R-1"), NO_MORE},
     "state-differs"},
    {"never asked for",
     POST(500, 0, 0, 0, PAYMENT_CLOSED, ""),
     {T_POST(500, NOON, "R-1"), NO_MORE},
     "state-differs"},
    {"entered there, given back here",
     POST(500, NOON, 0, NOON + 5, PAYMENT_REFUNDED, ""),
     {T_POST(500, NOON, "R-1"), NO_MORE},
     "state-differs"},
    {"entered and reversed",
     POST(500, NOON, 0, NOON + 5, PAYMENT_REFUNDED, ""),
     {T_POST(500, NOON, "R-1"), T_REVERSE(500, NOON + 5), NO_MORE},
     "matched matched"},
    {"entered, reversed after midnight",
     POST(500, END - 60000, 0, END + 5, PAYMENT_REFUNDED, ""),
     {T_POST(500, END - 60000, "R-1"), NO_MORE},
     "other-day"},
    {"the reversal of the day before's",
     POST(500, BEGIN - 60000, 0, BEGIN + 5, PAYMENT_REFUNDED, ""),
     {T_REVERSE(500, BEGIN + 5), NO_MORE},
     "matched"},
    {"taken back, and settled here",
     POST(500, NOON, NOON + 5, 0, PAYMENT_SETTLED, "R-1"),
     {T_POST(500, NOON, "R-1"), T_REVERSE(500, NOON + HOUR), NO_MORE},
     "matched taken-back"},
    {"taken back on another day",
     POST(500, BEGIN - HOUR, BEGIN - HOUR, 0, PAYMENT_SETTLED, "R-1"),
     {T_REVERSE(500, NOON), NO_MORE},
     "taken-back"},
    {"taken back, and persons know",
     POST(500, NOON, NOON + 5, NOON + 9 * HOUR, PAYMENT_REFUNDING, ""),
     {T_POST(500, NOON, "R-1"), T_REVERSE(500, NOON + HOUR), NO_MORE},
     "matched matched"},
    {"taken back while it is asked for",
     POST(500, NOON, 0, 0, PAYMENT_POST_UNKNOWN, ""),
     {T_REVERSE(500, NOON), NO_MORE},
     "state-differs"},
    {"a reversal alone does not stand for the posting",
     POST(500, NOON, NOON + 5, NOON + 9, PAYMENT_REFUNDED, ""),
     {T_REVERSE(500, NOON + 9), NO_MORE},
     "matched only-ours"},
    {"another amount taken back",
     POST(500, NOON, 0, NOON + 5, PAYMENT_REFUNDED, ""),
     {T_REVERSE(400, NOON), NO_MORE},
     "amount-differs"},
    {"reversed twice",
     POST(500, NOON, 0, NOON + 5, PAYMENT_REFUNDED, ""),
     {T_POST(500, NOON, "R-1"), T_REVERSE(500, NOON + 5), T_REVERSE(500, NOON + 6)},
     "matched matched twice"},
};

static int write_flag(void *context, const struct reconcile_result *result)
{
    char *text = context;
    size_t length = strlen(text);
    (void)snprintf(text + length, 200 - length, "%s%s", length > 0 ? " " : "",
                   reconcile_flag_word(result->flag));
    if (result->note == NULL || (result->ours == NULL && result->theirs == NULL) ||
        (result->flag == RECONCILE_MATCHED) != (result->note[0] == '\0')) {
        return 1;
    }
    return 0;
}

static void try_case(const struct comparison *one)
{
    struct ledger_row ours = {.kind = (enum ledger_row_kind)(one->ours.kind == NONE ? 0 : one->ours.kind),
                              .fen = one->ours.fen,
                              .from_ms = one->ours.from,
                              .until_ms = one->ours.until,
                              .undone_ms = one->ours.undone,
                              .state = one->ours.state,
                              .is_by_persons = one->ours.is_by_persons};
    struct reconcile_row theirs[ROWS];
    size_t count = 0;
    char got[200] = "";
    (void)snprintf(ours.key, sizeof ours.key, "%s", one->ours.key);
    (void)snprintf(ours.order, sizeof ours.order, "%s", one->ours.order);
    (void)snprintf(ours.other, sizeof ours.other, "%s", one->ours.other);
    for (; count < ROWS && one->theirs[count].kind != NONE; count++) {
        const struct theirs *from = &one->theirs[count];
        theirs[count] = (struct reconcile_row){
            .kind = (enum reconcile_kind)from->kind, .fen = from->fen, .time_ms = from->time};
        (void)snprintf(theirs[count].key, sizeof theirs[count].key, "%s", from->key);
        (void)snprintf(theirs[count].order, sizeof theirs[count].order, "%s", from->order);
        (void)snprintf(theirs[count].other, sizeof theirs[count].other, "%s", from->other);
    }
    const struct reconcile_day day = {.from = BEGIN,
                                      .until = END,
                                      .ours = &ours,
                                      .ours_count = one->ours.kind != NONE,
                                      .theirs = theirs,
                                      .theirs_count = count};
    if (reconcile_compare(&day, write_flag, got) != 0 || strcmp(got, one->wanted) != 0) {
        fail_msg("%s: wanted \"%s\", got \"%s\"", one->what, one->wanted, got);
    }
}

#define TRY_ALL(cases)                                                                                       \
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases)[0]; i++) {                                          \
        try_case(&(cases)[i]);                                                                               \
    }

static void test_payments(void **state)
{
    (void)state;
    TRY_ALL(payments)
}

static void test_refunds(void **state)
{
    (void)state;
    TRY_ALL(refunds)
}

static void test_postings(void **state)
{
    (void)state;
    TRY_ALL(postings)
}

/* Drawn days: every row of either side comes exactly once, whatever stands there; and no order matters. */

struct seen {
    size_t theirs, ours, results, flags[RECONCILE_FLAG_COUNT];
};

static int count_row(void *context, const struct reconcile_result *result)
{
    struct seen *seen = context;
    seen->results++;
    seen->theirs += result->theirs != NULL;
    seen->ours += result->theirs == NULL;
    seen->flags[result->flag]++;
    return 0;
}

static unsigned draw(unsigned *seed, unsigned most)
{
    *seed = *seed * 1664525U + 1013904223U;
    return (*seed >> 8) % most;
}

static void draw_ours(unsigned *seed, struct ledger_row *row, unsigned number)
{
    *row = (struct ledger_row){.kind = (enum ledger_row_kind)draw(seed, 3),
                               .fen = 100 + draw(seed, 2),
                               .from_ms = BEGIN - HOUR + draw(seed, 26) * HOUR,
                               .state = draw(seed, 2) ? PAYMENT_SETTLED : PAYMENT_REFUNDED};
    row->until_ms = row->kind == LEDGER_ROW_POSTING ? row->from_ms + draw(seed, 2) * HOUR : row->from_ms;
    (void)snprintf(row->key, sizeof row->key, "k-%u", number);
    (void)snprintf(row->order, sizeof row->order, "o-%u", draw(seed, 40));
}

static void test_every_row_once(void **state)
{
    enum { MOST = 60, DAYS = 300 };
    static struct ledger_row ours[MOST];
    static struct reconcile_row theirs[MOST];
    unsigned seed = 7;
    (void)state;
    for (int turn = 0; turn < DAYS; turn++) {
        struct seen seen = {.results = 0};
        struct seen again = {.results = 0};
        size_t ours_count = draw(&seed, MOST);
        size_t theirs_count = draw(&seed, MOST);
        for (size_t i = 0; i < ours_count; i++) {
            draw_ours(&seed, &ours[i], (unsigned)i);
        }
        for (size_t i = 0; i < theirs_count; i++) {
            theirs[i] = (struct reconcile_row){.kind = (enum reconcile_kind)draw(&seed, 4),
                                               .fen = 100 + draw(&seed, 2),
                                               .time_ms = BEGIN + draw(&seed, 24) * HOUR};
            (void)snprintf(theirs[i].key, sizeof theirs[i].key, "k-%u", draw(&seed, MOST));
            (void)snprintf(theirs[i].order, sizeof theirs[i].order, "o-%u", draw(&seed, 40));
        }
        const struct reconcile_day day = {.from = BEGIN,
                                          .until = END,
                                          .ours = ours,
                                          .ours_count = ours_count,
                                          .theirs = theirs,
                                          .theirs_count = theirs_count};
        assert_int_equal(reconcile_compare(&day, count_row, &seen), 0);
        assert_int_equal(seen.theirs, theirs_count);
        assert_true(seen.ours <= ours_count);
        assert_int_equal(seen.results, seen.theirs + seen.ours);
        for (size_t i = 0; theirs_count > 0 && i < theirs_count; i++) { /* in another order */
            struct reconcile_row row = theirs[i];
            size_t other = draw(&seed, (unsigned)theirs_count);
            theirs[i] = theirs[other];
            theirs[other] = row;
        }
        assert_int_equal(reconcile_compare(&day, count_row, &again), 0);
        assert_memory_equal(seen.flags, again.flags, sizeof seen.flags);
    }
}

static int stop(void *context, const struct reconcile_result *result)
{
    (void)result;
    ++*(int *)context;
    return 5;
}

static void test_it_can_be_stopped(void **state)
{
    int count = 0;
    struct reconcile_row theirs[2] = {{.key = "a", .fen = 1}, {.key = "b", .fen = 1}};
    const struct reconcile_day day = {.from = BEGIN, .until = END, .theirs = theirs, .theirs_count = 2};
    (void)state;
    assert_int_equal(reconcile_compare(&day, stop, &count), 5);
    assert_int_equal(count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_payments),          cmocka_unit_test(test_refunds),
        cmocka_unit_test(test_postings),          cmocka_unit_test(test_every_row_once),
        cmocka_unit_test(test_it_can_be_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
