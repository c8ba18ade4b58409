#include <string.h>

#include "both-sides/log.h"
#include "headend/payment/payment_private.h"

/* Money on its way back: asked for under one number until the provider has said what became of it. */

struct refund_turn {
    const struct payment_engine *engine;
    struct payment_provider *provider;
    struct ledger_refund refund;
    enum payment_actor actor;
    int64_t now;
};

static enum payment_step move_refund(struct refund_turn *turn, enum payment_event event, const char *detail)
{
    const struct ledger_move move = {.id = turn->refund.number,
                                     .moves = turn->refund.moves,
                                     .event = event,
                                     .actor = turn->actor,
                                     .now = turn->now,
                                     .detail = detail};
    enum ledger_result result = ledger_move_refund(turn->engine->store, &move);
    turn->refund.moves += result == LEDGER_DONE;
    return payment_step_of(turn->engine, turn->refund.number, result);
}

/* A person decides. Only what was just asked for becomes abnormal, so that one that was asked after is first
 * what it was before. */
static enum payment_step abnormal(struct refund_turn *turn, const char *detail)
{
    if (turn->refund.state == PAYMENT_REFUND_UNKNOWN) {
        enum payment_step step = move_refund(turn, PAYMENT_EVENT_REFUND_AGAIN, detail);
        if (step != PAYMENT_STEP_MOVED) {
            return step;
        }
    }
    log_line(LOG_LEVEL_ERROR, "payment", "refund %s: %s: a person has to look", turn->refund.number, detail);
    return move_refund(turn, PAYMENT_EVENT_REFUND_ABNORMAL, detail);
}

static enum payment_step heard(struct refund_turn *turn, const struct provider_refund *refund)
{
    switch (refund->state) {
    case PROVIDER_REFUND_DONE:
        return refund->fen != 0 && refund->fen != turn->refund.fen
                   ? abnormal(turn, "another amount was given back")
                   : move_refund(turn, PAYMENT_EVENT_REFUND_DONE, NULL);
    case PROVIDER_REFUND_ABNORMAL:
        return abnormal(turn, "abnormal");
    case PROVIDER_REFUND_CLOSED:
        return abnormal(turn, "closed");
    case PROVIDER_REFUND_PROCESSING:
        return turn->refund.state == PAYMENT_REFUNDING
                   ? move_refund(turn, PAYMENT_EVENT_REFUND_UNKNOWN, "processing")
                   : PAYMENT_STEP_WAITS;
    case PROVIDER_REFUND_NOT_THERE: /* under the same number */
        return turn->refund.state == PAYMENT_REFUND_UNKNOWN
                   ? move_refund(turn, PAYMENT_EVENT_REFUND_AGAIN, "not there")
                   : PAYMENT_STEP_WAITS;
    }
    return PAYMENT_STEP_WAITS;
}

static enum provider_outcome query(const struct refund_turn *turn, struct provider_refund *refund)
{
    struct provider_word word = {.text = ""};
    return turn->provider->calls->query_refund(turn->provider, turn->refund.order, turn->refund.number,
                                               turn->engine->timeout_ms, refund, &word);
}

/* A definite no, unless an earlier call has come through: no further one will. */
static enum payment_step refused(struct refund_turn *turn, const char *word)
{
    struct provider_refund refund = {.fen = 0};
    if (query(turn, &refund) != PROVIDER_DONE) {
        return PAYMENT_STEP_WAITS;
    }
    return refund.state == PROVIDER_REFUND_NOT_THERE ? abnormal(turn, word) : heard(turn, &refund);
}

static enum payment_step ask_for(struct refund_turn *turn)
{
    struct provider_refund refund = {.fen = 0};
    struct provider_word word = {.text = ""};
    const struct provider_refund_order order = {.transaction_id = turn->refund.transaction,
                                                .out_trade_no = turn->refund.order,
                                                .out_refund_no = turn->refund.number,
                                                .fen = turn->refund.fen,
                                                .total_fen = turn->refund.fen,
                                                .reason = turn->engine->refund_reason};
    switch (turn->provider->calls->refund(turn->provider, &order, turn->engine->timeout_ms, &refund, &word)) {
    case PROVIDER_DONE:
        return heard(turn, &refund);
    case PROVIDER_REFUSED:
        return refused(turn, word.text);
    case PROVIDER_LATER:
        return PAYMENT_STEP_WAITS;
    case PROVIDER_UNKNOWN:
        break;
    }
    return move_refund(turn, PAYMENT_EVENT_REFUND_UNKNOWN, word.text);
}

enum payment_step payment_step_refund_as(const struct payment_engine *engine, const char *number,
                                         enum payment_actor actor, int64_t now)
{
    struct refund_turn turn = {.engine = engine, .actor = actor, .now = now};
    struct provider_refund refund = {.fen = 0};
    int found = ledger_refund(engine->store, number, &turn.refund);
    if (found != 1) {
        return payment_step_of(engine, number, found == 0 ? LEDGER_UNKNOWN : LEDGER_FAILED);
    }
    int is_asked_for = turn.refund.state == PAYMENT_REFUNDING;
    if (!is_asked_for && turn.refund.state != PAYMENT_REFUND_UNKNOWN) {
        return PAYMENT_STEP_WAITS;
    }
    turn.provider = payment_provider_of(engine, turn.refund.provider);
    if (turn.provider == NULL) {
        return PAYMENT_STEP_WAITS;
    }
    return is_asked_for                             ? ask_for(&turn)
           : query(&turn, &refund) == PROVIDER_DONE ? heard(&turn, &refund)
                                                    : PAYMENT_STEP_WAITS;
}

enum payment_step payment_engine_step_refund(const struct payment_engine *engine, const char *number,
                                             int64_t now)
{
    return payment_step_refund_as(engine, number, PAYMENT_BY_ENGINE, now);
}
