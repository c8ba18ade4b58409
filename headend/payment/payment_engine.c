#include "headend/payment/payment_engine.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/log.h"
#include "headend/payment/payment_private.h"

/* --- What all steps share --- */

enum payment_step payment_step_of(const struct payment_engine *engine, const char *subject,
                                  enum ledger_result result)
{
    switch (result) {
    case LEDGER_DONE:
        return PAYMENT_STEP_MOVED;
    case LEDGER_STAYS:
    case LEDGER_MOVED_MEANWHILE:
        return PAYMENT_STEP_WAITS;
    case LEDGER_ILLEGAL:
        log_line(LOG_LEVEL_ERROR, "payment", "%s: the ledger allows no such move", subject);
        return PAYMENT_STEP_WAITS;
    case LEDGER_UNKNOWN:
        return PAYMENT_STEP_UNKNOWN;
    case LEDGER_FAILED:
        break;
    }
    log_line(LOG_LEVEL_ERROR, "payment", "%s: %s", subject, store_problem(engine->store));
    return PAYMENT_STEP_FAILED;
}

enum payment_step payment_move(const struct payment_turn *turn, enum payment_event event, const char *detail,
                               const char *receipt)
{
    const struct ledger_move move = {.id = turn->order.id,
                                     .moves = turn->order.moves,
                                     .event = event,
                                     .actor = turn->actor,
                                     .now = turn->now,
                                     .detail = detail,
                                     .receipt = receipt};
    return payment_step_of(turn->engine, turn->order.id, ledger_move_order(turn->engine->store, &move));
}

struct payment_provider *payment_provider_of(const struct payment_engine *engine, const char *name)
{
    for (size_t i = 0; i < engine->provider_count; i++) {
        const char *known = payment_provider_name(engine->providers[i]->calls->kind);
        if (known != NULL && strcmp(known, name) == 0) {
            return engine->providers[i];
        }
    }
    log_line(LOG_LEVEL_ERROR, "payment", "provider %s has orders that are open and is not configured", name);
    return NULL;
}

/* MOVED: the turn has begun. */
static enum payment_step begin_turn(struct payment_turn *turn, const struct payment_engine *engine,
                                    const char *order, enum payment_actor actor, int64_t now)
{
    *turn = (struct payment_turn){.engine = engine, .actor = actor, .now = now};
    int found = ledger_order(engine->store, order, &turn->order);
    return found == 1 ? PAYMENT_STEP_MOVED
                      : payment_step_of(engine, order, found == 0 ? LEDGER_UNKNOWN : LEDGER_FAILED);
}

/* --- One order --- */

static enum payment_step step_as(const struct payment_engine *engine, const char *order,
                                 enum payment_actor actor, int64_t now)
{
    struct payment_turn turn;
    enum payment_step begun = begin_turn(&turn, engine, order, actor, now);
    if (begun != PAYMENT_STEP_MOVED) {
        return begun;
    }
    switch (turn.order.state) {
    case PAYMENT_CREATED:
        return payment_move(&turn, PAYMENT_EVENT_PREPAY, NULL, NULL);
    case PAYMENT_PREPAYING: /* whoever asked for the code is gone, and it with him */
        return payment_move(&turn, PAYMENT_EVENT_PREPAY_UNKNOWN, "no code", NULL);
    case PAYMENT_AWAITING:
    case PAYMENT_CLOSING:
        return payment_step_at_provider(&turn);
    case PAYMENT_PAID:
        return payment_move(&turn, PAYMENT_EVENT_POST, NULL, NULL);
    case PAYMENT_POSTING:
    case PAYMENT_POST_UNKNOWN:
        return payment_step_at_utility(&turn);
    case PAYMENT_CLOSED:
    case PAYMENT_SETTLED:
    case PAYMENT_REFUNDING:
    case PAYMENT_REFUND_UNKNOWN:
    case PAYMENT_REFUND_ABNORMAL:
    case PAYMENT_REFUNDED:
    case PAYMENT_STATE_COUNT:
        break;
    }
    return PAYMENT_STEP_WAITS;
}

