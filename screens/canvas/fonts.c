/* Which face has a character, and its glyph from there. */
#include "screens/canvas/fonts_private.h"

#include <stdlib.h>
#include <string.h>

#include FT_ADVANCES_H
#include FT_OUTLINE_H

#include "both-sides/log.h"

static const char where[] = "fonts";

/* Hinted in the height only: level lines are crisp, widths and shapes stay the designer's. */
enum { LOAD_FLAGS = FT_LOAD_TARGET_LIGHT | FT_LOAD_NO_BITMAP };
/* Not a character: the box that stands for one that no face has. */
enum { MISSING_BOX = 0x1FFFFE };
/* Six pages hold some 2,500 letters of the sizes of 720 lines: every screen of the hall. More lines, larger
 * letters. */
enum { PAGES = 6 };
/* What they leave of the font files in memory is a megabyte a face at most; to give it back and take it again
 * costs as much as to make a dozen. */
enum { REST_AFTER_GLYPHS = 64 };

static int faces_add(struct fonts *fonts, const struct font_source *source)
{
    struct face *face = &fonts->faces[fonts->face_count];
    if (fonts->face_count == FONT_FACES_MAX) {
        log_line(LOG_LEVEL_WARNING, where, "%s: more than %d faces, left out", source->file, FONT_FACES_MAX);
        return 0;
    }
    memset(face, 0, sizeof *face);
    face->fd = -1;
    face->file = strdup(source->file);
    if (!face->file) {
        return -1;
    }
    face->face_index = source->face_index;
    face->weight = source->weight;
    face->fallback = source->fallback;
    fonts->face_count++;
    return 0;
}

struct fonts *fonts_new(const struct font_source *sources, size_t count)
{
    struct fonts *fonts = calloc(1, sizeof *fonts);
    if (!fonts || FT_Init_FreeType(&fonts->library)) {
        log_line(LOG_LEVEL_ERROR, where, "FreeType does not start");
        free(fonts);
        return NULL;
    }
    fonts->atlas.page_limit = PAGES;
    for (size_t i = 0; i < count; i++) {
        if (faces_add(fonts, &sources[i]) < 0) {
            log_line(LOG_LEVEL_ERROR, where, "out of memory");
            fonts_free(fonts);
            return NULL;
        }
    }
    for (size_t i = 0; i < fonts->face_count; i++) {
        struct face *face = &fonts->faces[i];
        if (!face->fallback && face->weight == TEXT_REGULAR && face_open(face, fonts->library) == 0) {
            fonts->ascent_permille = face_ascent_permille(face);
            return fonts;
        }
    }
    log_line(LOG_LEVEL_ERROR, where, "no regular face could be opened");
    fonts_free(fonts);
    return NULL;
}

void fonts_free(struct fonts *fonts)
{
    if (!fonts) {
        return;
    }
    kept_lines_forget(&fonts->lines);
    atlas_free(&fonts->atlas);
    glyph_table_free(&fonts->glyphs);
    for (size_t i = 0; i < fonts->face_count; i++) {
        face_close(&fonts->faces[i]);
        free(fonts->faces[i].file);
    }
    (void)FT_Done_FreeType(fonts->library);
    free(fonts);
}

struct text_style fonts_clamp(struct text_style style)
{
    style.size = style.size < 1 ? 1 : style.size > GLYPH_SIZE_MAX ? GLYPH_SIZE_MAX : style.size;
    style.weight = style.weight == TEXT_BOLD ? TEXT_BOLD : TEXT_REGULAR;
    return style;
}

/* First the main faces of the weight, then those of the other, then the fallbacks, each as they were given.
 */
static struct face *face_for(struct fonts *fonts, enum text_weight weight, uint32_t character, FT_UInt *index)
{
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < fonts->face_count; i++) {
            struct face *face = &fonts->faces[i];
            int its_round = face->fallback ? 2 : face->weight == weight ? 0 : 1;
            if (its_round == round) {
                *index = face_find(face, fonts->library, character);
                if (*index != 0) {
                    return face;
                }
            }
        }
    }
    return NULL;
}

static void report_missing(struct fonts *fonts, uint32_t character)
{
    for (size_t i = 0; i < fonts->missing_count; i++) {
        if (fonts->missing[i] == character) {
            return;
        }
    }
    if (fonts->missing_count == MISSING_REPORTED_MAX) {
        return;
    }
    fonts->missing[fonts->missing_count++] = character;
    log_line(LOG_LEVEL_WARNING, where, "U+%04X is in no font, a box is drawn%s", (unsigned)character,
             fonts->missing_count == MISSING_REPORTED_MAX ? "; further ones are not reported" : "");
}

/* What is typed is often not what a face has: blanks of other kinds are a space. */
static uint32_t character_to_look_up(uint32_t character)
{
    return character_kind(character) == CHARACTER_SPACE ? ' ' : character;
}

