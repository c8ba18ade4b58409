#include "screens/widgets/kit.h"

#include <limits.h>

struct rect rect_inset(struct rect area, int by)
{
    return (struct rect){area.x + by, area.y + by, area.w - 2 * by, area.h - 2 * by};
}

/* The ring stands off the element by half its own thickness, so that it reads as a frame and not as a border.
 */
static int focus_offset(const struct theme *theme)
{
    return theme->ring / 2 + 1;
}

int focus_reach(const struct theme *theme)
{
    return theme->ring + focus_offset(theme) + 1;
}

void draw_focus(const struct kit *kit, struct rect area, int radius, int settle)
{
    const struct theme *theme = kit->theme;
    if (kit->focus_elsewhere) {
        return;
    }
    int offset = focus_offset(theme);
    int thickness = theme->ring * (40 + 60 * settle / 100) / 100;
    if (thickness < 2) {
        thickness = 2;
    }
    int out = offset + thickness;
    canvas_ring(kit->canvas, rect_inset(area, -out), radius + out, thickness, theme->focus_ring);
}

void cover_rounded(const struct kit *kit, struct rect area, int radius)
{
    canvas_cover(kit->canvas, (struct rect){area.x, area.y + radius, area.w, area.h - 2 * radius});
    canvas_cover(kit->canvas, (struct rect){area.x + radius, area.y, area.w - 2 * radius, area.h});
}

void settle_start(struct settle *settle, int64_t now_us)
{
    settle->started_us = now_us > 0 ? now_us : 1;
    settle->next_us = settle->started_us + FOCUS_STEP_US;
}

void settle_stop(struct settle *settle)
{
    *settle = SETTLE_AT_REST;
}

int settle_step(struct settle *settle, int64_t now_us)
{
    if (settle->started_us == 0 || now_us < settle->next_us) {
        return 0;
    }
    settle->next_us = now_us + FOCUS_STEP_US;
    if (now_us - settle->started_us >= FOCUS_SETTLE_US) {
        settle_stop(settle);
    }
    return 1;
}

int settle_percent(const struct settle *settle, int64_t now_us)
{
    if (settle->started_us == 0 || now_us - settle->started_us >= FOCUS_SETTLE_US) {
        return 100;
    }
    int64_t elapsed = now_us - settle->started_us;
    return elapsed <= 0 ? 0 : (int)(elapsed * 100 / FOCUS_SETTLE_US);
}

struct text_style style_small(const struct kit *kit)
{
    return (struct text_style){kit->theme->text_small, TEXT_REGULAR};
}

struct text_style style_small_bold(const struct kit *kit)
{
    return (struct text_style){kit->theme->text_small, TEXT_BOLD};
}

struct text_style style_body(const struct kit *kit)
{
    return (struct text_style){kit->theme->text_body, TEXT_REGULAR};
}

struct text_style style_body_bold(const struct kit *kit)
{
    return (struct text_style){kit->theme->text_body, TEXT_BOLD};
}

struct text_style style_title(const struct kit *kit)
{
    return (struct text_style){kit->theme->text_title, TEXT_BOLD};
}

struct text_style style_heading(const struct kit *kit)
{
    return (struct text_style){kit->theme->text_heading, TEXT_BOLD};
}

struct text_style style_display(const struct kit *kit)
{
    return (struct text_style){kit->theme->text_display, TEXT_BOLD};
}

struct text_layout *paragraph_new(const struct kit *kit, const char *text, struct text_style style,
                                  colour ink, int width, int line_limit)
{
    struct text_span span = {text, style.weight, ink, 0};
    struct text_layout_options options = {
        .size = style.size, .width = width, .line_height = style.size * 4 / 3, .line_limit = line_limit};
    int is_there = text != NULL && text[0] != '\0';
    return is_there ? text_layout_new(kit->fonts, &span, 1, &options) : NULL;
}

static int middle_y(struct text_style style, struct rect box)
{
    return box.y + (box.h - style.size) / 2;
}

int draw_text_middle(const struct kit *kit, struct text_style style, struct rect box, const char *text,
                     colour ink)
{
    if (rect_is_empty(box)) {
        return 0;
    }
    return canvas_text(kit->canvas, kit->fonts, style, box.x, middle_y(style, box), box.w, text, ink);
}

