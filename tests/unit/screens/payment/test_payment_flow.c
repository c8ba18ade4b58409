/* One order from its making to its end, against a headend that loses, mixes up and refuses: what is shown,
 * and that nothing is asked for that the box has not written down. */

#include "tests/unit/backend-client/hall_client_fixture.h"

#include "screens/payment/payment_flow.h"

static struct stage stage;
static struct order_journal journal;
static struct payment_flow flow;
static char seen[256]; /* the views, one after the other */

static const struct payment_request request = {
    .account = {.operator_id = "sample-gas", .account_no = "RQ0018"}, .fen = 1, .wallets = 3};

static void on_changed(void *context)
{
    const char *name = payment_views[((struct payment_flow *)context)->view].name;
    size_t length = strlen(seen), own = strlen(name);
    int is_same = length >= own && strcmp(seen + length - own, name) == 0;
    if (!is_same) {
        (void)snprintf(seen + length, sizeof seen - length, "%s%s", length > 0 ? " " : "", name);
    }
}

/* Until nothing more is to be asked, or a view stands there. */
static void run_flow(const char *until)
{
    int64_t end_us = now_us() + (int64_t)GUARD_SECONDS * 1000000;
    while ((flow.open != 0 || flow.ask_at_us != INT64_MAX) &&
           strcmp(payment_views[flow.view].name, until) != 0 && now_us() < end_us) {
        assert_int_equal(hall_client_wait(stage.client, NULL, 0, 20), 0);
        hall_client_service(stage.client, now_us());
        stage.now_us = now_us();
        payment_flow_update(&flow);
    }
}

static void begin(const char *behaviour, const char *path)
{
    seen[0] = '\0';
    order_journal_open(&journal, path);
    stage = (struct stage){.client = new_client(behaviour, NULL, 0), .orders = &journal, .now_us = now_us()};
    payment_flow_start(&flow, &stage, on_changed, &flow);
}

static void end(void)
{
    payment_flow_stop(&flow);
    hall_client_free(stage.client);
}

static void what_is_shown(void **state)
{
    static const struct {
        const char *behaviour, *views;
        size_t entries; /* of the journal at the end, and once somebody has seen it */
        size_t entries_seen;
    } cases[] = {
        {"flow", "ordering waiting paid settled", 1, 0},
        {"flow-lost-once", "ordering waiting paid settled", 1, 0},
        {"flow-lost-in-between", "ordering waiting paid settled", 1, 0},
        {"flow-no-code", "ordering waiting paid settled", 1, 0},
        {"flow-other-order", "ordering waiting paid settled", 1, 0},
        {"flow-other-key", "ordering waiting paid settled", 1, 0},
        {"flow-down-in-between", "ordering waiting paid settled", 1, 0},
        {"flow-odd-refusal", "ordering waiting paid settled", 1, 0},
        {"flow-gone", "ordering waiting paid no-such-order", 0, 0},
        {"order-word", "ordering bill-held", 0, 0},
        {"order-note", "ordering utility-says", 0, 0},
        {"order-reused", "ordering key-reused", 1, 1},
        {"order-down", "ordering provider-unavailable", 0, 0},
        {"box-unknown", "ordering box-unknown", 1, 1},
        {"session-ended", "ordering signed-out", 0, 0},
    };
    char folder[FOLDER_SIZE], path[FOLDER_SIZE + 16];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct order_journal kept;
        assert_int_equal(folder_make(folder), 0);
        (void)snprintf(path, sizeof path, "%s/orders", folder);
        begin(cases[i].behaviour, path);
        payment_flow_order(&flow, &request, WALLET_WECHAT);
        order_journal_open(&kept, path); /* before anything was heard */
        assert_int_equal(kept.count, 1);
        run_flow("");
        order_journal_open(&kept, path);
        if (strcmp(seen, cases[i].views) != 0 || kept.count != cases[i].entries) {
            fail_msg("%s: wanted \"%s\" and %zu entries, got \"%s\" and %zu", cases[i].behaviour,
                     cases[i].views, cases[i].entries, seen, kept.count);
        }
        payment_flow_seen(&flow);
        order_journal_open(&kept, path);
        assert_int_equal(kept.count, cases[i].entries_seen);
        end();
        assert_int_equal(folder_remove(folder), 0);
    }
}

static void what_cannot_be_written_down_is_not_ordered(void **state)
{
    (void)state;
    static const char *const paths[] = {NULL, "/proc/no-such-folder/orders"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        begin("flow", paths[i]);
        payment_flow_order(&flow, &request, WALLET_WECHAT);
        assert_string_equal(seen, "not-kept");
        assert_int_equal(flow.open, 0);
        assert_int_equal(hall_client_open_requests(stage.client), 0);
        end();
    }
}

static void cancelling_takes_the_code_away_at_once(void **state)
{
    char folder[FOLDER_SIZE], path[FOLDER_SIZE + 16];
    (void)state;
    assert_int_equal(folder_make(folder), 0);
    (void)snprintf(path, sizeof path, "%s/orders", folder);
    begin("flow", path);
    payment_flow_cancel(&flow); /* of nothing */
    payment_flow_order(&flow, &request, WALLET_ALIPAY);
    assert_int_equal(journal.last_wallet, WALLET_ALIPAY);
    run_flow("waiting");
    assert_string_equal(flow.code, "weixin://sample");
    payment_flow_cancel(&flow);
    assert_string_equal(flow.code, "");
    assert_int_equal(flow.view, PAYMENT_VIEW_CLOSING);
    hall_client_cancel(stage.client, flow.open);
    end();
    assert_int_equal(folder_remove(folder), 0);
}

static void a_code_goes_when_its_time_is_over(void **state)
{
    char folder[FOLDER_SIZE], path[FOLDER_SIZE + 16];
    (void)state;
    assert_int_equal(folder_make(folder), 0);
    (void)snprintf(path, sizeof path, "%s/orders", folder);
    begin("flow", path);
    payment_flow_order(&flow, &request, WALLET_WECHAT);
    run_flow("waiting");
    assert_true(payment_flow_needed_until_us(&flow) > stage.now_us + 290 * INT64_C(1000000));
    hall_client_cancel(stage.client, flow.open); /* the headend is silent */
    flow.ask_at_us = INT64_MAX;
    assert_true(payment_flow_deadline(&flow) == flow.code_until_us);
    stage.now_us = flow.code_until_us;
    payment_flow_update(&flow);
    assert_string_equal(seen, "ordering waiting expired");
    assert_string_equal(flow.code, "");
    assert_true(payment_flow_needed_until_us(&flow) == stage.now_us);
    end();
    assert_int_equal(folder_remove(folder), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_shown),
        cmocka_unit_test(what_cannot_be_written_down_is_not_ordered),
        cmocka_unit_test(cancelling_takes_the_code_away_at_once),
        cmocka_unit_test(a_code_goes_when_its_time_is_over),
    };
    return cmocka_run_group_tests_name("payment flow", tests, start_server, stop_server);
}