static int measured_advance(struct fonts *fonts, struct text_style style, uint32_t character,
                            uint8_t *missing)
{
    FT_UInt index = 0;
    FT_Fixed advance = 0;
    *missing = 0;
    if (character == MISSING_BOX) {
        return style.size;
    }
    struct face *face = face_for(fonts, style.weight, character_to_look_up(character), &index);
    if (!face) {
        report_missing(fonts, character);
    }
    if (character_kind(character) == CHARACTER_COMBINING) {
        return 0; /* without a face it is not drawn: a box would stand on the next letter */
    }
    if (!face) {
        *missing = 1;
        return style.size;
    }
    if (face_set_size(face, style.size) < 0 || FT_Get_Advance(face->freetype, index, LOAD_FLAGS, &advance)) {
        return style.size;
    }
    long pixels = (advance + 0x8000) >> 16;
    long most = 4L * style.size;
    return (int)(pixels < 0 ? 0 : pixels > most ? most : pixels);
}

/* The page that was used longest ago, with its glyphs. 0, or -1: there is none, or it stays
 * (letters_ahead.h).
 */
static int empty_a_page(struct fonts *fonts)
{
    struct letters_ahead *ahead = &fonts->ahead;
    int oldest = atlas_oldest(&fonts->atlas);
    int is_ahead = ahead->is_making || ahead->is_noting;
    if (is_ahead && oldest >= 0 &&
        (ahead->keeps_all || fonts->atlas.pages[oldest].last_use > ahead->kept_since)) {
        ahead->is_full = 1;
        return -1;
    }
    int page = atlas_empty_oldest(&fonts->atlas);
    if (page >= 0) {
        glyph_table_drop_page(&fonts->glyphs, (uint8_t)page);
    }
    return page >= 0 ? 0 : -1;
}

static struct glyph *add_entry(struct fonts *fonts, uint32_t key)
{
    if (fonts->ahead.is_noting && fonts->ahead.is_full) {
        return NULL;
    }
    struct glyph *glyph = glyph_table_add(&fonts->glyphs, key);
    if (!glyph) {
        /* At its bound: what was only measured is cheap to find again; then page by page. */
        glyph_table_drop_page(&fonts->glyphs, ATLAS_NO_PAGE);
        glyph = glyph_table_add(&fonts->glyphs, key);
    }
    while (!glyph) {
        if (fonts->glyphs.count == 0 || empty_a_page(fonts) < 0) {
            return NULL;
        }
        glyph = glyph_table_add(&fonts->glyphs, key);
    }
    glyph->page = ATLAS_NO_PAGE;
    return glyph;
}

static struct glyph *measured(struct fonts *fonts, struct text_style style, uint32_t character)
{
    uint32_t key = glyph_key(character, style.size, style.weight);
    struct glyph *glyph = glyph_table_find(&fonts->glyphs, key);
    if (!glyph) {
        glyph = add_entry(fonts, key);
        if (glyph) {
            glyph->advance = (int16_t)measured_advance(fonts, style, character, &glyph->missing);
            glyph->state = GLYPH_MEASURED;
        }
    }
    return glyph;
}

int fonts_advance(struct fonts *fonts, struct text_style style, uint32_t character)
{
    const struct glyph *glyph = measured(fonts, style, character);
    return glyph ? glyph->advance : style.size; /* there is no room for it: most are as wide as high */
}

/* Room in the atlas; for that a page may have to go. */
static int make_room(struct fonts *fonts, int w, int h, struct atlas_place *place)
{
    while (atlas_place(&fonts->atlas, w, h, place) < 0) {
        if (empty_a_page(fonts) < 0) {
            return -1;
        }
    }
    return 0;
}

/* Copies a picture of coverage into the atlas and notes it in the entry of `key`. */
static int keep_picture(struct fonts *fonts, uint32_t key, const unsigned char *coverage, int pitch, int w,
                        int h)
{
    struct atlas_place place = {ATLAS_NO_PAGE, 0, 0};
    w = w > ATLAS_PAGE_SIDE ? ATLAS_PAGE_SIDE : w;
    h = h > ATLAS_PAGE_SIDE ? ATLAS_PAGE_SIDE : h;
    if (w > 0 && h > 0) {
        if (make_room(fonts, w, h, &place) < 0) {
            return -1;
        }
        unsigned char *to = fonts->atlas.pages[place.page].mask->coverage;
        to += (ptrdiff_t)place.y * ATLAS_PAGE_SIDE + place.x;
        for (int row = 0; row < h; row++, to += ATLAS_PAGE_SIDE, coverage += pitch) {
            memcpy(to, coverage, (size_t)w);
        }
    }
    struct glyph *glyph = glyph_table_find(&fonts->glyphs, key);
    if (!glyph) {
        return -1;
    }
    glyph->page = (uint8_t)place.page;
    glyph->x = (uint16_t)place.x;
    glyph->y = (uint16_t)place.y;
    glyph->w = (uint16_t)(w > 0 ? w : 0);
    glyph->h = (uint16_t)(h > 0 ? h : 0);
    glyph->state = GLYPH_DRAWN;
    return 0;
}