int draw_text_right(const struct kit *kit, struct text_style style, struct rect box, const char *text,
                    colour ink)
{
    int width = text_width(kit->fonts, style, text);
    if (width < box.w) {
        box.x += box.w - width;
        box.w = width;
    }
    return draw_text_middle(kit, style, box, text, ink);
}

int draw_text_centred(const struct kit *kit, struct text_style style, struct rect box, const char *text,
                      colour ink)
{
    int width = text_width(kit->fonts, style, text);
    if (width < box.w) {
        box.x += (box.w - width) / 2;
        box.w = width;
    }
    return draw_text_middle(kit, style, box, text, ink);
}

int text_rows(const struct kit *kit, struct text_style style, int width, const char *text)
{
    return text_width(kit->fonts, style, text) <= width ? 1 : 2;
}

static struct text_layout *two_rows(const struct kit *kit, struct text_style style, int line_height,
                                    enum text_align align, int width, const char *text, colour ink)
{
    struct text_span span = {text, style.weight, ink, 0};
    struct text_layout_options options = {
        .size = style.size, .width = width, .line_height = line_height, .line_limit = 2, .align = align};
    return text_layout_new(kit->fonts, &span, 1, &options);
}

static void draw_layout_middle(const struct kit *kit, struct text_layout *layout, struct rect box)
{
    canvas_text_layout(kit->canvas, kit->fonts, layout, box.x,
                       box.y + (box.h - text_layout_height(layout)) / 2);
    text_layout_free(layout);
}

void draw_text_rows(const struct kit *kit, struct text_style style, struct rect box, const char *text,
                    colour ink)
{
    struct text_layout *layout =
        text_rows(kit, style, box.w, text) > 1
            ? two_rows(kit, style, style.size * 4 / 3, TEXT_ALIGN_CENTRE, box.w, text, ink)
            : NULL;
    if (layout == NULL) {
        draw_text_centred(kit, style, box, text, ink);
    } else {
        draw_layout_middle(kit, layout, box);
    }
}

static int fits_two_rows(const struct kit *kit, struct text_style style, struct rect box, const char *text)
{
    struct text_layout *layout = paragraph_new(kit, text, style, kit->theme->ink, box.w, 3);
    int lines = text_layout_line_count(layout);
    text_layout_free(layout);
    return lines <= 2 && style.size * 5 / 2 <= box.h;
}

void draw_name(const struct kit *kit, struct text_style style, struct rect box, const char *text, colour ink)
{
    const int smaller[] = {kit->theme->text_title, kit->theme->text_body, kit->theme->text_small};
    struct text_layout *layout = NULL;
    if (!rect_is_empty(box) && text_rows(kit, style, box.w, text) > 1) {
        struct text_style rows = style;
        for (size_t i = 0; i < 3 && !fits_two_rows(kit, rows, box, text); i++) {
            rows.size = smaller[i] < style.size ? smaller[i] : style.size;
        }
        layout = two_rows(kit, rows, rows.size * 5 / 4, TEXT_ALIGN_START, box.w, text, ink);
    }
    if (layout == NULL) {
        (void)draw_text_middle(kit, style, box, text, ink);
    } else {
        draw_layout_middle(kit, layout, box);
    }
}

void draw_position_bar(const struct kit *kit, struct rect track, int64_t first, int64_t shown, int64_t total)
{
    if (total <= shown || total <= 0 || rect_is_empty(track)) {
        return;
    }
    int thumb = (int)(track.h * shown / total);
    int least = kit->theme->gap_large;
    if (thumb < least) {
        thumb = least < track.h ? least : track.h;
    }
    int64_t range = total - shown;
    if (first > range) {
        first = range;
    }
    int top = (int)((track.h - thumb) * (first > 0 ? first : 0) / range);
    int radius = track.w / 2;
    canvas_fill_rounded(kit->canvas, track, radius, kit->theme->rule);
    canvas_fill_rounded(kit->canvas, (struct rect){track.x, track.y + top, track.w, thumb}, radius,
                        kit->theme->ink_soft);
}
