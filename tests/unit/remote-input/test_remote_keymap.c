/* From the keys a device has to what each does, for made-up devices and operators' keymaps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "remote-input/remote_keymap.h"

enum { CODES_MAX = 24 };

static void make(struct remote_keymap *map, const unsigned *codes, const struct remote_keymap_entry *entries,
                 size_t count)
{
    struct key_code_set set = {{0}};
    for (size_t i = 0; i < CODES_MAX && codes[i] != 0; i++) {
        key_code_set_add(&set, codes[i]);
    }
    remote_keymap_make(map, &set, "gpio_ir_recv", entries, count);
}

/* What `asked` does on a device with `codes`. */
static const struct {
    const char *what;
    unsigned codes[CODES_MAX];
    unsigned asked;
    enum remote_key key;
    enum remote_rule rule;
} rows[] = {
    {"Back is Back", {KEY_BACK, KEY_ESC, KEY_DELETE}, KEY_BACK, REMOTE_KEY_BACK, REMOTE_RULE_TABLE},
    {"Delete stays where Back is there",
     {KEY_BACK, KEY_DELETE},
     KEY_DELETE,
     REMOTE_KEY_DELETE,
     REMOTE_RULE_TABLE},
    {"Exit goes home where Back is there",
     {KEY_BACK, KEY_EXIT},
     KEY_EXIT,
     REMOTE_KEY_HOME,
     REMOTE_RULE_TABLE},
    {"Exit is Back before Escape", {KEY_EXIT, KEY_ESC}, KEY_EXIT, REMOTE_KEY_BACK, REMOTE_RULE_STAND_IN},
    {"a keyboard's Backspace deletes",
     {KEY_ESC, KEY_BACKSPACE},
     KEY_BACKSPACE,
     REMOTE_KEY_DELETE,
     REMOTE_RULE_TABLE},
    {"Backspace alone is Back",
     {KEY_UP, KEY_DOWN, KEY_BACKSPACE},
     KEY_BACKSPACE,
     REMOTE_KEY_BACK,
     REMOTE_RULE_STAND_IN},
    {"Delete before Clear", {KEY_DELETE, KEY_CLEAR}, KEY_DELETE, REMOTE_KEY_BACK, REMOTE_RULE_STAND_IN},
    {"Clear then deletes", {KEY_DELETE, KEY_CLEAR}, KEY_CLEAR, REMOTE_KEY_DELETE, REMOTE_RULE_TABLE},
    {"Stop as the last way",
     {KEY_UP, KEY_DOWN, KEY_STOP, KEY_PLAY},
     KEY_STOP,
     REMOTE_KEY_BACK,
     REMOTE_RULE_STAND_IN},
    {"Play is OK where none is", {KEY_UP, KEY_DOWN, KEY_PLAY}, KEY_PLAY, REMOTE_KEY_OK, REMOTE_RULE_STAND_IN},
    {"Play is Play where OK is", {KEY_OK, KEY_PLAY}, KEY_PLAY, REMOTE_KEY_PLAY_PAUSE, REMOTE_RULE_TABLE},
    {"channels move without arrows",
     {KEY_CHANNELUP, KEY_CHANNELDOWN},
     KEY_CHANNELUP,
     REMOTE_KEY_UP,
     REMOTE_RULE_STAND_IN},
    {"channels stay with arrows",
     {KEY_UP, KEY_DOWN, KEY_LEFT, KEY_RIGHT, KEY_CHANNELUP, KEY_CHANNELDOWN},
     KEY_CHANNELDOWN,
     REMOTE_KEY_CHANNEL_DOWN,
     REMOTE_RULE_TABLE},
    {"volume moves sideways without arrows",
     {KEY_UP, KEY_DOWN, KEY_VOLUMEUP, KEY_VOLUMEDOWN},
     KEY_VOLUMEUP,
     REMOTE_KEY_RIGHT,
     REMOTE_RULE_STAND_IN},
    {"half a pair is no pair", {KEY_CHANNELUP}, KEY_CHANNELUP, REMOTE_KEY_CHANNEL_UP, REMOTE_RULE_TABLE},
    {"volume alone moves up and down",
     {KEY_VOLUMEUP, KEY_VOLUMEDOWN, KEY_MUTE},
     KEY_VOLUMEDOWN,
     REMOTE_KEY_DOWN,
     REMOTE_RULE_STAND_IN},
    {"a key that moves is not Back too",
     {KEY_PREVIOUS, KEY_NEXT, KEY_VOLUMEUP, KEY_VOLUMEDOWN},
     KEY_PREVIOUS,
     REMOTE_KEY_UP,
     REMOTE_RULE_STAND_IN},
    {"0 is Back on digits alone", {KEY_0, KEY_1, KEY_2, KEY_3}, KEY_0, REMOTE_KEY_BACK, REMOTE_RULE_STAND_IN},
    {"1 stays 1 on digits alone", {KEY_0, KEY_1, KEY_2, KEY_3}, KEY_1, REMOTE_KEY_1, REMOTE_RULE_TABLE},
    {"* is Back on a telephone pad",
     {KEY_NUMERIC_0, KEY_NUMERIC_1, KEY_NUMERIC_STAR, KEY_NUMERIC_POUND},
     KEY_NUMERIC_STAR,
     REMOTE_KEY_BACK,
     REMOTE_RULE_STAND_IN},
    {"# is OK on a telephone pad",
     {KEY_NUMERIC_0, KEY_NUMERIC_1, KEY_NUMERIC_STAR, KEY_NUMERIC_POUND},
     KEY_NUMERIC_POUND,
     REMOTE_KEY_OK,
     REMOTE_RULE_STAND_IN},
    {"0 stays 0 on a telephone pad",
     {KEY_NUMERIC_0, KEY_NUMERIC_1, KEY_NUMERIC_STAR, KEY_NUMERIC_POUND},
     KEY_NUMERIC_0,
     REMOTE_KEY_0,
     REMOTE_RULE_TABLE},
    {"0 stays 0 where channels move",
     {KEY_0, KEY_1, KEY_CHANNELUP, KEY_CHANNELDOWN},
     KEY_0,
     REMOTE_KEY_0,
     REMOTE_RULE_TABLE},
    {"a key that is not there does nothing", {KEY_UP}, KEY_OK, REMOTE_KEY_NONE, REMOTE_RULE_NONE},
    {"Sleep is standby where Power is not",
     {KEY_SLEEP, KEY_UP},
     KEY_SLEEP,
     REMOTE_KEY_STANDBY,
     REMOTE_RULE_STAND_IN},
    {"Sleep is not where Power is", {KEY_SLEEP, KEY_POWER}, KEY_SLEEP, REMOTE_KEY_NONE, REMOTE_RULE_NONE},
};

