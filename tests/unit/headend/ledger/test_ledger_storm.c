/* Thousands of random calls, right and wrong, stale and repeated, over two handles and with power cuts
 * between, against a simple picture of what the ledger must then say. A seed replays: LEDGER_SEED,
 * LEDGER_CALLS. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/headend/ledger/faulty_disk.h"
#include "tests/unit/headend/ledger/ledger_fixture.h"

enum { ORDERS = 16, BILLS = 12, PAYMENTS = 3, MOMENTS = 200, FEN = 5000 };

/* What an order must be. The first refund is that of the payment that counts. */
struct pictured {
    int is_made;
    enum payment_state state;
    int64_t moves;
    int64_t paid[PAYMENTS]; /* fen; 0: not yet */
    int counts;             /* which payment, -1 */
    int refund_count;       /* of the payments that do not count */
    struct {
        int is_there;
        enum payment_state state;
        int64_t moves, fen;
    } refunds[PAYMENTS + 1];
};

struct picture {
    struct pictured orders[ORDERS];
};

struct storm {
    struct ledger_place place;
    struct store *other;
    uint32_t seed;
    struct picture now;
    struct picture since[MOMENTS]; /* all moments since the last durable write, that one first */
    int moments;
    int accepted, refused, cuts;
};

static uint32_t draw(struct storm *storm, uint32_t below)
{
    storm->seed = storm->seed * 1664525U + 1013904223U;
    return (storm->seed >> 8) % below;
}

static void name_order(char id[LEDGER_ID_SIZE], uint32_t which)
{
    (void)snprintf(id, LEDGER_ID_SIZE, "order-%d", (int)which);
}

static void happened(struct storm *storm, int is_durable)
{
    storm->moments = is_durable ? 0 : storm->moments;
    assert_true(storm->moments < MOMENTS);
    storm->since[storm->moments++] = storm->now;
    storm->accepted++;
}

static struct store *either(struct storm *storm)
{
    return draw(storm, 2) == 0 ? storm->place.store : storm->other;
}

/* --- Calls, and what must come of them --- */

static void create(struct storm *storm)
{
    uint32_t which = draw(storm, ORDERS);
    struct pictured *order = &storm->now.orders[which];
    char id[LEDGER_ID_SIZE];
    char bill[8];
    enum ledger_created wanted = LEDGER_CREATED;
    name_order(id, which);
    (void)snprintf(bill, sizeof bill, "bill-%d", (int)(which % BILLS));
    for (uint32_t i = which % BILLS; i < ORDERS; i += BILLS) {
        if (storm->now.orders[i].is_made && payment_state_holds_bill(storm->now.orders[i].state)) {
            wanted = LEDGER_BILL_IS_HELD;
        }
    }
    char body = draw(storm, 5) == 0 ? 2 : 1;
    wanted = !order->is_made ? wanted : body == 1 ? LEDGER_SAME_ORDER : LEDGER_OTHER_BODY;
    body = wanted == LEDGER_CREATED ? 1 : body;
    enum ledger_created got = fixture_create_as(either(storm), id, id, body, bill, "wechat", NULL);
    if (got != wanted) {
        fail_msg("create %s: wanted %d, got %d", id, (int)wanted, (int)got);
    }
    if (got == LEDGER_CREATED) {
        *order = (struct pictured){.is_made = 1, .state = PAYMENT_PREPAYING, .moves = 1, .counts = -1};
        happened(storm, 1);
    } else {
        storm->refused++;
    }
}

static void begin_refund(struct pictured *order, int is_own, int64_t fen)
{
    int place = is_own ? 0 : ++order->refund_count;
    order->refunds[place].is_there = 1;
    order->refunds[place].state = PAYMENT_REFUNDING;
    order->refunds[place].fen = fen;
}

/* The edges that a first payment takes, as the issue has them. */
static enum ledger_payment_result picture_payment(struct pictured *order, int which, int64_t fen)
{
    if (order->counts >= 0) {
        begin_refund(order, 0, fen);
        return LEDGER_PAYMENT_REFUNDED;
    }
    int is_late = order->state == PAYMENT_CLOSED;
    order->counts = which;
    order->moves += is_late ? 1 : order->state == PAYMENT_PREPAYING ? 3 : 2;
    order->state = is_late || fen != FEN ? PAYMENT_REFUNDING : PAYMENT_POSTING;
    if (order->state == PAYMENT_REFUNDING) {
        begin_refund(order, 1, fen);
        return LEDGER_PAYMENT_REFUNDED;
    }
    return LEDGER_PAYMENT_COUNTS;
}

