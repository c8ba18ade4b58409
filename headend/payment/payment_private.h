#ifndef HEADEND_PAYMENT_PAYMENT_PRIVATE_H
#define HEADEND_PAYMENT_PAYMENT_PRIVATE_H

#include "headend/payment/payment_engine.h"

/* One order as it stood before anybody was asked. */
struct payment_turn {
    const struct payment_engine *engine;
    struct ledger_order order;
    enum payment_actor actor;
    int64_t now;
};

/* Takes an edge if the order has not moved since the turn began. `receipt`, `detail`: or NULL. */
enum payment_step payment_move(const struct payment_turn *turn, enum payment_event event, const char *detail,
                               const char *receipt);
enum payment_step payment_step_of(const struct payment_engine *engine, const char *subject,
                                  enum ledger_result result);

/* NULL: there is none of this name any more; the operator is told. */
struct payment_provider *payment_provider_of(const struct payment_engine *engine, const char *name);

enum payment_step payment_step_at_provider(const struct payment_turn *turn);
enum payment_step payment_step_at_utility(const struct payment_turn *turn);
enum payment_step payment_step_refund_as(const struct payment_engine *engine, const char *number,
                                         enum payment_actor actor, int64_t now);

/* What was proven of a payment goes into the ledger; anything but "paid" proves none. */
enum ledger_payment_result payment_record(const struct payment_engine *engine, const char *provider,
                                          const struct provider_payment *payment, enum payment_actor actor,
                                          int64_t now);

#endif
