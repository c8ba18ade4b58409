#include "screens/widgets/choices.h"

#include <stdio.h>
#include <string.h>

enum { LINES = 2 };

/* --- A field --- */

/* What stands in a field, laid out. */
struct field {
    struct choice choice;
    struct text_layout *text;
    struct text_layout *hint;
};

static int digit_side(const struct kit *kit)
{
    return kit->theme->text_title * 3 / 2;
}

/* Where the words begin, from the left edge of the field. */
static int words_left(const struct choices *choices, const struct kit *kit, const struct choice *choice)
{
    const struct theme *theme = kit->theme;
    int left = theme->gap;
    if (choices->numbered) {
        left += digit_side(kit) + theme->gap;
    }
    return choice->mark != NULL ? left + icon_width(choice->mark) + theme->gap : left;
}

static struct text_layout *lines_of(const struct kit *kit, const char *text, int size,
                                    enum text_weight weight, colour ink, int width)
{
    struct text_span span = {text, weight, ink, 0};
    struct text_layout_options options = {
        .size = size, .width = width, .line_limit = LINES, .line_height = size * 5 / 4};
    return text_layout_new(kit->fonts, &span, 1, &options);
}

static void field_open(struct field *field, const struct choices *choices, const struct kit *kit,
                       size_t index, int width, int focused)
{
    const struct theme *theme = kit->theme;
    memset(field, 0, sizeof *field);
    field->choice.text = "";
    choices->source(choices->context, index, &field->choice);
    int room = width - words_left(choices, kit, &field->choice) - theme->gap;
    int fits = text_width(kit->fonts, style_title(kit), field->choice.text) <= room;
    field->text = lines_of(kit, field->choice.text, fits ? theme->text_title : theme->text_body, TEXT_BOLD,
                           focused ? theme->ink_on_focus : theme->ink, room);
    if (field->choice.hint != NULL && field->choice.hint[0] != '\0') {
        field->hint = lines_of(kit, field->choice.hint, theme->text_small, TEXT_REGULAR,
                               focused ? theme->ink_soft_on_focus : theme->ink_soft, room);
    }
}

static void field_close(struct field *field)
{
    text_layout_free(field->text);
    text_layout_free(field->hint);
}

static int words_height(const struct field *field, const struct kit *kit)
{
    int height = field->text != NULL ? text_layout_height(field->text) : kit->theme->text_title;
    return field->hint != NULL ? height + kit->theme->gap_small / 2 + text_layout_height(field->hint)
                               : height;
}

/* --- Rows --- */

static size_t row_count(const struct choices *choices)
{
    return (choices->count + choices->columns - 1) / choices->columns;
}

static int column_width(const struct choices *choices, const struct kit *kit, int width)
{
    int columns = (int)choices->columns;
    return (width - kit->theme->gap * (columns - 1)) / columns;
}

/* The least height in which the words of every field fit. */
static int least_row_height(const struct choices *choices, const struct kit *kit, int width)
{
    int least = 0;
    for (size_t i = 0; i < choices->count; i++) {
        struct field field;
        field_open(&field, choices, kit, i, column_width(choices, kit, width), 0);
        int height = words_height(&field, kit) + kit->theme->gap_small * 3 / 2;
        least = height > least ? height : least;
        field_close(&field);
    }
    return least > kit->theme->text_title * 2 ? least : kit->theme->text_title * 2;
}

int choices_height(const struct choices *choices, const struct kit *kit, int width)
{
    int rows = (int)row_count(choices);
    return rows * (least_row_height(choices, kit, width) + kit->theme->gap_small) - kit->theme->gap_small;
}

static size_t visible_rows(const struct choices *choices, const struct kit *kit)
{
    int gap = kit->theme->gap_small;
    int rows = (choices->area.h + gap) / (choices->row_height + gap);
    return rows > 0 ? (size_t)rows : 1;
}

