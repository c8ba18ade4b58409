/* The real ledger and engine in a world of two providers, a utility and phones (payment_world.h): a thread
 * that serves boxes and hears notifications, two sweepers, each stopped before and after everything that is
 * asked outside while the others go on, crashes and power cuts at any of these points and at any write of the
 * disk, which lies in memory (memory_disk.h). Schedules of one seed after another: SEED, SCHEDULES. A
 * schedule that fails names its seed, and replays alone to the byte. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "both-sides/log.h"
#include "tests/unit/coroutine.h"
#include "tests/unit/headend/ledger/faulty_disk.h"
#include "tests/unit/headend/ledger/ledger_fixture.h"
#include "tests/unit/headend/ledger/memory_disk.h"
#include "tests/unit/headend/ledger/sqlite_arena.h"
#include "tests/unit/headend/payment/forged_notices.h"
#include "tests/unit/headend/payment/payment_day.h"
#include "tests/unit/headend/payment/payment_world.h"
#include "tests/unit/watched.h"

enum { FIBERS = 3, STACK_BYTES = 512 * 1024, TICKS = 320, BOX = 0 };

enum job { JOB_NONE, JOB_CREATE, JOB_PREPAY, JOB_CANCEL, JOB_STEP, JOB_NOTIFY, JOB_SWEEP };

struct simulation;

/* A thread of the headend, with a store handle of its own. */
struct fiber {
    struct simulation *simulation;
    struct store *store;
    struct payment_engine engine;
    enum job job;
    int order, payment;
    struct coroutine coroutine;
};

/* What one schedule after another uses. */
struct ground {
    char folder[FOLDER_SIZE], path[96];
    unsigned char *empty; /* a ledger, as a file */
    size_t empty_length;
    void *stacks[FIBERS];
    struct forger forger;
};

struct simulation {
    struct world world;
    struct ground *ground;
    struct fiber fibers[FIBERS];
    struct fiber *running;
    uint32_t disk_seed, forger_seed;
    int crashes, cuts;
};

struct totals {
    long accepted, refused, settled, refunded, closed, unknown_resolved, crashes, cuts, by_persons, by_day;
};

/* --- Threads --- */

static void stop_between(void *context)
{
    struct simulation *simulation = context;
    struct fiber *fiber = simulation->running;
    if (fiber != NULL && !simulation->world.is_calm && draw(&simulation->world, 3) != 0) {
        coroutine_rest(&fiber->coroutine);
    }
}

/* Who is shown a code may pay: the order waits for him. */
static void prepay(struct fiber *fiber)
{
    struct world *world = &fiber->simulation->world;
    const struct world_order *order = &world->orders[fiber->order];
    struct ledger_order known;
    char code[PROVIDER_CODE_SIZE];
    (void)payment_engine_prepay(&fiber->engine, order->id, world->now, code);
    if (code[0] != '\0' &&
        (ledger_order(fiber->store, order->id, &known) != 1 || known.state != PAYMENT_AWAITING)) {
        broken(world, "%s: its code is shown and it does not wait for its payer", order->id);
    }
}

static void create(struct fiber *fiber)
{
    struct world *world = &fiber->simulation->world;
    struct world_order *order = &world->orders[fiber->order];
    unsigned char body[LEDGER_BODY_BYTES] = {1};
    struct hash account = {.bytes = {7}};
    char bill[8];
    char made[LEDGER_ID_SIZE];
    (void)snprintf(bill, sizeof bill, "bill-%d", order->bill);
    const struct ledger_new_order wanted = {
        .id = order->id,
        .box = FIXTURE_BOX,
        .key = order->id,
        .body = body,
        .provider = payment_provider_name((enum payment_provider_kind)order->which),
        .utility = "power",
        .account_number = FIXTURE_NUMBER,
        .account = &account,
        .bill = bill,
        .bill_version = 1,
        .fen = WORLD_FEN,
        .now = world->now,
        .expires_at = world->now + WORLD_LIFE_MS};
    struct ledger_order known;
    if (ledger_order(fiber->store, order->id, &known) == 0) {
        order->expires_at = wanted.expires_at;
    }
    order->is_made = 1;
    enum ledger_created result = ledger_create(fiber->store, &wanted, made);
    order->is_certain |= result == LEDGER_CREATED || result == LEDGER_SAME_ORDER;
    if (result == LEDGER_CREATED || result == LEDGER_SAME_ORDER) {
        prepay(fiber);
    }
}

