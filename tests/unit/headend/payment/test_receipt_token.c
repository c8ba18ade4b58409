/* The addresses of receipts. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "headend/payment/receipt_token.h"

#define ORDER "ae11fb3a5b14d102668ab97ba6"

static const struct keyed_hash key = {.key = {1, 2, 3}}, other_key = {.key = {3, 2, 1}};

static void test_its_own_token_is_read(void **state)
{
    char token[RECEIPT_TOKEN_SIZE];
    char order[LEDGER_ID_SIZE];
    (void)state;
    assert_int_equal(receipt_token_make(&key, ORDER, token), 0);
    assert_true(receipt_token_is_valid(token));
    assert_int_equal(receipt_token_read(&key, token, order), 1);
    assert_string_equal(order, ORDER);
    assert_int_equal(receipt_token_read(&other_key, token, order), 0);
}

static void test_every_other_character_is_refused(void **state)
{
    char token[RECEIPT_TOKEN_SIZE];
    char order[LEDGER_ID_SIZE];
    (void)state;
    assert_int_equal(receipt_token_make(&key, ORDER, token), 0);
    for (size_t i = 0; token[i] != '\0'; i++) {
        char was = token[i];
        token[i] = was == '0' ? '1' : '0';
        assert_int_equal(receipt_token_read(&key, token, order), 0);
        token[i] = was;
    }
}

static void test_what_is_no_token(void **state)
{
    static const char *const texts[] = {"",
                                        ".",
                                        ORDER,
                                        ORDER ".",
                                        ORDER ".0123456789abcdef0123456789abcde",
                                        ORDER ".0123456789abcdef0123456789abcdef0",
                                        ORDER ".0123456789ABCDEF0123456789abcdef",
                                        ".0123456789abcdef0123456789abcdef",
                                        ORDER ORDER ".0123456789abcdef0123456789abcdef",
                                        "an order.0123456789abcdef0123456789abcdef"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (receipt_token_is_valid(texts[i])) {
            fail_msg("\"%s\" is taken for a token", texts[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_its_own_token_is_read),
        cmocka_unit_test(test_every_other_character_is_refused),
        cmocka_unit_test(test_what_is_no_token),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
