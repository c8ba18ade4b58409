#include "screens/stage/frame.h"

#include <stdio.h>
#include <string.h>

#include "screens/stage/dates.h"

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

struct rect frame_card(const struct stage *stage, int percent)
{
    struct rect body = frame_body(stage);
    int width = body.w * percent / 100;
    return (struct rect){body.x + body.w - width, body.y, width, body.h};
}

struct rect frame_body_beside(const struct stage *stage, struct rect card)
{
    const struct theme *theme = stage->kit.theme;
    struct rect body = frame_body(stage);
    int right = card.x - theme->gap_large - theme->scroll_bar - theme->gap;
    return (struct rect){body.x, body.y, right - body.x, body.h};
}

void frame_hint_add(struct frame *frame, enum string_id key, enum string_id does)
{
    if (frame->hint_count < FRAME_HINT_MAX) {
        frame->hints[frame->hint_count++] = (struct frame_hint){key, does};
    }
}

void frame_damage_changed_hints(const struct frame *frame, const struct frame *before,
                                const struct stage *stage)
{
    int same = frame->hint_count == before->hint_count;
    for (size_t i = 0; same && i < frame->hint_count; i++) {
        same = frame->hints[i].key == before->hints[i].key && frame->hints[i].does == before->hints[i].does;
    }
    if (!same) {
        frame_damage_footer(stage);
    }
}

static const char *status_words(const struct frame *frame, const struct stage *stage)
{
    return stage->notice != NULL ? stage->notice : frame->status;
}

static int status_is_trouble(const struct frame *frame, const struct stage *stage)
{
    return stage->notice != NULL || frame->status_is_trouble;
}

static const struct icon *status_icon(const struct frame *frame, const struct stage *stage)
{
    int shows = frame->status_is_trouble && stage->notice == NULL;
    return shows ? icon_set_get(stage->icons, "offline") : NULL;
}

/* Where the status stands: at the right end of the footer. Empty without one. */
static struct rect status_rect(const struct frame *frame, const struct stage *stage)
{
    const struct kit *kit = &stage->kit;
    struct rect footer = footer_rect(stage);
    const char *status = status_words(frame, stage);
    if (status[0] == '\0') {
        return (struct rect){0, 0, 0, 0};
    }
    const struct icon *icon = status_icon(frame, stage);
    int icon_space = icon != NULL ? icon_width(icon) + kit->theme->gap_small : 0;
    int width = text_width(kit->fonts, style_small(kit), status) + icon_space + 2 * kit->theme->gap;
    int height = kit->theme->text_small * 7 / 4;
    width = width < footer.w ? width : footer.w;
    return (struct rect){footer.x + footer.w - width, footer.y + (footer.h - height) / 2, width, height};
}

void frame_set_status(struct frame *frame, const struct stage *stage, const char *text, int is_trouble)
{
    if (strcmp(frame->status, text) == 0 && frame->status_is_trouble == is_trouble) {
        return;
    }
    struct rect before = status_rect(frame, stage);
    snprintf(frame->status, sizeof frame->status, "%s", text);
    frame->status_is_trouble = is_trouble;
    struct rect now = status_rect(frame, stage);
    if (memcmp(&before, &now, sizeof now) == 0) {
        canvas_damage(stage->kit.canvas, now); /* as wide as it was: the hints stay */
    } else {
        frame_damage_footer(stage);
    }
}

void frame_set_count(struct frame *frame, const struct stage *stage, enum string_id id, int64_t first,
                     int64_t second)
{
    char text[FRAME_STATUS_SIZE];
    frame_set_status(frame, stage,
                     string_format_numbers(text, sizeof text, stage->strings, id, first, second), 0);
}

static enum string_id status_for_failure(const struct response *response)
{
    int is_first = response->fetched_ms == 0;
    switch (response->failure) {
    case FAILURE_UNREACHABLE:
    case FAILURE_TIMEOUT:
        return is_first ? STRING_STATUS_CONFIGURED : STRING_STATUS_STALE_UNREACHABLE;
    case FAILURE_CLOCK:
        return is_first ? STRING_MESSAGE_CLOCK : STRING_STATUS_STALE_CLOCK;
    default: /* all other failures are the headend's */
        return is_first ? STRING_MESSAGE_FAULT : STRING_STATUS_STALE_FAULT;
    }
}

