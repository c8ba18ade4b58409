#ifndef SCREENS_CANVAS_KEPT_LINES_H
#define SCREENS_CANVAS_KEPT_LINES_H

#include <stddef.h>
#include <stdint.h>

#include "screens/canvas/text.h"

/* Lines of text as they were measured and drawn: how far they reach, and which part of the atlas stands
 * where. A key draws rows anew whose words are the same as before; they are laid out once
 * (docs/decisions/0176). Bounded; of a set, the one not used for longest gives way.
 *
 * What is kept is what somebody reads, perhaps of his own: it is forgotten with the screen that shows it
 * (fonts_forget_lines), and freed memory is wiped (docs/decisions/0120). */

enum { KEPT_LINE_BYTES_MAX = 240, KEPT_LINE_SETS = 32, KEPT_LINE_WAYS = 4 };

struct line_fit {
    size_t end; /* bytes that are drawn */
    int width;  /* that they take, with the ellipsis if one follows */
    int is_cut; /* an ellipsis follows */
};

struct kept_letter {
    int dx, dy;          /* of its picture, from the line's start on the baseline */
    uint16_t x, y, w, h; /* in the page */
    uint8_t page;        /* of the atlas */
};

struct kept_line {
    struct text_style style;
    int width; /* that it has to fit into */
    struct line_fit fit;
    int has_letters;  /* all of them, … */
    unsigned emptied; /* … while no more pages than so many have been emptied */
    unsigned last_use;
    struct kept_letter *letters; /* NULL: it was only measured */
    size_t letter_count, letter_capacity;
    char words[];
};

/* Zeroed: none. */
struct kept_lines {
    struct kept_line *sets[KEPT_LINE_SETS][KEPT_LINE_WAYS];
    unsigned uses;
};

/* NULL: it is not kept. Valid until the next call of kept_lines_add or kept_lines_forget. */
struct kept_line *kept_lines_find(struct kept_lines *lines, struct text_style style, int width,
                                  const char *utf8);
/* One that is not there yet. NULL: longer than KEPT_LINE_BYTES_MAX, or no memory. */
struct kept_line *kept_lines_add(struct kept_lines *lines, struct text_style style, int width,
                                 const char *utf8, struct line_fit fit);
void kept_lines_forget(struct kept_lines *lines);

/* Between begin and end each letter that is drawn is added, at most one a character and the ellipsis.
 * `emptied`: pages of the atlas that have been emptied so far. Where one had to be for one of its letters,
 * the line is not whole and is laid out again. begin: 0, or -1: no memory, and nothing is to be added. */
int kept_line_begin(struct kept_line *line);
void kept_line_add(struct kept_line *line, struct kept_letter letter);
void kept_line_end(struct kept_line *line, unsigned emptied_before, unsigned emptied);
/* letters[] is what is to be drawn. */
int kept_line_is_whole(const struct kept_line *line, unsigned emptied);

#endif
