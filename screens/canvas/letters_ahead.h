#ifndef SCREENS_CANVAS_LETTERS_AHEAD_H
#define SCREENS_CANVAS_LETTERS_AHEAD_H

#include "screens/canvas/text.h"

/* Letters that are made before they are needed (docs/decisions/0171). What is drawn between begin and end, by
 * canvas_draw_unseen, needs them: those that are not there yet are noted, at most LETTERS_AHEAD_MAX, and
 * made later, one by one. */

enum { LETTERS_AHEAD_MAX = 1024 };

/* Forgets what was noted before. From here on no page of the atlas gives way … */
void letters_ahead_begin(struct fonts *fonts);
/* … and from here on none that was drawn from since: all that is shown has been. */
void letters_ahead_shown(struct fonts *fonts);
void letters_ahead_end(struct fonts *fonts);

/* Makes at least one of what was noted, and goes on until nothing is left or `stops`, which is asked after
 * each, gives 1. Returns how many are left. What was drawn since begin keeps its place: where the atlas has
 * no other room, nothing is left. */
size_t letters_ahead_make(struct fonts *fonts, int (*stops)(void *context), void *context);
size_t letters_ahead_left(const struct fonts *fonts);
/* What is left is not made. */
void letters_ahead_forget(struct fonts *fonts);

#endif
