#include "screens/widgets/list.h"

#include <stdlib.h>
#include <string.h>

#include "screens/widgets/one_line.h"

void list_row_detail(struct list_row *row, const char *text)
{
    (void)one_line(row->detail, sizeof row->detail, text);
}

void list_place(struct list *list, struct rect area)
{
    list->area = area;
}

void list_reset(struct list *list)
{
    list->focus = 0;
    list->first = 0;
    list->focus_id[0] = '\0';
    settle_stop(&list->settle);
}

static int row_height(const struct list *list, const struct kit *kit)
{
    return list->row_height > 0 ? list->row_height : kit->theme->row_height;
}

static int row_pitch(const struct list *list, const struct kit *kit)
{
    return row_height(list, kit) + kit->theme->gap_small;
}

size_t list_visible_rows(const struct list *list, const struct kit *kit)
{
    int rows = (list->area.h + kit->theme->gap_small) / row_pitch(list, kit);
    return rows > 0 ? (size_t)rows : 1;
}

static struct rect row_rect(const struct list *list, const struct kit *kit, size_t index)
{
    int y = list->area.y + ((int)index - (int)list->first) * row_pitch(list, kit);
    return (struct rect){list->area.x, y, list->area.w, row_height(list, kit)};
}

static struct rect bar_rect(const struct list *list, const struct kit *kit)
{
    const struct theme *theme = kit->theme;
    int height = (int)list_visible_rows(list, kit) * row_pitch(list, kit) - theme->gap_small;
    return (struct rect){list->area.x + list->area.w + theme->gap, list->area.y, theme->scroll_bar, height};
}

/* What a row says may be an answer that somebody gave: whoever reads one wipes it. */
static void read_row(const struct list *list, size_t index, struct list_row *row)
{
    memset(row, 0, sizeof *row);
    row->title = "";
    list->source(list->context, index, row);
}

static void remember_focus(struct list *list)
{
    list->focus_id[0] = '\0';
    if (list->focus < list->count) {
        struct list_row row;
        read_row(list, list->focus, &row);
        memcpy(list->focus_id, row.id, sizeof list->focus_id);
        explicit_bzero(&row, sizeof row);
    }
}

/* Moves the window so that the focus is in it, with one row of what follows in sight where there is one. */
static void keep_focus_in_sight(struct list *list, size_t rows)
{
    size_t margin = rows > 2 ? 1 : 0;
    if (list->focus < list->first + margin) {
        list->first = list->focus > margin ? list->focus - margin : 0;
    }
    if (list->focus + margin >= list->first + rows) {
        list->first = list->focus + margin + 1 - rows;
    }
    size_t last_first = list->count > rows ? list->count - rows : 0;
    if (list->first > last_first) {
        list->first = last_first;
    }
}

static size_t find_id(const struct list *list, const char *id, size_t guess)
{
    struct list_row row = {.title = ""};
    size_t found = list->count;
    for (size_t step = 0; step <= list->count && found == list->count; step++) {
        /* outwards from where it was: it is mostly near */
        for (int side = 0; side < 2; side++) {
            size_t index = side == 0 ? guess + step : guess - step;
            if (found == list->count && index < list->count) {
                read_row(list, index, &row);
                found = strcmp(row.id, id) == 0 ? index : found;
            }
        }
    }
    explicit_bzero(&row, sizeof row);
    return found;
}

void list_refresh(struct list *list, const struct kit *kit, size_t count, int64_t total)
{
    size_t offset = list->focus - list->first;
    list->count = count;
    list->total = total > (int64_t)count ? total : (int64_t)count;
    if (count == 0) {
        list->focus = 0;
        list->first = 0;
    } else {
        size_t found = list->focus_id[0] != '\0' ? find_id(list, list->focus_id, list->focus) : count;
        if (found < count) {
            list->focus = found;
            list->first = found > offset ? found - offset : 0;
        } else if (list->focus >= count) {
            list->focus = count - 1;
        }
        keep_focus_in_sight(list, list_visible_rows(list, kit));
        remember_focus(list);
    }
    list_damage(list, kit);
}