void frame_status_for_failure(struct frame *frame, const struct stage *stage, const struct response *response)
{
    char age[DATE_SIZE];
    char text[FRAME_STATUS_SIZE];
    date_age(age, stage->strings, stage->now_ms - response->fetched_ms);
    const char *values[] = {age};
    string_format(text, sizeof text, stage->strings, status_for_failure(response), values, 1);
    frame_set_status(frame, stage, text, 1);
}

/* The element for Back on a remote that has no such key. Returns the width taken. */
static int draw_back(const struct stage *stage, struct rect header)
{
    struct kit own = stage->kit;
    const struct kit *kit = &own;
    const struct theme *theme = stage->full_theme;
    if (!stage->shows_back) {
        return 0;
    }
    own.theme = theme;
    own.focus_elsewhere = 0; /* it is here */
    const char *words = string_get(stage->strings, STRING_BACK_ELEMENT);
    int width = text_width(kit->fonts, style_body_bold(kit), words) + 2 * theme->gap;
    int height = theme->text_body * 2;
    struct rect area = {header.x, header.y + (header.h - height) / 2, width, height};
    canvas_fill_rounded(kit->canvas, area, theme->radius_small,
                        stage->back_focused ? theme->surface_focused : theme->surface_raised);
    draw_text_centred(kit, style_body_bold(kit), area, words,
                      stage->back_focused ? theme->ink_on_focus : theme->ink);
    if (stage->back_focused) {
        draw_focus(kit, area, theme->radius_small, 100);
    }
    return width + theme->gap_large;
}

/* What stands in for a key, as it is printed on most remotes. */
static const char *stand_in_words(const struct stage *stage, enum remote_key key)
{
    const char *name = stage->stand_ins[key];
    if (name == NULL) {
        return NULL;
    }
    if (strcmp(name, "KEY_CHANNELUP") == 0 || strcmp(name, "KEY_CHANNELDOWN") == 0) {
        return string_get(stage->strings, STRING_KEY_CHANNEL);
    }
    if (strcmp(name, "KEY_VOLUMEUP") == 0 || strcmp(name, "KEY_VOLUMEDOWN") == 0) {
        return string_get(stage->strings, STRING_KEY_VOLUME);
    }
    return strncmp(name, "KEY_", 4) == 0 ? name + 4 : name;
}

/* Two keys: "CH ±" for both, or both names. */
static void pair_words(const struct stage *stage, enum remote_key first, enum remote_key second, char *out,
                       size_t size)
{
    const char *a = stand_in_words(stage, first);
    const char *b = stand_in_words(stage, second);
    if (a != NULL && b != NULL) {
        (void)snprintf(out, size, strcmp(a, b) == 0 ? "%s" : "%s %s", a, b);
    }
}

int frame_hint_key_words(const struct stage *stage, enum string_id key, char out[FRAME_HINT_KEY_SIZE])
{
    size_t size = FRAME_HINT_KEY_SIZE;
    char up_down[FRAME_HINT_KEY_SIZE / 2] = "";
    char left_right[FRAME_HINT_KEY_SIZE / 2] = "";
    const char *one = key == STRING_KEY_OK     ? stand_in_words(stage, REMOTE_KEY_OK)
                      : key == STRING_KEY_BACK ? stand_in_words(stage, REMOTE_KEY_BACK)
                      : key == STRING_KEY_HOME ? stand_in_words(stage, REMOTE_KEY_HOME)
                                               : NULL;
    (void)snprintf(out, size, "%s", one != NULL ? one : string_get(stage->strings, key));
    pair_words(stage, REMOTE_KEY_UP, REMOTE_KEY_DOWN, up_down, sizeof up_down);
    pair_words(stage, REMOTE_KEY_LEFT, REMOTE_KEY_RIGHT, left_right, sizeof left_right);
    if ((key == STRING_KEY_UP_DOWN || key == STRING_KEY_ARROWS) && up_down[0] != '\0') {
        int both = key == STRING_KEY_ARROWS && left_right[0] != '\0';
        (void)snprintf(out, size, "%s%s%s", up_down, both ? " " : "", both ? left_right : "");
    } else if (key == STRING_KEY_LEFT_RIGHT && left_right[0] != '\0') {
        (void)snprintf(out, size, "%s", left_right);
    }
    return strcmp(out, string_get(stage->strings, key)) != 0;
}

