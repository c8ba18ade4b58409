#include "remote-input/input_device.h"

#include <errno.h>
#include <fcntl.h>
#include <libevdev/libevdev.h>
#include <linux/input.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "both-sides/log.h"

enum {
    /* rc-core tells a scancode again every 110 ms or so while its key is held (platform.md); none for this
       long: let go. */
    SCANCODE_RELEASE_US = 250000,
    /* The kernel's time of an event is believed if it is this near; a device may tell another clock's. */
    EVENT_AGE_MAX_US = 10000000
};

struct input_device {
    int fd;
    struct libevdev *evdev;
    char name[REMOTE_DEVICE_NAME_SIZE];
    int kernel_time; /* events carry CLOCK_MONOTONIC */
    int grab;        /* wanted */
    int grab_tried;
    int resyncing; /* after SYN_DROPPED: libevdev tells what has changed */
    const struct remote_keymap_entry *entries;
    size_t entry_count;
    struct key_code_set codes;
    struct key_code_set unknown_told;
    struct remote_keymap map;
    uint8_t down[KEY_CNT]; /* enum remote_key that it went down as; 0: up */

    /* The frame being read (up to SYN_REPORT). */
    int frame_has_scancode;
    int frame_has_key;
    uint32_t frame_scancode;

    /* The last key that went down with both a scancode and a code. */
    int coded_valid;
    uint32_t coded_scancode;
    unsigned coded_code;

    /* A key that has only a scancode. */
    enum remote_key bare_key; /* NONE: up */
    uint32_t bare_scancode;
    int64_t bare_until_us;
};

static void read_codes(const struct libevdev *evdev, struct key_code_set *codes)
{
    memset(codes, 0, sizeof *codes);
    for (unsigned code = 1; code < KEY_CNT; code++) {
        if (libevdev_has_event_code(evdev, EV_KEY, code)) {
            key_code_set_add(codes, code);
        }
    }
}

static int is_of_use(const struct remote_keymap *map)
{
    for (unsigned key = REMOTE_KEY_NONE + 1; key < REMOTE_KEY_COUNT; key++) {
        if (map->reach[key]) {
            return 1;
        }
    }
    return 0;
}

/* A remote that nobody has mapped: it can be taught, so its keys have to be seen. Mice and game pads (BTN_*
 * codes) are none. A receiver whose keymap is empty has scancodes only. */
static int may_be_taught(const struct libevdev *evdev, const struct key_code_set *codes)
{
    int keys = 0;
    int buttons = 0;

    for (unsigned code = 1; code < KEY_CNT; code++) {
        int is_button = (code >= BTN_MISC && code < KEY_OK) ||
                        (code >= BTN_DPAD_UP && code <= BTN_DPAD_RIGHT) || code >= BTN_TRIGGER_HAPPY;
        int *count = is_button ? &buttons : &keys;
        *count += key_code_set_has(codes, code);
    }
    return buttons == 0 && (keys > 0 || libevdev_has_event_code(evdev, EV_MSC, MSC_SCAN));
}

/* A power button is left to the system as well: it may be the only way to switch the box off. */
static int may_be_grabbed(const struct remote_keymap *map)
{
    return map->reach[REMOTE_KEY_OK] || map->reach[REMOTE_KEY_UP] || map->reach[REMOTE_KEY_BACK] ||
           map->reach[REMOTE_KEY_1];
}

/* Again after each change of the keymap: a remote that was taught is then of use. */
static void grab_if_of_use(struct input_device *device)
{
    if (!device->grab || device->grab_tried || !may_be_grabbed(&device->map)) {
        return;
    }
    int error = libevdev_grab(device->evdev, LIBEVDEV_GRAB);
    device->grab_tried = 1;
    if (error < 0) {
        log_line(LOG_LEVEL_WARNING, "remote", "\"%s\": others see its keys too: %s", device->name,
                 strerror(-error));
    }
}

