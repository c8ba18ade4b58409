#ifndef SCREENS_WIDGETS_BUTTONS_H
#define SCREENS_WIDGETS_BUTTONS_H

#include <stddef.h>
#include <stdint.h>

#include "remote-input/remote_key.h"
#include "screens/widgets/kit.h"

/* Things to do, side by side in one line; Left and Right choose one, OK does it. So what a coloured key does
 * can also be reached without one. */

enum { BUTTONS_MAX = 4 };

struct button {
    const char *id;
    const char *label;   /* borrowed */
    enum remote_key key; /* the coloured key that does the same, a spot beside the words; REMOTE_KEY_NONE */
};

struct buttons {
    struct rect area;
    int from_right; /* they end at the right edge */
    struct button items[BUTTONS_MAX];
    size_t count;
    size_t focus;
    int unfocused;
    struct settle settle;
};

int buttons_height(const struct kit *kit);
/* The focus stays with its id where that is still there. */
void buttons_set(struct buttons *buttons, const struct button *items, size_t count);
/* NULL without any. */
const char *buttons_focus_id(const struct buttons *buttons);
/* KEY_PRESSED by OK or a coloured key: `focus` says which. */
enum key_result buttons_key(struct buttons *buttons, const struct kit *kit, enum remote_key key,
                            int64_t now_us);
void buttons_damage(const struct buttons *buttons, const struct kit *kit);
void buttons_draw(const struct buttons *buttons, const struct kit *kit, int64_t now_us);

#endif
