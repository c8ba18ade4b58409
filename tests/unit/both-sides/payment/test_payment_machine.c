/* The machine of orders against what domain.md 10 says of it, and against itself. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "both-sides/payment/payment_machine.h"

static const char *const answers[] = {"moves", "stays", "illegal"};

static void test_every_pair(void **state)
{
    /* Written out a second time from the issue, not from the table. */
    static const struct {
        enum payment_state from;
        enum payment_event event;
        enum payment_answer answer;
        enum payment_state to;
    } cases[] = {
        {PAYMENT_CREATED, PAYMENT_EVENT_PREPAY, PAYMENT_MOVES, PAYMENT_PREPAYING},
        {PAYMENT_PREPAYING, PAYMENT_EVENT_PREPAY, PAYMENT_STAYS, 0},
        {PAYMENT_PREPAYING, PAYMENT_EVENT_CODE_RECEIVED, PAYMENT_MOVES, PAYMENT_AWAITING},
        {PAYMENT_CLOSING, PAYMENT_EVENT_CODE_RECEIVED, PAYMENT_ILLEGAL, 0},
        {PAYMENT_PREPAYING, PAYMENT_EVENT_PREPAY_UNKNOWN, PAYMENT_MOVES, PAYMENT_CLOSING},
        {PAYMENT_AWAITING, PAYMENT_EVENT_CLOSE, PAYMENT_MOVES, PAYMENT_CLOSING},
        {PAYMENT_CLOSING, PAYMENT_EVENT_CLOSE, PAYMENT_STAYS, 0},
        {PAYMENT_AWAITING, PAYMENT_EVENT_CLOSED_PROVEN, PAYMENT_ILLEGAL, 0},
        {PAYMENT_CLOSING, PAYMENT_EVENT_CLOSED_PROVEN, PAYMENT_MOVES, PAYMENT_CLOSED},
        {PAYMENT_PREPAYING, PAYMENT_EVENT_PAYMENT_PROVEN, PAYMENT_ILLEGAL, 0},
        {PAYMENT_AWAITING, PAYMENT_EVENT_PAYMENT_PROVEN, PAYMENT_MOVES, PAYMENT_PAID},
        {PAYMENT_CLOSING, PAYMENT_EVENT_PAYMENT_PROVEN, PAYMENT_MOVES, PAYMENT_PAID},
        {PAYMENT_PAID, PAYMENT_EVENT_PAYMENT_PROVEN, PAYMENT_STAYS, 0},
        {PAYMENT_CLOSED, PAYMENT_EVENT_PAYMENT_PROVEN, PAYMENT_ILLEGAL, 0},
        {PAYMENT_CLOSED, PAYMENT_EVENT_LATE_PAYMENT, PAYMENT_MOVES, PAYMENT_REFUNDING},
        {PAYMENT_AWAITING, PAYMENT_EVENT_LATE_PAYMENT, PAYMENT_ILLEGAL, 0},
        {PAYMENT_PAID, PAYMENT_EVENT_POST, PAYMENT_MOVES, PAYMENT_POSTING},
        {PAYMENT_POST_UNKNOWN, PAYMENT_EVENT_POST, PAYMENT_ILLEGAL, 0},
        {PAYMENT_PAID, PAYMENT_EVENT_AMOUNT_DIFFERS, PAYMENT_MOVES, PAYMENT_REFUNDING},
        {PAYMENT_POSTING, PAYMENT_EVENT_AMOUNT_DIFFERS, PAYMENT_ILLEGAL, 0},
        {PAYMENT_POSTING, PAYMENT_EVENT_POSTED, PAYMENT_MOVES, PAYMENT_SETTLED},
        {PAYMENT_PAID, PAYMENT_EVENT_POSTED, PAYMENT_ILLEGAL, 0},
        {PAYMENT_SETTLED, PAYMENT_EVENT_POSTED, PAYMENT_STAYS, 0},
        {PAYMENT_POST_UNKNOWN, PAYMENT_EVENT_POSTED, PAYMENT_MOVES, PAYMENT_SETTLED},
        {PAYMENT_REFUNDING, PAYMENT_EVENT_POSTED, PAYMENT_ILLEGAL, 0},
        {PAYMENT_POSTING, PAYMENT_EVENT_POST_UNKNOWN, PAYMENT_MOVES, PAYMENT_POST_UNKNOWN},
        {PAYMENT_POST_UNKNOWN, PAYMENT_EVENT_POST_AGAIN, PAYMENT_MOVES, PAYMENT_POSTING},
        {PAYMENT_POST_UNKNOWN, PAYMENT_EVENT_NOT_POSTED, PAYMENT_MOVES, PAYMENT_REFUNDING},
        {PAYMENT_SETTLED, PAYMENT_EVENT_NOT_POSTED, PAYMENT_ILLEGAL, 0},
        {PAYMENT_AWAITING, PAYMENT_EVENT_NOT_POSTED, PAYMENT_ILLEGAL, 0},
        {PAYMENT_REFUNDING, PAYMENT_EVENT_REFUND_DONE, PAYMENT_MOVES, PAYMENT_REFUNDED},
        {PAYMENT_REFUNDED, PAYMENT_EVENT_REFUND_DONE, PAYMENT_STAYS, 0},
        {PAYMENT_REFUNDED, PAYMENT_EVENT_REFUND_AGAIN, PAYMENT_ILLEGAL, 0},
        {PAYMENT_REFUND_UNKNOWN, PAYMENT_EVENT_REFUND_DONE, PAYMENT_MOVES, PAYMENT_REFUNDED},
        {PAYMENT_REFUND_ABNORMAL, PAYMENT_EVENT_REFUND_AGAIN, PAYMENT_ILLEGAL, 0},
        {PAYMENT_REFUND_ABNORMAL, PAYMENT_EVENT_CORRECTION_REFUND_AGAIN, PAYMENT_MOVES, PAYMENT_REFUNDING},
        {PAYMENT_SETTLED, PAYMENT_EVENT_CORRECTION_REVERSED, PAYMENT_MOVES, PAYMENT_REFUNDING},
        {PAYMENT_STATE_COUNT, PAYMENT_EVENT_POST, PAYMENT_ILLEGAL, 0},
        {PAYMENT_PAID, PAYMENT_EVENT_COUNT, PAYMENT_ILLEGAL, 0},
        {(enum payment_state) - 1, (enum payment_event) - 1, PAYMENT_ILLEGAL, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct payment_edge *edge = NULL;
        enum payment_answer answer = payment_machine_next(cases[i].from, cases[i].event, &edge);
        if (answer != cases[i].answer || (edge != NULL) != (answer == PAYMENT_MOVES) ||
            (edge != NULL && edge->to != cases[i].to)) {
            fail_msg("%s and %s: wanted %s, got %s to %s", payment_state_word(cases[i].from),
                     payment_event_word(cases[i].event), answers[cases[i].answer], answers[answer],
                     edge != NULL ? payment_state_word(edge->to) : "nothing");
        }
    }
}