static void keep_focus_in_sight(struct choices *choices, const struct kit *kit)
{
    size_t row = choices->focus / choices->columns;
    size_t visible = visible_rows(choices, kit);
    if (row < choices->first_row) {
        choices->first_row = row;
    }
    if (row >= choices->first_row + visible) {
        choices->first_row = row + 1 - visible;
    }
}

void choices_place(struct choices *choices, const struct kit *kit, struct rect area)
{
    const struct theme *theme = kit->theme;
    int rows = (int)row_count(choices);
    int least = least_row_height(choices, kit, area.w);
    int most = least > theme->row_height ? least : theme->row_height;
    int fitting = rows > 0 ? (area.h + theme->gap_small) / rows - theme->gap_small : most;
    choices->area = area;
    choices->row_height = fitting < least ? least : fitting > most ? most : fitting;
    choices->first_row = 0;
    keep_focus_in_sight(choices, kit);
}

static struct rect field_rect(const struct choices *choices, const struct kit *kit, size_t index)
{
    int width = column_width(choices, kit, choices->area.w);
    int row = (int)(index / choices->columns - choices->first_row);
    int column = (int)(index % choices->columns);
    return (struct rect){choices->area.x + column * (width + kit->theme->gap),
                         choices->area.y + row * (choices->row_height + kit->theme->gap_small), width,
                         choices->row_height};
}

/* --- Keys --- */

void choices_damage(const struct choices *choices, const struct kit *kit)
{
    struct rect all = rect_inset(choices->area, -focus_reach(kit->theme));
    all.w += kit->theme->gap + kit->theme->scroll_bar;
    canvas_damage(kit->canvas, all);
}

void choices_damage_focus(const struct choices *choices, const struct kit *kit)
{
    canvas_damage(kit->canvas,
                  rect_inset(field_rect(choices, kit, choices->focus), -focus_reach(kit->theme)));
}

void choices_focus(struct choices *choices, const struct kit *kit, size_t index)
{
    size_t first = choices->first_row;
    choices_damage_focus(choices, kit);
    choices->focus = index < choices->count ? index : 0;
    keep_focus_in_sight(choices, kit);
    choices_damage_focus(choices, kit);
    if (choices->first_row != first) {
        choices_damage(choices, kit);
    }
}

static enum key_result move_to(struct choices *choices, const struct kit *kit, size_t to, int64_t now_us)
{
    if (to >= choices->count || to == choices->focus) {
        return KEY_STAYED;
    }
    choices_focus(choices, kit, to);
    settle_start(&choices->settle, now_us);
    return KEY_DONE;
}

static enum key_result press_digit(struct choices *choices, const struct kit *kit, int digit)
{
    if (!choices->numbered || digit < 1 || (size_t)digit > choices->count) {
        return digit >= 0 ? KEY_STAYED : KEY_IGNORED;
    }
    settle_stop(&choices->settle);
    choices_focus(choices, kit, (size_t)digit - 1);
    return KEY_PRESSED;
}

/* Down from a full row onto one that is not full goes to its last field. */
static size_t below(const struct choices *choices)
{
    size_t to = choices->focus + choices->columns;
    int has_row_below = choices->focus / choices->columns + 1 < row_count(choices);
    return to >= choices->count && has_row_below ? choices->count - 1 : to;
}

enum key_result choices_key(struct choices *choices, const struct kit *kit, enum remote_key key,
                            int64_t now_us)
{
    size_t focus = choices->focus, columns = choices->columns;
    size_t page = visible_rows(choices, kit) * columns;
    switch (key) {
    case REMOTE_KEY_UP:
        return move_to(choices, kit, focus >= columns ? focus - columns : focus, now_us);
    case REMOTE_KEY_DOWN:
        return move_to(choices, kit, below(choices), now_us);
    case REMOTE_KEY_LEFT:
        return move_to(choices, kit, focus % columns > 0 ? focus - 1 : focus, now_us);
    case REMOTE_KEY_RIGHT:
        return move_to(choices, kit, focus % columns + 1 < columns ? focus + 1 : focus, now_us);
    case REMOTE_KEY_PAGE_UP:
    case REMOTE_KEY_CHANNEL_UP:
        return move_to(choices, kit, focus > page ? focus - page : 0, now_us);
    case REMOTE_KEY_PAGE_DOWN:
    case REMOTE_KEY_CHANNEL_DOWN:
        return move_to(choices, kit, focus + page < choices->count ? focus + page : choices->count - 1,
                       now_us);
    case REMOTE_KEY_OK:
        return choices->count > 0 ? KEY_PRESSED : KEY_IGNORED;
    default:
        return press_digit(choices, kit, remote_key_digit(key));
    }
}

