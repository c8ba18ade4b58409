#include "screens/widgets/pin_pad.h"

void pin_pad_start(struct pin_pad *pad, size_t wanted)
{
    *pad = (struct pin_pad){.how = {"", ""}, .ok_label = ""};
    pin_entry_start(&pad->entry, wanted);
}

enum key_result pin_pad_key(struct pin_pad *pad, const struct kit *kit, enum remote_key key)
{
    enum key_result result = pin_entry_key(&pad->entry, key);
    if (result != KEY_IGNORED && result != KEY_STAYED) {
        canvas_damage(kit->canvas, pad->area);
    }
    return result;
}

/* A full dot for each digit, a ring for each that is missing. */
static void draw_dots(const struct pin_pad *pad, const struct kit *kit, struct rect line)
{
    const struct theme *theme = kit->theme;
    int side = theme->text_body;
    int pitch = side + theme->gap;
    int width = (int)pad->entry.wanted * pitch - theme->gap;
    struct rect dot = {line.x + (line.w - width) / 2, line.y + (line.h - side) / 2, side, side};
    for (size_t i = 0; i < pad->entry.wanted; i++) {
        if (i < pad->entry.length) {
            canvas_fill_rounded(kit->canvas, dot, side / 2, theme->ink);
        } else {
            canvas_ring(kit->canvas, dot, side / 2, theme->ring / 2, theme->ink_soft);
        }
        dot.x += pitch;
    }
}

static void draw_cell(const struct pin_pad *pad, const struct kit *kit, struct rect area, int cell)
{
    const struct theme *theme = kit->theme;
    int digits[2];
    pin_entry_cell(&pad->entry, cell, digits);
    char text[] = {(char)('0' + digits[0]), ' ', ' ', (char)('0' + digits[1]), '\0'};
    canvas_fill_rounded(kit->canvas, area, theme->radius, theme->surface);
    struct rect words = area;
    if (cell == 2 && pad->ok_label[0] != '\0') {
        struct rect label = {area.x, area.y + area.h - theme->text_small * 3 / 2, area.w,
                             theme->text_small * 3 / 2};
        draw_text_centred(kit, style_small(kit), label, pad->ok_label, theme->ink_soft);
        words.h -= theme->text_small;
    }
    draw_text_centred(kit, style_heading(kit), words, text, theme->ink);
}

static void draw_cells(const struct pin_pad *pad, const struct kit *kit, struct rect area)
{
    static const struct {
        int row, column;
    } places[PIN_CELLS] = {{0, 1}, {1, 0}, {1, 1}, {1, 2}, {2, 1}};
    int gap = kit->theme->gap_small;
    int height = (area.h - 2 * gap) / 3;
    int width = height * 3 / 2;
    int left = area.x + (area.w - 3 * width - 2 * gap) / 2;
    for (int cell = 0; cell < PIN_CELLS; cell++) {
        struct rect place = {left + places[cell].column * (width + gap),
                             area.y + places[cell].row * (height + gap), width, height};
        draw_cell(pad, kit, place, cell);
    }
}

void pin_pad_draw(const struct pin_pad *pad, const struct kit *kit)
{
    const struct theme *theme = kit->theme;
    if (!canvas_visible(kit->canvas, pad->area)) {
        return;
    }
    struct rect line = {pad->area.x, pad->area.y, pad->area.w, theme->text_body * 2};
    draw_dots(pad, kit, line);
    if (pad->entry.by_cells) {
        line.y += line.h;
        draw_text_centred(kit, style_body(kit), line, pad->how[pad->entry.step], theme->ink_soft);
        int top = line.y + line.h + theme->gap_small;
        struct rect cells = {pad->area.x, top, pad->area.w, pad->area.y + pad->area.h - top};
        draw_cells(pad, kit, cells);
    }
}