static void notify(struct fiber *fiber)
{
    struct world *world = &fiber->simulation->world;
    struct world_order *order = &world->orders[fiber->order];
    struct world_payment *payment = &order->payments[fiber->payment];
    const char *provider = payment_provider_name((enum payment_provider_kind)order->which);
    struct provider_notification told = {.kind = PROVIDER_NOTIFIES_PAYMENT};
    char moved[LEDGER_ID_SIZE];
    if (payment->refund.is_there && one_in(world, 2)) {
        told.kind = PROVIDER_NOTIFIES_REFUND;
        tell_refund(order, payment, &told.refund);
    } else {
        tell_payment(order, &told.payment);
        (void)snprintf(told.payment.transaction_id, PROVIDER_TRANSACTION_SIZE, "%s", payment->transaction);
        told.payment.fen = payment->fen;
        told.payment.paid_ms = payment->paid_at;
        /* It was sent when it was paid, and comes when it comes. */
        told.payment.state = one_in(world, 8) ? told.payment.state : PROVIDER_ORDER_PAID;
    }
    enum payment_heard heard = payment_engine_notified(&fiber->engine, provider, &told, world->now, moved);
    if (heard != PAYMENT_HEARD_FAILED && told.kind == PROVIDER_NOTIFIES_PAYMENT &&
        told.payment.state == PROVIDER_ORDER_PAID) {
        payment->is_heard = 1;
    }
    if (heard == PAYMENT_HEARD_MOVED) {
        (void)payment_engine_step(&fiber->engine, moved, world->now);
    }
}

static void work(struct fiber *fiber)
{
    struct world *world = &fiber->simulation->world;
    const char *id = world->orders[fiber->order].id;
    switch (fiber->job) {
    case JOB_NONE:
        break;
    case JOB_CREATE:
        create(fiber);
        break;
    case JOB_PREPAY:
        prepay(fiber);
        break;
    case JOB_CANCEL:
        (void)payment_engine_cancel(&fiber->engine, id, world->now);
        break;
    case JOB_STEP:
        (void)payment_engine_step(&fiber->engine, id, world->now);
        break;
    case JOB_NOTIFY:
        notify(fiber);
        break;
    case JOB_SWEEP:
        (void)payment_engine_sweep(&fiber->engine, world->now, 8);
        break;
    }
    fiber->job = JOB_NONE;
}

static void run_fiber(void *argument)
{
    struct fiber *fiber = argument;
    for (;;) {
        work(fiber);
        coroutine_rest(&fiber->coroutine);
    }
}

static void resume(struct fiber *fiber)
{
    fiber->simulation->running = fiber;
    coroutine_resume(&fiber->coroutine);
    fiber->simulation->running = NULL;
}

static void start(struct fiber *fiber, enum job job, int order, int payment)
{
    fiber->job = job;
    fiber->order = order;
    fiber->payment = payment;
    resume(fiber);
}

/* --- A headend --- */

static void open_all(struct simulation *simulation)
{
    for (int i = 0; i < FIBERS; i++) {
        struct fiber *fiber = &simulation->fibers[i];
        fiber->simulation = simulation;
        fiber->job = JOB_NONE;
        coroutine_begin(&fiber->coroutine, run_fiber, fiber, simulation->ground->stacks[i], STACK_BYTES);
        fiber->store = ledger_open_at(simulation->ground->path);
        assert_non_null(fiber->store);
        fiber->engine = (struct payment_engine){.store = fiber->store,
                                                .providers = simulation->world.provider_list,
                                                .provider_count = 2,
                                                .utilities = &simulation->world.utilities,
                                                .description = "sample",
                                                .refund_reason = "sample",
                                                .timeout_ms = 4000};
    }
}

/* What threads were about to do is forgotten with them. */
static void close_all(struct simulation *simulation)
{
    for (int i = 0; i < FIBERS; i++) {
        store_close(simulation->fibers[i].store);
    }
}

