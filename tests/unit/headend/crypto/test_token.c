#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "headend/crypto/token.h"

#define DIGITS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
#define FORTY  "0123456789012345678901234567890123456789"

/* Every place of a token takes every digit it can, and no two are alike. */
static void tokens_are_random(void **state)
{
    enum { MANY = 2000, LAST_DIGITS = 16 };
    static char seen[MANY][TOKEN_SIZE];
    (void)state;
    for (size_t i = 0; i < MANY; i++) {
        assert_int_equal(token_make(seen[i]), 0);
        assert_int_equal(strlen(seen[i]), TOKEN_SIZE - 1);
        assert_int_equal(strspn(seen[i], DIGITS), TOKEN_SIZE - 1);
        for (size_t k = 0; k < i; k++) {
            assert_string_not_equal(seen[i], seen[k]);
        }
    }
    for (size_t place = 0; place < TOKEN_SIZE - 1; place++) {
        int different = 0;
        for (const char *digit = DIGITS; *digit != '\0'; digit++) {
            size_t i = 0;
            while (i < MANY && seen[i][place] != *digit) {
                i++;
            }
            different += i < MANY;
        }
        assert_int_equal(different, place < TOKEN_SIZE - 2 ? (int)strlen(DIGITS) : LAST_DIGITS);
    }
}

static void only_tokens_have_digests(void **state)
{
    static const char *const bad[] = {
        "",          FORTY,       FORTY "01",  FORTY "0123",     FORTY "01\n", " " FORTY "01",
        FORTY "0=1", FORTY "0+1", FORTY "0/1", FORTY "\303\2441"};
    /* sha256sum of the 43 characters */
    static const unsigned char begin[] = {0x0a, 0x1b, 0xfe, 0xa6};
    struct token_digest digest;
    struct token_digest other;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(token_digest_of(bad[i], &digest), -1);
    }
    assert_int_equal(token_digest_of(FORTY "0-_", &digest), 0);
    assert_int_equal(token_digest_of(FORTY "0-A", &other), 0);
    assert_memory_equal(digest.bytes, begin, sizeof begin);
    assert_memory_not_equal(digest.bytes, other.bytes, sizeof digest.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tokens_are_random),
                                       cmocka_unit_test(only_tokens_have_digests)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