static int set_up(struct input_device *device, int grab)
{
    int error = libevdev_new_from_fd(device->fd, &device->evdev);

    if (error < 0) {
        return error;
    }
    const char *name = libevdev_get_name(device->evdev);
    (void)snprintf(device->name, sizeof device->name, "%s", name == NULL || name[0] == '\0' ? "?" : name);
    read_codes(device->evdev, &device->codes);
    remote_keymap_make(&device->map, &device->codes, device->name, device->entries, device->entry_count);
    if (!is_of_use(&device->map) && !may_be_taught(device->evdev, &device->codes)) {
        return 1;
    }
    /* libevdev hides codes that it does not know of, but ir-keytable may add some at any time. */
    for (unsigned code = 1; code < KEY_CNT; code++) {
        if (libevdev_enable_event_code(device->evdev, EV_KEY, code, NULL) != 0) {
            return -ENOMEM;
        }
    }
    device->kernel_time = libevdev_set_clock_id(device->evdev, CLOCK_MONOTONIC) == 0;
    device->grab = grab;
    grab_if_of_use(device);
    return 0;
}

int input_device_open(struct input_device **result, const char *path, int grab,
                      const struct remote_keymap_entry *entries, size_t count)
{
    struct input_device *device = calloc(1, sizeof *device);
    int error;

    *result = NULL;
    if (device == NULL) {
        return -ENOMEM;
    }
    device->entries = entries;
    device->entry_count = count;
    device->fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    error = device->fd < 0 ? -errno : set_up(device, grab);
    if (error != 0) {
        input_device_close(device, NULL, 0);
        return error;
    }
    *result = device;
    return 0;
}

static void release_bare(struct input_device *device, const struct input_device_sink *sink, int64_t time_us)
{
    enum remote_key key = device->bare_key;

    device->bare_key = REMOTE_KEY_NONE;
    if (key != REMOTE_KEY_NONE) {
        sink->key(sink->context, key, INPUT_DEVICE_UP, time_us);
    }
}

void input_device_close(struct input_device *device, const struct input_device_sink *sink, int64_t now_us)
{
    if (device == NULL) {
        return;
    }
    if (sink != NULL) {
        for (unsigned code = 0; code < KEY_CNT; code++) {
            if (device->down[code] != REMOTE_KEY_NONE) {
                sink->key(sink->context, (enum remote_key)device->down[code], INPUT_DEVICE_UP, now_us);
            }
        }
        release_bare(device, sink, now_us);
    }
    libevdev_free(device->evdev);
    if (device->fd >= 0) {
        (void)close(device->fd); /* opened for reading: nothing can be lost */
    }
    free(device);
}

void input_device_remap(struct input_device *device, const struct remote_keymap_entry *entries, size_t count)
{
    device->entries = entries;
    device->entry_count = count;
    remote_keymap_make(&device->map, &device->codes, device->name, entries, count);
    grab_if_of_use(device);
}

int input_device_fd(const struct input_device *device)
{
    return device->fd;
}

const char *input_device_name(const struct input_device *device)
{
    return device->name;
}

const struct remote_keymap *input_device_keymap(const struct input_device *device)
{
    return &device->map;
}

/* The keymap of a receiver was replaced after it was opened (udev runs ir-keytable): Back may be another key
 * now. */
static void read_codes_again(struct input_device *device, unsigned code)
{
    struct libevdev *fresh = NULL;

    if (libevdev_new_from_fd(device->fd, &fresh) == 0) {
        read_codes(fresh, &device->codes);
        libevdev_free(fresh);
    }
    key_code_set_add(&device->codes, code);
    input_device_remap(device, device->entries, device->entry_count);
    log_line(LOG_LEVEL_DEBUG, "remote", "\"%s\": its keys have changed", device->name);
}