void list_damage(const struct list *list, const struct kit *kit)
{
    int reach = focus_reach(kit->theme);
    struct rect all = rect_inset(list->area, -reach);
    struct rect bar = bar_rect(list, kit);
    all.w = bar.x + bar.w - all.x;
    canvas_damage(kit->canvas, all);
}

static void damage_row(const struct list *list, const struct kit *kit, size_t index)
{
    canvas_damage(kit->canvas, rect_inset(row_rect(list, kit, index), -focus_reach(kit->theme)));
}

void list_damage_focus(const struct list *list, const struct kit *kit)
{
    if (list->count > 0) {
        damage_row(list, kit, list->focus);
    }
}

void list_settle(struct list *list, const struct kit *kit, int64_t now_us)
{
    if (settle_step(&list->settle, now_us)) {
        list_damage_focus(list, kit);
    }
}

/* The window has moved over the rows: those that stay on the screen move there, `from` loses its focus. */
static void scroll_rows(const struct list *list, const struct kit *kit, size_t first_before, size_t from)
{
    size_t rows = list_visible_rows(list, kit);
    int by = (int)list->first - (int)first_before;
    int lines = by * row_pitch(list, kit);
    if ((size_t)abs(by) >= rows) {
        list_damage(list, kit);
        return;
    }
    int reach = focus_reach(kit->theme);
    struct rect bar = bar_rect(list, kit);
    struct rect moving = {list->area.x - reach, list->area.y, list->area.w + 2 * reach, bar.h};
    canvas_scroll(kit->canvas, moving, -lines);
    /* What the old focus drew beyond the rows does not move; what it drew among them does. */
    struct rect old = rect_inset(row_rect(list, kit, from), -reach);
    struct rect above = {old.x, list->area.y - reach, old.w, reach};
    struct rect below = {old.x, bar.y + bar.h, old.w, reach};
    struct rect was = {old.x, old.y + lines, old.w, old.h};
    canvas_damage(kit->canvas, rect_intersection(was, above));
    canvas_damage(kit->canvas, rect_intersection(was, below));
    canvas_damage(kit->canvas, old);
    damage_row(list, kit, list->focus);
    canvas_damage(kit->canvas, bar);
}

static enum key_result move_to(struct list *list, const struct kit *kit, size_t to, int64_t now_us)
{
    if (list->count == 0 || to == list->focus) {
        return KEY_STAYED;
    }
    size_t first = list->first;
    size_t from = list->focus;
    list->focus = to;
    keep_focus_in_sight(list, list_visible_rows(list, kit));
    remember_focus(list);
    if (list->first != first) {
        settle_stop(&list->settle);
        scroll_rows(list, kit, first, from);
    } else {
        damage_row(list, kit, from);
        damage_row(list, kit, to);
        settle_start(&list->settle, now_us);
    }
    return KEY_DONE;
}

void list_focus(struct list *list, const struct kit *kit, size_t index)
{
    if (index < list->count) {
        list->focus = index;
        keep_focus_in_sight(list, list_visible_rows(list, kit));
        remember_focus(list);
        list_damage(list, kit);
    }
}

enum key_result list_key(struct list *list, const struct kit *kit, enum remote_key key, int64_t now_us)
{
    size_t page = list_visible_rows(list, kit);
    size_t last = list->count > 0 ? list->count - 1 : 0;
    size_t focus = list->focus;
    switch (key) {
    case REMOTE_KEY_UP:
        return move_to(list, kit, focus > 0 ? focus - 1 : 0, now_us);
    case REMOTE_KEY_DOWN:
        return move_to(list, kit, focus < last ? focus + 1 : last, now_us);
    case REMOTE_KEY_PAGE_UP:
    case REMOTE_KEY_CHANNEL_UP:
        return move_to(list, kit, focus > page ? focus - page : 0, now_us);
    case REMOTE_KEY_PAGE_DOWN:
    case REMOTE_KEY_CHANNEL_DOWN:
        return move_to(list, kit, focus + page < last ? focus + page : last, now_us);
    case REMOTE_KEY_OK:
        return list->count > 0 ? KEY_PRESSED : KEY_IGNORED;
    default:
        return KEY_IGNORED;
    }
}

