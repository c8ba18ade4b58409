#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "headend/providers/alipay_private.h"

/* Which text of an answer is signed, and each field of a trade: missing, of another type, huge. */

static void the_signed_part(void **state)
{
    static const struct {
        const char *json, *part; /* NULL: none */
    } cases[] = {
        {"{\"a_response\":{\"x\":1},\"sign\":\"s\"}", "{\"x\":1}"},
        {"{\"sign\":\"s\",\"a_response\":{\"x\":\"}\\\"{\"}}", "{\"x\":\"}\\\"{\"}"},
        {" { \"a_response\" : {\"x\":[{}]} , \"sign\":\"s\"}", "{\"x\":[{}]}"},
        {"{\"b\":{\"a_response\":{\"x\":2}},\"a_response\":{\"x\":1}}", "{\"x\":1}"},
        {"{\"b\":\"\\\"a_response\\\":{\"}", NULL},
        {"{\"b\":{\"a_response\":{\"x\":2}}}", NULL},
        {"{\"a_response\"", NULL},
        {"{", NULL},
        {"", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t length = 0;
        const char *part = alipay_raw_part(cases[i].json, strlen(cases[i].json), "a_response", &length);
        const char *wanted = cases[i].part;
        if ((part == NULL) != (wanted == NULL) ||
            (part != NULL && (strlen(wanted) != length || strncmp(part, wanted, length) != 0))) {
            fail_msg("%s: wanted %s, got %.*s", cases[i].json, wanted != NULL ? wanted : "none", (int)length,
                     part != NULL ? part : "");
        }
    }
}

static const char trade[] =
    "{\"out_trade_no\":\"T123456\",\"trade_no\":\"2026112200\",\"trade_status\":\"TRADE_SUCCESS\","
    "\"total_amount\":\"88.00\",\"send_pay_date\":\"2026-11-29 10:00:00\"}";

static const struct {
    const char *from, *to;
    const char *word; /* NULL: borne */
    enum provider_order_state state;
} lies[] = {
    {"{", "{", NULL, PROVIDER_ORDER_PAID},
    {"TRADE_SUCCESS", "TRADE_FINISHED", NULL, PROVIDER_ORDER_PAID},
    {"TRADE_SUCCESS", "TRADE_CLOSED", NULL, PROVIDER_ORDER_REFUNDED},
    {"TRADE_SUCCESS", "WAIT_BUYER_PAY", NULL, PROVIDER_ORDER_UNPAID},
    {"TRADE_SUCCESS\",\"total_amount\":\"88.00\",\"send_pay_date\":\"2026-11-29 10:00:00\"", "TRADE_CLOSED\"",
     NULL, PROVIDER_ORDER_CLOSED},
    {"TRADE_SUCCESS", "PAID", "not as agreed", PROVIDER_ORDER_NOT_THERE},
    {"\"T123456\"", "123456", "not as agreed", PROVIDER_ORDER_NOT_THERE},
    {"\"T123456\"", "\"T1\"", "not as agreed", PROVIDER_ORDER_NOT_THERE},
    {"\"88.00\"", "88.00", "not as agreed", PROVIDER_ORDER_PAID},
    {"\"88.00\"", "\"88.001\"", "not as agreed", PROVIDER_ORDER_PAID},
    {"\"88.00\"", "\"-88.00\"", "not as agreed", PROVIDER_ORDER_PAID},
    {"\"88.00\"", "\"0.00\"", "not as agreed", PROVIDER_ORDER_PAID},
    {"\"88.00\"", "\"92233720368547758.08\"", "not as agreed", PROVIDER_ORDER_PAID},
    {"\"total_amount\":\"88.00\",", "", "not as agreed", PROVIDER_ORDER_PAID},
    {"\"2026112200\"", "\"\"", "not as agreed", PROVIDER_ORDER_PAID},
    {"\"trade_no\":\"2026112200\",", "", "not as agreed", PROVIDER_ORDER_PAID},
    {"2026-11-29 10", "2026-11-31 10", "not as agreed", PROVIDER_ORDER_PAID},
    {"{\"out", "{\"trans_currency\":\"USD\",\"out", "another currency", PROVIDER_ORDER_PAID},
    {"{\"out", "{\"trans_currency\":\"CNY\",\"out", NULL, PROVIDER_ORDER_PAID},
};

static void lies_of_trades(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lies / sizeof lies[0]; i++) {
        char text[1024];
        struct provider_payment payment;
        const char *at = strstr(trade, lies[i].from);
        assert_non_null(at);
        (void)snprintf(text, sizeof text, "%.*s%s%s", (int)(at - trade), trade, lies[i].to,
                       at + strlen(lies[i].from));
        struct json_tree *tree = json_tree_read(text, strlen(text));
        assert_non_null(tree);
        const char *word = alipay_read_trade(json_tree_root(tree), &payment);
        json_tree_wipe(tree);
        const char *wanted = lies[i].word != NULL ? lies[i].word : "";
        if (strcmp(word != NULL ? word : "", wanted) != 0 ||
            (word == NULL && payment.state != lies[i].state)) {
            fail_msg("%s in place of %s: wanted \"%s\" and state %d, got \"%s\" and %d", lies[i].to,
                     lies[i].from, wanted, lies[i].state, word != NULL ? word : "", payment.state);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_signed_part), cmocka_unit_test(lies_of_trades)};
    return cmocka_run_group_tests_name("alipay_answer", tests, NULL, NULL);
}