static int64_t event_time(const struct input_device *device, const struct input_event *event, int64_t now_us)
{
    const int64_t age_max = EVENT_AGE_MAX_US;

    if (!device->kernel_time || event->input_event_sec < 0 || event->input_event_sec > now_us / 1000000 ||
        event->input_event_usec < 0 || event->input_event_usec > 999999) {
        return now_us;
    }
    int64_t time_us = (int64_t)event->input_event_sec * 1000000 + (int64_t)event->input_event_usec;
    return time_us <= now_us && now_us - time_us <= age_max ? time_us : now_us;
}

/* Returns 1 when the one who was told wants the key for himself. */
static int report(const struct input_device *device, const struct input_device_sink *sink,
                  struct remote_key_report *told)
{
    const char *name;

    if (sink->report == NULL) {
        return 0;
    }
    name = told->code == KEY_RESERVED ? NULL : libevdev_event_code_get_name(EV_KEY, told->code);
    told->device = device->name;
    told->code_name = name == NULL ? "" : name;
    return sink->report(sink->context, told) != 0;
}

static void fill_rule(const struct input_device *device, unsigned code, struct remote_key_report *told)
{
    const struct remote_keymap_entry *entry = NULL;

    if (told->has_scancode) {
        entry = remote_keymap_find(device->entries, device->entry_count, device->name, 1, told->scancode);
    }
    if (entry != NULL) {
        told->key = entry->key;
        told->rule = REMOTE_RULE_OPERATOR_SCANCODE;
        told->keymap_line = entry->line;
        return;
    }
    told->key = (enum remote_key)device->map.key[code];
    told->rule = (enum remote_rule)device->map.rule[code];
    if (told->rule == REMOTE_RULE_OPERATOR_CODE) {
        entry = remote_keymap_find(device->entries, device->entry_count, device->name, 0, code);
        told->keymap_line = entry == NULL ? 0 : entry->line;
    }
}

static void take_press(struct input_device *device, const struct input_device_sink *sink, unsigned code,
                       struct remote_key_report *told, int64_t time_us)
{
    if (report(device, sink, told)) {
        return;
    }
    if (told->key == REMOTE_KEY_NONE) {
        if (!key_code_set_has(&device->unknown_told, code)) {
            key_code_set_add(&device->unknown_told, code);
            log_line(LOG_LEVEL_DEBUG, "remote", "\"%s\": key code %u (scancode 0x%x) means nothing here",
                     device->name, code, told->has_scancode ? told->scancode : 0);
        }
        return;
    }
    device->down[code] = (uint8_t)told->key;
    sink->key(sink->context, told->key, INPUT_DEVICE_DOWN, time_us);
}

static void take_key(struct input_device *device, const struct input_device_sink *sink, unsigned code,
                     int value, int64_t time_us)
{
    enum remote_key held = (enum remote_key)device->down[code];
    struct remote_key_report told = {.code = code,
                                     .has_scancode = device->frame_has_scancode,
                                     .scancode = device->frame_scancode,
                                     .value = value};

    device->frame_has_key = 1;
    if (value == 1 && !key_code_set_has(&device->codes, code)) {
        read_codes_again(device, code);
    }
    if (value == 1 && device->frame_has_scancode) {
        device->coded_valid = 1;
        device->coded_scancode = device->frame_scancode;
        device->coded_code = code;
    }
    fill_rule(device, code, &told);
    if (value == 1 && held == REMOTE_KEY_NONE) {
        take_press(device, sink, code, &told, time_us);
        return;
    }
    (void)report(device, sink, &told);
    if (held == REMOTE_KEY_NONE) {
        return;
    }
    if (value == 0) {
        device->down[code] = REMOTE_KEY_NONE;
        sink->key(sink->context, held, INPUT_DEVICE_UP, time_us);
    } else {
        sink->key(sink->context, held, INPUT_DEVICE_STILL_DOWN, time_us);
    }
}

/* A frame with a scancode and no key: a repeat of the key that is down, or a scancode to which the kernel
 * knows no key. */