/* Of the badge, with the gap behind it. */
static int mark_width(const struct kit *kit, const struct list_row *row)
{
    const struct theme *theme = kit->theme;
    int text = row->mark_text != NULL ? text_width(kit->fonts, style_small_bold(kit), row->mark_text) : 0;
    int icon_side = row->mark != NULL ? icon_width(row->mark) : 0;
    int between = text > 0 ? theme->gap_small / 2 : 0;
    return icon_side + text > 0 ? theme->gap_small * 2 + icon_side + between + text + theme->gap_small : 0;
}

/* Shape and word: nobody has to tell colours apart. Returns the width taken. */
static int draw_mark(const struct kit *kit, const struct list_row *row, struct rect line)
{
    const struct theme *theme = kit->theme;
    int taken = mark_width(kit, row);
    int icon_side = row->mark != NULL ? icon_width(row->mark) : 0;
    int padding = theme->gap_small;
    if (taken == 0) {
        return 0;
    }
    struct rect badge = {line.x, line.y, taken - theme->gap_small, line.h};
    canvas_fill_rounded(kit->canvas, badge, theme->radius_small, row->mark_fill);
    if (row->mark != NULL) {
        canvas_icon(kit->canvas, row->mark, badge.x + padding,
                    badge.y + (badge.h - icon_height(row->mark)) / 2, row->mark_ink);
    }
    if (row->mark_text != NULL) {
        int left = padding + icon_side + padding / 2;
        struct rect words = {badge.x + left, badge.y, badge.w - left - padding, badge.h};
        draw_text_middle(kit, style_small_bold(kit), words, row->mark_text, row->mark_ink);
    }
    return taken;
}

/* The digit as it looks on the remote. Returns the width taken. */
static int draw_digit(const struct kit *kit, int digit, struct rect line)
{
    const struct theme *theme = kit->theme;
    if (digit <= 0 || digit > 9) {
        return 0;
    }
    const char text[2] = {(char)('0' + digit), '\0'};
    int side = theme->text_small * 3 / 2;
    struct rect cap = {line.x, line.y + (line.h - side) / 2, side, side};
    canvas_fill_rounded(kit->canvas, cap, theme->radius_small, theme->surface_raised);
    draw_text_centred(kit, style_small_bold(kit), cap, text, theme->ink);
    return side + theme->gap;
}

static int title_height(const struct kit *kit)
{
    return kit->theme->text_title * 5 / 4;
}

/* On one line, with its mark. */
static int title_fits(const struct kit *kit, const struct list_row *row, struct rect line)
{
    return text_width(kit->fonts, style_title(kit), row->title) <= line.w - mark_width(kit, row);
}

static void draw_title(const struct kit *kit, const struct list_row *row, struct rect line, colour ink)
{
    int taken = draw_mark(kit, row, line);
    line.x += taken;
    line.w -= taken;
    draw_text_middle(kit, style_title(kit), line, row->title, ink);
}

/* Nothing but the name, over two lines where one is too short, and what trails. */
static void draw_name_alone(const struct kit *kit, const struct list_row *row, struct rect area, colour ink,
                            colour soft)
{
    int height = title_height(kit);
    struct rect line = {area.x, area.y + (area.h - height) / 2, area.w, height};
    draw_text_right(kit, style_small(kit), line, row->trailing, soft);
    area.w -= row->trailing[0] != '\0'
                  ? text_width(kit->fonts, style_small(kit), row->trailing) + kit->theme->gap
                  : 0;
    line.w = area.w;
    int taken = draw_mark(kit, row, line);
    draw_name(kit, style_title(kit), (struct rect){area.x + taken, area.y, area.w - taken, area.h},
              row->title, ink);
}