static void pay(struct storm *storm)
{
    uint32_t which = draw(storm, ORDERS);
    int phone = (int)draw(storm, PAYMENTS);
    struct pictured *order = &storm->now.orders[which];
    int64_t fen = draw(storm, 6) == 0 ? 1 : FEN;
    char id[LEDGER_ID_SIZE];
    char transaction[LEDGER_TEXT_SIZE];
    enum ledger_payment_result wanted = LEDGER_PAYMENT_STRANGE;
    name_order(id, which);
    (void)snprintf(transaction, sizeof transaction, "t-%d-%d", (int)which, phone);
    int is_new = order->is_made && order->paid[phone] == 0;
    if (is_new) {
        wanted = picture_payment(order, phone, fen);
        order->paid[phone] = fen;
    } else if (order->is_made && order->paid[phone] == fen) {
        wanted = LEDGER_PAYMENT_KNOWN;
    }
    enum ledger_payment_result got = fixture_pay(either(storm), id, transaction, fen);
    if (got != wanted) {
        fail_msg("pay %s by %s: wanted %d, got %d", id, transaction, (int)wanted, (int)got);
    }
    if (is_new) {
        happened(storm, 1);
    } else {
        storm->refused++;
    }
}

static enum ledger_result picture_move(enum payment_state state, int64_t moves,
                                       const struct ledger_move *move, const struct payment_edge **edge)
{
    enum payment_answer answer = payment_machine_next(state, move->event, edge);
    return answer == PAYMENT_STAYS                          ? LEDGER_STAYS
           : moves != move->moves                           ? LEDGER_MOVED_MEANWHILE
           : answer == PAYMENT_ILLEGAL                      ? LEDGER_ILLEGAL
           : ((*edge)->actors & (unsigned)move->actor) == 0 ? LEDGER_ILLEGAL
                                                            : LEDGER_DONE;
}

/* What a move of an order may be about; the others rest on payments and refunds. */
static const enum payment_event of_orders[] = {
    PAYMENT_EVENT_CODE_RECEIVED,
    PAYMENT_EVENT_PREPAY_UNKNOWN,
    PAYMENT_EVENT_CLOSE,
    PAYMENT_EVENT_CLOSED_PROVEN,
    PAYMENT_EVENT_POSTED,
    PAYMENT_EVENT_NOT_POSTED,
    PAYMENT_EVENT_POST_UNKNOWN,
    PAYMENT_EVENT_POST_AGAIN,
    PAYMENT_EVENT_POST,
    PAYMENT_EVENT_PREPAY,
    PAYMENT_EVENT_CORRECTION_REVERSED,
    PAYMENT_EVENT_CORRECTION_NOT_POSTED,
};
static const enum payment_event of_refunds[] = {
    PAYMENT_EVENT_REFUND_DONE,  PAYMENT_EVENT_REFUND_UNKNOWN,          PAYMENT_EVENT_REFUND_ABNORMAL,
    PAYMENT_EVENT_REFUND_AGAIN, PAYMENT_EVENT_CORRECTION_REFUND_AGAIN, PAYMENT_EVENT_CORRECTION_REFUNDED,
};

/* Half of the time one that the state allows, if one is drawn soon. */
static enum payment_event draw_event(struct storm *storm, const enum payment_event *events, size_t count,
                                     enum payment_state state)
{
    const struct payment_edge *edge = NULL;
    enum payment_event event = events[draw(storm, (uint32_t)count)];
    for (int tries = draw(storm, 2) == 0 ? 0 : 12;
         tries > 0 && payment_machine_next(state, event, &edge) != PAYMENT_MOVES; tries--) {
        event = events[draw(storm, (uint32_t)count)];
    }
    return event;
}

