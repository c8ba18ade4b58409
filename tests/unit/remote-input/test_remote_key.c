/* Names, and the two key tables: from the kernel's codes and from DirectFB's symbols. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <directfb.h>
#include <directfb_keyboard.h>
#include <linux/input-event-codes.h>
#include <string.h>

#include "remote-input/remote_key.h"

static void every_key_has_a_name_that_leads_back(void **state)
{
    (void)state;
    for (unsigned key = REMOTE_KEY_NONE + 1; key < REMOTE_KEY_COUNT; key++) {
        const char *name = remote_key_name((enum remote_key)key);
        assert_non_null(name);
        if (remote_key_from_name(name) != (enum remote_key)key) {
            fail_msg("key %u is called %s, which leads to %u", key, name,
                     (unsigned)remote_key_from_name(name));
        }
    }
    assert_string_equal(remote_key_name(REMOTE_KEY_COUNT), "NONE");
    assert_string_equal(remote_key_name((enum remote_key)9999), "NONE");
}

static void names_that_are_none(void **state)
{
    static const char *const bad[] = {"", "up", "UP ", "KEY_UP", "10", "COUNT", "NONE"};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (remote_key_from_name(bad[i]) != REMOTE_KEY_NONE) {
            fail_msg("\"%s\" was taken for a key", bad[i]);
        }
    }
    assert_int_equal(remote_key_from_name(NULL), REMOTE_KEY_NONE);
}

static void digits(void **state)
{
    (void)state;
    for (int i = 0; i <= 9; i++) {
        assert_int_equal(remote_key_digit((enum remote_key)(REMOTE_KEY_0 + i)), i);
    }
    assert_int_equal(remote_key_digit(REMOTE_KEY_BLUE), -1);
    assert_int_equal(remote_key_digit(REMOTE_KEY_STAR), -1);
    assert_int_equal(remote_key_digit(REMOTE_KEY_NONE), -1);
}

/* The same key under the kernel's name and under DirectFB's (which of them belong together: DirectFB's
 * linux_input driver). */
static const struct {
    unsigned code, symbol;
    enum remote_key key;
} pairs[] = {
    {KEY_UP, DIKS_CURSOR_UP, REMOTE_KEY_UP},
    {KEY_DOWN, DIKS_CURSOR_DOWN, REMOTE_KEY_DOWN},
    {KEY_LEFT, DIKS_CURSOR_LEFT, REMOTE_KEY_LEFT},
    {KEY_RIGHT, DIKS_CURSOR_RIGHT, REMOTE_KEY_RIGHT},
    {KEY_OK, DIKS_OK, REMOTE_KEY_OK},
    {KEY_SELECT, DIKS_SELECT, REMOTE_KEY_OK},
    {KEY_ENTER, DIKS_RETURN, REMOTE_KEY_OK},
    {KEY_KPENTER, DIKS_ENTER, REMOTE_KEY_OK},
    {KEY_BACK, DIKS_BACK, REMOTE_KEY_BACK},
    {KEY_ESC, DIKS_ESCAPE, REMOTE_KEY_BACK},
    {KEY_LAST, DIKS_LAST, REMOTE_KEY_BACK},
    {KEY_CANCEL, DIKS_CANCEL, REMOTE_KEY_BACK},
    {KEY_EXIT, DIKS_EXIT, REMOTE_KEY_HOME},
    {KEY_HOME, DIKS_HOME, REMOTE_KEY_HOME},
    {KEY_MENU, DIKS_MENU, REMOTE_KEY_MENU},
    {KEY_OPTION, DIKS_OPTION, REMOTE_KEY_MENU},
    {KEY_PAGEUP, DIKS_PAGE_UP, REMOTE_KEY_PAGE_UP},
    {KEY_PAGEDOWN, DIKS_PAGE_DOWN, REMOTE_KEY_PAGE_DOWN},
    {KEY_CHANNELUP, DIKS_CHANNEL_UP, REMOTE_KEY_CHANNEL_UP},
    {KEY_CHANNELDOWN, DIKS_CHANNEL_DOWN, REMOTE_KEY_CHANNEL_DOWN},
    {KEY_VOLUMEUP, DIKS_VOLUME_UP, REMOTE_KEY_VOLUME_UP},
    {KEY_VOLUMEDOWN, DIKS_VOLUME_DOWN, REMOTE_KEY_VOLUME_DOWN},
    {KEY_RED, DIKS_RED, REMOTE_KEY_RED},
    {KEY_GREEN, DIKS_GREEN, REMOTE_KEY_GREEN},
    {KEY_YELLOW, DIKS_YELLOW, REMOTE_KEY_YELLOW},
    {KEY_BLUE, DIKS_BLUE, REMOTE_KEY_BLUE},
    {KEY_F1, DIKS_F1, REMOTE_KEY_RED},
    {KEY_F2, DIKS_F2, REMOTE_KEY_GREEN},
    {KEY_F3, DIKS_F3, REMOTE_KEY_YELLOW},
    {KEY_F4, DIKS_F4, REMOTE_KEY_BLUE},
    {KEY_F7, DIKS_F7, REMOTE_KEY_CHANNEL_DOWN},
    {KEY_F8, DIKS_F8, REMOTE_KEY_CHANNEL_UP},
    {KEY_F9, DIKS_F9, REMOTE_KEY_INFO},
    {KEY_F10, DIKS_F10, REMOTE_KEY_MENU},
    {KEY_F11, DIKS_F11, REMOTE_KEY_VOLUME_DOWN},
    {KEY_F12, DIKS_F12, REMOTE_KEY_VOLUME_UP},
    {KEY_0, DIKS_0, REMOTE_KEY_0},
    {KEY_1, DIKS_1, REMOTE_KEY_1},
    {KEY_2, DIKS_2, REMOTE_KEY_2},
    {KEY_3, DIKS_3, REMOTE_KEY_3},
    {KEY_4, DIKS_4, REMOTE_KEY_4},
    {KEY_5, DIKS_5, REMOTE_KEY_5},
    {KEY_6, DIKS_6, REMOTE_KEY_6},
    {KEY_7, DIKS_7, REMOTE_KEY_7},
    {KEY_8, DIKS_8, REMOTE_KEY_8},
    {KEY_9, DIKS_9, REMOTE_KEY_9},
    {KEY_KP0, DIKS_0, REMOTE_KEY_0},
    {KEY_KP5, DIKS_5, REMOTE_KEY_5},
    {KEY_KP9, DIKS_9, REMOTE_KEY_9},
    {KEY_NUMERIC_0, DIKS_0, REMOTE_KEY_0},
    {KEY_NUMERIC_9, DIKS_9, REMOTE_KEY_9},
    {KEY_NUMERIC_STAR, DIKS_ASTERISK, REMOTE_KEY_STAR},
    {KEY_KPASTERISK, DIKS_ASTERISK, REMOTE_KEY_STAR},
    {KEY_NUMERIC_POUND, DIKS_NUMBER_SIGN, REMOTE_KEY_POUND},
    {KEY_DELETE, DIKS_DELETE, REMOTE_KEY_DELETE},
    {KEY_CLEAR, DIKS_CLEAR, REMOTE_KEY_DELETE},
    {KEY_BACKSPACE, DIKS_BACKSPACE, REMOTE_KEY_DELETE},
    {KEY_INFO, DIKS_INFO, REMOTE_KEY_INFO},
    {KEY_HELP, DIKS_HELP, REMOTE_KEY_INFO},
    {KEY_PLAYPAUSE, DIKS_PLAYPAUSE, REMOTE_KEY_PLAY_PAUSE},
    {KEY_PLAY, DIKS_PLAY, REMOTE_KEY_PLAY_PAUSE},
    {KEY_PAUSE, DIKS_PAUSE, REMOTE_KEY_PLAY_PAUSE},
    {KEY_POWER, DIKS_POWER, REMOTE_KEY_STANDBY},
    {KEY_POWER2, DIKS_POWER2, REMOTE_KEY_STANDBY},
};

