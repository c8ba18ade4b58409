#include <stdio.h>
#include <string.h>

#include "both-sides/utf8.h"
#include "headend/ledger/ledger_private.h"

/* --- When it is asked after --- */

/* From one time to the next: at 5, 10, 20, 40 and 60 s, then every minute. */
static int64_t sweep_gap_ms(int64_t tries)
{
    static const int64_t gaps_s[] = {5, 5, 10, 20, 20, 60};
    enum { LAST = sizeof gaps_s / sizeof gaps_s[0] - 1 };
    return 1000 * gaps_s[tries < 0 ? 0 : tries < LAST ? tries : LAST];
}

/* Null where nobody is to ask any more. */
static struct store_value sweep_value(enum payment_state state, int64_t now)
{
    return payment_state_may_be_posted(state) ? store_integer(now + sweep_gap_ms(0)) : store_text(NULL);
}

int ledger_put_off(struct store *store, const char *id, int64_t now)
{
    struct ledger_order order = {.tries = 0};
    int result = -1;
    if (store_begin_lazy_write(store) == 0 && ledger_order(store, id, &order) >= 0 &&
        store_run(store,
                  "UPDATE orders SET tries = tries + 1, sweep_at = ?2 WHERE id = ?1 AND sweep_at IS NOT NULL",
                  STORE_VALUES(store_text(id), store_integer(now + sweep_gap_ms(order.tries + 1)))) == 0) {
        result = store_commit(store);
    }
    store_end(store);
    return result;
}

/* --- An edge: its line of the log, then the state --- */

static const char *person(const struct ledger_move *move, int which)
{
    return move->persons[which] != NULL ? move->persons[which] : "";
}

static int write_log(struct store *store, const char *subject, int64_t number,
                     const struct payment_edge *edge, const struct ledger_move *move)
{
    const char *said = move->detail != NULL ? move->detail : move->receipt != NULL ? move->receipt : "";
    char detail[LEDGER_DETAIL_SIZE];
    size_t length = utf8_fit((const unsigned char *)said, strnlen(said, sizeof detail), sizeof detail - 1);
    memcpy(detail, said, length);
    detail[length] = '\0';
    return store_run(
        store,
        "INSERT INTO order_log (subject, number, event, from_state, to_state, actor, at, "
        "detail, person_1, person_2) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        STORE_VALUES(store_text(subject), store_integer(number), store_text(payment_event_word(edge->event)),
                     store_text(payment_state_word(edge->from)), store_text(payment_state_word(edge->to)),
                     store_integer((int64_t)move->actor), store_integer(move->now), store_text(detail),
                     store_text(person(move, 0)), store_text(person(move, 1))));
}

/* What only two persons may do needs both, and why. */
static int may_take(const struct payment_edge *edge, const struct ledger_move *move)
{
    int has_persons = person(move, 0)[0] != '\0' && person(move, 1)[0] != '\0' &&
                      strcmp(person(move, 0), person(move, 1)) != 0 && move->detail != NULL &&
                      move->detail[0] != '\0';
    return (edge->actors & (unsigned)move->actor) != 0 && (move->actor != PAYMENT_BY_PERSON || has_persons);
}

static enum ledger_result find_edge(enum payment_state state, const struct ledger_move *move,
                                    const struct payment_edge **edge)
{
    switch (payment_machine_next(state, move->event, edge)) {
    case PAYMENT_MOVES:
        return may_take(*edge, move) ? LEDGER_DONE : LEDGER_ILLEGAL;
    case PAYMENT_STAYS:
        return LEDGER_STAYS;
    case PAYMENT_ILLEGAL:
        break;
    }
    return LEDGER_ILLEGAL;
}

enum ledger_result ledger_take_edge(struct store *store, struct ledger_order *order,
                                    const struct ledger_move *move)
{
    const struct payment_edge *edge = NULL;
    enum ledger_result result = find_edge(order->state, move, &edge);
    int settles = result == LEDGER_DONE && edge->to == PAYMENT_SETTLED;
    if (settles && !ledger_is_ascii(move->receipt, LEDGER_TEXT_SIZE)) {
        return LEDGER_ILLEGAL;
    }
    if (result != LEDGER_DONE) {
        return result;
    }
    if (write_log(store, order->id, order->moves + 1, edge, move) != 0 ||
        store_run(store,
                  "UPDATE orders SET state = ?2, moves = ?3, changed_at = ?4, sweep_at = ?5, tries = 0, "
                  "receipt = ?6, account_number = CASE WHEN ?7 THEN account_number END WHERE id = ?1",
                  STORE_VALUES(store_text(order->id), store_text(payment_state_word(edge->to)),
                               store_integer(order->moves + 1), store_integer(move->now),
                               sweep_value(edge->to, move->now), store_text(settles ? move->receipt : ""),
                               store_integer(payment_state_may_be_posted(edge->to)))) != 0) {
        return LEDGER_FAILED;
    }
    order->state = edge->to;
    order->moves++;
    return LEDGER_DONE;
}

