#ifndef SCREENS_CANVAS_FONTS_PRIVATE_H
#define SCREENS_CANVAS_FONTS_PRIVATE_H

#include "screens/canvas/characters.h"
#include "screens/canvas/face.h"
#include "screens/canvas/glyph_atlas.h"
#include "screens/canvas/glyph_table.h"
#include "screens/canvas/kept_lines.h"
#include "screens/canvas/letters_ahead.h"
#include "screens/canvas/painter.h"
#include "screens/canvas/text.h"

enum { FONT_FACES_MAX = 8, MISSING_REPORTED_MAX = 64 };

struct letter {
    uint32_t character;
    struct text_style style;
};

/* letters_ahead.h */
struct letters_ahead {
    struct letter letters[LETTERS_AHEAD_MAX]; /* to be made */
    size_t count;
    unsigned kept_since; /* atlas.uses: pages that were used later keep what they hold while … */
    int keeps_all;       /* (the others, too: what is shown is not known yet) */
    int is_noting;       /* … what is drawn is noted, and … */
    int is_making;       /* … letters are made ahead */
    int is_full;         /* the last one had no room */
};

struct fonts {
    FT_Library library;
    struct face faces[FONT_FACES_MAX];
    size_t face_count;
    struct glyph_table glyphs;
    struct glyph_atlas atlas;
    int ascent_permille;
    int made_since_rest; /* glyphs, since the faces' pages were released */
    uint32_t missing[MISSING_REPORTED_MAX];
    size_t missing_count;
    struct letters_ahead ahead;
    struct kept_lines lines;
    int keeps_lines;
};

/* A style that the glyph table can hold. */
struct text_style fonts_clamp(struct text_style style);

/* How far the pen moves; nothing is rasterised. `style` clamped. */
int fonts_advance(struct fonts *fonts, struct text_style style, uint32_t character);
/* A glyph that is in the atlas already: 1, copied to *glyph. */
int fonts_glyph_ready(struct fonts *fonts, struct text_style style, uint32_t character, struct glyph *glyph);
/* Makes it. May empty a page of the atlas: what was collected to be drawn from it must be drawn before. 0, or
 * -1: not to be drawn. */
int fonts_glyph_make(struct fonts *fonts, struct text_style style, uint32_t character, struct glyph *glyph);

/* For text that nobody sees. `style` clamped. */
void letters_ahead_note(struct fonts *fonts, struct text_style style, uint32_t character);

/* Collects glyphs and draws them page by page. */
enum { TEXT_RUN_MAX = 64 };
struct text_run {
    struct canvas *canvas;
    struct fonts *fonts;
    int page;
    int count;
    int advance; /* of the letter before, over which a combining mark stands */
    colour ink;
    struct kept_line *keeps; /* the letters that are added; NULL: nobody does, or one could not be */
    int x, baseline;         /* where that line starts */
    struct glyph_place places[TEXT_RUN_MAX];
};
void text_run_start(struct text_run *run, struct canvas *canvas, struct fonts *fonts, colour ink);
/* Adds a character whose pen stands at x on the baseline; returns how far the pen moves. */
int text_run_add(struct text_run *run, struct text_style style, uint32_t character, int x, int baseline);
void text_run_draw(struct text_run *run);

#endif
