/* Keys through files, libevdev and the room as on a box (fake_evdev.h plays the kernel): presses, repeat,
 * keymaps, observers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "remote-input/remote_input.h"
#include "tests/unit/remote-input/input_hall.h"

static const unsigned poor_remote[] = {KEY_CHANNELUP, KEY_CHANNELDOWN, KEY_PLAY, 0};

static void keys_arrive(void **state)
{
    struct hall *hall = *state;
    struct fake_evdev *device = plug(hall, "gpio_ir_recv", box_remote);
    struct pollfd fds[4];

    open_hall(hall);
    assert_int_equal(remote_input_fds(hall->input, fds, 4), 2);
    assert_int_equal(remote_input_fds(hall->input, fds, 1), 1);
    assert_int_equal(device->grabs, 1);
    pass(hall, 0);
    assert_true(remote_input_deadline(hall->input) == INT64_MAX);
    send(hall, device, 0x80, KEY_NUMERIC_5, 1);
    send(hall, device, 0, KEY_NUMERIC_5, 0);
    send(hall, device, 0x81, KEY_MUTE, 1);
    send(hall, device, 0, KEY_MUTE, 0);
    hall->now += 7 * MS;
    pass(hall, 0);
    assert_true(hall->events[0].time_us == hall->now - 7 * MS); /* the kernel's time, not that of reading */
    expect(hall, REMOTE_KEY_5, REMOTE_PRESS);
    expect(hall, REMOTE_KEY_5, REMOTE_RELEASE);
    expect_nothing(hall);
    assert_true(remote_input_deadline(hall->input) == INT64_MAX);
}

static void a_held_key_repeats_until_released(void **state)
{
    struct hall *hall = *state;
    struct fake_evdev *device = plug(hall, "gpio_ir_recv", box_remote);

    open_hall(hall);
    send(hall, device, 0, KEY_DOWN, 1);
    pass(hall, 0);
    expect(hall, REMOTE_KEY_DOWN, REMOTE_PRESS);
    assert_true(remote_input_deadline(hall->input) == hall->now + 400 * MS);
    pass(hall, 399);
    expect_nothing(hall);
    pass(hall, 1);
    expect(hall, REMOTE_KEY_DOWN, REMOTE_REPEAT);
    send(hall, device, 0, KEY_DOWN, 2); /* the kernel's own: not a move */
    pass(hall, 100);
    expect_nothing(hall);
    send(hall, device, 0, KEY_DOWN, 0);
    pass(hall, 5000); /* long overdue, and released: no repeat */
    expect(hall, REMOTE_KEY_DOWN, REMOTE_RELEASE);
    expect_nothing(hall);
}

static void two_devices_hold_the_same_key(void **state)
{
    struct hall *hall = *state;
    struct fake_evdev *one = plug(hall, "one", box_remote);
    struct fake_evdev *two = plug(hall, "two", box_remote);

    open_hall(hall);
    send(hall, one, 0, KEY_OK, 1);
    pass(hall, 1);
    expect(hall, REMOTE_KEY_OK, REMOTE_PRESS);
    send(hall, two, 0, KEY_OK, 1); /* a key stuck on one remote must not make the other one's dead */
    pass(hall, 1);
    expect(hall, REMOTE_KEY_OK, REMOTE_PRESS);
    send(hall, two, 0, KEY_OK, 0);
    pass(hall, 1);
    expect_nothing(hall);
    fake_unplug(one);
    pass(hall, 1);
    expect(hall, REMOTE_KEY_OK, REMOTE_RELEASE);
}

static void what_the_remote_at_hand_lacks(void **state)
{
    struct hall *hall = *state;

    open_hall(hall);
    assert_true(remote_input_has_key(hall->input, REMOTE_KEY_BACK)); /* nothing plugged in: a window */
    struct fake_evdev *poor = plug(hall, "poor", poor_remote);
    pass(hall, 1);
    assert_false(remote_input_has_key(hall->input, REMOTE_KEY_BACK));
    struct fake_evdev *good = plug(hall, "good", box_remote);
    pass(hall, 1);
    assert_true(remote_input_has_key(hall->input, REMOTE_KEY_BACK));
    send(hall, poor, 0, KEY_PLAY, 1);
    pass(hall, 1);
    expect(hall, REMOTE_KEY_OK, REMOTE_PRESS);
    assert_false(remote_input_has_key(hall->input, REMOTE_KEY_BACK));
    assert_int_equal(remote_input_stand_in(hall->input, REMOTE_KEY_OK), KEY_PLAY);
    send(hall, good, 0, KEY_UP, 1);
    pass(hall, 1);
    assert_true(remote_input_has_key(hall->input, REMOTE_KEY_BACK));
    assert_int_equal(remote_input_stand_in(hall->input, REMOTE_KEY_OK), 0);
    fake_unplug(good);
    pass(hall, 1);
    assert_false(remote_input_has_key(hall->input, REMOTE_KEY_BACK));
    remote_input_feed(hall->input, REMOTE_KEY_UP, 1, hall->now);
    assert_true(remote_input_has_key(hall->input, REMOTE_KEY_BACK));
    assert_false(remote_input_has_key(hall->input, REMOTE_KEY_COUNT));
}

