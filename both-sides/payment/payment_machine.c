#include "both-sides/payment/payment_machine.h"

#include <string.h>

enum {
    PROGRAM = PAYMENT_BY_ENGINE | PAYMENT_BY_SWEEPER,
    PERSON = PAYMENT_BY_PERSON,
};

#define EDGE(from, event, to, actors, derivable)                                                             \
    {                                                                                                        \
        PAYMENT_##from, PAYMENT_EVENT_##event, PAYMENT_##to, (actors), (derivable)                           \
    }

/* An edge is derivable where a query tells the same again after a power cut, and nothing outside was done
 * that rests on it. One that an act outside or a receipt follows is not. */
static const struct payment_edge edges[] = {
    EDGE(CREATED, PREPAY, PREPAYING, PROGRAM, 0),
    EDGE(PREPAYING, CODE_RECEIVED, AWAITING, PROGRAM, 1),
    EDGE(PREPAYING, PREPAY_UNKNOWN, CLOSING, PROGRAM, 1),
    EDGE(AWAITING, CLOSE, CLOSING, PROGRAM, 1),
    EDGE(AWAITING, PAYMENT_PROVEN, PAID, PROGRAM, 0),
    EDGE(CLOSING, PAYMENT_PROVEN, PAID, PROGRAM, 0),
    EDGE(CLOSING, CLOSED_PROVEN, CLOSED, PROGRAM, 1),
    EDGE(CLOSED, LATE_PAYMENT, REFUNDING, PROGRAM, 0),
    EDGE(PAID, POST, POSTING, PROGRAM, 0),
    EDGE(PAID, AMOUNT_DIFFERS, REFUNDING, PROGRAM, 0),
    EDGE(PAID, NOT_POSTED, REFUNDING, PROGRAM, 0),
    EDGE(POSTING, POSTED, SETTLED, PROGRAM, 0),
    EDGE(POSTING, POST_UNKNOWN, POST_UNKNOWN, PROGRAM, 1),
    EDGE(POSTING, NOT_POSTED, REFUNDING, PROGRAM, 0),
    EDGE(POST_UNKNOWN, POSTED, SETTLED, PROGRAM, 0),
    EDGE(POST_UNKNOWN, POST_AGAIN, POSTING, PROGRAM, 1),
    EDGE(POST_UNKNOWN, NOT_POSTED, REFUNDING, PROGRAM, 0),
    EDGE(REFUNDING, REFUND_DONE, REFUNDED, PROGRAM, 1),
    EDGE(REFUNDING, REFUND_UNKNOWN, REFUND_UNKNOWN, PROGRAM, 1),
    EDGE(REFUNDING, REFUND_ABNORMAL, REFUND_ABNORMAL, PROGRAM, 1),
    EDGE(REFUND_UNKNOWN, REFUND_DONE, REFUNDED, PROGRAM, 1),
    EDGE(REFUND_UNKNOWN, REFUND_AGAIN, REFUNDING, PROGRAM, 1),
    EDGE(POST_UNKNOWN, CORRECTION_POSTED, SETTLED, PERSON, 0),
    EDGE(POST_UNKNOWN, CORRECTION_NOT_POSTED, REFUNDING, PERSON, 0),
    EDGE(SETTLED, CORRECTION_REVERSED, REFUNDING, PERSON, 0),
    EDGE(REFUND_ABNORMAL, CORRECTION_REFUND_AGAIN, REFUNDING, PERSON, 0),
    EDGE(REFUND_ABNORMAL, CORRECTION_REFUNDED, REFUNDED, PERSON, 0),
};
enum { EDGE_COUNT = sizeof edges / sizeof edges[0] };

/* END: nothing of itself leaves it. HOLDS: the bill. POSTABLE: may have to be posted. MONEY: in flight. */
enum { END = 1, HOLDS = 2, POSTABLE = 4, MONEY = 8 };

static const struct {
    const char *word;
    unsigned traits;
} states[] = {
    [PAYMENT_CREATED] = {"created", HOLDS | POSTABLE},
    [PAYMENT_PREPAYING] = {"prepaying", HOLDS | POSTABLE},
    [PAYMENT_AWAITING] = {"awaiting", HOLDS | POSTABLE},
    [PAYMENT_CLOSING] = {"closing", HOLDS | POSTABLE},
    [PAYMENT_CLOSED] = {"closed", END},
    [PAYMENT_PAID] = {"paid", HOLDS | POSTABLE | MONEY},
    [PAYMENT_POSTING] = {"posting", HOLDS | POSTABLE | MONEY},
    [PAYMENT_POST_UNKNOWN] = {"post_unknown", HOLDS | POSTABLE | MONEY},
    /* A bill that was paid is held, so that nobody pays it again. */
    [PAYMENT_SETTLED] = {"settled", END | HOLDS},
    /* The utility has no entry, so the bill may be paid anew; a late payment comes here while it is. */
    [PAYMENT_REFUNDING] = {"refunding", MONEY},
    [PAYMENT_REFUND_UNKNOWN] = {"refund_unknown", MONEY},
    [PAYMENT_REFUND_ABNORMAL] = {"refund_abnormal", MONEY},
    [PAYMENT_REFUNDED] = {"refunded", END},
};
_Static_assert(sizeof states / sizeof states[0] == PAYMENT_STATE_COUNT, "every state has its row");

