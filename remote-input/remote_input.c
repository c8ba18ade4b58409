#include "remote-input/remote_input.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "remote-input/device_directory.h"
#include "remote-input/input_device.h"
#include "remote-input/key_repeat.h"

enum {
    DEVICE_MAX = 32,
    EVENTS_A_SERVICE = 64, /* raw events of one device; the others get their turn before it goes on */
    HELD_MAX = 255
};

/* A node of the directory, opened or not. */
struct slot {
    int number; /* of "eventN"; -1: the slot is free */
    int error;  /* the last one told, so that it is told once */
    int more;   /* not everything was read: be back at once */
    struct input_device *device;
};

struct remote_input {
    struct remote_input_options options;
    char *directory_path;
    struct device_directory *directory;
    int directory_more;
    struct slot slots[DEVICE_MAX];
    int full_told;
    int last_used;  /* index of a slot, FED, or NOBODY */
    int in_service; /* index of the slot that is being read */
    int64_t now_us; /* of the service going on */
    struct key_repeat repeat;
    uint8_t held[REMOTE_KEY_COUNT]; /* by how many keys of all devices */
    uint8_t fed[REMOTE_KEY_COUNT];  /* 1: down by remote_input_feed */
    uint8_t told[REMOTE_KEY_COUNT]; /* 1: the callback had a press and no release */
    struct remote_keymap_entry *entries;
    size_t entry_count;
    remote_observer observer;
    void *observer_context;
};

enum { NOBODY = -1, FED = -2 };

static void deliver(struct remote_input *input, const struct remote_event *events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        enum remote_key key = events[i].key;
        if (events[i].press == REMOTE_RELEASE && !input->told[key]) {
            continue; /* its limit had come first */
        }
        input->told[key] = events[i].press != REMOTE_RELEASE;
        input->options.callback(input->options.context, &events[i]);
    }
}

static void take_change(struct remote_input *input, enum remote_key key, enum input_device_change change,
                        int64_t time_us, int64_t now_us)
{
    struct remote_event out[KEY_REPEAT_OUT_MAX];

    if (change == INPUT_DEVICE_DOWN) {
        input->held[key] = (uint8_t)(input->held[key] + (input->held[key] < HELD_MAX));
        deliver(input, out, key_repeat_press(&input->repeat, key, time_us, now_us, out));
    } else if (change == INPUT_DEVICE_STILL_DOWN) {
        key_repeat_alive(&input->repeat, key, now_us);
    } else if (input->held[key] > 0 && --input->held[key] == 0) {
        deliver(input, out, key_repeat_release(&input->repeat, key, time_us, out));
    }
}

static void on_key(void *context, enum remote_key key, enum input_device_change change, int64_t time_us)
{
    struct remote_input *input = context;

    if (change == INPUT_DEVICE_DOWN) {
        input->last_used = input->in_service;
    }
    take_change(input, key, change, time_us, input->now_us);
}

static int on_report(void *context, const struct remote_key_report *report)
{
    const struct remote_input *input = context;

    return input->observer == NULL ? 0 : input->observer(input->observer_context, report);
}

static struct input_device_sink sink_of(struct remote_input *input)
{
    return (struct input_device_sink){
        .context = input, .key = on_key, .report = input->observer == NULL ? NULL : on_report};
}

/* --- Devices come and go --- */

static void log_opened(const struct input_device *device, const char *path)
{
    const struct remote_keymap *map = input_device_keymap(device);
    unsigned lacks = remote_keymap_lacks(map);

    log_line(LOG_LEVEL_NOTICE, "remote", "%s \"%s\"%s%s%s%s", path, input_device_name(device),
             (lacks & REMOTE_LACKS_MOVE) != 0 ? ", no arrows" : "",
             (lacks & REMOTE_LACKS_OK) != 0 ? ", no OK" : "",
             (lacks & REMOTE_LACKS_BACK) != 0 ? ", no Back" : "",
             (lacks & REMOTE_LACKS_DIGITS) != 0 ? ", no digits" : "");
}

static void open_slot(struct remote_input *input, struct slot *slot)
{
    char path[PATH_MAX];
    int error;

    (void)snprintf(path, sizeof path, "%s/event%d", input->directory_path, slot->number);
    error = input_device_open(&slot->device, path, input->options.grab, input->entries, input->entry_count);
    if (error == 0) {
        log_opened(slot->device, path);
    } else if (error < 0 && error != -ENOENT && error != slot->error) {
        log_line(LOG_LEVEL_WARNING, "remote", "%s cannot be read: %s", path, strerror(-error));
    }
    slot->error = error;
    slot->more = error == 0; /* what was pressed meanwhile */
}

