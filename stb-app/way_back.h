#ifndef STB_APP_WAY_BACK_H
#define STB_APP_WAY_BACK_H

#include "screens/screen.h"

/* The remote used last decides what the screens show: an element for Back where it has no such key, and the
 * names of the keys that stand in for others. The element is reached by Up, Left, CH+ or Page Up when the
 * screen has nothing more in that direction; OK on it goes back. No screen knows of it. */

struct hall;

/* Looks at the remote again: before and after a key, and when a screen comes or goes. */
void way_back_refresh(struct hall *hall);

/* 1: the key was for the element; *go_back is 1 if it was opened. */
int way_back_takes(struct hall *hall, const struct remote_event *event, int *go_back);

/* What a screen shows, to find out whether a key did anything. */
struct way_back_mark {
    const struct screen *screen;
    char focus[80], title[80], notice[80];
    int64_t position;
};
void way_back_mark(const struct hall *hall, struct way_back_mark *mark);
/* After the screen has had the key. */
void way_back_after(struct hall *hall, const struct remote_event *event, const struct way_back_mark *before);

/* The element loses the focus. */
void way_back_leave(struct hall *hall);

#endif