static void crash(struct simulation *simulation, int loses_power)
{
    if (loses_power) {
        disk_set(DISK_IS_CUT, 1);
    }
    close_all(simulation);
    disk_set(DISK_WORKS, 0);
    if (loses_power) {
        disk_lose_power(&simulation->disk_seed);
        simulation->cuts++;
    }
    open_all(simulation);
    simulation->crashes++;
}

/* I13: what has a bad signature or a stale stamp changes nothing. Who believes it does what the route does.
 */
static void forge_something(struct simulation *simulation)
{
    enum { ONE_IN = 60 };
    struct world *world = &simulation->world;
    const struct fiber *box = &simulation->fibers[BOX];
    struct provider_notification told;
    struct provider_word word;
    struct store_moment before;
    struct store_moment after;
    char moved[LEDGER_ID_SIZE];
    simulation->forger_seed = simulation->forger_seed * 1664525U + 1013904223U;
    uint32_t drawn = simulation->forger_seed >> 8;
    if (drawn % ONE_IN != 0) {
        return;
    }
    enum forgery forgery = (enum forgery)(1 + drawn / ONE_IN % (FORGERIES - 1));
    int is_read = store_moment_read(box->store, &before) == 0;
    int is_believed = offer_notice(&simulation->ground->forger, forgery, world->now, &told, &word) == 0;
    if (is_believed) {
        (void)payment_engine_notified(&box->engine, "wechat", &told, world->now, moved);
    }
    is_read = is_read && store_moment_read(box->store, &after) == 0;
    if (is_believed || !is_read || before.version != after.version || before.changes != after.changes) {
        broken(world, "a forged notification (%d) changes something: %s", (int)forgery, word.text);
    }
}

/* --- Books against the ledger --- */

static int is_idle(const struct simulation *simulation)
{
    return simulation->fibers[0].job == JOB_NONE && simulation->fibers[1].job == JOB_NONE &&
           simulation->fibers[2].job == JOB_NONE;
}

static void check_order(struct world *world, struct store *store, const struct world_order *order)
{
    struct ledger_order known;
    char receipt[LEDGER_TEXT_SIZE];
    if (!order->is_made) {
        return;
    }
    if (ledger_order(store, order->id, &known) != 1) {
        if (order->is_certain) {
            broken(world, "%s: the ledger has forgotten it", order->id);
        }
        return;
    }
    (void)snprintf(receipt, sizeof receipt, "R-%s", order->id);
    int is_settled = known.state == PAYMENT_SETTLED;
    int is_open = payment_state_may_be_posted(known.state);
    if (is_settled && (order->posting != WORLD_POSTED || strcmp(known.receipt, receipt) != 0)) {
        broken(world, "%s: settled and not entered", order->id);
    }
    if (!is_settled && !is_open && order->posting == WORLD_POSTED) {
        broken(world, "%s: entered and %s", order->id, payment_state_word(known.state));
    }
    if (known.state == PAYMENT_CLOSED && order->payment_count > 0 && !order->payments[0].is_naughty) {
        broken(world, "%s: closed and paid", order->id);
    }
}

/* I14: every row of the files is told as it is. Where all has come to rest who reads the files alone gets the
 * ledger's sums, but for what persons gave back by a way of which no file knows. */
static void check_days(struct simulation *simulation, const struct ledger_check *check, int is_over)
{
    struct world *world = &simulation->world;
    struct day_comparison day = {.world = world, .store = simulation->fibers[BOX].store, .is_over = is_over};
    int64_t otherwise = 0;
    compare_days(&day);
    for (int i = 0; i < WORLD_ORDERS; i++) {
        for (int k = 0; k < world->orders[i].payment_count; k++) {
            const struct world_payment *payment = &world->orders[i].payments[k];
            otherwise += payment->refund.is_there ? 0 : payment->by_household;
        }
    }
    if (is_over && (check->received != day.received || check->posted != day.posted - day.reversed ||
                    check->refunded != day.refunded + otherwise)) {
        broken(world, "the files say received %ld, posted %ld, refunded %ld; the ledger: %ld, %ld, %ld",
               (long)day.received, (long)(day.posted - day.reversed), (long)(day.refunded + otherwise),
               (long)check->received, (long)check->posted, (long)check->refunded);
    }
}

