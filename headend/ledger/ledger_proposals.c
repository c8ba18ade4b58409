#include <stdio.h>
#include <string.h>

#include "both-sides/utf8.h"
#include "headend/ledger/ledger_history.h"
#include "headend/ledger/ledger_private.h"

/* Corrections: what one person proposes and another carries out. */

#define PROPOSAL_COLUMNS "p.number, p.subject, p.moves, p.event, p.reason, p.receipt, p.account, p.name, p.at"

static int is_of_refund(enum payment_event event)
{
    return event == PAYMENT_EVENT_CORRECTION_REFUND_AGAIN || event == PAYMENT_EVENT_CORRECTION_REFUNDED;
}

static int fits(const char *text, size_t size, size_t least)
{
    size_t length = strnlen(text, size);
    return length >= least && length < size &&
           utf8_valid_length((const unsigned char *)text, length) == length;
}

static int is_sound(const struct ledger_proposal *proposal)
{
    int needs_receipt = proposal->event == PAYMENT_EVENT_CORRECTION_POSTED;
    return fits(proposal->reason, sizeof proposal->reason, 1) &&
           fits(proposal->account, sizeof proposal->account, 1) &&
           fits(proposal->name, sizeof proposal->name, 0) &&
           (needs_receipt ? ledger_is_ascii(proposal->receipt, LEDGER_TEXT_SIZE)
                          : proposal->receipt[0] == '\0');
}

/* Where the subject stands: its state and moves. 1, 0, -1. */
static int find_subject(struct store *store, const struct ledger_proposal *proposal,
                        enum payment_state *state, int64_t *moves)
{
    struct ledger_order order = {.moves = 0};
    struct ledger_refund refund = {.moves = 0};
    int is_refund = is_of_refund(proposal->event);
    int found = is_refund ? ledger_refund(store, proposal->subject, &refund)
                          : ledger_order(store, proposal->subject, &order);
    *state = is_refund ? refund.state : order.state;
    *moves = is_refund ? refund.moves : order.moves;
    return found;
}

static enum ledger_result propose_inside(struct store *store, struct ledger_proposal *proposal)
{
    const struct payment_edge *edge = NULL;
    enum payment_state state = PAYMENT_STATE_COUNT;
    int found = find_subject(store, proposal, &state, &proposal->moves);
    if (found != 1) {
        return found == 0 ? LEDGER_UNKNOWN : LEDGER_FAILED;
    }
    if (payment_machine_next(state, proposal->event, &edge) != PAYMENT_MOVES ||
        edge->actors != PAYMENT_BY_PERSON) {
        return LEDGER_ILLEGAL;
    }
    proposal->number = store_number(
        store,
        "INSERT INTO proposals (subject, moves, event, reason, receipt, account, name, at) VALUES (?1, ?2, "
        "?3, ?4, ?5, ?6, ?7, ?8) RETURNING number",
        STORE_VALUES(store_text(proposal->subject), store_integer(proposal->moves),
                     store_text(payment_event_word(proposal->event)), store_text(proposal->reason),
                     store_text(proposal->receipt), store_text(proposal->account), store_text(proposal->name),
                     store_integer(proposal->at)),
        -1);
    return proposal->number > 0 && store_commit(store) == 0 ? LEDGER_DONE : LEDGER_FAILED;
}

enum ledger_result ledger_propose(struct store *store, struct ledger_proposal *proposal)
{
    enum ledger_result result = LEDGER_FAILED;
    if (!is_sound(proposal)) {
        return LEDGER_ILLEGAL;
    }
    if (store_begin_write(store) == 0) {
        result = propose_inside(store, proposal);
    }
    store_end(store);
    return result;
}

static void read_proposal(struct store_rows *rows, struct ledger_proposal *proposal)
{
    *proposal = (struct ledger_proposal){.number = store_column_integer(rows, 0),
                                         .moves = store_column_integer(rows, 2),
                                         .event = payment_event_read(store_column_text(rows, 3)),
                                         .at = store_column_integer(rows, 8)};
    store_column_fixed(rows, 1, proposal->subject, sizeof proposal->subject);
    store_column_fixed(rows, 4, proposal->reason, sizeof proposal->reason);
    store_column_fixed(rows, 5, proposal->receipt, sizeof proposal->receipt);
    store_column_fixed(rows, 6, proposal->account, sizeof proposal->account);
    store_column_fixed(rows, 7, proposal->name, sizeof proposal->name);
}

int ledger_proposals_of(struct store *store, const char *order,
                        int (*take)(void *context, const struct ledger_proposal *proposal), void *context)
{
    struct ledger_proposal proposal;
    struct store_rows *rows =
        store_query(store,
                    "SELECT " PROPOSAL_COLUMNS
                    " FROM proposals p JOIN (SELECT id AS subject, moves FROM orders WHERE id = ?1 UNION ALL "
                    "SELECT number, moves FROM refunds WHERE order_id = ?1) s ON s.subject = p.subject AND "
                    "s.moves = p.moves ORDER BY p.number",
                    STORE_VALUES(store_text(order)));
    int more = 0;
    int result = 0;
    while (result == 0 && (more = store_next(rows)) == 1) {
        read_proposal(rows, &proposal);
        result = take(context, &proposal);
    }
    store_done(rows);
    return more < 0 ? -1 : result;
}

int ledger_proposal(struct store *store, int64_t number, struct ledger_proposal *proposal)
{
    struct store_rows *rows =
        store_query(store, "SELECT " PROPOSAL_COLUMNS " FROM proposals p WHERE p.number = ?1",
                    STORE_VALUES(store_integer(number)));
    int found = store_next(rows);
    if (found == 1) {
        read_proposal(rows, proposal);
    }
    store_done(rows);
    return found;
}

enum ledger_result ledger_carry_out(struct store *store, const struct ledger_proposal *proposal,
                                    const char *const persons[2], int64_t now)
{
    const struct ledger_move move = {.id = proposal->subject,
                                     .moves = proposal->moves,
                                     .event = proposal->event,
                                     .actor = PAYMENT_BY_PERSON,
                                     .now = now,
                                     .detail = proposal->reason,
                                     .receipt = proposal->receipt,
                                     .persons = {persons[0], persons[1]}};
    return is_of_refund(proposal->event) ? ledger_move_refund(store, &move) : ledger_move_order(store, &move);
}
