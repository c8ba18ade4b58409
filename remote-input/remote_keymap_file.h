#ifndef REMOTE_INPUT_REMOTE_KEYMAP_FILE_H
#define REMOTE_INPUT_REMOTE_KEYMAP_FILE_H

#include <stddef.h>

#include "remote-input/remote_keymap.h"

/* Keymaps as text, one key a line:
 *
 *     # device (* ? [] as in file names): code of the kernel, or scancode in hex = what it is to be
 *     gpio_ir_recv: KEY_PROG1 = HOME
 *     *: 0x80110a = NONE
 *
 * The last colon before the equals sign ends the device's name. Learned keys are kept on the box in such a
 * file. */

enum { REMOTE_KEYMAP_FILE_MAX = 64 * 1024 };

/* KEY_* code, kernel aliases (KEY_ZOOM …) included; -1 for a name that is none. */
int remote_keymap_code_from_name(const char *name);

/* "KEY_EXIT"; NULL for a code without a name. The text stands for ever. */
const char *remote_keymap_name_of_code(unsigned code);

/* `why` says what is wrong and what is allowed. Line 0: the file as a whole. */
typedef void (*remote_keymap_error)(void *context, int line, const char *why);

/* Tells every error there is. Returns 0 with `entries` and `count`, or -1 if there was any: then keep the
 * keymap in use. */
int remote_keymap_parse(const char *text, size_t length, struct remote_keymap_entry *entries, size_t capacity,
                        size_t *count, remote_keymap_error error, void *context);

/* A file that does not exist is an empty keymap. */
int remote_keymap_load(const char *path, struct remote_keymap_entry *entries, size_t capacity, size_t *count,
                       remote_keymap_error error, void *context);

/* Replaces the file in one step (written beside it, synced, renamed), so that a power cut leaves the old or
 * the new one. No entries: the file is removed. Returns 0 or -errno. */
int remote_keymap_save(const char *path, const struct remote_keymap_entry *entries, size_t count);

#endif
