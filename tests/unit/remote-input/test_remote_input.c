/* Devices through files, libevdev and inotify as on a box (fake_evdev.h plays the kernel): keys, keymaps,
 * hot-plug, and what goes wrong with devices. The time is the test's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "both-sides/log.h"
#include "remote-input/remote_input.h"
#include "tests/unit/remote-input/fake_evdev.h"

enum { EVENTS_MAX = 4096 };

static const int64_t MS = 1000;

static const unsigned box_remote[] = {KEY_UP,   KEY_DOWN, KEY_LEFT,      KEY_RIGHT,     KEY_OK,
                                      KEY_BACK, KEY_MUTE, KEY_NUMERIC_5, KEY_NUMERIC_6, 0};
static const unsigned poor_remote[] = {KEY_CHANNELUP, KEY_CHANNELDOWN, KEY_PLAY, 0};

struct hall {
    char directory[64];
    struct remote_input *input;
    struct remote_event events[EVENTS_MAX];
    size_t count;
    int64_t now;
    int next_node;
};

static void take(void *context, const struct remote_event *event)
{
    struct hall *hall = context;
    assert_true(hall->count < EVENTS_MAX);
    hall->events[hall->count++] = *event;
}

static struct fake_evdev *plug(struct hall *hall, const char *name, const unsigned *codes)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s/event%d", hall->directory, hall->next_node++);
    struct fake_evdev *device = fake_add(path, 0600, name, codes);
    assert_non_null(device);
    return device;
}

static void open_hall(struct hall *hall)
{
    const struct remote_input_options options = {
        .device_directory = hall->directory, .grab = 1, .callback = take, .context = hall};
    hall->input = remote_input_new(&options);
    assert_non_null(hall->input);
}

static void pass(struct hall *hall, int ms)
{
    hall->now += ms * MS;
    remote_input_service(hall->input, hall->now);
}

/* A key with its frame: scancode (or 0), code (or 0), value. */
static void send(struct hall *hall, struct fake_evdev *device, unsigned scancode, unsigned code, int value)
{
    if (scancode != 0) {
        assert_int_equal(fake_send(device, hall->now, EV_MSC, MSC_SCAN, (int)scancode), 0);
    }
    if (code != 0) {
        assert_int_equal(fake_send(device, hall->now, EV_KEY, code, value), 0);
    }
    assert_int_equal(fake_send(device, hall->now, EV_SYN, SYN_REPORT, 0), 0);
}

static void expect(struct hall *hall, enum remote_key key, enum remote_press press)
{
    static const char *const presses[] = {"press", "repeat", "release"};
    if (hall->count == 0) {
        fail_msg("expected %s of %s, got nothing", presses[press], remote_key_name(key));
    }
    if (hall->events[0].key != key || hall->events[0].press != press) {
        fail_msg("expected %s of %s, got %s of %s", presses[press], remote_key_name(key),
                 presses[hall->events[0].press], remote_key_name(hall->events[0].key));
    }
    hall->count--;
    memmove(hall->events, hall->events + 1, hall->count * sizeof hall->events[0]);
}

static void expect_nothing(const struct hall *hall)
{
    if (hall->count != 0) {
        fail_msg("expected nothing, got %s", remote_key_name(hall->events[0].key));
    }
}

static int set_up(void **state)
{
    struct hall *hall = calloc(1, sizeof *hall);
    assert_non_null(hall);
    (void)snprintf(hall->directory, sizeof hall->directory, "/tmp/test-input-XXXXXX");
    assert_non_null(mkdtemp(hall->directory));
    hall->now = 1000000 * MS;
    log_set_level(LOG_LEVEL_ERROR);
    *state = hall;
    return 0;
}

static int tear_down(void **state)
{
    struct hall *hall = *state;
    remote_input_free(hall->input);
    for (size_t i = 0; i < FAKE_MAX; i++) {
        if (fake_devices[i].used) {
            fake_unplug(&fake_devices[i]);
        }
    }
    (void)rmdir(hall->directory);
    free(hall);
    return 0;
}

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

static void vanishes_while_a_key_is_held(void **state)
{
    struct hall *hall = *state;
    struct fake_evdev *device = plug(hall, "usb remote", box_remote);
    struct pollfd fds[4];

    open_hall(hall);
    send(hall, device, 0, KEY_DOWN, 1);
    pass(hall, 0);
    expect(hall, REMOTE_KEY_DOWN, REMOTE_PRESS);
    fake_unplug(device);
    pass(hall, 10);
    pass(hall, 30);
    expect(hall, REMOTE_KEY_DOWN, REMOTE_RELEASE);
    pass(hall, 5000);
    expect_nothing(hall);
    assert_int_equal(remote_input_fds(hall->input, fds, 4), 1);
}

static void plugged_in_later(void **state)
{
    struct hall *hall = *state;
    struct fake_evdev *device;

    open_hall(hall);
    pass(hall, 0);
    device = plug(hall, "usb remote", box_remote);
    pass(hall, 1);
    send(hall, device, 0, KEY_OK, 1);
    pass(hall, 1);
    expect(hall, REMOTE_KEY_OK, REMOTE_PRESS);
    fake_unplug(device);
    pass(hall, 1);
    expect(hall, REMOTE_KEY_OK, REMOTE_RELEASE);
    hall->next_node--; /* the same name again */
    device = plug(hall, "usb remote", box_remote);
    pass(hall, 1);
    send(hall, device, 0, KEY_OK, 1);
    pass(hall, 1);
    expect(hall, REMOTE_KEY_OK, REMOTE_PRESS);
}

