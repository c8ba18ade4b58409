#ifndef REMOTE_INPUT_REMOTE_INPUT_H
#define REMOTE_INPUT_REMOTE_INPUT_H

#include <poll.h>
#include <stddef.h>
#include <stdint.h>

#include "remote-input/remote_key.h"

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

/* A key from elsewhere (a DirectFB window, the test port), to be treated like a remote's: pressed 1 or 0.
 * Repeats of the source itself must not be fed. */
void remote_input_feed(struct remote_input *input, enum remote_key key, int pressed, int64_t now_us);

#endif
