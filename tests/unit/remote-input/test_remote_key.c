/* Names, and the two key tables: from the kernel's codes and from X's keysyms. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <X11/XF86keysym.h>
#include <X11/keysym.h>
#include <cmocka.h>
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

/* X's keysym of a key of the kernel that has none of its own. */
#define EVDEV_KEYSYM(code) (0x10081000 + (code))

/* The same key under the kernel's name and under X's. */
static const struct {
    unsigned code, symbol;
    enum remote_key key;
} pairs[] = {
    {KEY_UP, XK_Up, REMOTE_KEY_UP},
    {KEY_DOWN, XK_Down, REMOTE_KEY_DOWN},
    {KEY_LEFT, XK_Left, REMOTE_KEY_LEFT},
    {KEY_RIGHT, XK_Right, REMOTE_KEY_RIGHT},
    {KEY_OK, EVDEV_KEYSYM(KEY_OK), REMOTE_KEY_OK},
    {KEY_SELECT, XF86XK_Select, REMOTE_KEY_OK},
    {KEY_ENTER, XK_Return, REMOTE_KEY_OK},
    {KEY_KPENTER, XK_KP_Enter, REMOTE_KEY_OK},
    {KEY_BACK, XF86XK_Back, REMOTE_KEY_BACK},
    {KEY_ESC, XK_Escape, REMOTE_KEY_BACK},
    {KEY_LAST, EVDEV_KEYSYM(KEY_LAST), REMOTE_KEY_BACK},
    {KEY_CANCEL, XK_Cancel, REMOTE_KEY_BACK},
    {KEY_EXIT, EVDEV_KEYSYM(KEY_EXIT), REMOTE_KEY_HOME},
    {KEY_HOME, XK_Home, REMOTE_KEY_HOME},
    {KEY_MENU, XK_Menu, REMOTE_KEY_MENU},
    {KEY_OPTION, XF86XK_Option, REMOTE_KEY_MENU},
    {KEY_PAGEUP, XK_Page_Up, REMOTE_KEY_PAGE_UP},
    {KEY_PAGEDOWN, XK_Page_Down, REMOTE_KEY_PAGE_DOWN},
    {KEY_CHANNELUP, EVDEV_KEYSYM(KEY_CHANNELUP), REMOTE_KEY_CHANNEL_UP},
    {KEY_CHANNELDOWN, EVDEV_KEYSYM(KEY_CHANNELDOWN), REMOTE_KEY_CHANNEL_DOWN},
    {KEY_VOLUMEUP, XF86XK_AudioRaiseVolume, REMOTE_KEY_VOLUME_UP},
    {KEY_VOLUMEDOWN, XF86XK_AudioLowerVolume, REMOTE_KEY_VOLUME_DOWN},
    {KEY_RED, XF86XK_Red, REMOTE_KEY_RED},
    {KEY_GREEN, XF86XK_Green, REMOTE_KEY_GREEN},
    {KEY_YELLOW, XF86XK_Yellow, REMOTE_KEY_YELLOW},
    {KEY_BLUE, XF86XK_Blue, REMOTE_KEY_BLUE},
    {KEY_F1, XK_F1, REMOTE_KEY_RED},
    {KEY_F2, XK_F2, REMOTE_KEY_GREEN},
    {KEY_F3, XK_F3, REMOTE_KEY_YELLOW},
    {KEY_F4, XK_F4, REMOTE_KEY_BLUE},
    {KEY_F7, XK_F7, REMOTE_KEY_CHANNEL_DOWN},
    {KEY_F8, XK_F8, REMOTE_KEY_CHANNEL_UP},
    {KEY_F9, XK_F9, REMOTE_KEY_INFO},
    {KEY_F10, XK_F10, REMOTE_KEY_MENU},
    {KEY_F11, XK_F11, REMOTE_KEY_VOLUME_DOWN},
    {KEY_F12, XK_F12, REMOTE_KEY_VOLUME_UP},
    {KEY_0, XK_0, REMOTE_KEY_0},
    {KEY_1, XK_1, REMOTE_KEY_1},
    {KEY_2, XK_2, REMOTE_KEY_2},
    {KEY_3, XK_3, REMOTE_KEY_3},
    {KEY_4, XK_4, REMOTE_KEY_4},
    {KEY_5, XK_5, REMOTE_KEY_5},
    {KEY_6, XK_6, REMOTE_KEY_6},
    {KEY_7, XK_7, REMOTE_KEY_7},
    {KEY_8, XK_8, REMOTE_KEY_8},
    {KEY_9, XK_9, REMOTE_KEY_9},
    {KEY_KP0, XK_KP_0, REMOTE_KEY_0},
    {KEY_KP5, XK_KP_5, REMOTE_KEY_5},
    {KEY_KP9, XK_KP_9, REMOTE_KEY_9},
    {KEY_NUMERIC_0, XK_0, REMOTE_KEY_0},
    {KEY_NUMERIC_9, XK_9, REMOTE_KEY_9},
    {KEY_NUMERIC_STAR, XK_asterisk, REMOTE_KEY_STAR},
    {KEY_KPASTERISK, XK_KP_Multiply, REMOTE_KEY_STAR},
    {KEY_NUMERIC_POUND, XK_numbersign, REMOTE_KEY_POUND},
    {KEY_DELETE, XK_Delete, REMOTE_KEY_DELETE},
    {KEY_CLEAR, XK_Clear, REMOTE_KEY_DELETE},
    {KEY_BACKSPACE, XK_BackSpace, REMOTE_KEY_DELETE},
    {KEY_INFO, EVDEV_KEYSYM(KEY_INFO), REMOTE_KEY_INFO},
    {KEY_HELP, XK_Help, REMOTE_KEY_INFO},
    {KEY_PLAYPAUSE, EVDEV_KEYSYM(KEY_PLAYPAUSE), REMOTE_KEY_PLAY_PAUSE},
    {KEY_PLAY, XF86XK_AudioPlay, REMOTE_KEY_PLAY_PAUSE},
    {KEY_PAUSE, XK_Pause, REMOTE_KEY_PLAY_PAUSE},
    {KEY_POWER, XF86XK_PowerOff, REMOTE_KEY_STANDBY},
    {KEY_POWER2, EVDEV_KEYSYM(KEY_POWER2), REMOTE_KEY_STANDBY},
};

