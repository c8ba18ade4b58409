/* Every state of an order and every refusal of one has its words, and they do not say more than is known. */

#include "tests/unit/screens/stage/strings_fixture.h"

#include <string.h>

#include "screens/payment/payment_views.h"
#include "screens/stage/payment_words.h"

static void says(const struct strings *strings, enum string_id id, enum payment_view view)
{
    const char *words = string_get(strings, id);
    if (words[0] == '\0' || strncmp(words, "payment.", 8) == 0) {
        fail_msg("%s: a title, a text or what happens to who leaves is missing", payment_views[view].name);
    }
}

static void every_view_has_title_text_and_what_happens_to_who_leaves(void **state)
{
    (void)state;
    for (size_t i = 0; i < PAYMENT_VIEW_COUNT; i++) {
        const struct payment_view_row *row = &payment_views[i];
        assert_non_null(row->name);
        assert_non_null(row->icon);
        const enum string_id ids[] = {row->title, row->text, row->leave};
        for (size_t n = 0; n < sizeof ids / sizeof *ids; n++) {
            if (strstr(row->name, "ordering") == NULL && ids[n] == STRING_PAYMENT_ORDERING) {
                fail_msg("%s: no words of its own", row->name);
            }
            says(chinese, ids[n], (enum payment_view)i);
            says(english, ids[n], (enum payment_view)i);
        }
        for (size_t other = 0; other < i; other++) {
            assert_string_not_equal(payment_views[other].name, row->name);
        }
    }
}

/* What a household is told in each state of the machine, by the screen and by home. */
static void a_state_says_no_more_than_is_known(void **state)
{
    static const struct {
        enum payment_state state;
        const char *title; /* a part of it */
        int is_paid, is_entered;
    } cases[] = {
        {PAYMENT_CREATED, "正在下单", 0, 0},        {PAYMENT_PREPAYING, "正在下单", 0, 0},
        {PAYMENT_AWAITING, "付款", 0, 0},           {PAYMENT_CLOSING, "正在取消", 0, 0},
        {PAYMENT_CLOSED, "没有扣钱", 0, 0},         {PAYMENT_PAID, "支付成功", 1, 0},
        {PAYMENT_POSTING, "支付成功", 1, 0},        {PAYMENT_POST_UNKNOWN, "支付成功", 1, 0},
        {PAYMENT_SETTLED, "缴费成功", 0, 1},        {PAYMENT_REFUNDING, "正在退款", 0, 0},
        {PAYMENT_REFUND_UNKNOWN, "正在退款", 0, 0}, {PAYMENT_REFUND_ABNORMAL, "人工", 0, 0},
        {PAYMENT_REFUNDED, "钱已退回", 0, 0},
    };
    (void)state;
    assert_int_equal(sizeof cases / sizeof *cases, PAYMENT_STATE_COUNT);
    for (size_t i = 0; i < PAYMENT_STATE_COUNT; i++) {
        assert_int_equal(cases[i].state, i);
        const struct payment_view_row *row = &payment_views[payment_view_of_state(cases[i].state)];
        const char *titles[] = {string_get(chinese, row->title),
                                string_get(chinese, payment_state_title(cases[i].state))};
        for (size_t n = 0; n < 2; n++) {
            if (strstr(titles[n], cases[i].title) == NULL ||
                (strstr(titles[n], "支付成功") != NULL) != cases[i].is_paid ||
                (strstr(titles[n], "缴费成功") != NULL) != cases[i].is_entered) {
                fail_msg("%s: wanted \"%s\", got \"%s\"", payment_state_word(cases[i].state), cases[i].title,
                         titles[n]);
            }
        }
        /* Where the money may be on its way nobody is told that none was taken. */
        int may_be_paid = cases[i].state >= PAYMENT_PAID;
        if (may_be_paid && strstr(string_get(chinese, row->leave), "不会扣钱") != NULL) {
            fail_msg("%s: says that no money is taken", payment_state_word(cases[i].state));
        }
    }
}

static void the_contracts_refusals_have_views_of_their_own(void **state)
{
    static const struct {
        const char *word;
        enum payment_view view;
    } cases[] = {
        {"key_reused", PAYMENT_VIEW_KEY_REUSED},
        {"bill_held", PAYMENT_VIEW_BILL_HELD},
        {"bill_changed", PAYMENT_VIEW_BILL_CHANGED},
        {"amount_differs", PAYMENT_VIEW_AMOUNT_DIFFERS},
        {"no_such_order", PAYMENT_VIEW_NO_SUCH_ORDER},
        {"wallet_not_offered", PAYMENT_VIEW_WALLET_NOT_OFFERED},
        {"provider_unavailable", PAYMENT_VIEW_PROVIDER_UNAVAILABLE},
        {"too_many", PAYMENT_VIEW_TOO_MANY},
        {"utility_says", PAYMENT_VIEW_UTILITY_SAYS},
        {"box_unknown", PAYMENT_VIEW_BOX_UNKNOWN},
        {"session_ended", PAYMENT_VIEW_SIGNED_OUT},
        {"no_consent", PAYMENT_VIEW_SIGNED_OUT},
        {"", PAYMENT_VIEW_REFUSED},
        {"something_new", PAYMENT_VIEW_REFUSED},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(payment_view_of_refusal(cases[i].word), cases[i].view);
        /* Each has a next step: nothing is waited for. */
        assert_int_not_equal(payment_views[cases[i].view].action, PAYMENT_ACTION_NONE);
    }
}

static void home_tells_kind_amount_and_state(void **state)
{
    (void)state;
    struct order_answer order = {.kind = UTILITY_GAS, .fen = 112850, .state = PAYMENT_SETTLED};
    char text[PAYMENT_NEWS_SIZE];
    assert_string_equal(payment_news(text, chinese, &order), "您上次的燃气费 1,128.50 元：缴费成功");
    order = (struct order_answer){.kind = UTILITY_WATER, .fen = 7, .state = PAYMENT_AWAITING};
    assert_string_equal(payment_news(text, chinese, &order), "您上次的水费 0.07 元：还没有付款");
    order = (struct order_answer){.kind = UTILITY_ELECTRICITY, .fen = 10000000000, .state = PAYMENT_REFUNDED};
    assert_string_equal(payment_news(text, english, &order),
                        "Your last electricity payment, 100,000,000.00 yuan: Not accepted, money refunded");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_view_has_title_text_and_what_happens_to_who_leaves),
        cmocka_unit_test(a_state_says_no_more_than_is_known),
        cmocka_unit_test(the_contracts_refusals_have_views_of_their_own),
        cmocka_unit_test(home_tells_kind_amount_and_state),
    };
    return cmocka_run_group_tests_name("payment views", tests, open_strings, close_strings);
}
