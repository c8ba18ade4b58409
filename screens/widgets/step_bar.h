#ifndef SCREENS_WIDGETS_STEP_BAR_H
#define SCREENS_WIDGETS_STEP_BAR_H

#include <stddef.h>
#include <stdint.h>

#include "remote-input/remote_key.h"
#include "screens/widgets/kit.h"

/* The way of a matter as a picture: numbered stations on a line, each with who does what, how long it takes
 * and the paper that comes out of it; at the end what one has in hand. Only whole stations are shown, each
 * with all of its words; the line goes on where there are more. A panel may lead it. */

struct step_bar;

/* How far it has come: a way that nobody is on has numbered steps only. By shape as well as by
 * colour. */
enum step_state { STEP_NUMBERED, STEP_DONE, STEP_TURNED_BACK, STEP_NOW, STEP_AHEAD };

/* "" where nothing is known. */
struct step_station {
    const char *name, *who, *does, *takes, *output;
    enum step_state state;
};

struct step_bar_icons {
    const struct icon *takes, *who, *output, *done,
        *turned_back; /* NULL: left out; `done`: of the end, too */
};

/* Copies the words. `end`: of the last station; "": the line ends with the last step. The position steps
 * stands right of `area`. NULL without memory. */
struct step_bar *step_bar_new(const struct kit *kit, const struct step_station *stations, size_t count,
                              const char *end, const struct step_bar_icons *icons, struct rect area);
/* A panel of words before the first station that is scrolled with them; takes `words` over. Counts as one of
 * them. Once, before anything is shown. */
void step_bar_lead(struct step_bar *steps, struct text_layout *words);
void step_bar_free(struct step_bar *steps);
/* Up and Down by a station, page keys and CH± by as many as are in sight. */
enum key_result step_bar_key(struct step_bar *steps, enum remote_key key);
/* 1: not all of it is in sight at once. */
int step_bar_scrolls(const struct step_bar *steps);
/* The station at the top, and how many there are with panel and end. */
size_t step_bar_first(const struct step_bar *steps);
size_t step_bar_count(const struct step_bar *steps);
/* The height of the highest: an area that is lower cuts it. */
int step_bar_highest(const struct step_bar *steps);
void step_bar_show(struct step_bar *steps, size_t first);
/* The words of the stations in sight, a line each part. */
void step_bar_words(const struct step_bar *steps, char *out, size_t size);
void step_bar_damage(const struct step_bar *steps);
void step_bar_draw(const struct step_bar *steps);

#endif
