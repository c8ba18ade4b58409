#ifndef SUPERVISOR_KEY_WATCH_H
#define SUPERVISOR_KEY_WATCH_H

#include <poll.h>
#include <stddef.h>

/* Waits for the hall's key on every evdev node that has it, those plugged in later too. Nothing is grabbed:
 * the television's own program sees its keys all the same. While the hall runs there is no key_watch. */

enum { KEY_WATCH_CODE_MAX = 16, KEY_WATCH_DEVICE_MAX = 32, KEY_WATCH_FD_MAX = KEY_WATCH_DEVICE_MAX + 1 };

struct key_watch;

/* `codes` (KEY_*) are copied. NULL without memory or with too many codes. */
struct key_watch *key_watch_new(const char *device_directory, const unsigned *codes, size_t count);
void key_watch_free(struct key_watch *watch);

/* Fills at most `capacity` entries and returns how many there are; ask anew before every poll. */
size_t key_watch_fds(const struct key_watch *watch, struct pollfd *fds, size_t capacity);

/* Reads what is there, bounded a call. Returns the code of the hall's key if it was pressed (not held from
 * before), 0 otherwise. */
unsigned key_watch_service(struct key_watch *watch);

#endif