static void devices(void **state)
{
    struct remote_keymap map;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        make(&map, rows[i].codes, NULL, 0);
        if (map.key[rows[i].asked] != rows[i].key || map.rule[rows[i].asked] != rows[i].rule) {
            fail_msg("%s: should be %s by %s, is %s by %s", rows[i].what, remote_key_name(rows[i].key),
                     remote_rule_name(rows[i].rule), remote_key_name((enum remote_key)map.key[rows[i].asked]),
                     remote_rule_name((enum remote_rule)map.rule[rows[i].asked]));
        }
    }
}

static void lacks_and_hints(void **state)
{
    static const unsigned poor[CODES_MAX] = {KEY_UP, KEY_DOWN, KEY_PLAY};
    static const unsigned none[CODES_MAX] = {KEY_MUTE, KEY_RECORD};
    struct remote_keymap map;

    (void)state;
    make(&map, poor, NULL, 0);
    assert_int_equal(remote_keymap_lacks(&map),
                     REMOTE_LACKS_SIDE | REMOTE_LACKS_BACK | REMOTE_LACKS_HOME | REMOTE_LACKS_DIGITS);
    assert_int_equal(map.stand_in[REMOTE_KEY_OK], KEY_PLAY);
    assert_int_equal(map.stand_in[REMOTE_KEY_UP], 0);
    assert_true(remote_keymap_can_drive(&map));
    make(&map, none, NULL, 0);
    assert_false(remote_keymap_can_drive(&map));
    assert_false(map.reach[REMOTE_KEY_NONE]);
}

static void operators_keys_win(void **state)
{
    static const unsigned codes[CODES_MAX] = {KEY_UP, KEY_DOWN, KEY_LEFT,  KEY_RIGHT,
                                              KEY_OK, KEY_EXIT, KEY_PROG1, KEY_STOP};
    static const struct remote_keymap_entry entries[] = {
        {"gpio_ir*", 0, KEY_PROG1, REMOTE_KEY_OK, 11}, {"gpio_ir*", 0, KEY_PROG1, REMOTE_KEY_BACK, 12},
        {"other", 0, KEY_UP, REMOTE_KEY_DOWN, 13},     {"*", 0, KEY_OK, REMOTE_KEY_NONE, 14},
        {"*", 1, 0x80110a, REMOTE_KEY_HOME, 15},       {"*", 0, 4000000000U, REMOTE_KEY_UP, 16},
        {"[", 0, KEY_DOWN, REMOTE_KEY_UP, 17},
    };
    const size_t count = sizeof entries / sizeof entries[0];
    struct remote_keymap map;

    (void)state;
    make(&map, codes, entries, count);
    assert_int_equal(map.key[KEY_PROG1], REMOTE_KEY_BACK); /* the later line */
    assert_int_equal(map.rule[KEY_PROG1], REMOTE_RULE_OPERATOR_CODE);
    assert_int_equal(map.key[KEY_EXIT], REMOTE_KEY_HOME); /* Back is given, so Exit need not stand in */
    assert_int_equal(map.key[KEY_STOP], REMOTE_KEY_NONE);
    assert_int_equal(map.key[KEY_UP], REMOTE_KEY_UP); /* another device's line */
    assert_int_equal(map.key[KEY_DOWN], REMOTE_KEY_DOWN);
    assert_int_equal(map.key[KEY_OK], REMOTE_KEY_NONE);
    assert_true(map.reach[REMOTE_KEY_HOME]);
    assert_int_equal(remote_keymap_find(entries, count, "gpio_ir_recv", 0, KEY_PROG1)->line, 12);
    assert_int_equal(remote_keymap_find(entries, count, "x", 1, 0x80110a)->line, 15);
    assert_null(remote_keymap_find(entries, count, "x", 0, 0x80110a));
}

static void sets_have_bounds(void **state)
{
    struct key_code_set set = {{0}};
    (void)state;
    key_code_set_add(&set, KEY_CNT);
    key_code_set_add(&set, ~0U);
    for (unsigned code = 0; code < KEY_CNT + 64; code++) {
        assert_false(key_code_set_has(&set, code));
    }
    key_code_set_add(&set, KEY_MAX);
    assert_true(key_code_set_has(&set, KEY_MAX));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(devices),
        cmocka_unit_test(lacks_and_hints),
        cmocka_unit_test(operators_keys_win),
        cmocka_unit_test(sets_have_bounds),
    };
    return cmocka_run_group_tests_name("remote_keymap", tests, NULL, NULL);
}
