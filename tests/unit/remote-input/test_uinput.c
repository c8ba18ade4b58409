/* The same with the kernel's own evdev, where there is /dev/uinput: key, repeat of the kernel, hot-plug and
 * unplugging. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <libevdev/libevdev-uinput.h>
#include <libevdev/libevdev.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "remote-input/remote_input.h"

enum { WAIT_MS = 10000 };

struct seen {
    int presses[REMOTE_KEY_COUNT], releases[REMOTE_KEY_COUNT];
};

static int64_t now_us(void)
{
    struct timespec now;
    assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &now), 0);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void take(void *context, const struct remote_event *event)
{
    struct seen *seen = context;
    seen->presses[event->key] += event->press == REMOTE_PRESS;
    seen->releases[event->key] += event->press == REMOTE_RELEASE;
}

/* Serves the input as the hall's loop does until *counter reaches `wanted`. */
static void serve_until(struct remote_input *input, const int *counter, int wanted, const char *what)
{
    int64_t end = now_us() + (int64_t)WAIT_MS * 1000;

    while (*counter < wanted) {
        struct pollfd fds[64];
        size_t count = remote_input_fds(input, fds, 64);
        if (now_us() > end) {
            fail_msg("waited %d ms for %s", WAIT_MS, what);
        }
        (void)poll(fds, count, 20);
        remote_input_service(input, now_us());
    }
}

static int uinput_works(void)
{
    int fd = open("/dev/uinput", O_RDWR | O_CLOEXEC);
    if (fd < 0) {
        print_message("# SKIP: /dev/uinput: %s\n", strerror(errno));
        return 0;
    }
    (void)close(fd);
    return 1;
}

static void a_real_device(void **state)
{
    static const unsigned codes[] = {KEY_UP, KEY_DOWN, KEY_OK, KEY_BACK, KEY_NUMERIC_5};
    static struct seen seen;
    const struct remote_input_options options = {
        .device_directory = "/dev/input", .callback = take, .context = &seen};
    struct libevdev *made = libevdev_new();
    struct libevdev_uinput *device = NULL;
    struct remote_input *input;

    (void)state;
    if (!uinput_works()) {
        libevdev_free(made);
        skip();
    }
    assert_non_null(made);
    libevdev_set_name(made, "tv-hall test remote");
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        assert_int_equal(libevdev_enable_event_code(made, EV_KEY, codes[i], NULL), 0);
    }
    input = remote_input_new(&options);
    assert_non_null(input);
    assert_int_equal(libevdev_uinput_create_from_device(made, LIBEVDEV_UINPUT_OPEN_MANAGED, &device), 0);
    /* The node is opened once inotify tells of it; keys before that are no one's. */
    for (int i = 0; i < 100 && seen.presses[REMOTE_KEY_5] == 0; i++) {
        assert_int_equal(libevdev_uinput_write_event(device, EV_KEY, KEY_NUMERIC_5, 1), 0);
        assert_int_equal(libevdev_uinput_write_event(device, EV_SYN, SYN_REPORT, 0), 0);
        assert_int_equal(libevdev_uinput_write_event(device, EV_KEY, KEY_NUMERIC_5, 0), 0);
        assert_int_equal(libevdev_uinput_write_event(device, EV_SYN, SYN_REPORT, 0), 0);
        struct pollfd fds[64];
        (void)poll(fds, remote_input_fds(input, fds, 64), 100);
        remote_input_service(input, now_us());
    }
    serve_until(input, &seen.releases[REMOTE_KEY_5], 1, "digit 5");
    assert_int_equal(libevdev_uinput_write_event(device, EV_KEY, KEY_DOWN, 1), 0);
    assert_int_equal(libevdev_uinput_write_event(device, EV_SYN, SYN_REPORT, 0), 0);
    serve_until(input, &seen.presses[REMOTE_KEY_DOWN], 1, "DOWN");
    libevdev_uinput_destroy(device); /* pulled out while it is held */
    serve_until(input, &seen.releases[REMOTE_KEY_DOWN], 1, "the release of DOWN");
    remote_input_free(input);
    libevdev_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_real_device)};
    return cmocka_run_group_tests_name("uinput", tests, NULL, NULL);
}
