#include "screens/widgets/tabs.h"

enum key_result tabs_key(struct tabs *tabs, const struct kit *kit, enum remote_key key)
{
    int sideways = remote_key_sideways(key);
    if (sideways == 0 || tabs->count == 0) {
        return KEY_IGNORED;
    }
    int chosen = tabs->chosen + (sideways > 0 ? 1 : -1);
    if (chosen < 0 || chosen >= tabs->count) {
        return KEY_STAYED;
    }
    tabs->chosen = chosen;
    canvas_damage(kit->canvas, tabs->area);
    return KEY_DONE;
}

void tabs_draw(const struct tabs *tabs, const struct kit *kit)
{
    const struct theme *theme = kit->theme;
    if (!canvas_visible(kit->canvas, tabs->area)) {
        return;
    }
    int x = tabs->area.x;
    for (int i = 0; i < tabs->count; i++) {
        int chosen = i == tabs->chosen;
        /* The bold width for both, so that nothing shifts when another tab is chosen. */
        int width = text_width(kit->fonts, style_body_bold(kit), tabs->labels[i]) + 2 * theme->gap;
        struct rect tab = {x, tabs->area.y, width, tabs->area.h};
        if (chosen) {
            canvas_fill_rounded(kit->canvas, tab, theme->radius_small, theme->surface);
            struct rect line = {x + theme->gap, tab.y + tab.h - theme->ring, width - 2 * theme->gap,
                                theme->ring};
            canvas_fill_rounded(kit->canvas, line, theme->ring / 2, theme->accent);
        }
        draw_text_centred(kit, chosen ? style_body_bold(kit) : style_body(kit), tab, tabs->labels[i],
                          chosen ? theme->ink : theme->ink_soft);
        x += width + theme->gap_small;
    }
}
