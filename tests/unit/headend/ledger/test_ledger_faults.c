/* Every write and sync of every operation of the ledger fails, finds a full disk, is the last before the
 * program is killed, and the last before the power is cut. Afterwards the operation is there as a whole or
 * not at all, and the ledger agrees with itself. And how often an order waits for the disk. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/headend/ledger/faulty_disk.h"
#include "tests/unit/headend/ledger/ledger_fixture.h"

/* --- What the ledger holds, as one number --- */

static uint64_t mixed(uint64_t hash, const unsigned char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ text[i]) * UINT64_C(1099511628211);
    }
    return (hash ^ length) * UINT64_C(1099511628211);
}

static uint64_t contents_of(sqlite3 *database)
{
    static const char *const tables[] = {
        "SELECT * FROM orders ORDER BY 1",         "SELECT * FROM order_log ORDER BY 1, 2",
        "SELECT * FROM idempotency ORDER BY 1, 2", "SELECT * FROM payments ORDER BY 1, 2",
        "SELECT * FROM refunds ORDER BY 1",        "SELECT * FROM entries ORDER BY 1",
    };
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        sqlite3_stmt *rows = NULL;
        int step = sqlite3_prepare_v2(database, tables[i], -1, &rows, NULL);
        assert_int_equal(step, SQLITE_OK);
        while ((step = sqlite3_step(rows)) == SQLITE_ROW) {
            for (int k = 0; k < sqlite3_column_count(rows); k++) {
                const unsigned char *text = sqlite3_column_blob(rows, k);
                hash = mixed(hash, text, text != NULL ? (size_t)sqlite3_column_bytes(rows, k) : 0);
            }
        }
        assert_int_equal(step, SQLITE_DONE);
        (void)sqlite3_finalize(rows);
    }
    return hash;
}

static uint64_t contents(const char *path)
{
    sqlite3 *database = NULL;
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    uint64_t hash = contents_of(database);
    (void)sqlite3_close(database);
    return hash;
}

/* --- Operations --- */

struct operation {
    const char *name;
    enum payment_state before;
    int (*run)(struct store *store); /* 0: it says that it is done; 1: that it was done before; -1: failed */
    int is_lazy;                     /* a power cut may undo it */
};

static int of_result(enum ledger_result result)
{
    return result == LEDGER_DONE ? 0 : result == LEDGER_STAYS ? 1 : -1;
}

static int run_create(struct store *store)
{
    enum ledger_created created = fixture_create(store, "order-2");
    return created == LEDGER_CREATED ? 0 : created == LEDGER_SAME_ORDER ? 1 : -1;
}

static int of_payment(enum ledger_payment_result result)
{
    return result == LEDGER_PAYMENT_KNOWN                                         ? 1
           : result == LEDGER_PAYMENT_COUNTS || result == LEDGER_PAYMENT_REFUNDED ? 0
                                                                                  : -1;
}

static int run_pay(struct store *store)
{
    return of_payment(fixture_pay(store, "order-1", "t-9", 5000));
}

static int run_pay_less(struct store *store)
{
    return of_payment(fixture_pay(store, "order-1", "t-9", 1));
}

static int run_fee(struct store *store)
{
    int entered = ledger_enter_fee(store, "wechat", "day", 3, 1);
    return entered == 1 ? 0 : entered == 0 ? 1 : -1;
}

