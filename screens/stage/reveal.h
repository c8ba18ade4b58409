#ifndef SCREENS_STAGE_REVEAL_H
#define SCREENS_STAGE_REVEAL_H

#include "screens/stage/frame.h"

/* Amounts of somebody's own are dots until OK shows them, for 15 seconds (domain.md 11); a television is seen
 * by whoever is in the room. One of these for a screen:
 *
 *     case REMOTE_KEY_OK: reveal_toggle(&screen->reveal, stage); lay_out(screen); return KEY_DONE;
 *     update:   if (reveal_service(&screen->reveal, stage)) { lay_out(screen); }   it has hidden them again
 *     deadline: the earlier one of the screen's own and reveal_deadline(&screen->reveal)
 *     leave:    reveal_hide(&screen->reveal), and the same
 *     hints:    reveal_hint(&screen->reveal, &screen->frame);
 *     text:     char amount[REVEAL_AMOUNT_SIZE]; reveal_amount(amount, &screen->reveal, stage, fen);
 *
 * A screen keeps amounts as numbers in its record, and makes their words when it draws or lays out; what it
 * laid out is freed when they are hidden, and memory that is freed is wiped (docs/decisions/0120). How many
 * dots there are says nothing of the amount. What is spoken says amounts only while reveal_shows. */

enum { REVEAL_US = 15 * 1000000, REVEAL_AMOUNT_SIZE = 40 };

/* All zero: hidden. */
struct reveal {
    int64_t until_us; /* 0: hidden */
};

int reveal_shows(const struct reveal *reveal);
/* OK: shows them from now on for REVEAL_US, or hides them. */
void reveal_toggle(struct reveal *reveal, const struct stage *stage);
/* The screen is left, or covered. 1: they were shown. */
int reveal_hide(struct reveal *reveal);
/* 1: their time is over, and they are hidden from now on. */
int reveal_service(struct reveal *reveal, const struct stage *stage);
int64_t reveal_deadline(const struct reveal *reveal); /* INT64_MAX: hidden */
/* What OK does. */
void reveal_hint(const struct reveal *reveal, struct frame *frame);

/* Fen as "12,345.67" or "-0.50", or the dots. Returns `out`. */
char *reveal_amount(char out[REVEAL_AMOUNT_SIZE], const struct reveal *reveal, const struct stage *stage,
                    int64_t fen);

/* The same of what need not be hidden. */
char *amount_words(char out[REVEAL_AMOUNT_SIZE], int64_t fen);

#endif