static void close_slot(struct remote_input *input, struct slot *slot)
{
    struct input_device_sink sink = sink_of(input);
    struct input_device *device = slot->device;
    int index = (int)(slot - input->slots);

    slot->device = NULL;
    slot->more = 0;
    if (device != NULL) {
        log_line(LOG_LEVEL_NOTICE, "remote", "\"%s\" is gone", input_device_name(device));
        if (input->last_used == index) {
            input->last_used = NOBODY;
        }
        input_device_close(device, &sink, input->now_us);
    }
}

static struct slot *find_slot(struct remote_input *input, int number)
{
    for (size_t i = 0; i < DEVICE_MAX; i++) {
        if (input->slots[i].number == number) {
            return &input->slots[i];
        }
    }
    return NULL;
}

static void on_change(void *context, enum device_change change, int number)
{
    struct remote_input *input = context;
    struct slot *slot;

    if (change == DEVICE_LOOK_AGAIN) {
        (void)device_directory_scan(input->directory_path, on_change, input); /* missing: it will be told */
        return;
    }
    slot = find_slot(input, number);
    if (change == DEVICE_WENT) {
        if (slot != NULL) {
            close_slot(input, slot);
            slot->number = -1;
        }
        return;
    }
    if (slot == NULL) {
        slot = find_slot(input, -1);
        if (slot == NULL) {
            if (!input->full_told) {
                log_line(LOG_LEVEL_WARNING, "remote", "event%d and more: only %d devices are read", number,
                         DEVICE_MAX);
                input->full_told = 1;
            }
            return;
        }
        *slot = (struct slot){.number = number};
    }
    if (slot->device == NULL) {
        open_slot(input, slot);
    }
}

/* --- Life --- */

struct remote_input *remote_input_new(const struct remote_input_options *options)
{
    struct remote_input *input = calloc(1, sizeof *input);
    int error;

    if (input == NULL) {
        return NULL;
    }
    input->options = *options;
    input->last_used = NOBODY;
    input->in_service = NOBODY;
    key_repeat_reset(&input->repeat);
    for (size_t i = 0; i < DEVICE_MAX; i++) {
        input->slots[i].number = -1;
    }
    if (options->device_directory == NULL) {
        return input;
    }
    input->directory_path = strdup(options->device_directory);
    if (input->directory_path == NULL) {
        remote_input_free(input);
        return NULL;
    }
    input->options.device_directory = input->directory_path;
    input->directory = device_directory_new(input->directory_path);
    error = device_directory_scan(input->directory_path, on_change, input);
    if (error != 0) {
        log_line(LOG_LEVEL_WARNING, "remote", "%s: no remote yet: %s", input->directory_path,
                 strerror(-error));
    }
    return input;
}

void remote_input_free(struct remote_input *input)
{
    if (input == NULL) {
        return;
    }
    for (size_t i = 0; i < DEVICE_MAX; i++) {
        input_device_close(input->slots[i].device, NULL, 0);
    }
    device_directory_free(input->directory);
    free(input->directory_path);
    free(input->entries);
    free(input);
}

int remote_input_set_keymap(struct remote_input *input, const struct remote_keymap_entry *entries,
                            size_t count)
{
    struct remote_keymap_entry *copy = NULL;

    if (count > REMOTE_KEYMAP_ENTRY_MAX) {
        return -1;
    }
    if (count > 0) {
        copy = calloc(count, sizeof *copy);
        if (copy == NULL) {
            return -1;
        }
        memcpy(copy, entries, count * sizeof *copy);
    }
    for (size_t i = 0; i < DEVICE_MAX; i++) {
        if (input->slots[i].device != NULL) {
            input_device_remap(input->slots[i].device, copy, count);
        }
    }
    free(input->entries);
    input->entries = copy;
    input->entry_count = count;
    /* A device that was of no use before may be of use now. */
    for (size_t i = 0; i < DEVICE_MAX; i++) {
        if (input->slots[i].number >= 0 && input->slots[i].device == NULL && input->slots[i].error > 0) {
            open_slot(input, &input->slots[i]);
        }
    }
    return 0;
}

/* --- The loop's side --- */

static size_t fill_fds(const struct remote_input *input, struct pollfd *fds, size_t capacity, int *slot_of)
{
    size_t count = 0;

    if (input->directory != NULL && count < capacity) {
        fds[count] = (struct pollfd){.fd = device_directory_fd(input->directory), .events = POLLIN};
        if (slot_of != NULL) {
            slot_of[count] = NOBODY;
        }
        count++;
    }
    for (size_t i = 0; i < DEVICE_MAX && count < capacity; i++) {
        if (input->slots[i].device == NULL) {
            continue;
        }
        fds[count] = (struct pollfd){.fd = input_device_fd(input->slots[i].device), .events = POLLIN};
        if (slot_of != NULL) {
            slot_of[count] = (int)i;
        }
        count++;
    }
    return count;
}