#define RUN_MOVE(name, event)                                                                                \
    static int run_##name(struct store *store)                                                               \
    {                                                                                                        \
        return of_result(fixture_move(store, "order-1", PAYMENT_EVENT_##event));                             \
    }
#define RUN_REFUND(name, event)                                                                              \
    static int run_##name(struct store *store)                                                               \
    {                                                                                                        \
        return of_result(fixture_move_refund(store, "order-1-1", PAYMENT_EVENT_##event));                    \
    }
RUN_MOVE(code, CODE_RECEIVED)
RUN_MOVE(close, CLOSE)
RUN_MOVE(closed, CLOSED_PROVEN)
RUN_MOVE(posted, POSTED)
RUN_MOVE(post_unknown, POST_UNKNOWN)
RUN_MOVE(not_posted, NOT_POSTED)
RUN_REFUND(refund_done, REFUND_DONE)
RUN_REFUND(refund_unknown, REFUND_UNKNOWN)
RUN_REFUND(refund_again, REFUND_AGAIN)
RUN_REFUND(refund_abnormal, REFUND_ABNORMAL)

static int run_reversed(struct store *store)
{
    return of_result(fixture_correct(store, "order-1", PAYMENT_EVENT_CORRECTION_REVERSED, 0));
}

static int run_refunded_otherwise(struct store *store)
{
    return of_result(fixture_correct(store, "order-1-1", PAYMENT_EVENT_CORRECTION_REFUNDED, 1));
}

static const struct operation operations[] = {
    {"create", PAYMENT_AWAITING, run_create, 0},
    {"code", PAYMENT_PREPAYING, run_code, 1},
    {"close", PAYMENT_AWAITING, run_close, 1},
    {"closed", PAYMENT_CLOSING, run_closed, 1},
    {"pay", PAYMENT_AWAITING, run_pay, 0},
    {"pay before the code", PAYMENT_PREPAYING, run_pay, 0},
    {"pay another amount", PAYMENT_AWAITING, run_pay_less, 0},
    {"pay too late", PAYMENT_CLOSED, run_pay, 0},
    {"pay twice", PAYMENT_SETTLED, run_pay, 0},
    {"post unknown", PAYMENT_POSTING, run_post_unknown, 1},
    {"posted", PAYMENT_POST_UNKNOWN, run_posted, 0},
    {"not posted", PAYMENT_POST_UNKNOWN, run_not_posted, 0},
    {"refund unknown", PAYMENT_REFUNDING, run_refund_unknown, 1},
    {"refund again", PAYMENT_REFUND_UNKNOWN, run_refund_again, 1},
    {"refund done", PAYMENT_REFUNDING, run_refund_done, 1},
    {"refund abnormal", PAYMENT_REFUNDING, run_refund_abnormal, 1},
    {"reversed", PAYMENT_SETTLED, run_reversed, 0},
    {"refunded otherwise", PAYMENT_REFUND_ABNORMAL, run_refunded_otherwise, 0},
    {"fee", PAYMENT_PREPAYING, run_fee, 0},
};

/* --- A story: an operation, a fault, and what is found afterwards --- */

struct story {
    struct ledger_place place;
    unsigned char *image; /* the ledger before the operation, one file */
    size_t length;
    uint64_t before, after;
};

static void begin_story(struct story *story, const struct operation *operation)
{
    disk_set(DISK_WORKS, 0);
    disk_forget_files();
    assert_int_equal(ledger_place_open(&story->place), 0);
    assert_int_equal(fixture_reach(story->place.store, "order-1", operation->before), 0);
    store_close(story->place.store); /* brings all home into one file */
    story->place.store = NULL;
    assert_int_equal(disk_read_whole(story->place.path, &story->image, &story->length), 0);
    story->before = contents(story->place.path);
    story->place.store = ledger_open_at(story->place.path);
    assert_int_equal(operation->run(story->place.store), 0);
    store_close(story->place.store);
    story->place.store = NULL;
    story->after = contents(story->place.path);
    assert_true(story->after != story->before);
}

static void put_back(struct story *story)
{
    char path[DISK_PATH_SIZE];
    (void)snprintf(path, sizeof path, "%s-wal", story->place.path);
    (void)unlink(path);
    (void)snprintf(path, sizeof path, "%s-shm", story->place.path);
    (void)unlink(path);
    disk_forget_files();
    assert_int_equal(disk_begin_with(story->place.path, story->image, story->length), 0);
}

/* As it is after the fault, opened by the next program. */
static void expect_whole_or_not(const struct story *story, const struct operation *operation,
                                const char *fault, int64_t call, int must_be_there)
{
    struct ledger_check check = {.contradictions = -1};
    struct store *store = ledger_open_at(story->place.path);
    if (store == NULL || store_check_integrity(store) != 0 || ledger_check(store, &check) != 0 ||
        check.contradictions != 0) {
        fail_msg("%s, %s at call %d: the ledger does not agree with itself: %s %s", operation->name, fault,
                 (int)call, check.first, store != NULL ? store_problem(store) : "");
    }
    sqlite3 *beside = NULL;
    assert_int_equal(sqlite3_open(story->place.path, &beside), SQLITE_OK);
    uint64_t found = contents_of(beside);
    if (found != story->after && (must_be_there || found != story->before)) {
        fail_msg("%s, %s at call %d: %s", operation->name, fault, (int)call,
                 found == story->before ? "it was said to be done and is gone" : "a part of it is there");
    }
    /* Done again, it is done once. */
    int again = operation->run(store);
    if (again < 0 || contents_of(beside) != story->after) {
        fail_msg("%s, %s at call %d: done again it is not as if done once (%d)", operation->name, fault,
                 (int)call, again);
    }
    (void)sqlite3_close(beside);
    store_close(store);
}

static const struct {
    const char *name;
    enum disk_fault fault;
    int loses_power;
} faults[] = {
    {"a failure", DISK_FAILS_ONCE, 0},
    {"a full disk", DISK_IS_FULL, 0},
    {"kill", DISK_IS_CUT, 0},
    {"power cut", DISK_IS_CUT, 1},
};

/* 0: the operation needs fewer calls than that, and the fault did not come. */
static int run_with_fault(struct story *story, const struct operation *operation, size_t which, int64_t call,
                          uint32_t *seed)
{
    put_back(story);
    disk_set(DISK_WORKS, 0);
    struct store *store = ledger_open_at(story->place.path);
    assert_non_null(store);
    disk_set(faults[which].fault, call);
    int said = operation->run(store);
    int came = disk.happened;
    if (said == 0 && came && faults[which].fault == DISK_FAILS_ONCE) {
        came = 1; /* it was none of its own, or it went on without */
    }
    if (said < 0 && faults[which].fault == DISK_FAILS_ONCE) {
        /* The same handle goes on once the disk is well. */
        int again = operation->run(store);
        if (again < 0) {
            fail_msg("%s, call %d failed: it is not done on the same handle: %s", operation->name, (int)call,
                     store_problem(store));
        }
        said = 0;
    }
    if (faults[which].loses_power && !came) {
        disk_set(DISK_IS_CUT, 1); /* right after it was done: closing brings nothing home any more */
    } else if (faults[which].fault == DISK_IS_FULL) {
        disk_set(DISK_WORKS, 0); /* somebody makes room */
    }
    store_close(store);
    disk_set(DISK_WORKS, 0);
    if (faults[which].loses_power) {
        disk_lose_power(seed);
    }
    expect_whole_or_not(story, operation, faults[which].name, call,
                        said == 0 && !(faults[which].loses_power && operation->is_lazy));
    return came;
}

static void test_every_fault(void **state)
{
    /* Which sectors a power cut leaves is drawn: once for each place, more often by LEDGER_DRAWS. */
    const char *wanted = getenv("LEDGER_DRAWS");
    long draws = wanted != NULL ? strtol(wanted, NULL, 10) : 1;
    uint32_t seed = 11;
    int tried = 0;
    int64_t most = 0;
    (void)state;
    disk.keeps = 1;
    for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++) {
        struct story story = {.image = NULL};
        begin_story(&story, &operations[i]);
        for (size_t k = 0; k < sizeof faults / sizeof faults[0]; k++) {
            int64_t call = 1;
            int came = 1;
            while (came) {
                for (int draw = 0; draw < (faults[k].loses_power ? draws : 1); draw++) {
                    came = run_with_fault(&story, &operations[i], k, call, &seed);
                    tried++;
                }
                call++;
            }
            most = call > most ? call : most;
        }
        free(story.image);
        assert_int_equal(ledger_place_close(&story.place), 0);
    }
    disk.keeps = 0;
    print_message("# %d faults, up to %d calls an operation\n", tried, (int)most - 1);
    assert_true(tried > 500);
}

/* --- How often an order waits for the disk --- */

static void go_well(struct store *store, const char *id)
{
    assert_int_equal(fixture_reach(store, id, PAYMENT_SETTLED), 0);
}

static void go_back(struct store *store, const char *id)
{
    assert_int_equal(fixture_reach(store, id, PAYMENT_REFUNDED), 0);
}

static void be_cancelled(struct store *store, const char *id)
{
    assert_int_equal(fixture_reach(store, id, PAYMENT_CLOSED), 0);
}

static void test_syncs_of_an_order(void **state)
{
    static const struct {
        const char *name;
        void (*go)(struct store *store, const char *id);
        int64_t wanted;
        int orders;
    } ways[] = {
        {"settled", go_well, 3, 300}, {"refunded", go_back, 3, 50}, {"cancelled", be_cancelled, 1, 50}};
    struct ledger_place place;
    (void)state;
    disk_set(DISK_WORKS, 0);
    disk_forget_files();
    assert_int_equal(ledger_place_open(&place), 0);
    go_well(place.store, "order-first"); /* the first write after opening begins a new log */
    int is_new_log = 0;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        int64_t syncs = 0;
        int64_t home = 0;
        for (int k = 0; k < ways[i].orders; k++) {
            char id[LEDGER_ID_SIZE];
            (void)snprintf(id, sizeof id, "order-%d-%d", (int)i, k);
            disk_set(DISK_WORKS, 0);
            ways[i].go(place.store, id);
            if (disk.main_syncs == 0 && !is_new_log && disk.log_syncs != ways[i].wanted) {
                fail_msg("%s: %d syncs, wanted %d", ways[i].name, (int)disk.log_syncs, (int)ways[i].wanted);
            }
            is_new_log = disk.main_syncs > 0;
            syncs += disk.log_syncs + disk.main_syncs;
            home += disk.main_syncs;
        }
        /* When the log is brought home it is synced, then the database, then the head of the new log. */
        print_message("# %s: %d orders, %d syncs, of these %d for bringing the log home, %d times\n",
                      ways[i].name, ways[i].orders, (int)syncs,
                      (int)(syncs - ways[i].wanted * ways[i].orders), (int)home);
        assert_true(syncs - 3 * (home + 1) <= ways[i].wanted * ways[i].orders);
        assert_true(home <= 1 + ways[i].orders / 50);
    }
    assert_int_equal(ledger_place_close(&place), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_fault),
        cmocka_unit_test(test_syncs_of_an_order),
    };
    if (disk_install() != 0) {
        return 1;
    }
    int result = cmocka_run_group_tests(tests, NULL, NULL);
    disk_forget_files();
    return result;
}
