#include "screens/widgets/section_bar.h"

int section_bar_height(const struct kit *kit)
{
    return kit->theme->text_body * 2;
}

void section_bar_damage(const struct section_bar *bar, const struct kit *kit)
{
    canvas_damage(kit->canvas, rect_inset(bar->area, -focus_reach(kit->theme)));
}

void section_bar_choose(struct section_bar *bar, const struct kit *kit, int index, int64_t now_us)
{
    if (index >= 0 && index < bar->count && index != bar->chosen) {
        bar->chosen = index;
        settle_start(&bar->settle, now_us);
        section_bar_damage(bar, kit);
    }
}

enum key_result section_bar_key(struct section_bar *bar, const struct kit *kit, enum remote_key key,
                                int64_t now_us)
{
    int to = bar->chosen;
    int digit = remote_key_digit(key);
    if (remote_key_sideways(key) < 0) {
        to--;
    } else if (remote_key_sideways(key) > 0) {
        to++;
    }
    for (int i = 0; digit > 0 && i < bar->count; i++) {
        to = bar->items[i].digit == digit ? i : to;
    }
    if (bar->count == 0 || (remote_key_sideways(key) == 0 && digit < 0)) {
        return KEY_IGNORED;
    }
    if (to < 0 || to >= bar->count || to == bar->chosen) {
        return KEY_STAYED;
    }
    section_bar_choose(bar, kit, to, now_us);
    return KEY_DONE;
}

/* --- Drawing --- */

static void digit_text(const struct section_bar_item *item, char out[2])
{
    out[0] = (char)('0' + item->digit % 10);
    out[1] = '\0';
}

static int item_width(const struct kit *kit, const struct section_bar_item *item, int icons)
{
    const struct theme *theme = kit->theme;
    char digit[2];
    digit_text(item, digit);
    int width = text_width(kit->fonts, style_small(kit), digit) + theme->gap_small;
    /* The bold width for all, so that nothing shifts when another is chosen. */
    width += text_width(kit->fonts, style_body_bold(kit), item->label) + 2 * theme->gap;
    return width + (icons && item->icon != NULL ? icon_width(item->icon) + theme->gap_small : 0);
}

/* Of the items that are (or are not) actions, gaps included. */
static int group_width(const struct section_bar *bar, const struct kit *kit, int actions, int icons)
{
    int width = 0;
    for (int i = 0; i < bar->count; i++) {
        if (bar->items[i].is_action == actions) {
            width += item_width(kit, &bar->items[i], icons) + kit->theme->gap_small;
        }
    }
    return width;
}

static void draw_words(const struct section_bar *bar, const struct kit *kit, int index, struct rect area,
                       int icons, int focused)
{
    const struct theme *theme = kit->theme;
    const struct section_bar_item *item = &bar->items[index];
    int chosen = index == bar->chosen;
    colour ink = focused ? theme->ink_on_focus : chosen || item->is_action ? theme->ink : theme->ink_soft;
    colour soft = focused ? theme->ink_soft_on_focus : theme->ink_soft;
    char digit[2];
    struct rect line = {area.x + theme->gap, area.y, area.w - theme->gap, area.h};
    digit_text(item, digit);
    int taken = draw_text_middle(kit, style_small(kit), line, digit, soft) + theme->gap_small;
    if (icons && item->icon != NULL) {
        canvas_icon(kit->canvas, item->icon, line.x + taken, line.y + (line.h - icon_height(item->icon)) / 2,
                    ink);
        taken += icon_width(item->icon) + theme->gap_small;
    }
    line.x += taken;
    line.w -= taken;
    draw_text_middle(kit, chosen ? style_body_bold(kit) : style_body(kit), line, item->label, ink);
}

static void draw_item(const struct section_bar *bar, const struct kit *kit, int index, struct rect area,
                      int icons, int64_t now_us)
{
    const struct theme *theme = kit->theme;
    int chosen = index == bar->chosen;
    int focused = chosen && !bar->focus_below && !kit->focus_elsewhere;
    if (chosen || bar->items[index].is_action) {
        canvas_fill_rounded(kit->canvas, area, theme->radius_small,
                            focused ? theme->surface_focused : theme->surface);
    }
    if (focused) {
        draw_focus(kit, area, theme->radius_small, settle_percent(&bar->settle, now_us));
    } else if (chosen) {
        struct rect line = {area.x + theme->gap, area.y + area.h - theme->ring, area.w - 2 * theme->gap,
                            theme->ring};
        canvas_fill_rounded(kit->canvas, line, theme->ring / 2, theme->accent);
    }
    draw_words(bar, kit, index, area, icons, focused);
}

static void draw_group(const struct section_bar *bar, const struct kit *kit, int actions, int x, int icons,
                       int64_t now_us)
{
    for (int i = 0; i < bar->count; i++) {
        if (bar->items[i].is_action == actions) {
            struct rect area = {x, bar->area.y, item_width(kit, &bar->items[i], icons), bar->area.h};
            draw_item(bar, kit, i, area, icons, now_us);
            x += area.w + kit->theme->gap_small;
        }
    }
}

void section_bar_draw(const struct section_bar *bar, const struct kit *kit, int64_t now_us)
{
    if (!canvas_visible(kit->canvas, rect_inset(bar->area, -focus_reach(kit->theme)))) {
        return;
    }
    int sections = group_width(bar, kit, 0, 1);
    int icons = sections + group_width(bar, kit, 1, 1) - kit->theme->gap_small <= bar->area.w;
    int actions = bar->area.x + bar->area.w - group_width(bar, kit, 1, icons) + kit->theme->gap_small;
    draw_group(bar, kit, 0, bar->area.x, icons, now_us);
    draw_group(bar, kit, 1, actions, icons, now_us);
}
