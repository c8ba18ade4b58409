#ifndef SCREENS_STAGE_SPOKEN_H
#define SCREENS_STAGE_SPOKEN_H

#include "screens/stage/screen.h"

/* What a screen says of itself: the words for somebody who does not see it, or not well. A screen's `say`
 * adds to the parts what stands there, as it is shown ("1,234.50 元", "张**", "2026-11-30"); screen_say then
 * writes numbers, dates, money and masks out and adds what is the same for all: title, status line, hints.
 *
 * What is not shown is not said: dots in place of a balance are added as the dots that they are. */

enum { SPOKEN_SIZE = 3072 };

struct spoken {
    char title[SPOKEN_SIZE]; /* where one is; left empty by `say`: the title of the report's frame */
    char focus[SPOKEN_SIZE]; /* what has the focus, or what is read; never empty */
    char value[SPOKEN_SIZE]; /* what is said of that: a row's details, digits typed, the text in sight */
    char hint[SPOKEN_SIZE];  /* what a key does that is not among the frame's hints; screen_say adds those */
};

/* Adds words to a part, after a pause. "" and NULL: nothing. What does not fit is cut at a whole
 * character. */
void spoken_add(char part[SPOKEN_SIZE], const char *words);
void spoken_add_string(char part[SPOKEN_SIZE], const struct stage *stage, enum string_id words);

/* The screen in words that can be spoken as they are. Personal data may be among them: to be wiped. */
void screen_say(const struct screen *screen, struct spoken *spoken);
/* Numbers, dates, money and masks in all parts as words: the last step of screen_say, for what no screen
 * says. */
void spoken_write_out(struct spoken *spoken, const struct stage *stage);
void spoken_wipe(struct spoken *spoken);

#endif
