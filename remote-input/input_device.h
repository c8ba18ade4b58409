#ifndef REMOTE_INPUT_INPUT_DEVICE_H
#define REMOTE_INPUT_INPUT_DEVICE_H

#include <stddef.h>
#include <stdint.h>

#include "remote-input/remote_keymap.h"

/* One evdev node: what it sends, as remote keys going down and up. Knows nothing of repeat, nor of other
 * devices. */

struct input_device;

enum input_device_change { INPUT_DEVICE_UP, INPUT_DEVICE_DOWN, INPUT_DEVICE_STILL_DOWN };

/* A raw event, as `tv-hall --keys` and the learning screen want it. */
struct remote_key_report {
    const char *device;    /* the kernel's name for it; text from outside */
    unsigned code;         /* KEY_*; 0 (KEY_RESERVED) for a scancode to which the kernel has no code */
    const char *code_name; /* "KEY_OK", or "" */
    int has_scancode;
    uint32_t scancode;
    int value; /* 1 pressed, 2 the source's own repeat, 0 released */
    enum remote_key key;
    enum remote_rule rule;
    int keymap_line; /* of the operator's entry; 0: none */
};

struct input_device_sink {
    void *context;
    void (*key)(void *context, enum remote_key key, enum input_device_change change, int64_t time_us);
    /* Not 0: the key shall do nothing more (someone is learning). May be NULL. Releases of keys that went
     * down before are delivered all the same. */
    int (*report)(void *context, const struct remote_key_report *report);
};

/* `entries` must live as long as the device, or until input_device_remap. Returns 0 with a device, 1 with
 * NULL for one that has no key of use and cannot be taught (a mouse), or -errno with NULL. Never blocks. */
int input_device_open(struct input_device **device, const char *path, int grab,
                      const struct remote_keymap_entry *entries, size_t count);
/* Releases what is still held, then closes. `sink` may be NULL: then nothing is told. */
void input_device_close(struct input_device *device, const struct input_device_sink *sink, int64_t now_us);

void input_device_remap(struct input_device *device, const struct remote_keymap_entry *entries, size_t count);

int input_device_fd(const struct input_device *device);
const char *input_device_name(const struct input_device *device);
const struct remote_keymap *input_device_keymap(const struct input_device *device);

/* Handles up to `max` raw events. Returns 0 when all were read, 1 when there are more, -errno when the device
 * is to be closed
 * (-ENODEV: it was unplugged). */
int input_device_read(struct input_device *device, size_t max, const struct input_device_sink *sink,
                      int64_t now_us);

/* Scancodes without a key code come without a release: it is due at input_device_deadline. */
int64_t input_device_deadline(const struct input_device *device);
void input_device_due(struct input_device *device, const struct input_device_sink *sink, int64_t now_us);

#endif
