#ifndef SCREENS_CANVAS_TEXT_H
#define SCREENS_CANVAS_TEXT_H

#include <stddef.h>

#include "screens/canvas/canvas.h"

/* Letters. FreeType draws each glyph once into an 8-bit atlas of bounded size that DirectFB blits from; so
 * the same picture comes out on every DirectFB system, and what a letter costs is known. A character that the
 * main face lacks is taken from the next face that has it; one that no face has is drawn as a box and
 * reported once in the log. */

struct fonts;

enum text_weight { TEXT_REGULAR, TEXT_BOLD };

struct text_style {
    int size; /* pixels of the em square */
    enum text_weight weight;
};

struct font_source {
    const char *file;
    int face_index;
    enum text_weight weight; /* of a main face; a fallback serves both */
    int fallback;
};

/* Faces are opened when first needed; their outlines are read with pread, not mapped (a mapped 20 MB
 * collection would count as our memory). fonts_new and fonts_warm may run before canvas_open and in another
 * thread, one at a time. NULL: no regular face could be opened (the log says why). */
struct fonts *fonts_new(const struct font_source *sources, size_t count);
void fonts_free(struct fonts *fonts);
/* Rasterises the characters of `utf8` ahead of their use; needs no canvas. */
void fonts_warm(struct fonts *fonts, struct text_style style, const char *utf8);
/* Gives back what the font files take in memory until the next new character. */
void fonts_rest(struct fonts *fonts);
/* Lines are kept as they were laid out, with their words, until they are forgotten: when another screen
 * comes. `keeps` 0, as at the start: none are added, because personal words can be on the screen. */
void fonts_keep_lines(struct fonts *fonts, int keeps);
void fonts_forget_lines(struct fonts *fonts);

/* The width of one line in pixels, the same as drawing takes. */
int text_width(struct fonts *fonts, struct text_style style, const char *utf8);
/* Height from line to line (1.4 em), and of the part of the em box above the baseline, for a size. */
int text_line_height(struct fonts *fonts, struct text_style style);
int text_ascent(struct fonts *fonts, struct text_style style);

/* One line whose em box's top is at y. Longer than `width`: cut with "…". Returns the width drawn. */
int canvas_text(struct canvas *canvas, struct fonts *fonts, struct text_style style, int x, int y, int width,
                const char *utf8, colour ink);

/* --- Paragraphs --- */

enum text_mark {
    TEXT_UNDERLINED = 1,
    TEXT_STRUCK = 2,  /* a line through it */
    TEXT_RAISED = 4,  /* smaller: m² */
    TEXT_LOWERED = 8, /* smaller: CO₂ */
};

struct text_span {
    const char *text; /* "\n" forces a line break */
    enum text_weight weight;
    colour ink;
    int marks; /* of enum text_mark, or 0 */
};

enum text_align { TEXT_ALIGN_START, TEXT_ALIGN_CENTRE, TEXT_ALIGN_END };

struct text_layout_options {
    int size;
    int width;
    int line_height; /* 0: the font's */
    int indent;      /* of the first line */
    int line_limit;  /* 0: none; else the last line ends in "…" if more is cut */
    enum text_align align;
};

/* Lines broken by the rules of UAX #14 and GB/T 15834: no closing mark begins a line, no opening one ends it;
 * a word longer than the line is broken where it must. Copies what it needs. NULL without memory. */
struct text_layout;
struct text_layout *text_layout_new(struct fonts *fonts, const struct text_span *spans, size_t span_count,
                                    const struct text_layout_options *options);
void text_layout_free(struct text_layout *layout);
int text_layout_height(const struct text_layout *layout); /* of NULL: 0 */
int text_layout_width(const struct text_layout *layout);  /* of its longest line */
int text_layout_line_count(const struct text_layout *layout);
const char *text_layout_words(const struct text_layout *layout); /* all of it; of NULL: "" */
/* Draws the lines that the clip shows. */
void canvas_text_layout(struct canvas *canvas, struct fonts *fonts, const struct text_layout *layout, int x,
                        int y);

#endif