static void draw_two_lines(const struct kit *kit, const struct list_row *row, struct rect area, colour ink,
                           colour soft)
{
    const struct theme *theme = kit->theme;
    int height = title_height(kit);
    int detail_height = theme->text_small * 5 / 4;
    int between = theme->gap_small / 2;
    int top = area.y + (area.h - height - detail_height - between) / 2;
    draw_title(kit, row, (struct rect){area.x, top, area.w, height}, ink);
    struct rect detail = {area.x, top + height + between, area.w, detail_height};
    draw_text_right(kit, style_small(kit), detail, row->trailing, soft);
    detail.w -= text_width(kit->fonts, style_small(kit), row->trailing) + theme->gap;
    draw_text_middle(kit, style_small(kit), detail, row->detail, soft);
}

/* Ground and focus; 1 if it has the focus. */
static int draw_ground(const struct list *list, const struct kit *kit, size_t index, struct rect area,
                       int64_t now_us)
{
    const struct theme *theme = kit->theme;
    int here = index == list->focus;
    int focused = here && !list->unfocused;
    int chosen = here && list->unfocused && list->shows_choice;
    canvas_fill_rounded(kit->canvas, area, theme->radius,
                        focused  ? theme->surface_focused
                        : chosen ? theme->surface_raised
                                 : theme->surface);
    if (focused) {
        draw_focus(kit, area, theme->radius, settle_percent(&list->settle, now_us));
    } else if (chosen) {
        struct rect bar = {area.x, area.y + area.h / 4, theme->ring, area.h - area.h / 4 * 2};
        canvas_fill_rounded(kit->canvas, bar, theme->ring / 2, theme->accent);
    }
    return focused;
}

static void draw_row(const struct list *list, const struct kit *kit, size_t index, int64_t now_us)
{
    const struct theme *theme = kit->theme;
    struct rect area = row_rect(list, kit, index);
    if (!canvas_visible(kit->canvas, rect_inset(area, -focus_reach(theme)))) {
        return;
    }
    struct list_row row;
    read_row(list, index, &row);
    int focused = draw_ground(list, kit, index, area, now_us);
    colour ink = focused ? theme->ink_on_focus : theme->ink;
    colour soft = focused ? theme->ink_soft_on_focus : theme->ink_soft;
    struct rect inside = {area.x + theme->gap, area.y, area.w - 2 * theme->gap, area.h};
    int taken = draw_digit(kit, row.digit, inside);
    inside.x += taken;
    inside.w -= taken;
    if (row.detail[0] == '\0' || !title_fits(kit, &row, inside)) {
        draw_name_alone(kit, &row, inside, ink, soft);
    } else {
        draw_two_lines(kit, &row, inside, ink, soft);
    }
    explicit_bzero(&row, sizeof row);
}

void list_cover(const struct list *list, const struct kit *kit)
{
    size_t rows = list_visible_rows(list, kit);
    for (size_t i = list->first; i < list->count && i < list->first + rows; i++) {
        cover_rounded(kit, row_rect(list, kit, i), kit->theme->radius);
    }
}

void list_draw(const struct list *list, const struct kit *kit, int64_t now_us)
{
    size_t rows = list_visible_rows(list, kit);
    for (size_t i = 0; i < rows && list->first + i < list->count; i++) {
        if (list->first + i != list->focus) {
            draw_row(list, kit, list->first + i, now_us);
        }
    }
    if (list->focus < list->count) {
        draw_row(list, kit, list->focus, now_us); /* last: its ring lies over its neighbours */
    }
    struct rect bar = bar_rect(list, kit);
    if (canvas_visible(kit->canvas, bar)) {
        draw_position_bar(kit, bar, (int64_t)list->first, (int64_t)rows, list->total);
    }
}
