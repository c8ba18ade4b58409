#include "screens/widgets/key_pad.h"

#include "screens/widgets/t9_keys.h"

enum { ROWS = 4, COLUMNS = 3 };

static int key_at(int row, int column)
{
    if (row < ROWS - 1) {
        return row * COLUMNS + column + 1;
    }
    return column == 0 ? KEY_PAD_DELETE : column == 1 ? 0 : KEY_PAD_DONE;
}

static struct rect key_rect(const struct key_pad *pad, const struct theme *theme, int row, int column)
{
    int gap = theme->gap_small;
    int width = (pad->area.w - gap * (COLUMNS - 1)) / COLUMNS;
    int height = (pad->area.h - gap * (ROWS - 1)) / ROWS;
    return (struct rect){pad->area.x + column * (width + gap), pad->area.y + row * (height + gap), width,
                         height};
}

void key_pad_start(struct key_pad *pad)
{
    *pad = (struct key_pad){.delete_label = "", .done_label = "", .one_label = "", .row = 1, .column = 1};
    pad->settle = SETTLE_AT_REST;
}

void key_pad_damage_focus(const struct key_pad *pad, const struct kit *kit)
{
    struct rect key = key_rect(pad, kit->theme, pad->row, pad->column);
    canvas_damage(kit->canvas, rect_inset(key, -focus_reach(kit->theme)));
}

void key_pad_activate(struct key_pad *pad, const struct kit *kit, int64_t now_us)
{
    pad->active = 1;
    settle_start(&pad->settle, now_us);
    key_pad_damage_focus(pad, kit);
}

void key_pad_leave(struct key_pad *pad, const struct kit *kit)
{
    pad->active = 0;
    settle_stop(&pad->settle);
    key_pad_damage_focus(pad, kit);
}

static enum key_result move_by(struct key_pad *pad, const struct kit *kit, int down, int right,
                               int64_t now_us)
{
    int row = pad->row + down;
    int column = pad->column + right;
    if (row < 0 || row >= ROWS || column < 0 || column >= COLUMNS) {
        return KEY_STAYED;
    }
    key_pad_damage_focus(pad, kit);
    pad->row = row;
    pad->column = column;
    key_pad_damage_focus(pad, kit);
    settle_start(&pad->settle, now_us);
    return KEY_DONE;
}

enum key_result key_pad_key(struct key_pad *pad, const struct kit *kit, enum remote_key key, int64_t now_us)
{
    if (!pad->active) {
        return KEY_IGNORED;
    }
    switch (key) {
    case REMOTE_KEY_UP:
        return move_by(pad, kit, -1, 0, now_us);
    case REMOTE_KEY_DOWN:
        return move_by(pad, kit, 1, 0, now_us);
    case REMOTE_KEY_LEFT:
        return move_by(pad, kit, 0, -1, now_us);
    case REMOTE_KEY_RIGHT:
        return move_by(pad, kit, 0, 1, now_us);
    case REMOTE_KEY_OK:
        pad->pressed = key_at(pad->row, pad->column);
        return KEY_PRESSED;
    default:
        return KEY_IGNORED;
    }
}

static void draw_face(const struct key_pad *pad, const struct kit *kit, struct rect area, int key,
                      int focused)
{
    const struct theme *theme = kit->theme;
    colour ink = focused ? theme->ink_on_focus : theme->ink;
    if (key == KEY_PAD_DELETE || key == KEY_PAD_DONE) {
        const char *label = key == KEY_PAD_DELETE ? pad->delete_label : pad->done_label;
        draw_text_centred(kit, style_body(kit), area, label, ink);
        return;
    }
    char digit[2] = {(char)('0' + key), '\0'};
    const char *letters = !pad->letters ? "" : key == 1 ? pad->one_label : t9_letters(key);
    if (letters[0] == '\0') {
        draw_text_centred(kit, style_heading(kit), area, digit, ink);
        return;
    }
    int both = theme->text_heading + theme->text_small;
    struct rect upper = {area.x, area.y + (area.h - both) / 2, area.w, theme->text_heading};
    struct rect lower = {area.x, upper.y + upper.h, area.w, theme->text_small};
    draw_text_centred(kit, style_heading(kit), upper, digit, ink);
    draw_text_centred(kit, style_small(kit), lower, letters,
                      focused ? theme->ink_soft_on_focus : theme->ink_soft);
}

static void draw_key(const struct key_pad *pad, const struct kit *kit, int row, int column, int focused,
                     int64_t now_us)
{
    const struct theme *theme = kit->theme;
    struct rect area = key_rect(pad, theme, row, column);
    if (!canvas_visible(kit->canvas, rect_inset(area, -focus_reach(theme)))) {
        return;
    }
    canvas_fill_rounded(kit->canvas, area, theme->radius_small,
                        focused ? theme->surface_focused : theme->surface);
    if (focused) {
        draw_focus(kit, area, theme->radius_small, settle_percent(&pad->settle, now_us));
    }
    draw_face(pad, kit, area, key_at(row, column), focused);
}

void key_pad_draw(const struct key_pad *pad, const struct kit *kit, int64_t now_us)
{
    for (int row = 0; row < ROWS; row++) {
        for (int column = 0; column < COLUMNS; column++) {
            if (!pad->active || row != pad->row || column != pad->column) {
                draw_key(pad, kit, row, column, 0, now_us);
            }
        }
    }
    if (pad->active) {
        draw_key(pad, kit, pad->row, pad->column, 1, now_us);
    }
}

int key_pad_is_at_right(const struct key_pad *pad)
{
    return pad->active && pad->column == COLUMNS - 1;
}

const char *key_pad_focus_name(const struct key_pad *pad)
{
    static const char *const names[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "delete", "done"};
    return pad->active ? names[key_at(pad->row, pad->column)] : "";
}
