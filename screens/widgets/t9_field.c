#include "screens/widgets/t9_field.h"

#include <string.h>

#include "screens/widgets/t9_keys.h"

/* Wide enough for "WXYZ" in small letters. */
static int cell_width(const struct theme *theme)
{
    return theme->text_small * 3;
}

static void draw_caret(const struct kit *kit, int x, struct rect area)
{
    const struct theme *theme = kit->theme;
    struct rect caret = {x, area.y + theme->gap, theme->ring, area.h - 2 * theme->gap};
    canvas_fill_rounded(kit->canvas, caret, theme->ring / 2, theme->accent);
}

static void draw_digit(const struct kit *kit, struct rect cell, char typed)
{
    const struct theme *theme = kit->theme;
    char digit[2] = {typed, '\0'};
    int both = theme->text_heading + theme->text_small;
    struct rect upper = {cell.x, cell.y + (cell.h - both) / 2, cell.w, theme->text_heading};
    struct rect lower = {cell.x, upper.y + upper.h, cell.w, theme->text_small};
    draw_text_centred(kit, style_heading(kit), upper, digit, theme->ink);
    draw_text_centred(kit, style_small(kit), lower, t9_letters(typed - '0'), theme->ink_soft);
}

void t9_field_draw(const struct kit *kit, struct rect area, const char *digits, const char *empty)
{
    const struct theme *theme = kit->theme;
    if (!canvas_visible(kit->canvas, area)) {
        return;
    }
    canvas_fill_rounded(kit->canvas, area, theme->radius_small, theme->background_band);
    struct rect inside = {area.x + theme->gap_small, area.y, area.w - 2 * theme->gap_small, area.h};
    size_t count = strlen(digits);
    if (count == 0) {
        draw_caret(kit, inside.x, area);
        inside.x += theme->ring + theme->gap_small;
        inside.w -= theme->ring + theme->gap_small;
        draw_text_middle(kit, style_body(kit), inside, empty, theme->ink_soft);
        return;
    }
    int width = cell_width(theme);
    size_t fitting = (size_t)((inside.w - theme->ring) / width);
    size_t first = count > fitting ? count - fitting : 0;
    struct rect cell = {inside.x, area.y, width, area.h};
    for (size_t i = first; i < count; i++) {
        draw_digit(kit, cell, digits[i]);
        cell.x += width;
    }
    draw_caret(kit, cell.x, area);
}
