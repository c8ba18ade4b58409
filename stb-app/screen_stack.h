#ifndef STB_APP_SCREEN_STACK_H
#define STB_APP_SCREEN_STACK_H

#include <stddef.h>

#include "screens/stage/screen.h"

/* The screens that lie on each other, home at the bottom. A screen that is closed is freed by
 * screen_stack_sweep, which the loop calls when no screen's code is running: so a screen may close itself. */

enum { SCREEN_STACK_MAX = 16, SCREEN_STACK_PLACES = SCREEN_STACK_MAX + 1 /* for a question */ };

struct screen_stack {
    struct screen *items[SCREEN_STACK_PLACES];
    struct destination destinations[SCREEN_STACK_PLACES]; /* of the items: kind and id */
    size_t count;
    struct screen *closed[SCREEN_STACK_PLACES * 2];
    size_t closed_count;
};

/* Owns the screen from here on; one beyond SCREEN_STACK_MAX is freed at once (-1), but for a question.
 * `destination` NULL: it is a part of the screen on top. */
int screen_stack_push(struct screen_stack *stack, struct screen *screen,
                      const struct destination *destination);
/* What leads to the screen on top, or to the one that it is a part of; DESTINATION_NONE without a screen. */
const struct destination *screen_stack_destination(const struct screen_stack *stack);
/* Closes a screen and all that lie on it; what is then on top is entered again. Nothing happens for one that
 * is not (or no longer) there. */
void screen_stack_close(struct screen_stack *stack, struct screen *screen);
/* Takes away those that are not to stand so long after the last key (idle_us); what lies on them stays. */
void screen_stack_forget_idle(struct screen_stack *stack, int64_t now_us);
/* When to call that again; INT64_MAX: never. */
int64_t screen_stack_idle_deadline(const struct screen_stack *stack);
/* 1: there are answers on it that closing would throw away. */
int screen_stack_holds_answers(const struct screen_stack *stack);
/* Closes those from the first personal one up, but for one that is needed (needed_until_us) and what lies on
 * it; 1: there was one. */
int screen_stack_close_personal(struct screen_stack *stack);
/* Closes all but the lowest. */
void screen_stack_close_to_bottom(struct screen_stack *stack);
struct screen *screen_stack_top(const struct screen_stack *stack);
void screen_stack_sweep(struct screen_stack *stack);
/* Frees all, from the top. */
void screen_stack_clear(struct screen_stack *stack);

void screen_stack_place(struct screen_stack *stack);
/* The top screen, and under an overlay what it lies on. */
void screen_stack_draw(struct screen_stack *stack, struct rect clip);

#endif
