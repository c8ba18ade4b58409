#include "screens/widgets/buttons.h"

#include <string.h>

int buttons_height(const struct kit *kit)
{
    return kit->theme->text_body * 2;
}

void buttons_set(struct buttons *buttons, const struct button *items, size_t count)
{
    const char *focused = buttons_focus_id(buttons);
    size_t focus = 0;
    count = count < BUTTONS_MAX ? count : BUTTONS_MAX;
    for (size_t i = 0; focused != NULL && i < count; i++) {
        focus = strcmp(items[i].id, focused) == 0 ? i : focus;
    }
    memmove(buttons->items, items, count * sizeof items[0]);
    buttons->count = count;
    buttons->focus = focus;
}

const char *buttons_focus_id(const struct buttons *buttons)
{
    return buttons->focus < buttons->count ? buttons->items[buttons->focus].id : NULL;
}

void buttons_damage(const struct buttons *buttons, const struct kit *kit)
{
    canvas_damage(kit->canvas, rect_inset(buttons->area, -focus_reach(kit->theme)));
}

/* The button of a coloured key takes the focus. */
static int is_of_colour(struct buttons *buttons, const struct kit *kit, enum remote_key key)
{
    for (size_t i = 0; i < buttons->count; i++) {
        if (buttons->items[i].key == key && key != REMOTE_KEY_NONE) {
            buttons->focus = i;
            buttons_damage(buttons, kit);
            return 1;
        }
    }
    return 0;
}

enum key_result buttons_key(struct buttons *buttons, const struct kit *kit, enum remote_key key,
                            int64_t now_us)
{
    if (buttons->count == 0) {
        return KEY_IGNORED;
    }
    if (key == REMOTE_KEY_OK || is_of_colour(buttons, kit, key)) {
        return KEY_PRESSED;
    }
    if (key != REMOTE_KEY_LEFT && key != REMOTE_KEY_RIGHT) {
        return KEY_IGNORED;
    }
    size_t to = key == REMOTE_KEY_RIGHT ? buttons->focus + 1 : buttons->focus - 1;
    if (to >= buttons->count) {
        return KEY_STAYED;
    }
    buttons->focus = to;
    settle_start(&buttons->settle, now_us);
    buttons_damage(buttons, kit);
    return KEY_DONE;
}

static colour key_colour(const struct theme *theme, enum remote_key key)
{
    return key == REMOTE_KEY_RED     ? theme->key_red
           : key == REMOTE_KEY_GREEN ? theme->key_green
                                     : theme->key_blue;
}

static int spot_side(const struct kit *kit)
{
    return kit->theme->text_small * 2 / 3;
}

static int button_width(const struct button *button, const struct kit *kit)
{
    int spot = button->key != REMOTE_KEY_NONE ? spot_side(kit) + kit->theme->gap_small : 0;
    return text_width(kit->fonts, style_body_bold(kit), button->label) + spot + 2 * kit->theme->gap;
}

static void draw_button(const struct button *button, const struct kit *kit, struct rect area, int focused,
                        int settle)
{
    const struct theme *theme = kit->theme;
    canvas_fill_rounded(kit->canvas, area, theme->radius_small,
                        focused ? theme->surface_focused : theme->surface_raised);
    if (focused) {
        draw_focus(kit, area, theme->radius_small, settle);
    }
    struct rect words = {area.x + theme->gap, area.y, area.w - 2 * theme->gap + 1, area.h};
    if (button->key != REMOTE_KEY_NONE) {
        int side = spot_side(kit);
        struct rect spot = {words.x, area.y + (area.h - side) / 2, side, side};
        canvas_fill_rounded(kit->canvas, rect_inset(spot, -2), side / 2 + 2, theme->ink);
        canvas_fill_rounded(kit->canvas, spot, side / 2, key_colour(theme, button->key));
        words.x += side + theme->gap_small;
        words.w -= side + theme->gap_small;
    }
    draw_text_middle(kit, style_body_bold(kit), words, button->label,
                     focused ? theme->ink_on_focus : theme->ink);
}

void buttons_draw(const struct buttons *buttons, const struct kit *kit, int64_t now_us)
{
    int x = buttons->area.x;
    if (!canvas_visible(kit->canvas, rect_inset(buttons->area, -focus_reach(kit->theme)))) {
        return;
    }
    if (buttons->from_right) {
        x += buttons->area.w + kit->theme->gap;
        for (size_t i = 0; i < buttons->count; i++) {
            x -= button_width(&buttons->items[i], kit) + kit->theme->gap;
        }
    }
    for (size_t i = 0; i < buttons->count; i++) {
        struct rect area = {x, buttons->area.y, button_width(&buttons->items[i], kit), buttons->area.h};
        int focused = i == buttons->focus && !buttons->unfocused;
        draw_button(&buttons->items[i], kit, area, focused, settle_percent(&buttons->settle, now_us));
        x += area.w + kit->theme->gap;
    }
}