size_t remote_input_fds(const struct remote_input *input, struct pollfd *fds, size_t capacity)
{
    return fill_fds(input, fds, capacity, NULL);
}

int64_t remote_input_deadline(const struct remote_input *input)
{
    int64_t deadline = key_repeat_deadline(&input->repeat);

    if (input->directory_more) {
        return 0;
    }
    for (size_t i = 0; i < DEVICE_MAX; i++) {
        const struct slot *slot = &input->slots[i];
        if (slot->device == NULL) {
            continue;
        }
        int64_t own = slot->more ? 0 : input_device_deadline(slot->device);
        deadline = own < deadline ? own : deadline;
    }
    return deadline;
}

static void read_slot(struct remote_input *input, struct slot *slot, short revents)
{
    struct input_device_sink sink = sink_of(input);
    int result = 0;

    if (slot->more || (revents & POLLIN) != 0) {
        result = input_device_read(slot->device, EVENTS_A_SERVICE, &sink, input->now_us);
        slot->more = result > 0;
    }
    if (result == 0 && (revents & (POLLHUP | POLLERR | POLLNVAL)) != 0) {
        result = -ENODEV;
    }
    if (result < 0) {
        close_slot(input, slot);
        if (result == -ENODEV) {
            open_slot(input, slot); /* another one may have taken its name */
        } else {
            log_line(LOG_LEVEL_WARNING, "remote", "event%d: %s; waiting for it to be plugged in again",
                     slot->number, strerror(-result));
        }
    } else {
        input_device_due(slot->device, &sink, input->now_us);
    }
}

void remote_input_service(struct remote_input *input, int64_t now_us)
{
    struct remote_event out[KEY_REPEAT_OUT_MAX];
    struct pollfd fds[DEVICE_MAX + 1];
    int slot_of[DEVICE_MAX + 1];
    size_t count = fill_fds(input, fds, DEVICE_MAX + 1, slot_of);

    input->now_us = now_us;
    if (count > 0 && poll(fds, count, 0) < 0) {
        for (size_t i = 0; i < count; i++) {
            fds[i].revents = POLLIN; /* EINTR, ENOMEM: looking costs little */
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (slot_of[i] != NOBODY && input->slots[slot_of[i]].device != NULL) {
            input->in_service = slot_of[i];
            read_slot(input, &input->slots[slot_of[i]], fds[i].revents);
        }
    }
    input->in_service = NOBODY;
    /* Last: what a vanished device had still to tell has been read, and the slots above were those that were
     * polled. */
    if (input->directory != NULL && (input->directory_more || fds[0].revents != 0)) {
        input->directory_more = device_directory_read(input->directory, on_change, input);
    }
    deliver(input, out, key_repeat_due(&input->repeat, now_us, out));
}

void remote_input_feed(struct remote_input *input, enum remote_key key, int pressed, int64_t now_us)
{
    enum input_device_change change = pressed ? INPUT_DEVICE_DOWN : INPUT_DEVICE_UP;

    if (key <= REMOTE_KEY_NONE || key >= REMOTE_KEY_COUNT || (!pressed && !input->fed[key])) {
        return;
    }
    if (pressed && input->fed[key]) {
        change = INPUT_DEVICE_STILL_DOWN;
    }
    input->fed[key] = pressed != 0;
    input->last_used = FED;
    take_change(input, key, change, now_us, now_us);
}

/* --- What the remote at hand can do --- */

int remote_input_has_key(const struct remote_input *input, enum remote_key key)
{
    int devices = 0;

    if ((unsigned)key >= REMOTE_KEY_COUNT) {
        return 0;
    }
    if (input->last_used == FED) {
        return 1;
    }
    if (input->last_used >= 0) {
        return input_device_keymap(input->slots[input->last_used].device)->reach[key];
    }
    for (size_t i = 0; i < DEVICE_MAX; i++) {
        if (input->slots[i].device != NULL) {
            devices++;
            if (input_device_keymap(input->slots[i].device)->reach[key]) {
                return 1;
            }
        }
    }
    return devices == 0;
}

unsigned remote_input_stand_in(const struct remote_input *input, enum remote_key key)
{
    if (input->last_used < 0 || (unsigned)key >= REMOTE_KEY_COUNT) {
        return 0;
    }
    return input_device_keymap(input->slots[input->last_used].device)->stand_in[key];
}

void remote_input_observe(struct remote_input *input, remote_observer observer, void *context)
{
    input->observer = observer;
    input->observer_context = context;
}
