#include "supervisor/key_watch.h"

#include <errno.h>
#include <fcntl.h>
#include <libevdev/libevdev.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "both-sides/log.h"
#include "remote-input/device_directory.h"

enum { EVENTS_A_CALL = 256 };

static const char where[] = "supervisor";

struct watched {
    int number; /* of eventN */
    int fd;
    struct libevdev *device;
};

struct key_watch {
    char path[PATH_MAX];
    unsigned codes[KEY_WATCH_CODE_MAX];
    size_t code_count;
    struct device_directory *directory;
    struct watched devices[KEY_WATCH_DEVICE_MAX];
    size_t device_count;
};

static int has_code(const struct key_watch *watch, const struct libevdev *device)
{
    for (size_t i = 0; i < watch->code_count; i++) {
        if (libevdev_has_event_code(device, EV_KEY, watch->codes[i])) {
            return 1;
        }
    }
    return 0;
}

static int is_wanted(const struct key_watch *watch, const struct input_event *event)
{
    for (size_t i = 0; i < watch->code_count; i++) {
        if (event->type == EV_KEY && event->code == watch->codes[i]) {
            return event->value == 1;
        }
    }
    return 0;
}

static void close_device(struct key_watch *watch, size_t index)
{
    libevdev_free(watch->devices[index].device);
    close(watch->devices[index].fd);
    watch->devices[index] = watch->devices[--watch->device_count];
}

static size_t find(const struct key_watch *watch, int number)
{
    size_t i = 0;
    while (i < watch->device_count && watch->devices[i].number != number) {
        i++;
    }
    return i;
}

static void open_device(struct key_watch *watch, int number)
{
    char path[PATH_MAX + 16];
    struct libevdev *device = NULL;
    int length = snprintf(path, sizeof path, "%s/event%d", watch->path, number);
    if (length < 0 || (size_t)length >= sizeof path || watch->device_count == KEY_WATCH_DEVICE_MAX) {
        log_line(LOG_LEVEL_WARNING, where, "event%d: more devices than can be watched", number);
        return;
    }
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        if (errno != ENOENT) {
            log_line(LOG_LEVEL_WARNING, where, "%s: %s", path, strerror(errno));
        }
        return;
    }
    if (libevdev_new_from_fd(fd, &device) != 0 || !has_code(watch, device)) {
        libevdev_free(device);
        close(fd);
        return;
    }
    log_line(LOG_LEVEL_DEBUG, where, "%s: %s", path, libevdev_get_name(device));
    watch->devices[watch->device_count++] = (struct watched){number, fd, device};
}

static void on_change(void *context, enum device_change change, int number)
{
    struct key_watch *watch = context;
    if (change == DEVICE_LOOK_AGAIN) {
        while (watch->device_count > 0) {
            close_device(watch, watch->device_count - 1);
        }
        (void)device_directory_scan(watch->path, on_change, watch);
        return;
    }
    size_t index = find(watch, number);
    if (change == DEVICE_CAME && index == watch->device_count) {
        open_device(watch, number);
    } else if (change == DEVICE_WENT && index < watch->device_count) {
        close_device(watch, index);
    }
}

struct key_watch *key_watch_new(const char *device_directory, const unsigned *codes, size_t count)
{
    if (count > KEY_WATCH_CODE_MAX || strlen(device_directory) >= PATH_MAX) {
        return NULL;
    }
    struct key_watch *watch = calloc(1, sizeof *watch);
    if (watch == NULL) {
        return NULL;
    }
    (void)snprintf(watch->path, sizeof watch->path, "%s", device_directory);
    memcpy(watch->codes, codes, count * sizeof *codes);
    watch->code_count = count;
    watch->directory =
        device_directory_new(device_directory); /* NULL is logged there; what is plugged in now works */
    (void)device_directory_scan(device_directory, on_change, watch);
    return watch;
}

void key_watch_free(struct key_watch *watch)
{
    if (watch == NULL) {
        return;
    }
    while (watch->device_count > 0) {
        close_device(watch, watch->device_count - 1);
    }
    device_directory_free(watch->directory);
    free(watch);
}

size_t key_watch_fds(const struct key_watch *watch, struct pollfd *fds, size_t capacity)
{
    size_t count = 0;
    if (watch->directory != NULL && count < capacity) {
        fds[count++] = (struct pollfd){.fd = device_directory_fd(watch->directory), .events = POLLIN};
    }
    for (size_t i = 0; i < watch->device_count && count < capacity; i++) {
        fds[count++] = (struct pollfd){.fd = watch->devices[i].fd, .events = POLLIN};
    }
    return count;
}

/* The code that was pressed, 0: none, -1: the device has gone. */
static int read_device(const struct key_watch *watch, struct libevdev *device)
{
    unsigned flag = LIBEVDEV_READ_FLAG_NORMAL;
    for (int i = 0; i < EVENTS_A_CALL; i++) {
        struct input_event event;
        int result = libevdev_next_event(device, flag, &event);
        if (result == -EAGAIN && flag == LIBEVDEV_READ_FLAG_SYNC) {
            flag = LIBEVDEV_READ_FLAG_NORMAL; /* a flood is over; go on with what comes after it */
            continue;
        }
        if (result < 0) {
            return result == -EAGAIN || result == -EINTR ? 0 : -1;
        }
        if (result == LIBEVDEV_READ_STATUS_SYNC) {
            flag = LIBEVDEV_READ_FLAG_SYNC;
        }
        if (is_wanted(watch, &event)) {
            return (int)event.code;
        }
    }
    return 0;
}

unsigned key_watch_service(struct key_watch *watch)
{
    if (watch->directory != NULL) {
        (void)device_directory_read(watch->directory, on_change, watch);
    }
    for (size_t i = watch->device_count; i-- > 0;) {
        int result = read_device(watch, watch->devices[i].device);
        if (result > 0) {
            return (unsigned)result;
        }
        if (result < 0) {
            close_device(watch, i);
        }
    }
    return 0;
}