static void take_bare_scancode(struct input_device *device, const struct input_device_sink *sink,
                               int64_t time_us, int64_t now_us)
{
    struct remote_key_report told = {.has_scancode = 1, .scancode = device->frame_scancode, .value = 1};

    if (device->coded_valid && device->coded_scancode == device->frame_scancode) {
        enum remote_key held = (enum remote_key)device->down[device->coded_code];
        if (held != REMOTE_KEY_NONE) {
            sink->key(sink->context, held, INPUT_DEVICE_STILL_DOWN, time_us);
        }
        return;
    }
    fill_rule(device, KEY_RESERVED, &told);
    if (device->bare_key != REMOTE_KEY_NONE && device->bare_scancode == device->frame_scancode) {
        told.value = 2;
        (void)report(device, sink, &told);
        device->bare_until_us = now_us + SCANCODE_RELEASE_US;
        sink->key(sink->context, device->bare_key, INPUT_DEVICE_STILL_DOWN, time_us);
        return;
    }
    release_bare(device, sink, time_us);
    if (report(device, sink, &told) || told.key == REMOTE_KEY_NONE) {
        return;
    }
    device->bare_key = told.key;
    device->bare_scancode = device->frame_scancode;
    device->bare_until_us = now_us + SCANCODE_RELEASE_US;
    sink->key(sink->context, told.key, INPUT_DEVICE_DOWN, time_us);
}

static void take_event(struct input_device *device, const struct input_device_sink *sink,
                       const struct input_event *event, int64_t now_us)
{
    int64_t time_us = event_time(device, event, now_us);

    if (event->type == EV_MSC && event->code == MSC_SCAN) {
        device->frame_has_scancode = 1;
        device->frame_scancode = (uint32_t)event->value;
    } else if (event->type == EV_KEY && event->code != KEY_RESERVED && event->code < KEY_CNT &&
               event->value >= 0 && event->value <= 2) {
        take_key(device, sink, event->code, event->value, time_us);
    } else if (event->type == EV_SYN && event->code == SYN_REPORT) {
        if (device->frame_has_scancode && !device->frame_has_key) {
            take_bare_scancode(device, sink, time_us, now_us);
        }
        device->frame_has_scancode = 0;
        device->frame_has_key = 0;
    }
}

int input_device_read(struct input_device *device, size_t max, const struct input_device_sink *sink,
                      int64_t now_us)
{
    struct input_event event;

    for (size_t i = 0; i < max; i++) {
        unsigned flags = device->resyncing ? LIBEVDEV_READ_FLAG_SYNC : LIBEVDEV_READ_FLAG_NORMAL;
        int result = libevdev_next_event(device->evdev, flags, &event);

        if (result == -EAGAIN && device->resyncing) {
            device->resyncing = 0;
        } else if (result == -EAGAIN) {
            return 0;
        } else if (result == LIBEVDEV_READ_STATUS_SYNC && !device->resyncing) {
            device->resyncing = 1; /* this is SYN_DROPPED: what the kernel's buffer had no room for is lost */
            device->frame_has_scancode = 0;
            device->frame_has_key = 0;
        } else if (result == LIBEVDEV_READ_STATUS_SYNC || result == LIBEVDEV_READ_STATUS_SUCCESS) {
            take_event(device, sink, &event, now_us);
        } else if (result != -EINTR) {
            return result < 0 ? result : -EIO;
        }
    }
    return 1;
}

int64_t input_device_deadline(const struct input_device *device)
{
    return device->bare_key == REMOTE_KEY_NONE ? INT64_MAX : device->bare_until_us;
}

void input_device_due(struct input_device *device, const struct input_device_sink *sink, int64_t now_us)
{
    if (device->bare_key != REMOTE_KEY_NONE && now_us >= device->bare_until_us) {
        release_bare(device, sink, now_us);
    }
}