static struct ledger_move draw_move(struct storm *storm, const char *id, enum payment_event event,
                                    int64_t moves)
{
    int is_correction = event >= PAYMENT_EVENT_CORRECTION_POSTED;
    int is_wrong_actor = draw(storm, 10) == 0;
    return (struct ledger_move){.id = id,
                                .moves = moves - (draw(storm, 8) == 0),
                                .event = event,
                                .actor =
                                    is_correction != is_wrong_actor ? PAYMENT_BY_PERSON : PAYMENT_BY_SWEEPER,
                                .now = 2000,
                                .detail = "as heard",
                                .receipt = event == PAYMENT_EVENT_POSTED ? "R-1" : NULL,
                                .persons = {"one", "two"}};
}

static void settle(struct storm *storm, enum ledger_result wanted, enum ledger_result got, const char *id,
                   const struct ledger_move *move)
{
    if (got != wanted) {
        fail_msg("%s of %s: wanted %d, got %d (%s)", payment_event_word(move->event), id, (int)wanted,
                 (int)got, store_problem(storm->place.store));
    }
    if (got == LEDGER_DONE) {
        happened(storm, !payment_event_is_derivable(move->event));
    } else {
        storm->refused++;
    }
}

static void move_order(struct storm *storm)
{
    uint32_t which = draw(storm, ORDERS);
    struct pictured *order = &storm->now.orders[which];
    char id[LEDGER_ID_SIZE];
    const struct payment_edge *edge = NULL;
    name_order(id, which);
    const struct ledger_move move = draw_move(
        storm, id, draw_event(storm, of_orders, sizeof of_orders / sizeof of_orders[0], order->state),
        order->moves);
    enum ledger_result wanted =
        order->is_made ? picture_move(order->state, order->moves, &move, &edge) : LEDGER_UNKNOWN;
    if (wanted == LEDGER_DONE) {
        order->state = edge->to;
        order->moves++;
        if (edge->to == PAYMENT_REFUNDING) {
            begin_refund(order, 1, order->paid[order->counts]);
        }
    }
    settle(storm, wanted, ledger_move_order(either(storm), &move), id, &move);
}

static void move_refund(struct storm *storm)
{
    uint32_t which = draw(storm, ORDERS);
    uint32_t place = draw(storm, PAYMENTS);
    struct pictured *order = &storm->now.orders[which];
    char id[LEDGER_REFUND_SIZE];
    const struct payment_edge *edge = NULL;
    (void)snprintf(id, sizeof id, "order-%d-%d", (int)which, (int)place + 1);
    const struct ledger_move move = draw_move(
        storm, id,
        draw_event(storm, of_refunds, sizeof of_refunds / sizeof of_refunds[0], order->refunds[place].state),
        order->refunds[place].moves);
    enum ledger_result wanted =
        order->refunds[place].is_there
            ? picture_move(order->refunds[place].state, order->refunds[place].moves, &move, &edge)
            : LEDGER_UNKNOWN;
    if (wanted == LEDGER_DONE) {
        order->refunds[place].state = edge->to;
        order->refunds[place].moves++;
        order->state = place == 0 ? edge->to : order->state;
        order->moves += place == 0;
    }
    settle(storm, wanted, ledger_move_refund(either(storm), &move), id, &move);
}

/* --- Comparing --- */

static int is_pictured(struct store *store, const struct picture *picture)
{
    for (uint32_t i = 0; i < ORDERS; i++) {
        const struct pictured *wanted = &picture->orders[i];
        struct ledger_refund refunds[PAYMENTS + 1];
        struct ledger_order order;
        char id[LEDGER_ID_SIZE];
        int wanted_refunds = 0;
        name_order(id, i);
        if (ledger_order(store, id, &order) != wanted->is_made ||
            (wanted->is_made && (order.state != wanted->state || order.moves != wanted->moves))) {
            return 0;
        }
        int count = ledger_refunds_of(store, id, refunds, PAYMENTS + 1);
        for (int k = 0; k <= PAYMENTS; k++) {
            wanted_refunds += wanted->refunds[k].is_there;
        }
        if (count != wanted_refunds) {
            return 0;
        }
        for (int k = 0; k < count; k++) {
            int place = (int)strtol(strrchr(refunds[k].number, '-') + 1, NULL, 10) - 1;
            if (place < 0 || place > PAYMENTS || refunds[k].state != wanted->refunds[place].state ||
                refunds[k].moves != wanted->refunds[place].moves ||
                refunds[k].fen != wanted->refunds[place].fen) {
                return 0;
            }
        }
    }
    return 1;
}

