#ifndef HEADEND_PAYMENT_PAYMENTS_PRIVATE_H
#define HEADEND_PAYMENT_PAYMENTS_PRIVATE_H

#include <pthread.h>
#include <stdatomic.h>

#include "headend/crypto/keyed_hash.h"
#include "headend/ledger/ledger_store.h"
#include "headend/payment/payment_engine.h"
#include "headend/payment/payment_utility.h"
#include "headend/payment/payments.h"
#include "headend/payment/spared_system.h"

/* What the threads and the routes of payments share. */

enum {
    PAYMENT_ASKERS = 6,   /* threads that ask providers and utilities */
    PAYMENT_WRITERS = 2,  /* threads that only write down: nobody there waits for another system */
    PAYMENT_SWEEPERS = 2, /* so that one system that is silent does not hold up the other's orders */
    PAYMENT_WORKERS = PAYMENT_ASKERS + PAYMENT_WRITERS + PAYMENT_SWEEPERS,
    PAYMENT_LANE_MAX = 512, /* that wait for a thread of one kind */
    PAYMENT_ASK_MS = 4500,  /* for a question to a provider or utility: before the sweeper comes after 5 s */
};

enum payment_count {
    PAYMENT_COUNT_MADE,
    PAYMENT_COUNT_AGAIN, /* the same key again */
    PAYMENT_COUNT_NOT_MADE,
    PAYMENT_COUNT_CANCELLED,
    PAYMENT_COUNT_NOTIFIED,
    PAYMENT_COUNT_NOT_BELIEVED, /* a notification */
    PAYMENT_COUNT_BUSY,
    PAYMENT_COUNT_COUNT
};

struct payment_worker {
    struct payments *payments;
    struct payment_lane *lane; /* NULL: a sweeper */
    struct store *store;       /* of the ledger */
    struct payment_engine engine;
    pthread_t thread;
    int runs;
};

/* What a worker does once. */
struct payment_work {
    /* Does it and frees it. `worker` NULL: it is not done any more; whoever waits is told. */
    void (*run)(struct payment_worker *worker, struct payment_work *work);
    struct payment_work *next;
};

struct payment_lane {
    pthread_cond_t changed;
    struct payment_work *first, *last;
    unsigned waiting;
};

enum payment_lane_kind { PAYMENT_LANE_ASK, PAYMENT_LANE_WRITE, PAYMENT_LANE_COUNT };

struct payments {
    struct payments_options options;
    char path[LEDGER_STORE_PATH_SIZE];
    struct keyed_hash key;
    char hall[sizeof((struct tile_text *)0)->zh]; /* what a payer reads of a refund */
    struct payment_provider *providers[PAYMENT_PROVIDER_COUNT];
    size_t provider_count;
    struct utilities *utilities_known; /* those of the accounts */
    struct utility *utility_list[CONFIG_UTILITY_MAX];
    struct spared_system systems[CONFIG_UTILITY_MAX]; /* of each of the list */
    size_t system_count;                              /* that are made */
    struct payment_utility_list list;
    struct payment_utilities utilities; /* what the engine asks: `real`, spared */
    struct payment_utilities real;
    struct order_waits *waits;
    struct invoice_looks *invoices;
    pthread_mutex_t page_lock;
    struct store *page_store; /* of the ledger, for pages; whoever reads it holds the lock */
    atomic_uint_least64_t counts[PAYMENT_COUNT_COUNT];
    atomic_int_least64_t
        disbelief_us;     /* steady clock: when a notification that is not believed was logged last */
    pthread_mutex_t lock; /* guards all below */
    pthread_cond_t swept; /* a sweeper is to look */
    struct payment_lane lanes[PAYMENT_LANE_COUNT];
    int stopping;
    struct payment_worker workers[PAYMENT_WORKERS];
};

/* -1: there is too much to do, or it has stopped; the work is not taken. */
int payments_put_off(struct payments *payments, enum payment_lane_kind lane, struct payment_work *work);
/* Does what is next for an order, again and again until it waits, in a thread that asks; where there is none
 * to be had, the sweeper comes in some seconds. `asks_again`: once more where it waits, as the answer to
 * "close it" proves nothing, and the question after it does. */
void payments_go_on(struct payments *payments, const char *order, int asks_again);

/* Asks for the code of an order that waits for its payer. "": there is none; the order says why. */
void payments_prepay(struct payment_worker *worker, const char *order, char code[PROVIDER_CODE_SIZE]);

void payments_count(struct payments *payments, enum payment_count what);
/* A line in the log of a ledger that failed. */
void payments_ledger_failed(struct store *store);

/* Fills in what asks the utilities. -1: out of memory (logged). */
int payments_list_utilities(struct payments *payments);
/* Of one of the utilities; its name is an operator's. NULL: there is no such. */
struct spared_system *payments_system(struct payments *payments, const char *utility);

struct payment_provider *payments_provider(const struct payments *payments, enum wallet wallet);

#endif