/* I10 over three books. Where it has come to rest the sums are equal. */
static void check_books(struct simulation *simulation, int is_over)
{
    struct world *world = &simulation->world;
    struct store *store = simulation->fibers[BOX].store;
    struct ledger_check check;
    int64_t received = 0;
    int64_t posted = 0;
    int64_t returned = 0;
    if (ledger_check(store, &check) != 0) {
        broken(world, "the ledger cannot be read: %s", store_problem(store));
        return;
    }
    if (check.contradictions != 0) {
        broken(world, "the ledger contradicts itself: %s", check.first);
    }
    for (int i = 0; i < WORLD_ORDERS; i++) {
        const struct world_order *order = &world->orders[i];
        check_order(world, store, order);
        posted += order->posting == WORLD_POSTED ? WORLD_FEN : 0;
        for (int k = 0; k < order->payment_count; k++) {
            received += order->payments[k].fen;
            returned += order->payments[k].given_back + order->payments[k].by_household;
        }
    }
    check_days(simulation, &check, is_over);
    if (check.received > received || check.posted > posted || check.refunded > returned) {
        broken(world, "the ledger has more than happened");
    }
    if (is_over && (check.received != received || check.posted != posted || check.refunded != returned ||
                    check.in_flight != 0 || check.orders_in_flight != 0 || received != posted + returned)) {
        broken(world, "received %ld, posted %ld, refunded %ld; the ledger: %ld, %ld, %ld, in flight %ld",
               (long)received, (long)posted, (long)returned, (long)check.received, (long)check.posted,
               (long)check.refunded, (long)check.in_flight);
    }
}

/* --- A schedule --- */

static int draw_payment(struct world *world, int *order, int *payment)
{
    *order = (int)draw(world, WORLD_ORDERS);
    if (world->orders[*order].payment_count == 0) {
        return 0;
    }
    *payment = (int)draw(world, (uint32_t)world->orders[*order].payment_count);
    return 1;
}

static void start_something(struct simulation *simulation, struct fiber *fiber)
{
    struct world *world = &simulation->world;
    int order = (int)draw(world, WORLD_ORDERS);
    int payment = 0;
    if (fiber != &simulation->fibers[BOX]) {
        start(fiber, JOB_SWEEP, 0, 0);
        return;
    }
    switch (draw(world, 8)) {
    case 0:
    case 1:
    case 2:
        start(fiber, JOB_CREATE, order, 0);
        break;
    case 3:
        start(fiber, JOB_PREPAY, order, 0);
        break;
    case 4:
        if (one_in(world, 4)) {
            start(fiber, JOB_CANCEL, order, 0);
        }
        break;
    case 5:
        start(fiber, JOB_STEP, order, 0);
        break;
    default:
        if (draw_payment(world, &order, &payment)) {
            start(fiber, JOB_NOTIFY, order, payment);
        }
    }
}

static void tick(struct simulation *simulation)
{
    struct world *world = &simulation->world;
    struct fiber *fiber = &simulation->fibers[draw(world, FIBERS)];
    struct world_order *order = &world->orders[draw(world, WORLD_ORDERS)];
    world->now += one_in(world, 40) ? 5 * 60 * 1000 : one_in(world, 3) ? draw(world, 20) * 1000 : 0;
    if (world->letter_count > 0 && one_in(world, 8)) {
        int which = (int)draw(world, (uint32_t)world->letter_count);
        if (world->letters[which].at <= world->now) {
            world_deliver(world, which);
        }
    }
    if (one_in(world, 12)) {
        world_pay(world, order);
    }
    if (one_in(world, 4)) {
        world_go_on(world, order);
    }
    if (fiber->job != JOB_NONE) {
        resume(fiber);
    } else {
        start_something(simulation, fiber);
    }
    if (one_in(world, 150)) {
        disk_set(DISK_IS_CUT, 1 + draw(world, 12)); /* power goes within the next writes */
    }
    forge_something(simulation);
    if (disk.happened || one_in(world, 120)) {
        crash(simulation, disk.happened || one_in(world, 2));
    }
    if (is_idle(simulation) && one_in(world, 8)) {
        check_books(simulation, 0);
    }
}

