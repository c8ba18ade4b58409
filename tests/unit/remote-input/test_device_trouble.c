/* Devices that come, vanish, flood, lose events, may not be read or are no remotes (fake_evdev.h plays the
 * kernel). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "remote-input/remote_input.h"
#include "tests/unit/remote-input/input_hall.h"

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
        TEST(vanishes_while_a_key_is_held),   TEST(plugged_in_later),
        TEST(directory_made_later),           TEST(permission_comes_later),
        TEST(lost_events_leave_no_key_stuck), TEST(a_flood_starves_no_one),
        TEST(nodes_that_are_no_remotes),      TEST(more_devices_than_are_read),
    };
    return cmocka_run_group_tests_name("device_trouble", tests, NULL, NULL);
}
