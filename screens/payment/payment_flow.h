#ifndef SCREENS_PAYMENT_PAYMENT_FLOW_H
#define SCREENS_PAYMENT_PAYMENT_FLOW_H

#include "screens/payment/payment_views.h"
#include "screens/stage/payment_request.h"
#include "screens/stage/screen.h"

/* One order, from its making to its end (docs/decisions/0155). Draws nothing; says when something has
 * changed. The key is on the disk before the headend is asked for the order (order_journal.h); an answer that
 * was lost is asked for again, with the same key and body, for as long as the screen stands. Then the order
 * is followed: one question stands open at the headend, the next one names the moves that are known. */

enum { PAYMENT_NOTE_TITLE_SIZE = 64, PAYMENT_NOTE_TEXT_SIZE = 512 };

enum payment_asked {
    PAYMENT_ASKED_NOTHING,
    PAYMENT_ASKED_CREATE,
    PAYMENT_ASKED_FOLLOW,
    PAYMENT_ASKED_CANCEL,
    PAYMENT_ASKED_CODE
};

struct payment_flow {
    const struct stage *stage;
    void (*changed)(void *context);
    void *context;

    struct payment_request request; /* fen 0: nothing is known but the order's id */
    int wallet;
    char key[IDEMPOTENCY_KEY_SIZE]; /* "": not known */
    char order[ORDER_ID_SIZE];      /* "": not known yet */
    struct order_answer *answer;    /* as it was heard last; NULL: nothing was */
    char code[ORDER_CODE_SIZE];     /* "": none to scan */
    int64_t code_until_us;          /* by the steady clock: the time of day may jump */
    enum payment_view view;
    char note_title[PAYMENT_NOTE_TITLE_SIZE],
        note_text[PAYMENT_NOTE_TEXT_SIZE]; /* the utility's no; "": none */
    int is_cut_off;                        /* what was asked last had no answer: it is asked again */
    int is_cancelled;                      /* somebody wants that, and the headend has to hear of it */
    int64_t moved_us;                      /* when something was heard that is new */

    enum payment_asked asked; /* what is open, or is asked next */
    request_id open;          /* 0: nothing is */
    int64_t ask_at_us;        /* INT64_MAX: nothing is to be asked */
    int failures;             /* one after the other */
};

/* Nothing is asked yet. */
void payment_flow_start(struct payment_flow *flow, const struct stage *stage, void (*changed)(void *context),
                        void *context);
/* A new order of `request`, paid by this wallet. Where the box cannot write it down none is made. */
void payment_flow_order(struct payment_flow *flow, const struct payment_request *request, enum wallet wallet);
/* An order that was made before. */
void payment_flow_follow(struct payment_flow *flow, const char *order);
/* It shall not be paid any more; whether it was is heard as everything else. */
void payment_flow_cancel(struct payment_flow *flow);
/* Somebody has seen what stands there: where it is the end, the box forgets the order. */
void payment_flow_seen(struct payment_flow *flow);
void payment_flow_update(struct payment_flow *flow);
int64_t payment_flow_deadline(const struct payment_flow *flow);
/* Until when the code can be paid, or the last thing heard is new: nobody takes it away before. */
int64_t payment_flow_needed_until_us(const struct payment_flow *flow);
/* Nothing is asked any more; wipes what it holds. */
void payment_flow_stop(struct payment_flow *flow);

#endif