static void compare(struct storm *storm)
{
    struct ledger_check check;
    int64_t received = 0;
    int64_t posted = 0;
    for (int i = 0; i < ORDERS; i++) {
        for (int k = 0; k < PAYMENTS; k++) {
            received += storm->now.orders[i].paid[k];
        }
        posted += storm->now.orders[i].state == PAYMENT_SETTLED ? FEN : 0;
    }
    assert_int_equal(ledger_check(storm->other, &check), 0);
    assert_string_equal(check.first, "");
    assert_int_equal(check.received, received);
    assert_int_equal(check.posted, posted);
    if (!is_pictured(storm->place.store, &storm->now)) {
        fail_msg("the ledger is not what the calls made of it (call %d)", storm->accepted + storm->refused);
    }
}

static void open_both(struct storm *storm)
{
    storm->place.store = ledger_open_at(storm->place.path);
    storm->other = ledger_open_at(storm->place.path);
    assert_non_null(storm->place.store);
    assert_non_null(storm->other);
}

/* Afterwards the ledger is as it was at one moment since the last durable write. */
static void lose_power(struct storm *storm)
{
    disk_set(DISK_IS_CUT, 1);
    store_close(storm->place.store);
    store_close(storm->other);
    disk_set(DISK_WORKS, 0);
    disk_lose_power(&storm->seed);
    open_both(storm);
    int moment = storm->moments - 1;
    while (moment >= 0 && !is_pictured(storm->place.store, &storm->since[moment])) {
        moment--;
    }
    if (moment < 0) {
        fail_msg("after a power cut the ledger is not as it was since the last durable write (call %d)",
                 storm->accepted + storm->refused);
    }
    storm->now = storm->since[moment];
    storm->since[0] = storm->now;
    storm->moments = 1;
    storm->cuts++;
}

static void test_storm(void **state)
{
    static void (*const calls[])(struct storm *) = {create,     pay,         move_order, move_order,
                                                    move_order, move_refund, move_refund};
    const char *seed = getenv("LEDGER_SEED");
    const char *wanted = getenv("LEDGER_CALLS");
    long count = wanted != NULL ? strtol(wanted, NULL, 10) : 6000;
    struct storm *storm = calloc(1, sizeof *storm);
    (void)state;
    assert_non_null(storm);
    storm->seed = seed != NULL ? (uint32_t)strtoul(seed, NULL, 10) : 7;
    disk_set(DISK_WORKS, 0);
    disk.keeps = 1;
    int accepted = 0;
    int refused = 0;
    int cuts = 0;
    while (count > 0) {
        /* A ledger ends when its orders have: the next begins. */
        assert_int_equal(ledger_place_open(&storm->place), 0);
        store_close(storm->place.store);
        open_both(storm);
        storm->now = (struct picture){.orders = {{.is_made = 0}}};
        storm->since[0] = storm->now;
        storm->moments = 1;
        for (int i = 0; i < 150 && count > 0; i++, count--) {
            calls[draw(storm, sizeof calls / sizeof calls[0])](storm);
            if (draw(storm, 40) == 0) {
                lose_power(storm);
                compare(storm);
            }
        }
        compare(storm);
        store_close(storm->other);
        assert_int_equal(ledger_place_close(&storm->place), 0);
        disk_forget_files();
        accepted += storm->accepted;
        refused += storm->refused;
        cuts += storm->cuts;
        storm->accepted = storm->refused = storm->cuts = 0;
    }
    print_message("# %d calls did something, %d did nothing, %d power cuts\n", accepted, refused, cuts);
    assert_true(accepted * 8 > accepted + refused); /* else the storm tried nothing */
    disk.keeps = 0;
    free(storm);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_storm)};
    if (disk_install() != 0) {
        return 1;
    }
    int result = cmocka_run_group_tests(tests, NULL, NULL);
    disk_forget_files();
    return result;
}