/* Nothing goes wrong any more; what is under way arrives. */
static void calm_down(struct simulation *simulation)
{
    struct world *world = &simulation->world;
    if (disk.fault != DISK_WORKS) {
        crash(simulation, 1);
    }
    world->is_calm = 1;
    for (int i = 0; i < FIBERS; i++) {
        while (simulation->fibers[i].job != JOB_NONE) {
            resume(&simulation->fibers[i]);
        }
    }
    while (world->letter_count > 0) {
        world_deliver(world, world->letter_count - 1);
    }
}

static void sweep_until_rest(struct simulation *simulation)
{
    enum { MINUTES = 40 };
    struct world *world = &simulation->world;
    for (int i = 0; i < MINUTES && world->broken[0] == '\0'; i++) {
        world->now += 61 * 1000;
        for (int k = 0; k < WORLD_ORDERS; k++) {
            world_go_on(world, &world->orders[k]);
        }
        start(&simulation->fibers[1 + i % 2], JOB_SWEEP, 0, 0);
    }
}

/* Every order has come to an end by questions alone; only second and late payments are left to the day's
 * comparison. */
static void compare_day(struct simulation *simulation, struct totals *totals)
{
    struct world *world = &simulation->world;
    struct store *store = simulation->fibers[BOX].store;
    struct day_comparison day = {.world = world, .store = store, .records = 1};
    struct ledger_order known;
    for (int i = 0; i < WORLD_ORDERS; i++) {
        const struct world_order *order = &world->orders[i];
        if (order->is_made && ledger_order(store, order->id, &known) == 1 &&
            payment_state_may_be_posted(known.state)) {
            broken(world, "%s: has no end: %s", order->id, payment_state_word(known.state));
        }
    }
    compare_days(&day);
    for (int i = 0; i < WORLD_ORDERS; i++) {
        totals->by_day += day.recorded_of[i];
    }
}

/* What the two persons do about refunds that are abnormal: in the provider's pages, or by another way. */
static void persons_decide(struct simulation *simulation, struct totals *totals)
{
    struct world *world = &simulation->world;
    struct store *store = simulation->fibers[BOX].store;
    struct ledger_refund refunds[WORLD_PAYMENTS];
    for (int i = 0; i < WORLD_ORDERS; i++) {
        struct world_order *order = &world->orders[i];
        int count = order->is_made ? ledger_refunds_of(store, order->id, refunds, WORLD_PAYMENTS) : 0;
        for (int k = 0; k < count; k++) {
            int which = payment_of(order, refunds[k].transaction);
            if (which < 0 || refunds[k].state != PAYMENT_REFUND_ABNORMAL) {
                continue;
            }
            struct world_payment *payment = &order->payments[which];
            int is_by_provider = payment->refund.is_there && one_in(world, 2);
            if (payment->given_back > 0) {
                broken(world, "%s: given back and said to be abnormal", order->id);
            } else if (is_by_provider) {
                give_back(world, order, payment);
            } else {
                payment->by_household = payment->fen;
                hold_books(world, order);
            }
            assert_int_equal(fixture_correct(store, refunds[k].number,
                                             is_by_provider ? PAYMENT_EVENT_CORRECTION_REFUND_AGAIN
                                                            : PAYMENT_EVENT_CORRECTION_REFUNDED,
                                             1),
                             LEDGER_DONE);
            totals->by_persons++;
        }
    }
}

static void count(struct simulation *simulation, struct totals *totals)
{
    struct ledger_order known;
    for (int i = 0; i < WORLD_ORDERS; i++) {
        const struct world_order *order = &simulation->world.orders[i];
        if (!order->is_made || ledger_order(simulation->fibers[BOX].store, order->id, &known) != 1) {
            continue;
        }
        totals->settled += known.state == PAYMENT_SETTLED;
        totals->refunded += known.state == PAYMENT_REFUNDED;
        totals->closed += known.state == PAYMENT_CLOSED;
        totals->unknown_resolved += order->was_unknown && payment_state_is_end(known.state);
        if (!payment_state_is_end(known.state)) {
            broken(&simulation->world, "%s: has no end: %s", order->id, payment_state_word(known.state));
        }
    }
    totals->accepted += simulation->world.accepted;
    totals->refused += simulation->world.refused;
    totals->crashes += simulation->crashes;
    totals->cuts += simulation->cuts;
}