static void sideways(void **state)
{
    (void)state;
    for (int key = REMOTE_KEY_NONE; key < REMOTE_KEY_COUNT; key++) {
        int left = key == REMOTE_KEY_LEFT;
        int right = key == REMOTE_KEY_RIGHT;
        assert_int_equal(remote_key_sideways((enum remote_key)key), left ? -1 : right ? 1 : 0);
    }
}

static void both_tables_agree(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        const char *want = remote_key_name(pairs[i].key);
        const char *code = remote_key_name(remote_key_from_evdev(pairs[i].code));
        const char *symbol = remote_key_name(remote_key_from_keysym(pairs[i].symbol));
        if (strcmp(code, want) != 0 || strcmp(symbol, want) != 0) {
            fail_msg("code %u and symbol 0x%x should both be %s; they are %s and %s", pairs[i].code,
                     pairs[i].symbol, want, code, symbol);
        }
    }
}

static void every_key_is_in_the_list(void **state)
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
}

static void codes_of_no_use(void **state)
{
    static const unsigned codes[] = {0, KEY_A, KEY_MUTE, KEY_RECORD, BTN_LEFT, KEY_MAX, KEY_CNT, 70000, ~0U};
    (void)state;
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        assert_int_equal(remote_key_from_evdev(codes[i]), REMOTE_KEY_NONE);
    }
    assert_int_equal(remote_key_from_keysym(0), REMOTE_KEY_NONE);
    assert_int_equal(remote_key_from_keysym(XK_a), REMOTE_KEY_NONE);
    assert_int_equal(remote_key_from_keysym(EVDEV_KEYSYM(0xFFF)), REMOTE_KEY_NONE);
    assert_int_equal(remote_key_from_keysym(~0U), REMOTE_KEY_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_has_a_name_that_leads_back),
        cmocka_unit_test(names_that_are_none),
        cmocka_unit_test(digits),
        cmocka_unit_test(sideways),
        cmocka_unit_test(both_tables_agree),
        cmocka_unit_test(every_key_is_in_the_list),
        cmocka_unit_test(codes_of_no_use),
    };
    return cmocka_run_group_tests_name("remote_key", tests, NULL, NULL);
}
