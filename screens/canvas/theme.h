#ifndef SCREENS_CANVAS_THEME_H
#define SCREENS_CANVAS_THEME_H

#include "screens/canvas/canvas.h"
#include "screens/canvas/text.h"

/* How the hall looks, read from one file, assets/theme/NAME.xml. Lengths stand there for 1080 lines and are
 * scaled to the screen's lines (canvas_lines) when read. */

struct theme {
    /* colours */
    colour background, background_band, surface, surface_focused, surface_raised;
    colour ink_on_tint; /* on tile_tints */
    colour ink, ink_soft, ink_on_focus, ink_soft_on_focus, accent, accent_soft, focus_ring, rule;
    colour urgent, on_urgent, important, on_important, notice_bar, on_notice_bar, link;
    colour key_red, key_green, key_yellow, key_blue;
    colour tile_tints[9]; /* the round field behind a tile's icon, by place */
    /* lengths */
    int text_small, text_body, text_title, text_heading, text_display; /* font sizes */
    int article_line; /* line to line in an article, percent of the size */
    int gap_small, gap, gap_large;
    int radius_small, radius, ring;
    int row_height, header_height, footer_height, icon, icon_tile, scroll_bar;
};

/* 0, or -1: a line in the log names the file, the line and what is wrong or missing. */
int theme_read(const char *path, int screen_lines, struct theme *theme);

#endif