/* Two edges of one state and event would make the machine a guess; one that leads to itself is no edge. */
static void test_edges_are_sound(void **state)
{
    size_t count = 0;
    const struct payment_edge *edges = payment_machine_edges(&count);
    (void)state;
    for (size_t i = 0; i < count; i++) {
        const char *from = payment_state_word(edges[i].from);
        if (edges[i].from == edges[i].to) {
            fail_msg("an edge of %s leads to itself", from);
        }
        int is_correction = edges[i].event >= PAYMENT_EVENT_CORRECTION_POSTED;
        if (is_correction != (edges[i].actors == PAYMENT_BY_PERSON)) {
            fail_msg("%s of %s: what a person does and nobody else is a correction",
                     payment_event_word(edges[i].event), from);
        }
        if (payment_state_is_end(edges[i].from) && !is_correction &&
            edges[i].event != PAYMENT_EVENT_LATE_PAYMENT) {
            fail_msg("%s is an end and is left by %s", from, payment_event_word(edges[i].event));
        }
        if (!payment_state_holds_bill(edges[i].from) && payment_state_holds_bill(edges[i].to)) {
            fail_msg("%s does not hold the bill, which another order may have taken; %s cannot follow", from,
                     payment_state_word(edges[i].to));
        }
        for (size_t k = 0; k < i; k++) {
            if (edges[i].from == edges[k].from && edges[i].event == edges[k].event) {
                fail_msg("two edges of %s for %s", from, payment_event_word(edges[i].event));
            }
        }
    }
}

/* From every state an end is reached without a person, but where a person decides. */
static void test_an_end_is_reached(void **state)
{
    size_t count = 0;
    const struct payment_edge *edges = payment_machine_edges(&count);
    int reaches[PAYMENT_STATE_COUNT];
    (void)state;
    for (int s = 0; s < PAYMENT_STATE_COUNT; s++) {
        reaches[s] = payment_state_is_end((enum payment_state)s);
    }
    for (int round = 0; round < PAYMENT_STATE_COUNT; round++) {
        for (size_t i = 0; i < count; i++) {
            reaches[edges[i].from] |= edges[i].actors != PAYMENT_BY_PERSON && reaches[edges[i].to];
        }
    }
    for (int s = 0; s < PAYMENT_STATE_COUNT; s++) {
        if (reaches[s] == (s == PAYMENT_REFUND_ABNORMAL)) {
            fail_msg("%s: an end is %sreached", payment_state_word((enum payment_state)s),
                     reaches[s] ? "" : "not ");
        }
    }
}

static void test_words(void **state)
{
    (void)state;
    for (int i = 0; i < PAYMENT_STATE_COUNT; i++) {
        assert_int_equal(payment_state_read(payment_state_word((enum payment_state)i)), i);
    }
    for (int i = 0; i < PAYMENT_EVENT_COUNT; i++) {
        assert_int_equal(payment_event_read(payment_event_word((enum payment_event)i)), i);
    }
    assert_int_equal(payment_state_read("PAID"), PAYMENT_STATE_COUNT);
    assert_int_equal(payment_state_read(""), PAYMENT_STATE_COUNT);
    assert_int_equal(payment_state_read(NULL), PAYMENT_STATE_COUNT);
    assert_int_equal(payment_event_read("paid"), PAYMENT_EVENT_COUNT);
    assert_int_equal(payment_event_read(NULL), PAYMENT_EVENT_COUNT);
    assert_string_equal(payment_state_word(PAYMENT_STATE_COUNT), "");
    assert_string_equal(payment_event_word((enum payment_event) - 1), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_pair),
        cmocka_unit_test(test_edges_are_sound),
        cmocka_unit_test(test_an_end_is_reached),
        cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
