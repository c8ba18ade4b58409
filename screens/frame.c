#include "screens/frame.h"

#include <stdio.h>
#include <string.h>

#include "screens/dates.h"

static struct rect header_rect(const struct stage *stage)
{
    struct rect safe = stage->safe_area;
    return (struct rect){safe.x, safe.y, safe.w, stage->kit.theme->header_height};
}

static struct rect footer_rect(const struct stage *stage)
{
    struct rect safe = stage->safe_area;
    int height = stage->kit.theme->footer_height;
    return (struct rect){safe.x, safe.y + safe.h - height, safe.w, height};
}

struct rect frame_body(const struct stage *stage)
{
    struct rect header = header_rect(stage);
    struct rect footer = footer_rect(stage);
    int top = header.y + header.h + stage->kit.theme->gap_small;
    return (struct rect){header.x, top, header.w, footer.y - stage->kit.theme->gap_small - top};
}

static struct rect clock_rect(const struct stage *stage)
{
    const struct theme *theme = stage->kit.theme;
    struct rect header = header_rect(stage);
    int width = theme->text_heading * 4 + theme->text_small * 10;
    return (struct rect){header.x + header.w - width, header.y, width, header.h};
}

void frame_damage_clock(const struct stage *stage)
{
    canvas_damage(stage->kit.canvas, clock_rect(stage));
}

void frame_damage_footer(const struct stage *stage)
{
    canvas_damage(stage->kit.canvas, footer_rect(stage));
}

void frame_hint_add(struct frame *frame, enum string_id key, enum string_id does)
{
    if (frame->hint_count < FRAME_HINT_MAX) {
        frame->hints[frame->hint_count++] = (struct frame_hint){key, does};
    }
}

void frame_set_status(struct frame *frame, const struct stage *stage, const char *text, int is_trouble)
{
    if (strcmp(frame->status, text) == 0 && frame->status_is_trouble == is_trouble) {
        return;
    }
    snprintf(frame->status, sizeof frame->status, "%s", text);
    frame->status_is_trouble = is_trouble;
    frame_damage_footer(stage);
}

void frame_status_for_failure(struct frame *frame, const struct stage *stage, const struct answer *answer)
{
    char age[DATE_SIZE];
    char text[FRAME_STATUS_SIZE];
    date_age(age, stage->strings, stage->now_ms - answer->fetched_ms);
    const char *values[] = {age};
    int no_network = answer->failure == FAILURE_UNREACHABLE || answer->failure == FAILURE_TIMEOUT;
    enum string_id id = no_network ? STRING_STATUS_STALE_UNREACHABLE : STRING_STATUS_STALE_FAULT;
    if (answer->fetched_ms == 0) {
        id = no_network ? STRING_STATUS_CONFIGURED : STRING_MESSAGE_FAULT;
    }
    string_format(text, sizeof text, stage->strings, id, values, 1);
    frame_set_status(frame, stage, text, 1);
}

static void draw_header(const struct frame *frame, const struct stage *stage)
{
    const struct kit *kit = &stage->kit;
    struct rect header = header_rect(stage);
    if (!canvas_visible(kit->canvas, header)) {
        return;
    }
    struct rect clock = clock_rect(stage);
    struct rect left = {header.x, header.y, clock.x - header.x, header.h};
    int width = draw_text_middle(kit, style_display(kit), left, frame->title, kit->theme->ink);
    if (frame->subtitle != NULL) {
        left.x += width + kit->theme->gap;
        left.w -= width + kit->theme->gap;
        draw_text_middle(kit, style_body(kit), left, frame->subtitle, kit->theme->ink_soft);
    }
    char text[DATE_SIZE];
    struct rect time = clock;
    date_clock(text, stage->now_ms);
    draw_text_right(kit, style_heading(kit), time, text, kit->theme->ink);
    clock.w -= text_width(kit->fonts, style_heading(kit), text) + kit->theme->gap;
    date_header(text, stage->strings, stage->now_ms);
    draw_text_right(kit, style_small(kit), clock, text, kit->theme->ink_soft);
}

/* A key as it looks on the remote, then what it does. Returns the width taken, 0 if it does not fit. */
static int draw_hint(const struct stage *stage, const struct frame_hint *hint, struct rect line)
{
    const struct kit *kit = &stage->kit;
    const char *key = string_get(stage->strings, hint->key);
    const char *does = string_get(stage->strings, hint->does);
    int key_width = text_width(kit->fonts, style_small_bold(kit), key) + 2 * kit->theme->gap_small;
    int does_width = text_width(kit->fonts, style_small(kit), does);
    int width = key_width + kit->theme->gap_small + does_width;
    if (width > line.w) {
        return 0;
    }
    int height = kit->theme->text_small * 3 / 2;
    struct rect cap = {line.x, line.y + (line.h - height) / 2, key_width, height};
    canvas_fill_rounded(kit->canvas, cap, kit->theme->radius_small, kit->theme->surface_raised);
    draw_text_centred(kit, style_small_bold(kit), cap, key, kit->theme->ink);
    struct rect words = {cap.x + key_width + kit->theme->gap_small, line.y, does_width + 1, line.h};
    draw_text_middle(kit, style_small(kit), words, does, kit->theme->ink_soft);
    return width + kit->theme->gap_large;
}