/* Who is signed in, and how to end it, left of date and clock. Returns the width taken. */
static int draw_session(const struct stage *stage, struct rect header)
{
    const struct kit *kit = &stage->kit;
    const struct session_view *session = &stage->session;
    char who[FRAME_STATUS_SIZE], how[FRAME_STATUS_SIZE], key[FRAME_HINT_KEY_SIZE];
    const char *name[] = {session->name};
    const char *keys[] = {key};
    if (!session->holds) {
        return 0;
    }
    (void)frame_hint_key_words(stage, STRING_KEY_HOME, key);
    (void)string_format(who, sizeof who, stage->strings,
                        session->name[0] != '\0' ? STRING_SESSION_MARK : STRING_SESSION_MARK_HOUSEHOLD, name,
                        1);
    (void)string_format(how, sizeof how, stage->strings,
                        stage->lacks[REMOTE_KEY_HOME] ? STRING_SESSION_MARK_ELSE : STRING_SESSION_MARK_HOW,
                        keys, 1);
    int width = text_width(kit->fonts, style_small_bold(kit), who);
    int how_width = text_width(kit->fonts, style_small(kit), how);
    int height = kit->theme->text_small * 4 / 3;
    width = (width > how_width ? width : how_width) + 2 * kit->theme->gap;
    struct rect mark = {header.x + header.w - width, header.y + (header.h - 2 * height) / 2, width,
                        2 * height};
    canvas_fill_rounded(kit->canvas, rect_inset(mark, -kit->theme->gap_small / 2), kit->theme->radius_small,
                        kit->theme->surface_raised);
    mark.h = height;
    draw_text_centred(kit, style_small_bold(kit), mark, who, kit->theme->ink);
    mark.y += height;
    draw_text_centred(kit, style_small(kit), mark, how, kit->theme->ink_soft);
    return width + kit->theme->gap;
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
    int back = draw_back(stage, left);
    left.x += back;
    left.w -= back;
    left.w -= draw_session(stage, left);
    int width = draw_text_middle(kit, style_display(kit), left, frame->title, kit->theme->ink);
    if (frame->subtitle != NULL) {
        left.x += width + kit->theme->gap;
        left.w -= width + kit->theme->gap;
        draw_text_middle(kit, style_body(kit), left, frame->subtitle, kit->theme->ink_soft);
    }
    if (!stage->time_is_known) {
        return; /* a wrong clock is worse than none */
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
    char key[FRAME_HINT_KEY_SIZE];
    (void)frame_hint_key_words(stage, hint->key, key);
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
    const char *status = status_words(frame, stage);
    if (status[0] == '\0') {
        return footer.w;
    }
    struct rect bar = status_rect(frame, stage);
    int is_trouble = status_is_trouble(frame, stage);
    const struct icon *icon = status_icon(frame, stage);
    int icon_space = icon != NULL ? icon_width(icon) + kit->theme->gap_small : 0;
    int padding = kit->theme->gap;
    colour ink = is_trouble ? kit->theme->on_notice_bar : kit->theme->ink_soft;
    if (is_trouble) {
        canvas_fill_rounded(kit->canvas, bar, kit->theme->radius_small, kit->theme->notice_bar);
    }
    if (icon != NULL) {
        canvas_icon(kit->canvas, icon, bar.x + padding, bar.y + (bar.h - icon_height(icon)) / 2, ink);
    }
    struct rect words = {bar.x + padding + icon_space, bar.y, bar.w - 2 * padding - icon_space + 1, bar.h};
    draw_text_middle(kit, style_small(kit), words, status, ink);
    return bar.x - footer.x - kit->theme->gap;
}

static void draw_footer(const struct frame *frame, const struct stage *stage)
{
    struct rect line = footer_rect(stage);
    if (!canvas_visible(stage->kit.canvas, line)) {
        return;
    }
    line.w = draw_status(frame, stage, line);
    if (canvas_visible(stage->kit.canvas, line)) {
        frame_draw_hints(frame, stage, line);
    }
}

/* In place of Back, the element in the header stands. */
int frame_hint_is_reached(const struct stage *stage, enum string_id key)
{
    switch (key) {
    case STRING_KEY_BACK:
        return !stage->shows_back;
    case STRING_KEY_RED:
        return !stage->lacks[REMOTE_KEY_RED];
    case STRING_KEY_GREEN:
        return !stage->lacks[REMOTE_KEY_GREEN];
    case STRING_KEY_BLUE:
        return !stage->lacks[REMOTE_KEY_BLUE];
    case STRING_KEY_DIGITS:
        return !stage->lacks[REMOTE_KEY_1];
    default:
        return 1;
    }
}

void frame_draw_hints(const struct frame *frame, const struct stage *stage, struct rect line)
{
    for (size_t i = 0; i < frame->hint_count; i++) {
        if (!frame_hint_is_reached(stage, frame->hints[i].key)) {
            continue;
        }
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
    canvas_ground(stage->kit.canvas, stage->kit.theme->background);
    draw_header(frame, stage);
    draw_footer(frame, stage);
}

/* --- Messages --- */

struct message message_for_failure(enum failure failure)
{
    switch (failure) {
    case FAILURE_UNREACHABLE:
    case FAILURE_TIMEOUT:
        return (struct message){"offline-large", STRING_MESSAGE_UNREACHABLE, STRING_MESSAGE_UNREACHABLE_DO};
    case FAILURE_CLOCK:
        return (struct message){"offline-large", STRING_MESSAGE_CLOCK, STRING_MESSAGE_CLOCK_DO};
    case FAILURE_NOT_FOUND:
        return (struct message){"notice", STRING_MESSAGE_GONE, STRING_MESSAGE_GONE_DO};
    default: /* all other failures are the headend's */
        return (struct message){"offline-large", STRING_MESSAGE_FAULT, STRING_MESSAGE_FAULT_DO};
    }
}

/* A line of a message, or two. Returns its height; draws nothing without `draw`. */
static int message_line(const struct stage *stage, struct text_style style, struct rect line,
                        const char *words, colour ink, int draw)
{
    line.h += (text_rows(&stage->kit, style, line.w, words) - 1) * style.size * 4 / 3;
    if (draw) {
        draw_text_rows(&stage->kit, style, line, words, ink);
    }
    return line.h;
}

/* The words below each other from y on; returns their height. */
static int message_words(const struct message *message, const struct stage *stage, struct rect area, int y,
                         int draw)
{
    const struct kit *kit = &stage->kit;
    struct rect line = {area.x, y, area.w, kit->theme->text_heading * 3 / 2};
    int height = message_line(stage, style_heading(kit), line, string_get(stage->strings, message->says),
                              kit->theme->ink, draw);
    line.y += height;
    line.h = kit->theme->text_body * 2;
    if (message->what_to_do == message->says) {
        return height + line.h;
    }
    return height + message_line(stage, style_body(kit), line,
                                 string_get(stage->strings, message->what_to_do), kit->theme->ink_soft, draw);
}

void message_draw(const struct message *message, const struct stage *stage, struct rect area)
{
    const struct kit *kit = &stage->kit;
    const struct icon *icon = message->icon != NULL ? icon_set_get(stage->icons, message->icon) : NULL;
    int icon_space = icon != NULL ? icon_height(icon) + kit->theme->gap : 0;
    int y = area.y + (area.h - icon_space - message_words(message, stage, area, 0, 0)) / 2;
    if (icon != NULL) {
        canvas_icon(kit->canvas, icon, area.x + (area.w - icon_width(icon)) / 2, y, kit->theme->ink_soft);
    }
    (void)message_words(message, stage, area, y + icon_space, 1);
}
