#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "headend/providers/bill.h"

/* A bill with a payment and a refund; what is changed in it, and whether it is still believed. */

static const char bill[] =
    "交易时间,公众账号ID,商户号,微信订单号,商户订单号,交易状态,货币种类,应结订单金额,商户退款单号,退款金额,"
    "商品名称,手续费,订单金额,申请退款金额\r\n"
    "`2026-11-29 10:00:00,`wx88,`1900000109,`42001,`T123456,`SUCCESS,`CNY,`80.00,`0,`0.00,`电费, "
    "一,`0.52800,`88.00,`0.00\r\n"
    "`2026-11-29 "
    "11:00:00,`wx88,`1900000109,`42001,`T123456,`REFUND,`CNY,`0.00,`R123456,`1.00,`电费,`-0.00600,`0.00,`1."
    "00\r\n"
    "总交易单数,应结订单总金额,退款总金额,手续费总金额,订单总金额,申请退款总金额\r\n"
    "`2,`80.00,`1.00,`0.52200,`88.00,`1.00\r\n";

static const struct {
    const char *from, *to;
    const char *word; /* NULL: believed */
} cases[] = {
    {"`2,`80.00", "`1,`80.00", NULL},
    {"交易时间,公众账号ID", "公众账号ID,交易时间", "not as agreed"}, /* the line below has not moved */
    {"`2,`80.00", "`3,`80.00", "other sums"},
    {"`88.00,`1.00\r\n", "`88.01,`1.00\r\n", "other sums"},
    {"`88.00,`1.00\r\n", "`88.00,`1.01\r\n", "other sums"},
    {"`0.52200", "`0.52201", "other sums"},
    {"`88.00,`0.00\r\n", "`88.001,`0.00\r\n", "not as agreed"},
    {"`88.00,`0.00\r\n", "`-88.00,`0.00\r\n", "not as agreed"},
    {"`88.00,`0.00\r\n", "`0.00,`0.00\r\n", "not as agreed"},
    {"`88.00,`0.00\r\n", "`88.00\r\n", NULL}, /* a cell less at the end of a payment */
    {"`1900000109,`42001,`T123456,`SUCCESS", "`1900000108,`42001,`T123456,`SUCCESS", "another merchant"},
    {"`SUCCESS,`CNY", "`SUCCESS,`USD", "another currency"},
    {"`SUCCESS", "`NOTPAY", "not as agreed"},
    {"`42001,`T123456,`SUCCESS", "`,`T123456,`SUCCESS", "not as agreed"},
    {"`T123456,`SUCCESS", "`another merchant's own,`SUCCESS", NULL},
    {"`2026-11-29 10:00:00", "`2026-11-31 10:00:00", "not as agreed"},
    {"`2026-11-29 10:00:00", "2026-11-29 10:00:00", "not as agreed"},
    {"总交易单数,应结", "应结", "not as agreed"},
    {"总交易单数", "总交易单", "not as agreed"},
    {"手续费,订单金额", "费,订单金额", "not as agreed"},
    {"手续费,订单金额", "订单金额,订单金额", "not as agreed"},
    {"`2,`80.00,`1.00,`0.52200,`88.00,`1.00\r\n", "", "not as agreed"},
    {"`88.00,`1.00\r\n", "`88.00,`1.00\r\n`more\r\n", "not as agreed"},
    {"商户订单号", "商户订单号,商户订单号", "not as agreed"},
};

static void changes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[4096];
        struct provider_day day = {.rows = NULL};
        struct provider_word word = {""};
        const char *at = strstr(bill, cases[i].from);
        assert_non_null(at);
        int length = snprintf(text, sizeof text, "%.*s%s%s", (int)(at - bill), bill, cases[i].to,
                              at + strlen(cases[i].from));
        int result = wechat_bill_read(text, (size_t)length, "1900000109", &day, &word);
        const char *wanted = cases[i].word != NULL ? cases[i].word : "";
        if ((result == 0) != (cases[i].word == NULL) || strcmp(word.text, wanted) != 0) {
            fail_msg("%s in place of %s: wanted \"%s\", got %d \"%s\"", cases[i].to, cases[i].from, wanted,
                     result, word.text);
        }
        provider_day_free(&day);
    }
}

static void rows(void **state)
{
    char text[sizeof bill];
    struct provider_day day;
    struct provider_word word;
    (void)state;
    memcpy(text, bill, sizeof bill);
    assert_int_equal(wechat_bill_read(text, sizeof bill - 1, "1900000109", &day, &word), 0);
    assert_int_equal(day.count, 2);
    assert_int_equal(day.rows[0].kind, PROVIDER_ROW_PAYMENT);
    assert_int_equal(day.rows[0].fen, 8800);
    assert_int_equal(day.rows[0].fee, 52800);
    assert_string_equal(day.rows[0].out_trade_no, "T123456");
    assert_int_equal(day.rows[0].time_ms, INT64_C(1795917600000));
    assert_int_equal(day.rows[1].kind, PROVIDER_ROW_REFUND);
    assert_int_equal(day.rows[1].fen, 100);
    assert_int_equal(day.rows[1].fee, -600);
    assert_string_equal(day.rows[1].out_refund_no, "R123456");
    provider_day_free(&day);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(rows), cmocka_unit_test(changes)};
    return cmocka_run_group_tests_name("wechat_bill", tests, NULL, NULL);
}