static void begin_disk(const struct ground *ground, uint64_t seed)
{
    disk_set(DISK_WORKS, 0);
    disk_forget_contents();
    memory_disk_delete_all();
    memory_disk_seed(seed);
    assert_int_equal(disk_begin_with(ground->path, ground->empty, ground->empty_length), 0);
}

/* Leaves its ledger on the ground. */
static void run_schedule(uint64_t seed, struct ground *ground, struct totals *totals)
{
    struct simulation *simulation = calloc(1, sizeof *simulation);
    assert_non_null(simulation);
    world_begin(&simulation->world, seed * 7919, stop_between, simulation);
    simulation->ground = ground;
    simulation->disk_seed = simulation->forger_seed = (uint32_t)seed;
    begin_disk(ground, seed);
    open_all(simulation);
    for (int i = 0; i < TICKS && simulation->world.broken[0] == '\0'; i++) {
        tick(simulation);
    }
    calm_down(simulation);
    sweep_until_rest(simulation);
    compare_day(simulation, totals);
    sweep_until_rest(simulation);
    persons_decide(simulation, totals);
    sweep_until_rest(simulation);
    check_books(simulation, 1);
    count(simulation, totals);
    close_all(simulation);
    if (simulation->world.broken[0] != '\0') {
        fail_msg("SEED=%llu SCHEDULES=1: %s", (unsigned long long)seed, simulation->world.broken);
    }
    free(simulation);
}

static void report(const struct totals *totals, uint64_t first, uint64_t schedules)
{
    print_message(
        "# seeds %llu to %llu: payments %ld accepted, %ld refused; orders %ld settled, %ld refunded, %ld "
        "closed, "
        "%ld of them unknown and resolved; %ld refunds by persons, %ld payments by the day's file, %ld "
        "crashes, %ld of them power cuts\n",
        (unsigned long long)first, (unsigned long long)(first + schedules - 1), totals->accepted,
        totals->refused, totals->settled, totals->refunded, totals->closed, totals->unknown_resolved,
        totals->by_persons, totals->by_day, totals->crashes, totals->cuts);
    (void)fflush(stdout);
}

static void test_schedules(void **state)
{
    enum { REPORTED = 10000 };
    const char *seed = getenv("SEED");
    const char *wanted = getenv("SCHEDULES");
    uint64_t first = seed != NULL ? strtoull(seed, NULL, 10) : 1;
    uint64_t schedules = wanted != NULL ? strtoull(wanted, NULL, 10) : IS_WATCHED ? 40 : 100;
    struct totals totals = {.accepted = 0};
    for (uint64_t i = 0; i < schedules; i++) {
        run_schedule(first + i, *state, &totals);
        if ((i + 1) % REPORTED == 0 || i + 1 == schedules) {
            report(&totals, first, i + 1); /* of a run that is stopped, too, it is known what it tried */
        }
    }
    /* Else it tried nothing. */
    assert_true(totals.accepted * 10 >= (totals.accepted + totals.refused) * 3);
    assert_true(schedules < 20 || (totals.settled > 0 && totals.refunded > 0 && totals.closed > 0));
}

/* Seeds that found something once: a sweeper that stands still over a midnight, before a posting and before
 * it is taken back. */
static void test_seeds_of_before(void **state)
{
    static const uint64_t seeds[] = {44, 1057, 50011, 1017404};
    struct totals totals = {.accepted = 0};
    for (size_t i = 0; i < sizeof seeds / sizeof seeds[0]; i++) {
        run_schedule(seeds[i], *state, &totals);
    }
    assert_true(totals.accepted > 0);
}

/* To the byte of the file, whatever ran before. */
static void test_a_seed_replays(void **state)
{
    enum { SEEDS = 3, RUNS = 2 };
    struct ground *ground = *state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        unsigned char *files[RUNS] = {NULL, NULL};
        size_t lengths[RUNS] = {0, 0};
        struct totals totals[RUNS] = {{.accepted = 0}, {.accepted = 0}};
        struct totals between = {.accepted = 0};
        for (int i = 0; i < RUNS; i++) {
            run_schedule(seed, ground, &totals[i]);
            assert_int_equal(disk_read_whole(ground->path, &files[i], &lengths[i]), 0);
            run_schedule(seed + 100, ground, &between);
        }
        assert_memory_equal(&totals[0], &totals[1], sizeof totals[0]);
        assert_int_equal(lengths[0], lengths[1]);
        assert_memory_equal(files[0], files[1], lengths[0]);
        assert_true(lengths[0] > ground->empty_length || memcmp(files[0], ground->empty, lengths[0]) != 0);
        free(files[0]);
        free(files[1]);
    }
}