static void directory_made_later(void **state)
{
    struct hall *hall = *state;

    assert_int_equal(rmdir(hall->directory), 0);
    open_hall(hall);
    pass(hall, 0);
    assert_int_equal(mkdir(hall->directory, 0700), 0);
    pass(hall, 1);
    struct fake_evdev *device = plug(hall, "first remote", box_remote);
    pass(hall, 1);
    send(hall, device, 0, KEY_UP, 1);
    pass(hall, 1);
    expect(hall, REMOTE_KEY_UP, REMOTE_PRESS);
}

static void permission_comes_later(void **state)
{
    struct hall *hall = *state;
    struct fake_evdev *device;
    int was_root = geteuid() == 0;

    if (was_root) { /* root may read anything */
        assert_int_equal(chown(hall->directory, 65534, 65534), 0);
        assert_int_equal(seteuid(65534), 0);
    }
    device = plug(hall, "gpio_ir_recv", box_remote);
    assert_int_equal(chmod(device->path, 0), 0);
    open_hall(hall);
    pass(hall, 0);
    send(hall, device, 0, KEY_UP, 1);
    pass(hall, 1);
    expect_nothing(hall);
    assert_int_equal(chmod(device->path, 0600), 0);
    pass(hall, 1);
    pass(hall, 1);
    if (was_root) {
        assert_int_equal(seteuid(0), 0);
    }
    expect(hall, REMOTE_KEY_UP, REMOTE_PRESS);
}

static void lost_events_leave_no_key_stuck(void **state)
{
    struct hall *hall = *state;
    struct fake_evdev *device = plug(hall, "gpio_ir_recv", box_remote);

    open_hall(hall);
    send(hall, device, 0, KEY_DOWN, 1);
    pass(hall, 0);
    expect(hall, REMOTE_KEY_DOWN, REMOTE_PRESS);
    /* The kernel's buffer ran over: DOWN went up and LEFT down, unseen. */
    fake_bit(device->down, KEY_DOWN, 0);
    fake_bit(device->down, KEY_LEFT, 1);
    assert_int_equal(fake_send(device, hall->now, EV_SYN, SYN_DROPPED, 0), 0);
    send(hall, device, 0, 0, 0);
    pass(hall, 100);
    expect(hall, REMOTE_KEY_LEFT, REMOTE_PRESS);
    expect(hall, REMOTE_KEY_DOWN, REMOTE_RELEASE);
    send(hall, device, 0, KEY_LEFT, 0);
    pass(hall, 10);
    expect(hall, REMOTE_KEY_LEFT, REMOTE_RELEASE);
    pass(hall, 2000);
    expect_nothing(hall);
}

static void a_flood_starves_no_one(void **state)
{
    struct hall *hall = *state;
    struct fake_evdev *broken = plug(hall, "broken", box_remote);
    struct fake_evdev *device = plug(hall, "gpio_ir_recv", box_remote);
    size_t others = 0;

    open_hall(hall);
    for (int i = 0; i < 600; i++) {
        send(hall, broken, 0, KEY_NUMERIC_6, i % 2 == 0);
    }
    send(hall, device, 0, KEY_OK, 1);
    pass(hall, 0);
    assert_true(hall->count <= 64);
    for (size_t i = 0; i < hall->count; i++) {
        others += hall->events[i].key == REMOTE_KEY_OK;
    }
    assert_int_equal(others, 1);
    assert_true(remote_input_deadline(hall->input) <= hall->now); /* there is more to read */
    for (int i = 0; i < 40; i++) {
        pass(hall, 0);
    }
    assert_int_equal(hall->count, 601);
    assert_true(remote_input_deadline(hall->input) > hall->now);
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

static void nodes_that_are_no_remotes(void **state)
{
    static const unsigned mouse[] = {BTN_LEFT, BTN_RIGHT, 0};
    static const unsigned power[] = {KEY_POWER, 0};
    struct hall *hall = *state;
    char path[128];
    struct pollfd fds[8];

    (void)plug(hall, "mouse", mouse);
    struct fake_evdev *button = plug(hall, "power button", power);
    (void)snprintf(path, sizeof path, "%s/event7", hall->directory);
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    assert_true(file >= 0);
    (void)close(file);
    (void)snprintf(path, sizeof path, "%s/event99999999999999", hall->directory);
    assert_int_equal(mkdir(path, 0700), 0);
    open_hall(hall);
    assert_int_equal(remote_input_fds(hall->input, fds, 8), 2);
    assert_int_equal(button->grabs, 0); /* the system must see it too */
    assert_int_equal(rmdir(path), 0);
    (void)snprintf(path, sizeof path, "%s/event7", hall->directory);
    assert_int_equal(unlink(path), 0);
}

static void more_devices_than_are_read(void **state)
{
    struct hall *hall = *state;
    struct pollfd fds[64];

    for (int i = 0; i < 36; i++) {
        (void)plug(hall, "many", box_remote);
    }
    open_hall(hall);
    assert_int_equal(remote_input_fds(hall->input, fds, 64), 33);
    pass(hall, 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(keys_arrive),
        TEST(a_held_key_repeats_until_released),
        TEST(vanishes_while_a_key_is_held),
        TEST(plugged_in_later),
        TEST(directory_made_later),
        TEST(permission_comes_later),
        TEST(lost_events_leave_no_key_stuck),
        TEST(a_flood_starves_no_one),
        TEST(two_devices_hold_the_same_key),
        TEST(what_the_remote_at_hand_lacks),
        TEST(a_keymap_loaded_after_opening),
        TEST(operators_scancodes),
        TEST(an_observer_sees_everything),
        TEST(fed_keys),
        TEST(nodes_that_are_no_remotes),
        TEST(more_devices_than_are_read),
    };
    return cmocka_run_group_tests_name("remote_input", tests, NULL, NULL);
}