enum ledger_result ledger_take_refund_edge(struct store *store, struct ledger_refund *refund,
                                           const struct ledger_move *move)
{
    const struct payment_edge *edge = NULL;
    enum ledger_result result = find_edge(refund->state, move, &edge);
    if (result != LEDGER_DONE) {
        return result;
    }
    int is_asked_after = edge->to == PAYMENT_REFUNDING || edge->to == PAYMENT_REFUND_UNKNOWN;
    if (write_log(store, refund->number, refund->moves + 1, edge, move) != 0 ||
        store_run(
            store,
            "UPDATE refunds SET state = ?2, moves = ?3, changed_at = ?4, sweep_at = ?5, tries = 0 WHERE "
            "number = ?1",
            STORE_VALUES(store_text(refund->number), store_text(payment_state_word(edge->to)),
                         store_integer(refund->moves + 1), store_integer(move->now),
                         is_asked_after ? store_integer(move->now + LEDGER_REFUND_APART_MS)
                                        : store_text(NULL))) != 0) {
        return LEDGER_FAILED;
    }
    refund->state = edge->to;
    refund->moves++;
    return LEDGER_DONE;
}

/* --- Entries --- */

int ledger_enter(struct store *store, const char *subject, const char *debit, const char *credit, int64_t fen,
                 int64_t now)
{
    return store_run(store,
                     "INSERT INTO entries (subject, debit, credit, fen, at) VALUES (?1, ?2, ?3, ?4, ?5)",
                     STORE_VALUES(store_text(subject), store_text(debit), store_text(credit),
                                  store_integer(fen), store_integer(now)));
}

/* What a move of an order says of money. */
static int enter_move(struct store *store, const struct ledger_order *order, enum payment_state from,
                      int64_t now)
{
    char transaction[LEDGER_TEXT_SIZE] = "";
    char utility[LEDGER_NAME_SIZE];
    int64_t fen = 0;
    ledger_account_name(utility, "utility", order->utility);
    if (order->state != PAYMENT_SETTLED && order->state != PAYMENT_REFUNDING) {
        return 0;
    }
    if (ledger_paid(store, order->id, transaction, &fen) != 1) {
        return store_failed(store, "an order moves money that was not paid");
    }
    if (order->state == PAYMENT_SETTLED) {
        return ledger_enter(store, order->id, "clearing", utility, fen, now);
    }
    if (from == PAYMENT_SETTLED && ledger_enter(store, order->id, utility, "clearing", fen, now) != 0) {
        return -1;
    }
    return ledger_begin_refund(store, order, transaction, fen, 1, now);
}

/* --- Moving an order --- */

static int rests_on_payment_or_refund(enum payment_event event)
{
    switch (event) {
    case PAYMENT_EVENT_PAYMENT_PROVEN:
    case PAYMENT_EVENT_AMOUNT_DIFFERS:
    case PAYMENT_EVENT_LATE_PAYMENT:
    case PAYMENT_EVENT_REFUND_DONE:
    case PAYMENT_EVENT_REFUND_UNKNOWN:
    case PAYMENT_EVENT_REFUND_AGAIN:
    case PAYMENT_EVENT_REFUND_ABNORMAL:
    case PAYMENT_EVENT_CORRECTION_REFUND_AGAIN:
    case PAYMENT_EVENT_CORRECTION_REFUNDED:
        return 1;
    default: /* all other events rest on a word about the order itself */
        return 0;
    }
}

static enum ledger_result move_inside(struct store *store, const struct ledger_move *move)
{
    struct ledger_order order = {.moves = 0};
    const struct payment_edge *edge = NULL;
    int found = ledger_order(store, move->id, &order);
    if (found != 1) {
        return found == 0 ? LEDGER_UNKNOWN : LEDGER_FAILED;
    }
    enum payment_state from = order.state;
    if (order.moves != move->moves) {
        return find_edge(order.state, move, &edge) == LEDGER_STAYS ? LEDGER_STAYS : LEDGER_MOVED_MEANWHILE;
    }
    enum ledger_result result = ledger_take_edge(store, &order, move);
    if (result == LEDGER_DONE &&
        (enter_move(store, &order, from, move->now) != 0 || store_commit(store) != 0)) {
        result = LEDGER_FAILED;
    }
    return result;
}

enum ledger_result ledger_move_order(struct store *store, const struct ledger_move *move)
{
    enum ledger_result result = LEDGER_FAILED;
    if (rests_on_payment_or_refund(move->event)) {
        return LEDGER_ILLEGAL;
    }
    if ((payment_event_is_derivable(move->event) ? store_begin_lazy_write(store)
                                                 : store_begin_write(store)) == 0) {
        result = move_inside(store, move);
    }
    store_end(store);
    return result;
}
