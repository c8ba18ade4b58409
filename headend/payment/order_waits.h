#ifndef HEADEND_PAYMENT_ORDER_WAITS_H
#define HEADEND_PAYMENT_ORDER_WAITS_H

#include "headend/http/request.h"
#include "headend/ledger/ledger.h"

/* Questions of boxes that wait for an order to move. Each costs a sleeping connection and a place in a list;
 * one thread looks after all of them, and sees moves in the ledger itself: whoever makes them, this process
 * or tv-hall-admin, and no move between two questions is missed. */

enum {
    ORDER_WAITS_MAX = 4096,
    ORDER_WAITS_OF_BOX = 3, /* the oldest is answered where there are more */
};

struct order_waits;
struct payments;

struct order_wait {
    struct order_wait *next;
    struct request *request; /* deferred */
    char order[LEDGER_ID_SIZE];
    int64_t moves;    /* that the box knows */
    int64_t until_us; /* steady clock: then it is answered as it stands */
    int is_new;       /* not compared with the ledger yet */
};

/* NULL: logged. */
struct order_waits *order_waits_start(struct payments *payments);
/* Answers all, and from now on at once. */
void order_waits_end(struct order_waits *waits);
/* The same, and ends the thread; from then on no wait is taken. */
void order_waits_stop(struct order_waits *waits);
/* After order_waits_stop. NULL is allowed for all three. */
void order_waits_free(struct order_waits *waits);

/* Takes the wait over (malloc'ed). -1: it is not taken. */
int order_waits_add(struct order_waits *waits, struct order_wait *wait);
/* An order may have moved: what waits for it is answered now and not a moment later. NULL: nobody waits. */
void order_waits_look(struct order_waits *waits);

unsigned order_waits_count(struct order_waits *waits);

#endif
