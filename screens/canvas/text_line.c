/* One line of text: its width, its drawing. */
#include <limits.h>

#include "screens/canvas/canvas_private.h"
#include "screens/canvas/fonts_private.h"

/* Wider than any screen; sums of widths stop here instead of overflowing. */
enum { WIDTH_MAX = INT_MAX / 4 };
enum { ELLIPSIS = 0x2026 };
enum { LINE_HEIGHT_PERMILLE = 1400 };
/* Above this the letters are those of a screen of 1080 lines, and need twice the pages. */
enum { LINES_OF_SMALL_PAGES = 800, PAGES_LARGE = 12 };

void text_run_start(struct text_run *run, struct canvas *canvas, struct fonts *fonts, colour ink)
{
    run->ink = ink;
    run->canvas = canvas;
    run->fonts = fonts;
    run->page = ATLAS_NO_PAGE;
    run->count = 0;
    run->advance = 0;
    run->keeps = NULL;
    run->x = 0;
    run->baseline = 0;
    if (canvas->height > LINES_OF_SMALL_PAGES && fonts->atlas.page_limit < PAGES_LARGE) {
        fonts->atlas.page_limit = PAGES_LARGE;
    }
}

void text_run_draw(struct text_run *run)
{
    if (run->count == 0) {
        return;
    }
    canvas_masks(run->canvas, run->fonts->atlas.pages[run->page].mask, run->places, (size_t)run->count,
                 run->ink);
    atlas_touch(&run->fonts->atlas, run->page);
    run->count = 0;
}

/* A letter whose picture's upper left corner stands there. */
static void place_letter(struct text_run *run, const struct kept_letter *letter, int x, int y)
{
    if (!canvas_visible(run->canvas, (struct rect){x, y, letter->w, letter->h})) {
        return;
    }
    if (run->page != letter->page || run->count == TEXT_RUN_MAX) {
        text_run_draw(run);
        run->page = letter->page;
    }
    run->places[run->count++] = (struct glyph_place){letter->x, letter->y, letter->w, letter->h, x, y};
}

int text_run_add(struct text_run *run, struct text_style style, uint32_t character, int x, int baseline)
{
    struct glyph glyph;
    if (!fonts_glyph_ready(run->fonts, style, character, &glyph)) {
        if (run->fonts->ahead.is_noting) {
            run->keeps = NULL;
            letters_ahead_note(run->fonts, style, character);
            return fonts_advance(run->fonts, style, character);
        }
        text_run_draw(run);
        if (fonts_glyph_make(run->fonts, style, character, &glyph) < 0) {
            run->keeps = NULL;
            return fonts_advance(run->fonts, style, character);
        }
    }
    int is_mark = character_kind(character) == CHARACTER_COMBINING;
    int left = (is_mark ? x - run->advance / 2 : x) + glyph.left;
    int top = baseline + glyph.top;
    run->advance = is_mark ? run->advance : glyph.advance;
    if (glyph.page == ATLAS_NO_PAGE) {
        return glyph.advance;
    }
    struct kept_letter letter = {left - run->x, top - run->baseline, glyph.x, glyph.y, glyph.w,
                                 glyph.h,       glyph.page};
    if (run->keeps != NULL) {
        kept_line_add(run->keeps, letter);
    }
    place_letter(run, &letter, left, top);
    return glyph.advance;
}

/* All of it, however far it reaches. */
static struct line_fit whole_of(struct fonts *fonts, struct text_style style, const char *utf8)
{
    uint32_t character;
    const char *at = utf8;
    int width = 0;
    while (width < WIDTH_MAX && (character = character_next(&at)) != 0) {
        if (character_kind(character) != CHARACTER_HIDDEN) {
            width += fonts_advance(fonts, style, character);
        }
    }
    return (struct line_fit){.end = (size_t)(at - utf8), .width = width};
}

/* NULL: it is not kept. What nobody sees takes no place from what is shown. */
static struct kept_line *keep(struct fonts *fonts, struct text_style style, int width, const char *utf8,
                              struct line_fit fit)
{
    int keeps = fonts->keeps_lines && !fonts->ahead.is_noting;
    return keeps ? kept_lines_add(&fonts->lines, style, width, utf8, fit) : NULL;
}

