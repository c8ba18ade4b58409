#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "headend/providers/provider_value.h"

static void yuan_is_exact(void **state)
{
    static const struct {
        const char *text;
        int64_t fen; /* -1: refused */
    } cases[] = {{"88.00", 8800},
                 {"88", 8800},
                 {"88.1", 8810},
                 {"0.01", 1},
                 {"0", 0},
                 {"0.1", 10},
                 {"19.99", 1999},
                 {"4.35", 435},
                 {"1.15", 115},
                 {"100000000.00", PROVIDER_FEN_MAX},
                 {"88.000", 8800},
                 {"100000000.01", -1},
                 {"-1.00", -1},
                 {"-0.01", -1},
                 {"88.001", -1},
                 {"", -1},
                 {".5", -1},
                 {"5.", -1},
                 {"1e2", -1},
                 {"1,000.00", -1},
                 {"+1", -1},
                 {" 1", -1},
                 {"1 ", -1},
                 {"0x10", -1},
                 {"９.00", -1},
                 {"nan", -1},
                 {"99999999999999999999", -1}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t fen = -7;
        int result = yuan_read(cases[i].text, &fen);
        if (cases[i].fen < 0 ? result != -1 : result != 0 || fen != cases[i].fen) {
            fail_msg("yuan \"%s\": wanted %lld, got %d and %lld", cases[i].text, (long long)cases[i].fen,
                     result, (long long)fen);
        }
    }
}

static void yuan_comes_back(void **state)
{
    char text[YUAN_SIZE];
    (void)state;
    for (int64_t fen = 0; fen < 200000; fen += 7) {
        int64_t again = -1;
        yuan_write(fen * 1001, text);
        assert_int_equal(yuan_read(text, &again), fen * 1001 <= PROVIDER_FEN_MAX ? 0 : -1);
        assert_int_equal(again, fen * 1001);
    }
}

static void fees_have_five_places(void **state)
{
    static const struct {
        const char *text;
        int64_t fee; /* INT64_MIN: refused */
    } cases[] = {{"0.52800", 52800}, {"-0.00300", -300},      {"0", 0},           {"1", 100000},
                 {"0.5", 50000},     {"0.000001", INT64_MIN}, {"", INT64_MIN},    {"-", INT64_MIN},
                 {"1.", INT64_MIN},  {"0.1 ", INT64_MIN},     {"--1", INT64_MIN}, {"1e5", INT64_MIN}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t fee = INT64_MIN;
        int result = fee_read(cases[i].text, &fee);
        if (cases[i].fee == INT64_MIN ? result != -1 : result != 0 || fee != cases[i].fee) {
            fail_msg("fee \"%s\": wanted %lld, got %d and %lld", cases[i].text, (long long)cases[i].fee,
                     result, (long long)fee);
        }
    }
}

static void moments(void **state)
{
    static const struct {
        const char *text;
        int64_t ms; /* 0: refused */
    } cases[] = {{"2018-06-08T10:34:56+08:00", INT64_C(1528425296000)},
                 {"2018-06-08T02:34:56Z", INT64_C(1528425296000)},
                 {"2018-06-08T02:34:56.123+00:00", INT64_C(1528425296000)},
                 {"2018-06-08 10:34:56", INT64_C(1528425296000)},
                 {"2018-06-07T21:34:56-05:00", INT64_C(1528425296000)},
                 {"2018-02-30T10:34:56+08:00", 0},
                 {"2018-06-08T24:00:00+08:00", 0},
                 {"2018-06-08T10:60:00+08:00", 0},
                 {"2018-06-08T10:34:56+8", 0},
                 {"2018-06-08T10:34:56+08:00 ", 0},
                 {"2018-06-08", 0},
                 {"", 0},
                 {"0000-06-08T10:34:56+08:00", 0},
                 {"2018/06/08 10:34:56", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t ms = 0;
        int result = provider_moment_read(cases[i].text, &ms);
        if (cases[i].ms == 0 ? result != -1 : result != 0 || ms != cases[i].ms) {
            fail_msg("moment \"%s\": wanted %lld, got %d and %lld", cases[i].text, (long long)cases[i].ms,
                     result, (long long)ms);
        }
    }
    char text[PROVIDER_MOMENT_SIZE];
    provider_moment_write(INT64_C(1528425296000), 'T', text);
    assert_string_equal(text, "2018-06-08T10:34:56+08:00");
    provider_moment_write(INT64_C(1528425296000), ' ', text);
    assert_string_equal(text, "2018-06-08 10:34:56");
}

static void names_stand_once(void **state)
{
    static const struct {
        const char *json;
        int is_distinct;
    } cases[] = {{"{\"a\":1,\"b\":{\"a\":2}}", 1}, {"{\"a\":1,\"a\":1}", 0},
                 {"{\"b\":{\"a\":1,\"a\":2}}", 0}, {"{\"l\":[{\"a\":1,\"a\":2}]}", 0},
                 {"{\"l\":[1,1,1]}", 1},           {"{}", 1}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct json_tree *tree = json_tree_read(cases[i].json, strlen(cases[i].json));
        int got = provider_is_distinct(json_tree_root(tree));
        json_tree_wipe(tree);
        if (got != cases[i].is_distinct) {
            fail_msg("%s: wanted %d", cases[i].json, cases[i].is_distinct);
        }
    }
}

static void numbers_of_orders(void **state)
{
    static const char *const good[] = {"123456", "T-1_z9", "12345678901234567890123456789012"};
    static const char *const bad[] = {
        "", "12345", "123456789012345678901234567890123", "12345 ", "12345/", "1234567|", "1234567?x"};
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(provider_number_is_good(good[i]));
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (provider_number_is_good(bad[i])) {
            fail_msg("\"%s\" is no number of an order", bad[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(yuan_is_exact),         cmocka_unit_test(yuan_comes_back),
        cmocka_unit_test(fees_have_five_places), cmocka_unit_test(moments),
        cmocka_unit_test(names_stand_once),      cmocka_unit_test(numbers_of_orders)};
    return cmocka_run_group_tests_name("provider_value", tests, NULL, NULL);
}
