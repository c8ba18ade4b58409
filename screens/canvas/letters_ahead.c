#include "screens/canvas/letters_ahead.h"

#include "screens/canvas/fonts_private.h"

void letters_ahead_begin(struct fonts *fonts)
{
    struct letters_ahead *ahead = &fonts->ahead;
    ahead->count = 0;
    ahead->is_noting = 1;
    ahead->kept_since = fonts->atlas.uses;
    ahead->keeps_all = 1;
    ahead->is_full = 0;
}

void letters_ahead_shown(struct fonts *fonts)
{
    fonts->ahead.keeps_all = 0;
    fonts->ahead.is_full = 0;
}

void letters_ahead_end(struct fonts *fonts)
{
    fonts->ahead.is_noting = 0;
}

void letters_ahead_note(struct fonts *fonts, struct text_style style, uint32_t character)
{
    struct letters_ahead *ahead = &fonts->ahead;
    for (size_t i = 0; i < ahead->count; i++) {
        const struct letter *noted = &ahead->letters[i];
        if (noted->character == character && noted->style.size == style.size &&
            noted->style.weight == style.weight) {
            return;
        }
    }
    if (ahead->count < LETTERS_AHEAD_MAX) {
        ahead->letters[ahead->count++] = (struct letter){character, style};
    }
}

/* The page that it stands in is not the next to be emptied. */
static void make(struct fonts *fonts, const struct letter *letter)
{
    struct glyph glyph;
    if (fonts_glyph_ready(fonts, letter->style, letter->character, &glyph) ||
        fonts_glyph_make(fonts, letter->style, letter->character, &glyph) < 0) {
        return;
    }
    if (glyph.page != ATLAS_NO_PAGE) {
        atlas_touch(&fonts->atlas, glyph.page);
    }
}

size_t letters_ahead_make(struct fonts *fonts, int (*stops)(void *context), void *context)
{
    struct letters_ahead *ahead = &fonts->ahead;
    int stopped = 0;
    ahead->is_making = 1;
    ahead->is_full = 0;
    while (ahead->count > 0 && !stopped) {
        make(fonts, &ahead->letters[--ahead->count]);
        if (ahead->is_full) {
            ahead->count = 0;
        }
        stopped = stops(context);
    }
    ahead->is_making = 0;
    return ahead->count;
}

size_t letters_ahead_left(const struct fonts *fonts)
{
    return fonts->ahead.count;
}

void letters_ahead_forget(struct fonts *fonts)
{
    fonts->ahead.count = 0;
}
