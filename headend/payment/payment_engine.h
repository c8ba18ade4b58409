#ifndef HEADEND_PAYMENT_PAYMENT_ENGINE_H
#define HEADEND_PAYMENT_PAYMENT_ENGINE_H

#include <stddef.h>
#include <stdint.h>

#include "headend/ledger/ledger.h"
#include "headend/providers/payment_provider.h"
#include "headend/utilities/utility.h"

/* Moves orders along the edges of the payment machine: asks providers and utilities, and writes down in the
 * ledger what it heard (decisions 0134, 0141). It has no threads, no clock and no memory of its own: what is
 * next follows from the ledger alone, so that after a crash at any point the next call goes on.
 *
 * A call blocks for as long as what it asks outside. Nothing waits and nothing is tried twice within a call.
 * Several threads may do any of this at once, of the same order too, each with an engine and a store handle
 * of its own. `now` is ms UTC from before the call. */

enum {
    /* An order's id at the most: its refunds have up to six characters more, and providers take 32. */
    PAYMENT_ORDER_ID_MAX = 26,
    /* What a utility refuses for now, or has not got, is posted again until so long after the order's end. */
    PAYMENT_POST_PATIENCE_MS = 24 * 60 * 60 * 1000,
};

/* --- The utilities, as the engine asks them (payment_utility.h has the real ones) --- */

enum payment_posting_word {
    PAYMENT_POSTING_POSTED, /* with its receipt */
    PAYMENT_POSTING_PROCESSING,
    PAYMENT_POSTING_NOT_THERE,    /* and may still arrive */
    PAYMENT_POSTING_NOT_POSTED,   /* final: the serial is refused for ever */
    PAYMENT_POSTING_REFUSED,      /* this call did nothing; of a reversal: it stays posted */
    PAYMENT_POSTING_REFUSED_NOW,  /* likewise, and later it may be taken */
    PAYMENT_POSTING_WORD_UNKNOWN, /* no answer: it may have happened or not */
};

struct payment_posting {
    enum payment_posting_word word;
    char receipt[LEDGER_TEXT_SIZE];
    const char *detail; /* the utility's word for the log, static; never NULL */
    int is_silent;      /* with WORD_UNKNOWN: it gave no answer, or none to be believed */
    const char *note;   /* with POSTED: the utility's code of what is left to do, static; NULL: nothing */
};

struct payment_utilities {
    void *context;
    /* `utility` is the operator's id. */
    struct payment_posting (*post)(void *context, const char *utility,
                                   const struct utility_posting_order *order);
    struct payment_posting (*query_posting)(void *context, const char *utility,
                                            const struct utility_posting_order *order);
    struct payment_posting (*reverse)(void *context, const char *utility,
                                      const struct utility_posting_order *order);
};

/* --- The engine --- */

struct payment_engine {
    struct store *store; /* of the ledger */
    struct payment_provider *const *providers;
    size_t provider_count;
    const struct payment_utilities *utilities;
    /* What a payer reads on the phone, of an order and of a refund (struct provider_order). */
    const char *description, *refund_reason;
    int timeout_ms; /* of a question to a provider; less than 5 s, when the sweeper comes */
};

enum payment_step {
    PAYMENT_STEP_FAILED = -1, /* the ledger: store_problem */
    PAYMENT_STEP_MOVED,       /* what is next may be done at once */
    PAYMENT_STEP_WAITS,       /* nothing to do until later, or another did it meanwhile: the sweeper comes */
    PAYMENT_STEP_UNKNOWN,     /* there is no such order or refund */
};

/* Of an order that ledger_create has made, or that waits for its payer (a television that was started anew):
 * asks for the code. `code` is "" unless there is one; it is kept nowhere. MOVED without a code: none will
 * come, the order is being closed. */
enum payment_step payment_engine_prepay(const struct payment_engine *engine, const char *order, int64_t now,
                                        char code[PROVIDER_CODE_SIZE]);

/* What is next for an order: asks whether it was paid, has it closed, posts it, asks after its posting, has
 * it reversed. One whose code was never shown is closed. Refunds are steps of their own. */
enum payment_step payment_engine_step(const struct payment_engine *engine, const char *order, int64_t now);

/* What is next for a refund: asks for it, or after it. The provider wants a minute between two. */
enum payment_step payment_engine_step_refund(const struct payment_engine *engine, const char *number,
                                             int64_t now);

/* The household does not want it any more. MOVED: it is being closed, which is not yet "nothing was paid".
 * WAITS: too late, or closed already. */
enum payment_step payment_engine_cancel(const struct payment_engine *engine, const char *order, int64_t now);

enum payment_heard {
    PAYMENT_HEARD_FAILED = -1, /* not written down: the provider shall say it again */
    PAYMENT_HEARD_MOVED,       /* payment_engine_step may be called at once, of `order` */
    PAYMENT_HEARD_NOTHING,     /* known before, or nothing to act upon */
};

/* A verified notification of the provider of this name. `order` is the order that moved, else "". */
enum payment_heard payment_engine_notified(const struct payment_engine *engine, const char *provider,
                                           const struct provider_notification *notification, int64_t now,
                                           char order[LEDGER_ID_SIZE]);

/* Takes up to `limit` orders and as many refunds whose time has come. Each is put off before anything is
 * asked, so that another sweeper leaves it alone and one that fails holds up no other. How many were taken,
 * or -1 where the ledger cannot be read. */
int payment_engine_sweep(const struct payment_engine *engine, int64_t now, int limit);

#endif