int text_width(struct fonts *fonts, struct text_style style, const char *utf8)
{
    style = fonts_clamp(style);
    const struct kept_line *kept = kept_lines_find(&fonts->lines, style, WIDTH_MAX, utf8);
    if (kept != NULL) {
        return kept->fit.width;
    }
    struct line_fit whole = whole_of(fonts, style, utf8);
    (void)keep(fonts, style, WIDTH_MAX, utf8, whole);
    return whole.width;
}

int text_line_height(struct fonts *fonts, struct text_style style)
{
    (void)fonts;
    return (fonts_clamp(style).size * LINE_HEIGHT_PERMILLE + 500) / 1000;
}

int text_ascent(struct fonts *fonts, struct text_style style)
{
    return (fonts_clamp(style).size * fonts->ascent_permille + 500) / 1000;
}

/* Where the line must end, so that it fits into the width. */
static struct line_fit fit(struct fonts *fonts, struct text_style style, const char *utf8, int width)
{
    int ellipsis = fonts_advance(fonts, style, ELLIPSIS);
    struct line_fit cut = {.is_cut = ellipsis <= width, .width = ellipsis <= width ? ellipsis : 0};
    int total = 0;
    const char *at = utf8;
    uint32_t character;
    while ((character = character_next(&at)) != 0) {
        if (character_kind(character) != CHARACTER_HIDDEN) {
            total += fonts_advance(fonts, style, character);
        }
        if (total > width) {
            return cut;
        }
        if (total + ellipsis <= width) {
            cut.end = (size_t)(at - utf8);
            cut.width = total + ellipsis;
        }
    }
    return (struct line_fit){.end = (size_t)(at - utf8), .width = total};
}

/* Its letters, one by one. */
static void lay_out(struct text_run *run, struct text_style style, const char *utf8,
                    const struct line_fit *line)
{
    const char *end = utf8 + line->end;
    int pen = run->x;
    while (utf8 < end) {
        uint32_t character = character_next(&utf8);
        if (character_kind(character) != CHARACTER_HIDDEN) {
            pen += text_run_add(run, style, character, pen, run->baseline);
        }
    }
    if (line->is_cut) {
        (void)text_run_add(run, style, ELLIPSIS, pen, run->baseline);
    }
}

static void draw_kept(struct text_run *run, const struct kept_line *line)
{
    for (size_t i = 0; i < line->letter_count; i++) {
        const struct kept_letter *letter = &line->letters[i];
        place_letter(run, letter, run->x + letter->dx, run->baseline + letter->dy);
    }
}

/* Lays it out, and keeps how. */
static void lay_out_kept(struct text_run *run, struct text_style style, struct kept_line *line)
{
    unsigned emptied = run->fonts->atlas.emptied;
    run->keeps = kept_line_begin(line) == 0 ? line : NULL;
    lay_out(run, style, line->words, &line->fit);
    if (run->keeps != NULL) {
        kept_line_end(line, emptied, run->fonts->atlas.emptied);
    }
}

int canvas_text(struct canvas *canvas, struct fonts *fonts, struct text_style style, int x, int y, int width,
                const char *utf8, colour ink)
{
    struct text_run run;
    style = fonts_clamp(style);
    struct kept_line *kept = kept_lines_find(&fonts->lines, style, WIDTH_MAX, utf8);
    if (kept == NULL || kept->fit.width > width) {
        kept = kept_lines_find(&fonts->lines, style, width, utf8);
    }
    struct line_fit line = kept != NULL ? kept->fit : fit(fonts, style, utf8, width);
    if (kept == NULL) {
        kept = keep(fonts, style, width, utf8, line);
    }
    /* Letters may reach out of their em box, by less than its size. */
    struct rect around = {x - style.size, y - style.size, line.width + 2 * style.size, 3 * style.size};
    if (line.width == 0 || !canvas_visible(canvas, around)) {
        return line.width;
    }
    text_run_start(&run, canvas, fonts, ink);
    run.x = x;
    run.baseline = y + text_ascent(fonts, style);
    if (kept == NULL) {
        lay_out(&run, style, utf8, &line);
    } else if (kept_line_is_whole(kept, fonts->atlas.emptied)) {
        draw_kept(&run, kept);
    } else {
        lay_out_kept(&run, style, kept);
    }
    text_run_draw(&run);
    return line.width;
}