/* Returns the width that is left for the hints. */
static int draw_status(const struct frame *frame, const struct stage *stage, struct rect footer)
{
    const struct kit *kit = &stage->kit;
    if (frame->status[0] == '\0') {
        return footer.w;
    }
    const struct icon *icon = frame->status_is_trouble ? icon_set_get(stage->icons, "offline") : NULL;
    int icon_space = icon != NULL ? icon_width(icon) + kit->theme->gap_small : 0;
    int padding = kit->theme->gap;
    int text = text_width(kit->fonts, style_small(kit), frame->status);
    int width = text + icon_space + 2 * padding;
    int height = kit->theme->text_small * 7 / 4;
    struct rect bar = {footer.x + footer.w - width, footer.y + (footer.h - height) / 2, width, height};
    if (bar.x < footer.x) {
        bar.x = footer.x;
        bar.w = footer.w;
    }
    colour ink = frame->status_is_trouble ? kit->theme->on_notice_bar : kit->theme->ink_soft;
    if (frame->status_is_trouble) {
        canvas_fill_rounded(kit->canvas, bar, kit->theme->radius_small, kit->theme->notice_bar);
    }
    if (icon != NULL) {
        canvas_icon(kit->canvas, icon, bar.x + padding, bar.y + (bar.h - icon_height(icon)) / 2, ink);
    }
    struct rect words = {bar.x + padding + icon_space, bar.y, bar.w - 2 * padding - icon_space + 1, bar.h};
    draw_text_middle(kit, style_small(kit), words, frame->status, ink);
    return bar.x - footer.x - kit->theme->gap;
}

static void draw_footer(const struct frame *frame, const struct stage *stage)
{
    struct rect line = footer_rect(stage);
    if (!canvas_visible(stage->kit.canvas, line)) {
        return;
    }
    line.w = draw_status(frame, stage, line);
    frame_draw_hints(frame, stage, line);
}

void frame_draw_hints(const struct frame *frame, const struct stage *stage, struct rect line)
{
    for (size_t i = 0; i < frame->hint_count; i++) {
        int width = draw_hint(stage, &frame->hints[i], line);
        if (width == 0) {
            break;
        }
        line.x += width;
        line.w -= width;
    }
}

void frame_draw(const struct frame *frame, const struct stage *stage)
{
    struct rect all = {0, 0, canvas_width(stage->kit.canvas), canvas_height(stage->kit.canvas)};
    canvas_fill(stage->kit.canvas, all, stage->kit.theme->background);
    draw_header(frame, stage);
    draw_footer(frame, stage);
}

/* --- Messages
 * -------------------------------------------------------------------------------------------------------- */

struct message message_for_failure(enum failure failure)
{
    switch (failure) {
    case FAILURE_UNREACHABLE:
    case FAILURE_TIMEOUT:
        return (struct message){"offline-large", STRING_MESSAGE_UNREACHABLE, STRING_MESSAGE_UNREACHABLE_DO};
    case FAILURE_NOT_FOUND:
        return (struct message){"notice", STRING_MESSAGE_GONE, STRING_MESSAGE_GONE_DO};
    default:
        return (struct message){"offline-large", STRING_MESSAGE_FAULT, STRING_MESSAGE_FAULT_DO};
    }
}

void message_draw(const struct message *message, const struct stage *stage, struct rect area)
{
    const struct kit *kit = &stage->kit;
    const struct icon *icon = message->icon != NULL ? icon_set_get(stage->icons, message->icon) : NULL;
    int icon_space = icon != NULL ? icon_height(icon) + kit->theme->gap : 0;
    int line = kit->theme->text_heading * 3 / 2;
    int height = icon_space + line + kit->theme->text_body * 2;
    int y = area.y + (area.h - height) / 2;
    if (icon != NULL) {
        canvas_icon(kit->canvas, icon, area.x + (area.w - icon_width(icon)) / 2, y, kit->theme->ink_soft);
    }
    struct rect says = {area.x, y + icon_space, area.w, line};
    draw_text_centred(kit, style_heading(kit), says, string_get(stage->strings, message->says),
                      kit->theme->ink);
    if (message->what_to_do != message->says) {
        struct rect then = {area.x, says.y + line, area.w, kit->theme->text_body * 2};
        draw_text_centred(kit, style_body(kit), then, string_get(stage->strings, message->what_to_do),
                          kit->theme->ink_soft);
    }
}
