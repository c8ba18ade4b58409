#ifndef SCREENS_WIDGETS_KIT_H
#define SCREENS_WIDGETS_KIT_H

#include "screens/canvas/canvas.h"
#include "screens/canvas/rect.h"
#include "screens/canvas/text.h"
#include "screens/canvas/theme.h"

/* What every widget draws with. Borrowed: the application owns all three. */
struct kit {
    struct canvas *canvas;
    struct fonts *fonts;
    const struct theme *theme;
    int focus_elsewhere; /* 1: no widget has the focus just now: draw_focus draws nothing */
};

/* What became of a key. */
enum key_result {
    KEY_IGNORED, /* not a key of this: whoever stands around it may have it */
    KEY_STAYED,  /* its key, but nothing changed: at an edge, or with nothing to do */
    KEY_DONE,
    KEY_PRESSED, /* of parts of a screen alone: something was chosen; the screen asks what, and does what
                    follows */
};

struct rect rect_inset(struct rect area, int by); /* negative: outset */

/* The hall's one focus shape: a ring around what has the focus, a little outside of it. `settle` runs from 0
 * (just arrived) to 100 (at rest). FOCUS_REACH is how far it may draw beyond `area`, for damage. */
void draw_focus(const struct kit *kit, struct rect area, int radius, int settle);
int focus_reach(const struct theme *theme);
/* An opaque shape with round corners will be drawn there: the ground is left out below it. */
void cover_rounded(const struct kit *kit, struct rect area, int radius);

/* A focus that has just moved settles within FOCUS_SETTLE_US, in a few steps; a key ends it at once. */
enum { FOCUS_SETTLE_US = 120000, FOCUS_STEP_US = 60000 };
struct settle {
    int64_t started_us; /* 0: at rest */
    int64_t next_us;    /* when the next step is due; INT64_MAX at rest */
};
#define SETTLE_AT_REST ((struct settle){0, INT64_MAX})
void settle_start(struct settle *settle, int64_t now_us);
void settle_stop(struct settle *settle);
/* 1 if a step was due: what has the focus is to be drawn again. */
int settle_step(struct settle *settle, int64_t now_us);
int settle_percent(const struct settle *settle, int64_t now_us);

/* Text styles of the theme. */
struct text_style style_small(const struct kit *kit);
struct text_style style_small_bold(const struct kit *kit);
struct text_style style_body(const struct kit *kit);
struct text_style style_body_bold(const struct kit *kit);
struct text_style style_title(const struct kit *kit);
struct text_style style_heading(const struct kit *kit);
struct text_style style_display(const struct kit *kit);

/* Words of one style over at most `line_limit` lines (0: all). NULL: there are none ("" or NULL), or no
 * memory.
 */
struct text_layout *paragraph_new(const struct kit *kit, const char *text, struct text_style style,
                                  colour ink, int width, int line_limit);

/* One line centred on a box's height; returns the width drawn. */
int draw_text_middle(const struct kit *kit, struct text_style style, struct rect box, const char *text,
                     colour ink);
/* Likewise, ending at the box's right edge. */
int draw_text_right(const struct kit *kit, struct text_style style, struct rect box, const char *text,
                    colour ink);
int draw_text_centred(const struct kit *kit, struct text_style style, struct rect box, const char *text,
                      colour ink);

/* Words that have to be read to their end: one line centred in the box, two close to each other where they
 * are wider. text_rows says how many. */
void draw_text_rows(const struct kit *kit, struct text_style style, struct rect box, const char *text,
                    colour ink);
int text_rows(const struct kit *kit, struct text_style style, int width, const char *text);

/* A name from the left of the box: one line centred on its height; where it is wider two lines, in the
 * largest letters up to `style` in which it fits them; only beyond the smallest it is cut. */
void draw_name(const struct kit *kit, struct text_style style, struct rect box, const char *text, colour ink);

/* A track with a thumb: `first` … `first + shown` of `total`. Draws nothing when all is shown. */
void draw_position_bar(const struct kit *kit, struct rect track, int64_t first, int64_t shown, int64_t total);

#endif
