#ifndef SCREENS_WIDGETS_KEY_PAD_H
#define SCREENS_WIDGETS_KEY_PAD_H

#include <stdint.h>

#include "remote-input/remote_key.h"
#include "screens/widgets/kit.h"

/* The keys of a telephone on the screen, three by four: for a remote without digits, and (with letters) to
 * show which key is which letter. It has a focus only while `active`; the digit keys of the remote never need
 * it and are not its business. Never for a PIN: its focus would show it (pin_pad.h). */

/* Beside the digits: the keys left and right of the 0. */
enum { KEY_PAD_DELETE = 10, KEY_PAD_DONE = 11 };

struct key_pad {
    struct rect area;
    const char *delete_label, *done_label; /* borrowed */
    int letters;                           /* under the digits */
    const char *one_label;                 /* with letters: what stands under the 1; "": nothing */
    int active;
    int row, column; /* of the focus, from 0 */
    int pressed;     /* by the last KEY_PRESSED: a digit, KEY_PAD_DELETE or KEY_PAD_DONE */
    struct settle settle;
};

/* Not active, the focus on the 5. */
void key_pad_start(struct key_pad *pad);
/* Shows the focus where it was left; hides it. Both damage it. */
void key_pad_activate(struct key_pad *pad, const struct kit *kit, int64_t now_us);
void key_pad_leave(struct key_pad *pad, const struct kit *kit);
/* Arrows move, OK presses; not active it ignores all. */
enum key_result key_pad_key(struct key_pad *pad, const struct kit *kit, enum remote_key key, int64_t now_us);
void key_pad_damage_focus(const struct key_pad *pad, const struct kit *kit);
void key_pad_draw(const struct key_pad *pad, const struct kit *kit, int64_t now_us);
/* 1: no key is right of the one that has the focus. */
int key_pad_is_at_right(const struct key_pad *pad);
/* "5", "delete", "done", or "" while it is not active: for the test port. */
const char *key_pad_focus_name(const struct key_pad *pad);

#endif
