#ifndef STB_APP_KEYMAP_H
#define STB_APP_KEYMAP_H

#include <stddef.h>

#include "both-sides/config/hall_config.h"
#include "remote-input/remote_keymap.h"

/* The keymap in use: the operator's <remotes> of headend.xml, then what was learned on this box
 * (STATE/learned-keys), which therefore wins. */

struct keymap {
    struct remote_keymap_entry entries[REMOTE_KEYMAP_ENTRY_MAX];
    size_t count;
    size_t operator_count; /* how many of them are the operator's: they come first */
};

/* An entry that names a key the kernel does not have is left out with a line in the log; the others hold.
 * `config` and `state_directory` may be NULL. A file of learned keys with errors is logged and left out, as
 * it was written by the hall alone. */
void keymap_read(struct keymap *keymap, const struct box_config *config, const char *state_directory);

/* Learned keys take the place of those learned before for the same devices. Returns 0, or -1 with more than
 * there may be (nothing is changed then). */
int keymap_learn(struct keymap *keymap, const struct remote_keymap_entry *learned, size_t count);
/* Without the learned ones. */
void keymap_forget(struct keymap *keymap);

/* Writes the learned entries to the state directory; NULL: they are not kept. 0 or -errno. */
int keymap_save(const struct keymap *keymap, const char *state_directory);

#endif