static const char *const events[] = {
    [PAYMENT_EVENT_PREPAY] = "prepay",
    [PAYMENT_EVENT_CODE_RECEIVED] = "code_received",
    [PAYMENT_EVENT_PREPAY_UNKNOWN] = "prepay_unknown",
    [PAYMENT_EVENT_CLOSE] = "close",
    [PAYMENT_EVENT_CLOSED_PROVEN] = "closed_proven",
    [PAYMENT_EVENT_PAYMENT_PROVEN] = "payment_proven",
    [PAYMENT_EVENT_AMOUNT_DIFFERS] = "amount_differs",
    [PAYMENT_EVENT_LATE_PAYMENT] = "late_payment",
    [PAYMENT_EVENT_POST] = "post",
    [PAYMENT_EVENT_POSTED] = "posted",
    [PAYMENT_EVENT_NOT_POSTED] = "not_posted",
    [PAYMENT_EVENT_POST_UNKNOWN] = "post_unknown",
    [PAYMENT_EVENT_POST_AGAIN] = "post_again",
    [PAYMENT_EVENT_REFUND_DONE] = "refund_done",
    [PAYMENT_EVENT_REFUND_UNKNOWN] = "refund_unknown",
    [PAYMENT_EVENT_REFUND_AGAIN] = "refund_again",
    [PAYMENT_EVENT_REFUND_ABNORMAL] = "refund_abnormal",
    [PAYMENT_EVENT_CORRECTION_POSTED] = "correction_posted",
    [PAYMENT_EVENT_CORRECTION_NOT_POSTED] = "correction_not_posted",
    [PAYMENT_EVENT_CORRECTION_REVERSED] = "correction_reversed",
    [PAYMENT_EVENT_CORRECTION_REFUND_AGAIN] = "correction_refund_again",
    [PAYMENT_EVENT_CORRECTION_REFUNDED] = "correction_refunded",
};
_Static_assert(sizeof events / sizeof events[0] == PAYMENT_EVENT_COUNT, "every event has its word");

enum payment_answer payment_machine_next(enum payment_state state, enum payment_event event,
                                         const struct payment_edge **edge)
{
    enum payment_answer answer = PAYMENT_ILLEGAL;
    *edge = NULL;
    for (size_t i = 0; i < EDGE_COUNT; i++) {
        if (edges[i].event != event) {
            continue;
        }
        if (edges[i].from == state) {
            *edge = &edges[i];
            return PAYMENT_MOVES;
        }
        answer = edges[i].to == state ? PAYMENT_STAYS : answer;
    }
    return answer;
}

const struct payment_edge *payment_machine_edges(size_t *count)
{
    *count = EDGE_COUNT;
    return edges;
}

int payment_event_is_derivable(enum payment_event event)
{
    int edges_of_it = 0;
    for (size_t i = 0; i < EDGE_COUNT; i++) {
        if (edges[i].event == event && !edges[i].is_derivable) {
            return 0;
        }
        edges_of_it += edges[i].event == event;
    }
    return edges_of_it > 0;
}

static int has(enum payment_state state, unsigned trait)
{
    return (unsigned)state < PAYMENT_STATE_COUNT && (states[state].traits & trait) != 0;
}

int payment_state_is_end(enum payment_state state)
{
    return has(state, END);
}

int payment_state_holds_bill(enum payment_state state)
{
    return has(state, HOLDS);
}

int payment_state_may_be_posted(enum payment_state state)
{
    return has(state, POSTABLE);
}

int payment_state_is_in_flight(enum payment_state state)
{
    return has(state, MONEY);
}

const char *payment_state_word(enum payment_state state)
{
    return (unsigned)state < PAYMENT_STATE_COUNT ? states[state].word : "";
}

const char *payment_event_word(enum payment_event event)
{
    return (unsigned)event < PAYMENT_EVENT_COUNT ? events[event] : "";
}

enum payment_state payment_state_read(const char *word)
{
    enum payment_state state = PAYMENT_CREATED;
    while (state < PAYMENT_STATE_COUNT && (word == NULL || strcmp(states[state].word, word) != 0)) {
        state++;
    }
    return state;
}

enum payment_event payment_event_read(const char *word)
{
    enum payment_event event = PAYMENT_EVENT_PREPAY;
    while (event < PAYMENT_EVENT_COUNT && (word == NULL || strcmp(events[event], word) != 0)) {
        event++;
    }
    return event;
}