enum payment_step payment_engine_step(const struct payment_engine *engine, const char *order, int64_t now)
{
    return step_as(engine, order, PAYMENT_BY_ENGINE, now);
}

enum payment_step payment_engine_cancel(const struct payment_engine *engine, const char *order, int64_t now)
{
    struct payment_turn turn;
    enum payment_step begun = begin_turn(&turn, engine, order, PAYMENT_BY_ENGINE, now);
    if (begun != PAYMENT_STEP_MOVED) {
        return begun;
    }
    return turn.order.state == PAYMENT_AWAITING ? payment_move(&turn, PAYMENT_EVENT_CLOSE, "cancelled", NULL)
           : turn.order.state == PAYMENT_PREPAYING
               ? payment_move(&turn, PAYMENT_EVENT_PREPAY_UNKNOWN, "cancelled", NULL)
               : PAYMENT_STEP_WAITS;
}

/* --- Its code --- */

static enum payment_step heard_of_code(const struct payment_turn *turn, enum provider_outcome outcome,
                                       const struct provider_word *word)
{
    /* Of an order that waits for its payer already nothing changes, whatever is said. */
    if (turn->order.state == PAYMENT_AWAITING || outcome == PROVIDER_LATER) {
        return PAYMENT_STEP_WAITS;
    }
    return outcome == PROVIDER_DONE ? payment_move(turn, PAYMENT_EVENT_CODE_RECEIVED, NULL, NULL)
                                    : payment_move(turn, PAYMENT_EVENT_PREPAY_UNKNOWN, word->text, NULL);
}

enum payment_step payment_engine_prepay(const struct payment_engine *engine, const char *order, int64_t now,
                                        char code[PROVIDER_CODE_SIZE])
{
    enum { AHEAD_MS = 60 * 1000 }; /* what providers want an order's end to be ahead */
    struct payment_turn turn;
    struct ledger_order after;
    struct provider_word word = {.text = ""};
    code[0] = '\0';
    enum payment_step result = begin_turn(&turn, engine, order, PAYMENT_BY_ENGINE, now);
    if (result != PAYMENT_STEP_MOVED) {
        return result;
    }
    if (turn.order.state != PAYMENT_PREPAYING && turn.order.state != PAYMENT_AWAITING) {
        return PAYMENT_STEP_WAITS;
    }
    struct payment_provider *known = payment_provider_of(engine, turn.order.provider);
    if (known == NULL || now > turn.order.expires_at - AHEAD_MS) {
        return turn.order.state == PAYMENT_PREPAYING
                   ? payment_move(&turn, PAYMENT_EVENT_PREPAY_UNKNOWN, "not asked", NULL)
                   : PAYMENT_STEP_WAITS;
    }
    const struct provider_order wanted = {.out_trade_no = turn.order.id,
                                          .fen = turn.order.fen,
                                          .description = engine->description,
                                          .expires_ms = turn.order.expires_at};
    enum provider_outcome outcome = known->calls->order(known, &wanted, engine->timeout_ms, code, &word);
    result = heard_of_code(&turn, outcome, &word);
    /* Nobody is shown a code of an order that another has begun to close. */
    if (outcome != PROVIDER_DONE || result == PAYMENT_STEP_FAILED ||
        ledger_order(engine->store, order, &after) != 1 || after.state != PAYMENT_AWAITING) {
        code[0] = '\0';
    }
    return result;
}

/* --- Notifications --- */