static void a_keymap_loaded_after_opening(void **state)
{
    struct hall *hall = *state;
    struct fake_evdev *device = plug(hall, "rc", poor_remote);

    open_hall(hall);
    send(hall, device, 0, KEY_CHANNELUP, 1);
    send(hall, device, 0, KEY_CHANNELUP, 0);
    pass(hall, 1);
    expect(hall, REMOTE_KEY_UP, REMOTE_PRESS);
    expect(hall, REMOTE_KEY_UP, REMOTE_RELEASE);
    /* udev runs ir-keytable: another remote's codes. */
    memset(device->codes, 0, sizeof device->codes);
    for (const unsigned *code = box_remote; *code != 0; code++) {
        fake_bit(device->codes, *code, 1);
    }
    fake_bit(device->codes, KEY_CHANNELUP, 1);
    fake_bit(device->codes, KEY_CHANNELDOWN, 1);
    send(hall, device, 0, KEY_BACK, 1);
    send(hall, device, 0, KEY_BACK, 0);
    send(hall, device, 0, KEY_CHANNELUP, 1);
    pass(hall, 1);
    expect(hall, REMOTE_KEY_BACK, REMOTE_PRESS);
    expect(hall, REMOTE_KEY_BACK, REMOTE_RELEASE);
    expect(hall, REMOTE_KEY_CHANNEL_UP, REMOTE_PRESS);
}

static void operators_scancodes(void **state)
{
    static const struct remote_keymap_entry entries[] = {
        {"gpio*", 1, 0x80110a, REMOTE_KEY_HOME, 3},
        {"gpio*", 1, 0x801101, REMOTE_KEY_RED, 4},
        {"gpio*", 0, KEY_MUTE, REMOTE_KEY_INFO, 5},
    };
    struct hall *hall = *state;
    struct fake_evdev *device = plug(hall, "gpio_ir_recv", box_remote);

    open_hall(hall);
    assert_int_equal(remote_input_set_keymap(hall->input, entries, 3), 0);
    send(hall, device, 0x801101, KEY_UP, 1); /* the scancode wins over the kernel's code */
    send(hall, device, 0, KEY_UP, 0);
    send(hall, device, 0x801105, KEY_MUTE, 1);
    send(hall, device, 0, KEY_MUTE, 0);
    pass(hall, 1);
    expect(hall, REMOTE_KEY_RED, REMOTE_PRESS);
    expect(hall, REMOTE_KEY_RED, REMOTE_RELEASE);
    expect(hall, REMOTE_KEY_INFO, REMOTE_PRESS);
    expect(hall, REMOTE_KEY_INFO, REMOTE_RELEASE);
    /* No code at all: scancodes every 110 ms while it is held, no release. */
    for (int i = 0; i < 5; i++) {
        send(hall, device, 0x80110a, 0, 0);
        pass(hall, 110);
    }
    expect(hall, REMOTE_KEY_HOME, REMOTE_PRESS);
    expect_nothing(hall);
    pass(hall, 250);
    pass(hall, 30);
    expect(hall, REMOTE_KEY_HOME, REMOTE_RELEASE);
    send(hall, device, 0x999999, 0, 0);
    pass(hall, 1);
    expect_nothing(hall);
    assert_int_equal(remote_input_set_keymap(hall->input, NULL, 0), 0); /* undone */
    send(hall, device, 0x801101, KEY_UP, 1);
    pass(hall, 1);
    expect(hall, REMOTE_KEY_UP, REMOTE_PRESS);
    assert_int_equal(remote_input_set_keymap(hall->input, entries, REMOTE_KEYMAP_ENTRY_MAX + 1), -1);
}

struct watched {
    struct remote_key_report last;
    char device[64], code_name[64];
    int count, swallow;
};

