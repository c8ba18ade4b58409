#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "headend/providers/wechat_private.h"

/* Each field of what WeChat Pay says of an order or a refund: missing, of another type, of another, huge,
 * twice. */

static const struct wechat_config config = {.merchant = "1900000109", .app = "wx88"};
static const struct wechat wechat = {.config = &config};

static const char order[] =
    "{\"appid\":\"wx88\",\"mchid\":\"1900000109\",\"out_trade_no\":\"T123456\",\"trade_state\":\"SUCCESS\","
    "\"transaction_id\":\"42000001\",\"success_time\":\"2018-06-08T10:34:56+08:00\","
    "\"amount\":{\"total\":8800,\"payer_total\":8700,\"currency\":\"CNY\"}}";

static const char refund[] = "{\"mchid\":\"1900000109\",\"out_trade_no\":\"T123456\",\"out_refund_no\":"
                             "\"R123456\",\"transaction_id\":\"42000001\","
                             "\"status\":\"SUCCESS\",\"success_time\":\"2018-06-08T10:34:56+08:00\","
                             "\"amount\":{\"total\":8800,\"refund\":100,\"currency\":\"CNY\"}}";

struct lie {
    const char *from, *to;
    const char *word; /* NULL: it is borne */
};

static const char no[] = "not as agreed";

static const struct lie of_orders[] = {
    {"\"appid\":\"wx88\"", "\"appid\":\"wx89\"", "another merchant"},
    {"\"appid\":\"wx88\",", "", "another merchant"},
    {"\"mchid\":\"1900000109\"", "\"mchid\":\"1900000108\"", "another merchant"},
    {"\"mchid\":\"1900000109\"", "\"mchid\":1900000109", "another merchant"},
    {"\"mchid\":\"1900000109\",", "", "another merchant"},
    {"\"T123456\"", "\"T12\"", no},
    {"\"T123456\"", "\"T123456/../x\"", no},
    {"\"T123456\"", "123456", no},
    {"\"out_trade_no\":\"T123456\",", "", no},
    {"\"SUCCESS\"", "\"success\"", no},
    {"\"SUCCESS\"", "\"PAYERROR\"", no},
    {"\"SUCCESS\"", "true", no},
    {"\"42000001\"", "\"\"", no},
    {"\"42000001\"", "\"42 1\"", no},
    {"\"42000001\"", "42000001", no},
    {"\"42000001\"", "\"12345678901234567890123456789012345678901234567890123456789012345\"", no},
    {"\"2018-06-08T10:34:56+08:00\"", "\"yesterday\"", no},
    {"\"2018-06-08T10:34:56+08:00\"", "1528425296", no},
    {"\"success_time\":\"2018-06-08T10:34:56+08:00\",", "", no},
    {"\"total\":8800", "\"total\":0", no},
    {"\"total\":8800", "\"total\":-8800", no},
    {"\"total\":8800", "\"total\":88.00", no},
    {"\"total\":8800", "\"total\":8.8e3", no},
    {"\"total\":8800", "\"total\":\"8800\"", no},
    {"\"total\":8800", "\"total\":9223372036854775808", no},
    {"\"total\":8800", "\"total\":10000000001", no},
    {"\"total\":8800,", "", no},
    {"\"amount\":{\"total\":8800,\"payer_total\":8700,\"currency\":\"CNY\"}", "\"amount\":[8800]", no},
    {"\"CNY\"", "\"USD\"", "another currency"},
    {"\"CNY\"", "156", "another currency"},
    {",\"currency\":\"CNY\"", "", "another currency"},
    {"\"payer_total\":8700,", "", NULL},
    {"{\"appid\"", "{\"new\":[{}],\"appid\"", NULL},
};

static const struct lie of_refunds[] = {
    {"\"mchid\":\"1900000109\"", "\"mchid\":\"1900000108\"", "another merchant"},
    {"\"mchid\":\"1900000109\",", "", NULL},
    {"\"R123456\"", "\"\"", no},
    {"\"T123456\"", "\"T12 456\"", no},
    {"\"42000001\"", "null", no},
    {"\"SUCCESS\"", "\"DONE\"", no},
    {"\"2018-06-08T10:34:56+08:00\"", "\"\"", no},
    {"\"refund\":100", "\"refund\":0", no},
    {"\"refund\":100", "\"refund\":1.5", no},
    {"\"refund\":100,", "", no},
    {"\"CNY\"", "\"HKD\"", "another currency"},
    {",\"currency\":\"CNY\"", "", NULL},
};

/* What is said of the text with one thing changed in it. */
static const char *said_of(const char *text, const struct lie *lie, int is_refund)
{
    char changed[1024];
    struct provider_payment payment;
    struct provider_refund found;
    const char *at = strstr(text, lie->from);
    assert_non_null(at);
    (void)snprintf(changed, sizeof changed, "%.*s%s%s", (int)(at - text), text, lie->to,
                   at + strlen(lie->from));
    struct json_tree *tree = json_tree_read(changed, strlen(changed));
    if (tree == NULL) {
        fail_msg("not even JSON: %s", changed);
    }
    const char *word = is_refund ? wechat_read_refund(&wechat, json_tree_root(tree), "status", &found)
                                 : wechat_read_payment(&wechat, json_tree_root(tree), &payment);
    json_tree_wipe(tree);
    return word != NULL ? word : "";
}

static void check(const char *text, const struct lie *lies, size_t count, int is_refund)
{
    static const struct lie none = {"{", "{", NULL};
    assert_string_equal(said_of(text, &none, is_refund), "");
    for (size_t i = 0; i < count; i++) {
        const char *wanted = lies[i].word != NULL ? lies[i].word : "";
        const char *got = said_of(text, &lies[i], is_refund);
        if (strcmp(got, wanted) != 0) {
            fail_msg("%s in place of %s: wanted \"%s\", got \"%s\"", lies[i].to, lies[i].from, wanted, got);
        }
    }
}

static void lies_of_orders(void **state)
{
    (void)state;
    check(order, of_orders, sizeof of_orders / sizeof of_orders[0], 0);
}

static void lies_of_refunds(void **state)
{
    (void)state;
    check(refund, of_refunds, sizeof of_refunds / sizeof of_refunds[0], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lies_of_orders), cmocka_unit_test(lies_of_refunds)};
    return cmocka_run_group_tests_name("wechat_resource", tests, NULL, NULL);
}
