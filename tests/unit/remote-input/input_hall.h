#ifndef TESTS_INPUT_HALL_H
#define TESTS_INPUT_HALL_H

/* A remote_input over fake devices, and what it told: for the tests of this room. The time is the test's own.
 * To be included by one file of a test program, after cmocka.h. */

#include <stdlib.h>

#include "both-sides/log.h"
#include "remote-input/remote_input.h"
#include "tests/unit/remote-input/fake_evdev.h"

enum { EVENTS_MAX = 4096 };

static const int64_t MS = 1000;

static const unsigned box_remote[] = {KEY_UP,   KEY_DOWN, KEY_LEFT,      KEY_RIGHT,     KEY_OK,
                                      KEY_BACK, KEY_MUTE, KEY_NUMERIC_5, KEY_NUMERIC_6, 0};

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

#endif
