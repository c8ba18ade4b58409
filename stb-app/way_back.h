#ifndef STB_APP_WAY_BACK_H
#define STB_APP_WAY_BACK_H

#include "screens/stage/screen.h"

/* The remote used last decides what the screens show: an element for Back where it has no such key, and the
 * names of the keys that stand in for others. The element is reached by Up, Left, CH+ or Page Up when the
 * screen has nothing more in that direction; OK on it goes back. No screen knows of it. */

struct hall;

/* Looks at the remote again: before and after a key, and when a screen comes or goes. */
void way_back_refresh(struct hall *hall);

/* 1: the key was for the element; *go_back is 1 if it was opened. */
int way_back_takes(struct hall *hall, const struct remote_event *event, int *go_back);

/* After the screen has had the key, with what became of it there. */
void way_back_after(struct hall *hall, const struct remote_event *event, enum key_result result);

/* The element gets the focus, where there is one; it loses it. */
void way_back_focus(struct hall *hall);
void way_back_leave(struct hall *hall);

#endif
