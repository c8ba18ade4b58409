#ifndef SCREENS_WIDGETS_TABS_H
#define SCREENS_WIDGETS_TABS_H

#include "remote-input/remote_key.h"
#include "screens/widgets/kit.h"

/* A row of tabs that Left and Right walk along; the chosen one is filled, bold and underlined. */

enum { TABS_MAX = 8 };

struct tabs {
    struct rect area;
    const char *labels[TABS_MAX]; /* borrowed */
    int count;
    int chosen;
};

/* KEY_DONE: it chose another tab. */
enum key_result tabs_key(struct tabs *tabs, const struct kit *kit, enum remote_key key);
void tabs_draw(const struct tabs *tabs, const struct kit *kit);

#endif
