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

int text_run_add(struct text_run *run, struct text_style style, uint32_t character, int x, int baseline)
{
    struct glyph glyph;
    if (!fonts_glyph_ready(run->fonts, style, character, &glyph)) {
        if (run->fonts->ahead.is_noting) {
            letters_ahead_note(run->fonts, style, character);
            return fonts_advance(run->fonts, style, character);
        }
        text_run_draw(run);
        if (fonts_glyph_make(run->fonts, style, character, &glyph) < 0) {
            return fonts_advance(run->fonts, style, character);
        }
    }
    int is_mark = character_kind(character) == CHARACTER_COMBINING;
    struct rect place = {(is_mark ? x - run->advance / 2 : x) + glyph.left, baseline + glyph.top, glyph.w,
                         glyph.h};
    run->advance = is_mark ? run->advance : glyph.advance;
    if (glyph.page == ATLAS_NO_PAGE || !canvas_visible(run->canvas, place)) {
        return glyph.advance;
    }
    if (run->page != glyph.page || run->count == TEXT_RUN_MAX) {
        text_run_draw(run);
        run->page = glyph.page;
    }
    run->places[run->count++] = (struct glyph_place){glyph.x, glyph.y, glyph.w, glyph.h, place.x, place.y};
    return glyph.advance;
}

int text_width(struct fonts *fonts, struct text_style style, const char *utf8)
{
    uint32_t character;
    int width = 0;
    style = fonts_clamp(style);
    while ((character = character_next(&utf8)) != 0 && width < WIDTH_MAX) {
        if (character_kind(character) != CHARACTER_HIDDEN) {
            width += fonts_advance(fonts, style, character);
        }
    }
    return width;
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

/* Where the line must end, and the width up to there. *cut: an ellipsis follows. */
static const char *fit(struct fonts *fonts, struct text_style style, const char *utf8, int width, int *fitted,
                       int *cut)
{
    int ellipsis = fonts_advance(fonts, style, ELLIPSIS);
    const char *end_with_ellipsis = utf8;
    int width_with_ellipsis = 0;
    int total = 0;
    const char *at = utf8;
    uint32_t character;
    while ((character = character_next(&at)) != 0) {
        if (character_kind(character) != CHARACTER_HIDDEN) {
            total += fonts_advance(fonts, style, character);
        }
        if (total > width) {
            *cut = ellipsis <= width;
            *fitted = width_with_ellipsis;
            return end_with_ellipsis;
        }
        if (total + ellipsis <= width) {
            end_with_ellipsis = at;
            width_with_ellipsis = total;
        }
    }
    *cut = 0;
    *fitted = total;
    return at;
}

int canvas_text(struct canvas *canvas, struct fonts *fonts, struct text_style style, int x, int y, int width,
                const char *utf8, colour ink)
{
    struct text_run run;
    int fitted;
    int cut;
    style = fonts_clamp(style);
    const char *end = fit(fonts, style, utf8, width, &fitted, &cut);
    int drawn = fitted + (cut ? fonts_advance(fonts, style, ELLIPSIS) : 0);
    /* Letters may reach out of their em box, by less than its size. */
    struct rect around = {x - style.size, y - style.size, drawn + 2 * style.size, 3 * style.size};
    if (drawn == 0 || !canvas_visible(canvas, around)) {
        return drawn;
    }
    int baseline = y + text_ascent(fonts, style);
    int pen = x;
    text_run_start(&run, canvas, fonts, ink);
    while (utf8 < end) {
        uint32_t character = character_next(&utf8);
        if (character_kind(character) != CHARACTER_HIDDEN) {
            pen += text_run_add(&run, style, character, pen, baseline);
        }
    }
    if (cut) {
        (void)text_run_add(&run, style, ELLIPSIS, pen, baseline);
    }
    text_run_draw(&run);
    return drawn;
}
