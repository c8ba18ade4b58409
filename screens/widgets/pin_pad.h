#ifndef SCREENS_WIDGETS_PIN_PAD_H
#define SCREENS_WIDGETS_PIN_PAD_H

#include "screens/widgets/kit.h"
#include "screens/widgets/pin_entry.h"

/* The PIN as dots and, once an arrow was used, the five cells in the shape of the remote's arrow keys. No
 * focus: nothing shown depends on what is pressed but the number of dots. */

struct pin_pad {
    struct rect area;
    struct pin_entry entry;
    const char *how[2];   /* borrowed: what to do in the first and in the second step, with cells */
    const char *ok_label; /* borrowed: on the cell in the middle */
};

void pin_pad_start(struct pin_pad *pad, size_t wanted);
/* Press only, never repeat; damages what changed. */
enum key_result pin_pad_key(struct pin_pad *pad, const struct kit *kit, enum remote_key key);
void pin_pad_draw(const struct pin_pad *pad, const struct kit *kit);

#endif
