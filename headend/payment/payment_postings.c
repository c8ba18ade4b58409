#include <string.h>

#include "both-sides/log.h"
#include "headend/payment/payment_private.h"

/* An order that is paid is posted, asked after, and where the utility does not take it reversed: only a
 * serial that is dead allows a refund. */

/* Without a version there is no bill: it is paid into the account. */
static struct utility_posting_order posting_of(const struct payment_turn *turn, const char *account)
{
    return (struct utility_posting_order){.serial = turn->order.id,
                                          .account_no = account,
                                          .bill = turn->order.bill_version > 0 ? turn->order.bill : "",
                                          .version = (int)turn->order.bill_version,
                                          .fen = turn->order.fen};
}

/* Written down, and on the disk, before the utility is asked: from then on "posted" that was heard before is
 * worth nothing, as what was posted may be taken back. Then the next step asks. */
static enum payment_step begin_reversal(const struct payment_turn *turn, const char *detail)
{
    const struct ledger_move move = {.id = turn->order.id,
                                     .moves = turn->order.moves,
                                     .actor = turn->actor,
                                     .now = turn->now,
                                     .detail = detail};
    return payment_step_of(turn->engine, turn->order.id, ledger_begin_reversal(turn->engine->store, &move));
}

static int has_patience(const struct payment_turn *turn)
{
    return turn->now < turn->order.expires_at + PAYMENT_POST_PATIENCE_MS;
}

static enum payment_step post(const struct payment_turn *turn, const struct utility_posting_order *order)
{
    const struct payment_utilities *utilities = turn->engine->utilities;
    struct payment_posting said = utilities->post(utilities->context, turn->order.utility, order);
    switch (said.word) {
    case PAYMENT_POSTING_POSTED:
        return payment_move(turn, PAYMENT_EVENT_POSTED, said.note, said.receipt);
    case PAYMENT_POSTING_REFUSED:
        return begin_reversal(turn, said.detail);
    case PAYMENT_POSTING_REFUSED_NOW:
        return has_patience(turn) ? payment_move(turn, PAYMENT_EVENT_POST_UNKNOWN, said.detail, NULL)
                                  : begin_reversal(turn, said.detail);
    case PAYMENT_POSTING_PROCESSING:
    case PAYMENT_POSTING_NOT_THERE:
    case PAYMENT_POSTING_NOT_POSTED: /* no answer to this question: what it means a query tells */
    case PAYMENT_POSTING_WORD_UNKNOWN:
        break;
    }
    return payment_move(turn, PAYMENT_EVENT_POST_UNKNOWN, said.detail, NULL);
}

static enum payment_step ask_after(const struct payment_turn *turn, const struct utility_posting_order *order,
                                   int is_reversing)
{
    const struct payment_utilities *utilities = turn->engine->utilities;
    struct payment_posting said = utilities->query_posting(utilities->context, turn->order.utility, order);
    switch (said.word) {
    case PAYMENT_POSTING_POSTED:
        return payment_move(turn, PAYMENT_EVENT_POSTED, said.note, said.receipt);
    case PAYMENT_POSTING_NOT_POSTED:
        return payment_move(turn, PAYMENT_EVENT_NOT_POSTED, said.detail, NULL);
    case PAYMENT_POSTING_NOT_THERE:
        return is_reversing         ? PAYMENT_STEP_WAITS
               : has_patience(turn) ? payment_move(turn, PAYMENT_EVENT_POST_AGAIN, said.detail, NULL)
                                    : begin_reversal(turn, said.detail);
    case PAYMENT_POSTING_PROCESSING:
    case PAYMENT_POSTING_REFUSED:
    case PAYMENT_POSTING_REFUSED_NOW:
    case PAYMENT_POSTING_WORD_UNKNOWN:
        break;
    }
    return PAYMENT_STEP_WAITS;
}

/* A reversal that has begun is asked for until it is certain: nothing is posted meanwhile. */
static enum payment_step reverse(const struct payment_turn *turn, const struct utility_posting_order *order)
{
    const struct payment_utilities *utilities = turn->engine->utilities;
    struct payment_posting said = utilities->reverse(utilities->context, turn->order.utility, order);
    switch (said.word) {
    case PAYMENT_POSTING_NOT_POSTED:
        return payment_move(turn, PAYMENT_EVENT_NOT_POSTED, said.detail, NULL);
    case PAYMENT_POSTING_REFUSED: /* it stays posted: its receipt */
        return ask_after(turn, order, 1);
    case PAYMENT_POSTING_POSTED:
    case PAYMENT_POSTING_PROCESSING:
    case PAYMENT_POSTING_NOT_THERE:
    case PAYMENT_POSTING_REFUSED_NOW:
    case PAYMENT_POSTING_WORD_UNKNOWN:
        break;
    }
    return PAYMENT_STEP_WAITS;
}

enum payment_step payment_step_at_utility(const struct payment_turn *turn)
{
    char account[LEDGER_ACCOUNT_SIZE];
    int is_reversing = ledger_is_reversing(turn->engine->store, turn->order.id);
    int found = is_reversing < 0 ? -1 : ledger_account_number(turn->engine->store, turn->order.id, account);
    if (found != 1) {
        /* 0: another has ended it just now. */
        return found == 0 ? PAYMENT_STEP_WAITS : payment_step_of(turn->engine, turn->order.id, LEDGER_FAILED);
    }
    const struct utility_posting_order order = posting_of(turn, account);
    enum payment_step step = turn->order.state == PAYMENT_POSTING ? post(turn, &order)
                             : is_reversing                       ? reverse(turn, &order)
                                                                  : ask_after(turn, &order, 0);
    explicit_bzero(account, sizeof account);
    return step;
}