static int draw_box(struct fonts *fonts, struct text_style style, uint32_t key)
{
    int side = style.size * 3 / 4 > 2 ? style.size * 3 / 4 : 2;
    int line = side / 16 > 0 ? side / 16 : 1;
    unsigned char *coverage = calloc((size_t)side, (size_t)side);
    if (!coverage) {
        return -1;
    }
    for (int i = 0; i < side * side; i++) {
        int x = i % side;
        int y = i / side;
        if (x < line || y < line || x >= side - line || y >= side - line) {
            coverage[i] = 255;
        }
    }
    struct glyph *glyph = glyph_table_find(&fonts->glyphs, key);
    if (glyph) {
        glyph->left = (int16_t)((style.size - side) / 2);
        glyph->top = (int16_t)-side;
    }
    int result = keep_picture(fonts, key, coverage, side, side, side);
    free(coverage);
    return result;
}

void fonts_rest(struct fonts *fonts)
{
    for (size_t i = 0; i < fonts->face_count; i++) {
        face_rest(&fonts->faces[i]);
    }
    fonts->made_since_rest = 0;
}

void fonts_keep_lines(struct fonts *fonts, int keeps)
{
    fonts->keeps_lines = keeps;
}

void fonts_forget_lines(struct fonts *fonts)
{
    kept_lines_forget(&fonts->lines);
}

static int rasterise(struct fonts *fonts, struct text_style style, uint32_t character, uint32_t key)
{
    FT_UInt index = 0;
    if (character == MISSING_BOX) {
        return draw_box(fonts, style, key);
    }
    struct face *face = face_for(fonts, style.weight, character_to_look_up(character), &index);
    if (!face || face_set_size(face, style.size) < 0 || FT_Load_Glyph(face->freetype, index, LOAD_FLAGS)) {
        return -1;
    }
    FT_GlyphSlot slot = face->freetype->glyph;
    if (style.weight == TEXT_BOLD && face->weight != TEXT_BOLD && slot->format == FT_GLYPH_FORMAT_OUTLINE) {
        (void)FT_Outline_EmboldenXY(&slot->outline, style.size * 64 / 24, 0);
    }
    if (FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) || slot->bitmap.pixel_mode != FT_PIXEL_MODE_GRAY) {
        return -1;
    }
    struct glyph *glyph = glyph_table_find(&fonts->glyphs, key);
    if (!glyph) {
        return -1;
    }
    /* Faces differ in where a combining mark stands: it is put over the middle of the letter before it. */
    glyph->left = (int16_t)(character_kind(character) == CHARACTER_COMBINING ? -((int)slot->bitmap.width / 2)
                                                                             : slot->bitmap_left);
    glyph->top = (int16_t)-slot->bitmap_top;
    return keep_picture(fonts, key, slot->bitmap.buffer, slot->bitmap.pitch, (int)slot->bitmap.width,
                        (int)slot->bitmap.rows);
}

int fonts_glyph_ready(struct fonts *fonts, struct text_style style, uint32_t character, struct glyph *glyph)
{
    const struct glyph *found =
        glyph_table_find(&fonts->glyphs, glyph_key(character, style.size, style.weight));
    if (found && found->missing) {
        found = glyph_table_find(&fonts->glyphs, glyph_key(MISSING_BOX, style.size, style.weight));
    }
    if (!found || found->state != GLYPH_DRAWN) {
        return 0;
    }
    *glyph = *found;
    return 1;
}

int fonts_glyph_make(struct fonts *fonts, struct text_style style, uint32_t character, struct glyph *glyph)
{
    const struct glyph *entry = measured(fonts, style, character);
    if (entry && entry->missing) {
        character = MISSING_BOX;
        entry = measured(fonts, style, character);
    }
    if (!entry) {
        return -1;
    }
    uint32_t key = entry->key;
    if (++fonts->made_since_rest >= REST_AFTER_GLYPHS && !fonts->ahead.is_making) {
        fonts_rest(fonts);
    }
    if (entry->state != GLYPH_DRAWN && rasterise(fonts, style, character, key) < 0) {
        /* Not to be tried again at every draw; what had no room ahead of it will have some then. */
        if ((fonts->ahead.is_making && fonts->ahead.is_full) || keep_picture(fonts, key, NULL, 0, 0, 0) < 0) {
            return -1;
        }
    }
    return fonts_glyph_ready(fonts, style, character, glyph) ? 0 : -1;
}

void fonts_warm(struct fonts *fonts, struct text_style style, const char *utf8)
{
    struct glyph glyph;
    uint32_t character;
    style = fonts_clamp(style);
    while ((character = character_next(&utf8)) != 0) {
        if (character_kind(character) != CHARACTER_HIDDEN &&
            !fonts_glyph_ready(fonts, style, character, &glyph)) {
            (void)fonts_glyph_make(fonts, style, character, &glyph);
        }
    }
    if (fonts->made_since_rest > 0) {
        fonts_rest(fonts);
    }
}
