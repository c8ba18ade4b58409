#ifndef BOTH_SIDES_PAYMENT_PAYMENT_MACHINE_H
#define BOTH_SIDES_PAYMENT_PAYMENT_MACHINE_H

#include <stddef.h>

/* How an order moves: one try to pay one version of one bill. Two outside systems must agree on it: a payment
 * provider takes the money, a utility enters it. Paid is not posted. Pure: no time, no memory, no network.
 *
 * The table of edges (payment_machine.c) is the one source. The ledger's check of states and edges, the
 * drawing in docs/payment-machine.md and the model in tests/model are compared with it by tests.
 * Source of the states: domain.md 10, "State machine". */

enum payment_state {
    PAYMENT_CREATED,   /* known here and to nobody else */
    PAYMENT_PREPAYING, /* the provider may have been asked for a code */
    PAYMENT_AWAITING,  /* there is a code that a phone can pay */
    PAYMENT_CLOSING,   /* it shall not be paid any more; it may have been all the same */
    PAYMENT_CLOSED,    /* proven: nothing was paid */
    PAYMENT_PAID,      /* proven: the provider has the money */
    PAYMENT_POSTING,   /* the utility may have been asked to enter it */
    PAYMENT_POST_UNKNOWN,
    PAYMENT_SETTLED,   /* the utility has entered it: there is a receipt */
    PAYMENT_REFUNDING, /* the provider may have been asked to give it back */
    PAYMENT_REFUND_UNKNOWN,
    PAYMENT_REFUND_ABNORMAL, /* the provider cannot give it back by itself: a person decides */
    PAYMENT_REFUNDED,
    PAYMENT_STATE_COUNT
};

enum payment_event {
    PAYMENT_EVENT_PREPAY,
    PAYMENT_EVENT_CODE_RECEIVED,
    PAYMENT_EVENT_PREPAY_UNKNOWN, /* no code came: refused, unanswered, or forgotten in a crash */
    PAYMENT_EVENT_CLOSE,          /* cancelled or expired */
    PAYMENT_EVENT_CLOSED_PROVEN,  /* by a query, never by a timer or by the answer to close */
    PAYMENT_EVENT_PAYMENT_PROVEN, /* by a verified notification or a query */
    PAYMENT_EVENT_AMOUNT_DIFFERS, /* what was paid is not what was ordered */
    PAYMENT_EVENT_LATE_PAYMENT,   /* a payment is proven of an order that was closed */
    PAYMENT_EVENT_POST,
    PAYMENT_EVENT_POSTED,
    PAYMENT_EVENT_NOT_POSTED, /* the utility's own word, and it is final: see docs/payment-machine.md */
    PAYMENT_EVENT_POST_UNKNOWN,
    PAYMENT_EVENT_POST_AGAIN, /* under the same serial */
    PAYMENT_EVENT_REFUND_DONE,
    PAYMENT_EVENT_REFUND_UNKNOWN,
    PAYMENT_EVENT_REFUND_AGAIN, /* under the same number */
    PAYMENT_EVENT_REFUND_ABNORMAL,
    /* Against the usual way: taken by two persons, with a reason. */
    PAYMENT_EVENT_CORRECTION_POSTED,
    PAYMENT_EVENT_CORRECTION_NOT_POSTED,
    PAYMENT_EVENT_CORRECTION_REVERSED, /* the utility took its entry back */
    PAYMENT_EVENT_CORRECTION_REFUND_AGAIN,
    PAYMENT_EVENT_CORRECTION_REFUNDED, /* the money was given back by another way */
    PAYMENT_EVENT_COUNT
};

enum payment_actor {
    PAYMENT_BY_ENGINE = 1,  /* who serves the box and hears the provider */
    PAYMENT_BY_SWEEPER = 2, /* who comes back to what was left open */
    PAYMENT_BY_PERSON = 4,
};

struct payment_edge {
    enum payment_state from;
    enum payment_event event;
    enum payment_state to;
    unsigned actors; /* of enum payment_actor */
    /* What it says can be asked for again outside: it need not survive a power cut at once. */
    int is_derivable;
};

enum payment_answer {
    PAYMENT_MOVES,
    PAYMENT_STAYS, /* the event has been taken already: the same state again is no transition and no error */
    PAYMENT_ILLEGAL,
};

/* `edge` is set where it moves, else NULL. Values outside of the enums are illegal. */
enum payment_answer payment_machine_next(enum payment_state state, enum payment_event event,
                                         const struct payment_edge **edge);

const struct payment_edge *payment_machine_edges(size_t *count);

/* 1: all edges of this event are derivable. */
int payment_event_is_derivable(enum payment_event event);

/* 1: no edge but a correction or a late payment leaves it. */
int payment_state_is_end(enum payment_state state);
/* 1: no second order for the same version of the bill may be made meanwhile. */
int payment_state_holds_bill(enum payment_state state);
/* 1: the order may still have to be posted, for which its account number is needed, and is swept until then.
 */
int payment_state_may_be_posted(enum payment_state state);
/* 1: money of the order has been taken and is neither posted nor given back. */
int payment_state_is_in_flight(enum payment_state state);

/* The words of JSON, of the ledger and of the model, in lower case with "_". "" for what is no state or
 * event. */
const char *payment_state_word(enum payment_state state);
const char *payment_event_word(enum payment_event event);
/* PAYMENT_STATE_COUNT, PAYMENT_EVENT_COUNT: no such word (NULL is none). */
enum payment_state payment_state_read(const char *word);
enum payment_event payment_event_read(const char *word);

#endif
