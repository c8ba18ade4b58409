#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "headend/crypto/aes_gcm.h"
#include "headend/crypto/base64.h"

/* RFC 4648 section 10, and what is none. */

static void texts(void **state)
{
    static const char *const cases[][2] = {{"", ""},
                                           {"f", "Zg=="},
                                           {"fo", "Zm8="},
                                           {"foo", "Zm9v"},
                                           {"foob", "Zm9vYg=="},
                                           {"fooba", "Zm9vYmE="},
                                           {"foobar", "Zm9vYmFy"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[16];
        unsigned char bytes[8];
        size_t length = 99;
        base64_write(cases[i][0], strlen(cases[i][0]), text);
        assert_string_equal(text, cases[i][1]);
        assert_int_equal(base64_read(text, strlen(text), bytes, sizeof bytes, &length), 0);
        assert_int_equal(length, strlen(cases[i][0]));
        assert_memory_equal(bytes, cases[i][0], length);
    }
}

static void what_is_none(void **state)
{
    static const char *const cases[] = {"Z",    "Zg",   "Zg=",      "Zg===",       "====",
                                        "=Zg=", "Z=g=", "Zh==",     "Zm9=",        "Zm9v\n",
                                        "Zm 9", "Zm-_", "Zg==Zg==", "Zm9vYmFyYmF6"};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        unsigned char bytes[8];
        size_t length = 0;
        if (base64_read(cases[i], strlen(cases[i]), bytes, sizeof bytes, &length) == 0) {
            fail_msg("\"%s\" is no base64 of up to 8 bytes", cases[i]);
        }
    }
}

static void sealed_texts(void **state)
{
    unsigned char key[AES_GCM_KEY_BYTES] = "0123456789abcdef0123456789abcdef";
    unsigned char sealed[64];
    const struct aes_gcm aes = {.key = key, .nonce = "twelve bytes", .data = "transaction"};
    (void)state;
    for (size_t changed = 0; changed <= 7 + AES_GCM_TAG_BYTES; changed++) {
        size_t length = 7 + AES_GCM_TAG_BYTES;
        assert_int_equal(aes_gcm_seal(&aes, "a text.", 7, sealed), 0);
        int is_changed = changed < length;
        sealed[changed] ^= (unsigned char)is_changed;
        assert_int_equal(aes_gcm_open(&aes, sealed, &length), is_changed ? -1 : 0);
        if (!is_changed) {
            assert_int_equal(length, 7);
            assert_memory_equal(sealed, "a text.", 7);
        }
    }
}

static void other_seals(void **state)
{
    unsigned char key[AES_GCM_KEY_BYTES] = "0123456789abcdef0123456789abcdef";
    const struct aes_gcm aes = {.key = key, .nonce = "twelve bytes", .data = "transaction"};
    const struct aes_gcm others[] = {{.key = key, .nonce = "twelve bytez", .data = "transaction"},
                                     {.key = key, .nonce = "twelve bytes", .data = "refund"},
                                     {.key = key, .nonce = "eleven byte", .data = "transaction"},
                                     {.key = key, .nonce = "", .data = "transaction"}};
    unsigned char sealed[64];
    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        size_t length = 7 + AES_GCM_TAG_BYTES;
        assert_int_equal(aes_gcm_seal(&aes, "a text.", 7, sealed), 0);
        assert_int_equal(aes_gcm_open(&others[i], sealed, &length), -1);
    }
    size_t length = AES_GCM_TAG_BYTES - 1;
    assert_int_equal(aes_gcm_open(&aes, sealed, &length), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(texts), cmocka_unit_test(what_is_none),
                                       cmocka_unit_test(sealed_texts), cmocka_unit_test(other_seals)};
    return cmocka_run_group_tests_name("base64", tests, NULL, NULL);
}
