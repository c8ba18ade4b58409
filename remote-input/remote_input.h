#ifndef REMOTE_INPUT_REMOTE_INPUT_H
#define REMOTE_INPUT_REMOTE_INPUT_H

#include <poll.h>
#include <stddef.h>
#include <stdint.h>

#include "remote-input/input_device.h"
#include "remote-input/remote_key.h"
#include "remote-input/remote_keymap.h"

/* Every remote and keyboard of the box as one stream of remote events, with the hall's own repeat.
 * Nothing here blocks or starts a thread: the loop polls remote_input_fds and calls remote_input_service. */

struct remote_input;

/* Called from remote_input_service and remote_input_feed only. It may not free the remote_input. */
typedef void (*remote_event_callback)(void *context, const struct remote_event *event);

struct remote_input_options {
    const char *device_directory; /* "/dev/input"; NULL: no evdev (a window, a test) */
    int grab;                     /* EVIOCGRAB: the console must not see the keys too */
    remote_event_callback callback;
    void *context;
};

/* NULL without memory; devices that cannot be opened are logged once and tried again when they change. */
struct remote_input *remote_input_new(const struct remote_input_options *options);
void remote_input_free(struct remote_input *input);

/* Fills at most `capacity` entries (fd, POLLIN) and returns how many there are. Ask anew before every poll:
 * devices come and go. */
size_t remote_input_fds(const struct remote_input *input, struct pollfd *fds, size_t capacity);

/* When remote_input_service must be called even if no fd is ready (a repeat is due), CLOCK_MONOTONIC in
 * microseconds; INT64_MAX: never. */
int64_t remote_input_deadline(const struct remote_input *input);

/* Reads what is there (bounded a call), hands out presses, repeats that are due and releases. */
void remote_input_service(struct remote_input *input, int64_t now_us);

/* A key from elsewhere (a DirectFB window, the test port), to be treated like a remote's: pressed 1 or 0. A
 * press of a key that is down already is the source's own repeat and does nothing; the release and press
 * pairs of X11's repeat are recognized too (key_repeat.h). The RELEASE of a key that was held for 150 ms or
 * more is therefore told 25 ms late; its repeats stop at once. */
void remote_input_feed(struct remote_input *input, enum remote_key key, int pressed, int64_t now_us);

/* Keymap of the operator or learned on the box; replaces the one before. Copied. Returns 0, or -1 without
 * memory or with more than REMOTE_KEYMAP_ENTRY_MAX (then the one before stays). */
int remote_input_set_keymap(struct remote_input *input, const struct remote_keymap_entry *entries,
                            size_t count);

/* Whether the remote that was used last can send this key (before any was used: whether one of those plugged
 * in can). A window or test port has all keys. Without REMOTE_KEY_BACK the screens have to show an element
 * for it. Cheap: ask after each key. */
int remote_input_has_key(const struct remote_input *input, enum remote_key key);

/* The KEY_* that stands in for `key` on the remote used last, 0 where the key is what it says: for hints ("OK
 * is PLAY here"). */
unsigned remote_input_stand_in(const struct remote_input *input, enum remote_key key);

/* Is handed every raw event of the devices (not of remote_input_feed) before it does anything: for `tv-hall
 * --keys` and for learning a remote. Not 0: the key shall not reach the hall. NULL ends it. What the report
 * points to lives for the call only. */
typedef int (*remote_observer)(void *context, const struct remote_key_report *report);
void remote_input_observe(struct remote_input *input, remote_observer observer, void *context);

#endif