/* --- Drawing --- */

static void draw_digit(const struct kit *kit, struct rect area, size_t index, int focused)
{
    const struct theme *theme = kit->theme;
    int side = digit_side(kit);
    char digit[2] = {(char)('1' + index), '\0'};
    struct rect cap = {area.x + theme->gap, area.y + (area.h - side) / 2, side, side};
    canvas_fill_rounded(kit->canvas, cap, theme->radius_small,
                        focused ? theme->ink_on_focus : theme->surface_raised);
    draw_text_centred(kit, style_title(kit), cap, digit, focused ? theme->surface_focused : theme->ink);
}

static void draw_words(const struct kit *kit, const struct field *field, struct rect area, int left)
{
    int y = area.y + (area.h - words_height(field, kit)) / 2;
    if (field->text != NULL) {
        canvas_text_layout(kit->canvas, kit->fonts, field->text, area.x + left, y);
        y += text_layout_height(field->text) + kit->theme->gap_small / 2;
    }
    if (field->hint != NULL) {
        canvas_text_layout(kit->canvas, kit->fonts, field->hint, area.x + left, y);
    }
}

static void draw_field(const struct choices *choices, const struct kit *kit, size_t index, int64_t now_us)
{
    const struct theme *theme = kit->theme;
    struct rect area = field_rect(choices, kit, index);
    if (!canvas_visible(kit->canvas, rect_inset(area, -focus_reach(theme)))) {
        return;
    }
    int focused = index == choices->focus && !choices->unfocused;
    struct field field;
    field_open(&field, choices, kit, index, area.w, focused);
    if (field.choice.chosen && !focused) {
        canvas_fill_rounded(kit->canvas, area, theme->radius, theme->accent);
        canvas_fill_rounded(kit->canvas, rect_inset(area, theme->ring / 2), theme->radius - theme->ring / 2,
                            theme->surface);
    } else {
        canvas_fill_rounded(kit->canvas, area, theme->radius,
                            focused ? theme->surface_focused : theme->surface);
    }
    if (focused) {
        draw_focus(kit, area, theme->radius, settle_percent(&choices->settle, now_us));
    }
    if (choices->numbered && index < CHOICES_DIGITS) {
        draw_digit(kit, area, index, focused);
    }
    int left = words_left(choices, kit, &field.choice);
    if (field.choice.mark != NULL) {
        int x = area.x + left - theme->gap - icon_width(field.choice.mark);
        canvas_icon(kit->canvas, field.choice.mark, x, area.y + (area.h - icon_height(field.choice.mark)) / 2,
                    focused ? theme->ink_on_focus : theme->ink);
    }
    draw_words(kit, &field, area, left);
    field_close(&field);
}

void choices_draw(const struct choices *choices, const struct kit *kit, int64_t now_us)
{
    size_t visible = visible_rows(choices, kit);
    size_t first = choices->first_row * choices->columns;
    size_t end = first + visible * choices->columns;
    for (size_t i = first; i < end && i < choices->count; i++) {
        if (i != choices->focus) {
            draw_field(choices, kit, i, now_us);
        }
    }
    if (choices->focus < choices->count) {
        draw_field(choices, kit, choices->focus, now_us); /* last: its ring lies over its neighbours */
    }
    struct rect bar = {choices->area.x + choices->area.w + kit->theme->gap, choices->area.y,
                       kit->theme->scroll_bar, choices->area.h};
    draw_position_bar(kit, bar, (int64_t)choices->first_row, (int64_t)visible, (int64_t)row_count(choices));
}
