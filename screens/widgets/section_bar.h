#ifndef SCREENS_WIDGETS_SECTION_BAR_H
#define SCREENS_WIDGETS_SECTION_BAR_H

#include <stdint.h>

#include "remote-input/remote_key.h"
#include "screens/widgets/kit.h"

/* One row: the sections of a record at the left, what can be done with it at the right. Left and Right walk
 * along all of them, a digit jumps; what is done on OK is the screen's business. */

enum { SECTION_BAR_MAX = 9 };

struct section_bar_item {
    const char *label; /* borrowed */
    int digit;         /* of the key that jumps there */
    int is_action;
    const struct icon *icon; /* of an action; NULL: none */
};

struct section_bar {
    struct rect area;
    struct section_bar_item items[SECTION_BAR_MAX];
    int count;
    int chosen;
    int focus_below; /* the content of the chosen section has the focus: here it is only marked */
    struct settle settle;
};

int section_bar_height(const struct kit *kit);
/* KEY_DONE: it chose another item. */
enum key_result section_bar_key(struct section_bar *bar, const struct kit *kit, enum remote_key key,
                                int64_t now_us);
void section_bar_choose(struct section_bar *bar, const struct kit *kit, int index, int64_t now_us);
void section_bar_damage(const struct section_bar *bar, const struct kit *kit);
void section_bar_draw(const struct section_bar *bar, const struct kit *kit, int64_t now_us);

#endif
