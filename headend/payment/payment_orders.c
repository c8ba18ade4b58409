#include <string.h>

#include "both-sides/log.h"
#include "headend/payment/payment_private.h"

/* What a provider says of an order that waits for its payer or is being closed. */

enum ledger_payment_result payment_record(const struct payment_engine *engine, const char *provider,
                                          const struct provider_payment *payment, enum payment_actor actor,
                                          int64_t now)
{
    const struct ledger_payment proven = {.order = payment->out_trade_no,
                                          .provider = provider,
                                          .transaction = payment->transaction_id,
                                          .fen = payment->fen,
                                          .paid_at = payment->paid_ms,
                                          .now = now,
                                          .actor = actor};
    enum ledger_payment_result result = ledger_record_payment(engine->store, &proven);
    if (result == LEDGER_PAYMENT_STRANGE) {
        log_line(LOG_LEVEL_ERROR, "payment", "%s at %s: a payment that fits no order: a person has to look",
                 payment->out_trade_no, provider);
    } else if (result == LEDGER_PAYMENT_FAILED) {
        log_line(LOG_LEVEL_ERROR, "payment", "%s: %s", payment->out_trade_no, store_problem(engine->store));
    }
    return result;
}

static enum payment_step paid(const struct payment_turn *turn, const struct provider_payment *payment)
{
    switch (payment_record(turn->engine, turn->order.provider, payment, turn->actor, turn->now)) {
    case LEDGER_PAYMENT_COUNTS:
    case LEDGER_PAYMENT_REFUNDED:
        return PAYMENT_STEP_MOVED;
    case LEDGER_PAYMENT_KNOWN:
    case LEDGER_PAYMENT_STRANGE:
        return PAYMENT_STEP_WAITS;
    case LEDGER_PAYMENT_FAILED:
        break;
    }
    return PAYMENT_STEP_FAILED;
}

/* The answer is no proof, whatever it is: the next question tells. */
static enum payment_step have_it_closed(const struct payment_turn *turn, struct payment_provider *provider)
{
    struct provider_word word = {.text = ""};
    (void)provider->calls->close(provider, turn->order.id, turn->engine->timeout_ms, &word);
    return PAYMENT_STEP_WAITS;
}

static enum payment_step not_paid(const struct payment_turn *turn, struct payment_provider *provider,
                                  enum provider_order_state state)
{
    int is_over = turn->now >= turn->order.expires_at + provider->calls->grace_ms;
    if (turn->order.state == PAYMENT_AWAITING) {
        return turn->now >= turn->order.expires_at ? payment_move(turn, PAYMENT_EVENT_CLOSE, "expired", NULL)
               : state == PROVIDER_ORDER_CLOSED
                   ? payment_move(turn, PAYMENT_EVENT_CLOSE, "closed by the provider", NULL)
                   : PAYMENT_STEP_WAITS;
    }
    if (state == PROVIDER_ORDER_CLOSED || (state == PROVIDER_ORDER_NOT_THERE && is_over)) {
        return payment_move(turn, PAYMENT_EVENT_CLOSED_PROVEN,
                            state == PROVIDER_ORDER_CLOSED ? "closed" : "not there after its end", NULL);
    }
    return state == PROVIDER_ORDER_UNPAID ? have_it_closed(turn, provider) : PAYMENT_STEP_WAITS;
}

enum payment_step payment_step_at_provider(const struct payment_turn *turn)
{
    struct provider_payment payment = {.fen = 0};
    struct provider_word word = {.text = ""};
    struct payment_provider *provider = payment_provider_of(turn->engine, turn->order.provider);
    if (provider == NULL || provider->calls->query(provider, turn->order.id, turn->engine->timeout_ms,
                                                   &payment, &word) != PROVIDER_DONE) {
        return PAYMENT_STEP_WAITS;
    }
    switch (payment.state) {
    case PROVIDER_ORDER_PAID:
        return paid(turn, &payment);
    case PROVIDER_ORDER_NOT_THERE:
    case PROVIDER_ORDER_UNPAID:
    case PROVIDER_ORDER_CLOSED:
        return not_paid(turn, provider, payment.state);
    case PROVIDER_ORDER_REFUNDED:
        /* Not by us, as we know of no payment: it must not be posted, and what was given back, and why, only
         * a person can find out. It stays open, so that ledger_for_person shows it. */
        log_line(LOG_LEVEL_ERROR, "payment", "%s: refunded by another way: a person has to look",
                 turn->order.id);
        break;
    }
    return PAYMENT_STEP_WAITS;
}