/* Only "done" is acted upon, as nothing comes after it; of anything else the next question tells. */
static enum payment_heard heard_of_refund(const struct payment_engine *engine, const char *provider,
                                          const struct provider_refund *heard, int64_t now)
{
    struct ledger_refund refund;
    int found = heard->state == PROVIDER_REFUND_DONE
                    ? ledger_refund(engine->store, heard->out_refund_no, &refund)
                    : 0;
    if (found != 1) {
        return found < 0 ? PAYMENT_HEARD_FAILED : PAYMENT_HEARD_NOTHING;
    }
    if (strcmp(refund.provider, provider) != 0 || strcmp(refund.order, heard->out_trade_no) != 0 ||
        (heard->fen != 0 && heard->fen != refund.fen)) {
        log_line(LOG_LEVEL_ERROR, "payment", "refund %s: a notification is of another one", refund.number);
        return PAYMENT_HEARD_NOTHING;
    }
    if (refund.state != PAYMENT_REFUNDING && refund.state != PAYMENT_REFUND_UNKNOWN) {
        return PAYMENT_HEARD_NOTHING;
    }
    const struct ledger_move move = {.id = refund.number,
                                     .moves = refund.moves,
                                     .event = PAYMENT_EVENT_REFUND_DONE,
                                     .actor = PAYMENT_BY_ENGINE,
                                     .now = now,
                                     .detail = "notified"};
    enum payment_step step = payment_step_of(engine, refund.number, ledger_move_refund(engine->store, &move));
    return step == PAYMENT_STEP_FAILED ? PAYMENT_HEARD_FAILED : PAYMENT_HEARD_NOTHING;
}

enum payment_heard payment_engine_notified(const struct payment_engine *engine, const char *provider,
                                           const struct provider_notification *notification, int64_t now,
                                           char order[LEDGER_ID_SIZE])
{
    order[0] = '\0';
    switch (notification->kind) {
    case PROVIDER_NOTIFIES_REFUND:
        return heard_of_refund(engine, provider, &notification->refund, now);
    case PROVIDER_NOTIFIES_NOTHING:
        return PAYMENT_HEARD_NOTHING;
    case PROVIDER_NOTIFIES_PAYMENT:
        break;
    }
    if (notification->payment.state != PROVIDER_ORDER_PAID) {
        return PAYMENT_HEARD_NOTHING;
    }
    enum ledger_payment_result result =
        payment_record(engine, provider, &notification->payment, PAYMENT_BY_ENGINE, now);
    if (result == LEDGER_PAYMENT_COUNTS || result == LEDGER_PAYMENT_REFUNDED) {
        (void)snprintf(order, LEDGER_ID_SIZE, "%s", notification->payment.out_trade_no);
        return PAYMENT_HEARD_MOVED;
    }
    return result == LEDGER_PAYMENT_FAILED ? PAYMENT_HEARD_FAILED : PAYMENT_HEARD_NOTHING;
}

/* --- The sweeper --- */

enum { SWEEP_MAX = 64, SWEEP_STEPS = 3 };

static int sweep_orders(const struct payment_engine *engine, int64_t now, int limit)
{
    struct ledger_order due[SWEEP_MAX];
    int count = ledger_due(engine->store, now, due, limit);
    for (int i = 0; i < count; i++) {
        if (ledger_put_off(engine->store, due[i].id, now) != 0) {
            return -1;
        }
        enum payment_step step = PAYMENT_STEP_MOVED;
        for (int k = 0; k < SWEEP_STEPS && step == PAYMENT_STEP_MOVED; k++) {
            step = step_as(engine, due[i].id, PAYMENT_BY_SWEEPER, now);
        }
    }
    return count;
}

static int sweep_refunds(const struct payment_engine *engine, int64_t now, int limit)
{
    struct ledger_refund due[SWEEP_MAX];
    int count = ledger_due_refunds(engine->store, now, due, limit);
    for (int i = 0; i < count; i++) {
        if (ledger_put_off_refund(engine->store, due[i].number, now) != 0) {
            return -1;
        }
        (void)payment_step_refund_as(engine, due[i].number, PAYMENT_BY_SWEEPER, now);
    }
    return count;
}

int payment_engine_sweep(const struct payment_engine *engine, int64_t now, int limit)
{
    int most = limit < SWEEP_MAX ? limit : SWEEP_MAX;
    int orders = sweep_orders(engine, now, most);
    int refunds = sweep_refunds(engine, now, most);
    return orders < 0 || refunds < 0 ? -1 : orders + refunds;
}