static int watch_keys(void *context, const struct remote_key_report *report)
{
    struct watched *watched = context;
    watched->last = *report;
    (void)snprintf(watched->device, sizeof watched->device, "%s", report->device);
    (void)snprintf(watched->code_name, sizeof watched->code_name, "%s", report->code_name);
    watched->count++;
    return watched->swallow;
}

static void an_observer_sees_everything(void **state)
{
    static const struct remote_keymap_entry entry = {"*", 0, KEY_MUTE, REMOTE_KEY_INFO, 7};
    struct hall *hall = *state;
    struct fake_evdev *device = plug(hall, "gpio_ir_recv", box_remote);
    struct watched watched = {.swallow = 0};

    open_hall(hall);
    assert_int_equal(remote_input_set_keymap(hall->input, &entry, 1), 0);
    remote_input_observe(hall->input, watch_keys, &watched);
    send(hall, device, 0x1234, KEY_MUTE, 1);
    pass(hall, 1);
    assert_int_equal(watched.count, 1);
    assert_string_equal(watched.device, "gpio_ir_recv");
    assert_string_equal(watched.code_name, "KEY_MUTE");
    assert_int_equal(watched.last.code, KEY_MUTE);
    assert_true(watched.last.has_scancode);
    assert_int_equal(watched.last.scancode, 0x1234);
    assert_int_equal(watched.last.key, REMOTE_KEY_INFO);
    assert_int_equal(watched.last.rule, REMOTE_RULE_OPERATOR_CODE);
    assert_int_equal(watched.last.keymap_line, 7);
    expect(hall, REMOTE_KEY_INFO, REMOTE_PRESS);
    /* Learning: the key is for the one who watches. One that is down already still comes up. */
    watched.swallow = 1;
    send(hall, device, 0x1234, KEY_MUTE, 0);
    send(hall, device, 0x55, KEY_OK, 1);
    send(hall, device, 0, KEY_OK, 0);
    send(hall, device, 0x77, 0, 0);
    pass(hall, 1);
    assert_int_equal(watched.count, 5);
    assert_int_equal(watched.last.code, 0);
    assert_string_equal(watched.code_name, "");
    assert_int_equal(watched.last.scancode, 0x77);
    expect(hall, REMOTE_KEY_INFO, REMOTE_RELEASE);
    expect_nothing(hall);
    remote_input_observe(hall->input, NULL, NULL);
    send(hall, device, 0, KEY_OK, 1);
    pass(hall, 1);
    expect(hall, REMOTE_KEY_OK, REMOTE_PRESS);
}

static void fed_keys(void **state)
{
    struct hall *hall = *state;

    open_hall(hall);
    remote_input_feed(hall->input, REMOTE_KEY_DOWN, 0, hall->now); /* never pressed */
    remote_input_feed(hall->input, REMOTE_KEY_NONE, 1, hall->now);
    remote_input_feed(hall->input, REMOTE_KEY_COUNT, 1, hall->now);
    expect_nothing(hall);
    remote_input_feed(hall->input, REMOTE_KEY_DOWN, 1, hall->now);
    remote_input_feed(hall->input, REMOTE_KEY_DOWN, 1, hall->now); /* the source's own repeat */
    expect(hall, REMOTE_KEY_DOWN, REMOTE_PRESS);
    expect_nothing(hall);
    pass(hall, 400);
    expect(hall, REMOTE_KEY_DOWN, REMOTE_REPEAT);
    remote_input_feed(hall->input, REMOTE_KEY_DOWN, 0, hall->now);
    remote_input_feed(hall->input, REMOTE_KEY_DOWN, 1, hall->now); /* X11's pair */
    pass(hall, 10);
    expect_nothing(hall);
    pass(hall, 130);
    expect(hall, REMOTE_KEY_DOWN, REMOTE_REPEAT);
    remote_input_feed(hall->input, REMOTE_KEY_DOWN, 0, hall->now);
    pass(hall, 26);
    expect(hall, REMOTE_KEY_DOWN, REMOTE_RELEASE);
    expect_nothing(hall);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(keys_arrive),
        TEST(a_held_key_repeats_until_released),
        TEST(two_devices_hold_the_same_key),
        TEST(what_the_remote_at_hand_lacks),
        TEST(a_keymap_loaded_after_opening),
        TEST(operators_scancodes),
        TEST(an_observer_sees_everything),
        TEST(fed_keys),
    };
    return cmocka_run_group_tests_name("remote_input", tests, NULL, NULL);
}