static void sideways(void **state)
{
    (void)state;
    for (int key = REMOTE_KEY_NONE; key < REMOTE_KEY_COUNT; key++) {
        int left = key == REMOTE_KEY_LEFT || key == REMOTE_KEY_VOLUME_DOWN;
        int right = key == REMOTE_KEY_RIGHT || key == REMOTE_KEY_VOLUME_UP;
        assert_int_equal(remote_key_sideways((enum remote_key)key), left ? -1 : right ? 1 : 0);
    }
}

static void both_tables_agree(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        const char *want = remote_key_name(pairs[i].key);
        const char *code = remote_key_name(remote_key_from_evdev(pairs[i].code));
        const char *symbol = remote_key_name(remote_key_from_diks(pairs[i].symbol));
        if (strcmp(code, want) != 0 || strcmp(symbol, want) != 0) {
            fail_msg("code %u and symbol 0x%x should both be %s; they are %s and %s", pairs[i].code,
                     pairs[i].symbol, want, code, symbol);
        }
    }
}

/* No symbol of DirectFB's does something that no key of the kernel does, and no table has a row that the list
 * above misses. */
static void nothing_stands_in_one_table_only(void **state)
{
    int in_list[REMOTE_KEY_COUNT] = {0};
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        in_list[pairs[i].key] = 1;
    }
    for (unsigned key = REMOTE_KEY_NONE + 1; key < REMOTE_KEY_COUNT; key++) {
        if (!in_list[key]) {
            fail_msg("%s is tested in neither table", remote_key_name((enum remote_key)key));
        }
    }
    for (unsigned low = 0; low < 0x200; low++) {
        static const unsigned types[] = {DIKT_UNICODE, DIKT_SPECIAL, DIKT_FUNCTION, DIKT_CUSTOM};
        for (size_t t = 0; t < sizeof types / sizeof types[0]; t++) {
            unsigned symbol = types[t] | low;
            int listed = 0;
            for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
                listed = listed || pairs[i].symbol == symbol;
            }
            if (!listed && remote_key_from_diks(symbol) != REMOTE_KEY_NONE) {
                fail_msg("symbol 0x%x is %s, without a partner among the kernel's codes", symbol,
                         remote_key_name(remote_key_from_diks(symbol)));
            }
        }
    }
}

static void codes_of_no_use(void **state)
{
    static const unsigned codes[] = {0, KEY_A, KEY_MUTE, KEY_RECORD, BTN_LEFT, KEY_MAX, KEY_CNT, 70000, ~0U};
    (void)state;
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        assert_int_equal(remote_key_from_evdev(codes[i]), REMOTE_KEY_NONE);
    }
    assert_int_equal(remote_key_from_diks(0), REMOTE_KEY_NONE);
    assert_int_equal(remote_key_from_diks(~0U), REMOTE_KEY_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_has_a_name_that_leads_back),
        cmocka_unit_test(names_that_are_none),
        cmocka_unit_test(digits),
        cmocka_unit_test(sideways),
        cmocka_unit_test(both_tables_agree),
        cmocka_unit_test(nothing_stands_in_one_table_only),
        cmocka_unit_test(codes_of_no_use),
    };
    return cmocka_run_group_tests_name("remote_key", tests, NULL, NULL);
}