/* What is lost in a power cut must not have been asked outside. */
static void test_reversal_is_on_the_disk(void **state)
{
    const struct ground *ground = *state;
    struct ledger_move move = {.id = "order-1", .actor = PAYMENT_BY_SWEEPER, .now = 9000};
    begin_disk(ground, 1);
    struct store *store = ledger_open_at(ground->path);
    assert_non_null(store);
    assert_int_equal(fixture_reach(store, move.id, PAYMENT_POSTING), 0);
    move.moves = fixture_order(store, move.id).moves;
    disk_set(DISK_WORKS, 0);
    assert_int_equal(ledger_begin_reversal(store, &move), LEDGER_DONE);
    assert_true(disk.log_syncs > 0);
    store_close(store);
}

/* What is offered in the schedules is refused for what is wrong with it, and believed without. */
static void test_forged_notices(void **state)
{
    static const char *const words[FORGERIES] = {[FORGED_NOT_AT_ALL] = "",
                                                 [FORGED_STALE] = "stale",
                                                 [FORGED_BY_ANOTHER_KEY] = "not verified",
                                                 [FORGED_ANOTHER_BODY] = "not verified",
                                                 [FORGED_ANOTHER_STAMP] = "not verified",
                                                 [FORGED_ANOTHER_NONCE] = "not verified",
                                                 [FORGED_UNKNOWN_KEY] = "unknown key",
                                                 [FORGED_UNSIGNED] = "not signed",
                                                 [FORGED_PROBE] = "not verified"};
    struct ground *ground = *state;
    for (int i = 0; i < NOTICES; i++) {
        int64_t now = WORLD_BEGINS_MS + (int64_t)i * NOTICES_APART_MS;
        for (int k = 0; k < FORGERIES; k++) {
            struct provider_notification told;
            struct provider_word word;
            int result = offer_notice(&ground->forger, (enum forgery)k, now, &told, &word);
            assert_int_equal(result, k == FORGED_NOT_AT_ALL ? 0 : -1);
            assert_string_equal(word.text, words[k]);
        }
    }
}

static int begin(void **state)
{
    struct ground *ground = calloc(1, sizeof *ground);
    *state = ground;
    log_set_level((enum log_level) - 1); /* what it tells operators is meant for real ones */
    disk.keeps = 1;
    if (ground == NULL || folder_make(ground->folder) != 0) {
        return -1;
    }
    (void)snprintf(ground->path, sizeof ground->path, "%s/hall.ledger", ground->folder);
    int file = open(ground->path, O_CREAT | O_WRONLY, S_IRUSR | S_IWUSR); /* the store sets its mode */
    if (file < 0 || close(file) != 0) {
        return -1;
    }
    for (int i = 0; i < FIBERS; i++) {
        ground->stacks[i] = malloc(STACK_BYTES);
        if (ground->stacks[i] == NULL) {
            return -1;
        }
    }
    store_close(ledger_open_at(ground->path));
    if (forger_begin(&ground->forger, ground->folder) != 0) {
        return -1;
    }
    return disk_read_whole(ground->path, &ground->empty, &ground->empty_length);
}

static int end(void **state)
{
    struct ground *ground = *state;
    for (int i = 0; i < FIBERS; i++) {
        free(ground->stacks[i]);
    }
    free(ground->empty);
    forger_end(&ground->forger);
    int result = folder_remove(ground->folder);
    free(ground);
    disk_forget_files();
    memory_disk_release();
    (void)sqlite3_shutdown();
    return result;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reversal_is_on_the_disk), cmocka_unit_test(test_forged_notices),
        cmocka_unit_test(test_a_seed_replays), cmocka_unit_test(test_seeds_of_before),
        cmocka_unit_test(test_schedules)};
    return sqlite_arena_install() == 0 && disk_install_above(memory_disk_vfs()) == 0
               ? cmocka_run_group_tests(tests, begin, end)
               : 1;
}
