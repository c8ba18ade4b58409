#include "screens/widgets/number_field.h"

enum { QUANTITY_GROUP = 3, OPEN_GROUP = 4 };

static int box_height(const struct theme *theme)
{
    return theme->text_display + 2 * theme->gap;
}

static int words_height(const struct theme *theme)
{
    return theme->text_body * 2;
}

int number_field_height(const struct kit *kit)
{
    return box_height(kit->theme) + words_height(kit->theme);
}

void number_field_start(struct number_field *field, const struct number_format *format)
{
    *field = (struct number_field){.words = {.state = {"", "", ""}, .full = ""}};
    number_entry_start(&field->entry, format);
    key_pad_start(&field->pad);
}

void number_field_clear(struct number_field *field)
{
    number_entry_clear(&field->entry);
    field->pad.active = 0;
}

void number_field_place(struct number_field *field, const struct kit *kit, struct rect area)
{
    int top = number_field_height(kit) + kit->theme->gap;
    field->area = area;
    field->pad.area = (struct rect){area.x, area.y + top, area.w * 2 / 5, area.h - top};
}

static void damage(const struct number_field *field, const struct kit *kit)
{
    struct rect shown = field->area;
    shown.h = number_field_height(kit);
    canvas_damage(kit->canvas, shown);
}

static void damage_pad(const struct number_field *field, const struct kit *kit)
{
    canvas_damage(kit->canvas, rect_inset(field->pad.area, -focus_reach(kit->theme)));
}

static enum key_result press_pad(struct number_field *field, const struct kit *kit, enum remote_key key,
                                 int64_t now_us)
{
    enum key_result result = key_pad_key(&field->pad, kit, key, now_us);
    if (result != KEY_PRESSED) {
        return result;
    }
    if (field->pad.pressed == KEY_PAD_DELETE) {
        return number_entry_delete(&field->entry);
    }
    if (field->pad.pressed != KEY_PAD_DONE) {
        return number_entry_put(&field->entry, (char)('0' + field->pad.pressed));
    }
    /* The pad has no star: where an X may come, this key writes it. */
    return field->entry.format->last_may_be_x && field->entry.state == NUMBER_INCOMPLETE
               ? number_entry_put(&field->entry, 'X')
               : number_entry_confirm(&field->entry);
}

void number_field_put_pad_away(struct number_field *field, const struct kit *kit)
{
    if (field->pad.active) {
        key_pad_leave(&field->pad, kit);
        damage_pad(field, kit);
    }
}

/* 1 if the key shows the pad or puts it away. */
static int turns_pad(struct number_field *field, const struct kit *kit, enum remote_key key, int64_t now_us)
{
    int is_arrow = key == REMOTE_KEY_UP || key == REMOTE_KEY_DOWN || key == REMOTE_KEY_RIGHT ||
                   (key == REMOTE_KEY_LEFT && field->entry.length == 0);
    if (!field->pad.active && is_arrow) {
        key_pad_activate(&field->pad, kit, now_us);
    } else if (field->pad.active && key == REMOTE_KEY_BACK) {
        key_pad_leave(&field->pad, kit);
    } else {
        return 0;
    }
    damage_pad(field, kit);
    return 1;
}

enum key_result number_field_key(struct number_field *field, const struct kit *kit, enum remote_key key,
                                 int64_t now_us)
{
    int said_full = field->entry.overflows;
    size_t length = field->entry.length;
    field->entry.overflows = 0;
    if (said_full) {
        damage(field, kit);
    }
    if (turns_pad(field, kit, key, now_us)) {
        return KEY_DONE;
    }
    enum key_result result = press_pad(field, kit, key, now_us);
    if (result == KEY_IGNORED) {
        result = number_entry_key(&field->entry, key);
    }
    int says_full = field->entry.overflows;
    if (field->entry.length != length || says_full) {
        damage(field, kit);
    }
    return result == KEY_STAYED && (says_full || said_full) ? KEY_DONE : result; /* the words came or went */
}

enum key_result number_field_change(struct number_field *field, const struct kit *kit)
{
    enum key_result result = number_entry_change(&field->entry);
    damage(field, kit);
    return result;
}

/* Of letters and digits, and of a length that is not known before. */
static int is_open(const struct number_field *field)
{
    return field->entry.format->put != NULL;
}

/* A digit as wide as its place, so that nothing moves while one types. */
static int place_width(const struct number_field *field, const struct kit *kit, struct text_style style)
{
    return text_width(kit->fonts, style, is_open(field) ? "M" : "0") + kit->theme->gap_small / 2;
}

/* The largest letters in which a whole number fits. */
static struct text_style fitting_style(const struct number_field *field, const struct kit *kit)
{
    const struct number_format *format = field->entry.format;
    struct text_style styles[] = {style_display(kit), style_heading(kit), style_title(kit)};
    int gaps = 2;
    for (size_t i = 0; i < format->length; i++) {
        gaps += number_format_gap_before(format, i);
    }
    int room = field->area.w - gaps * kit->theme->gap;
    size_t chosen = 0;
    while (chosen < 2 && place_width(field, kit, styles[chosen]) * (int)format->length > room) {
        chosen++;
    }
    return styles[chosen];
}

static void draw_caret(const struct kit *kit, struct rect place)
{
    const struct theme *theme = kit->theme;
    struct rect caret = {place.x - theme->ring / 2, place.y + theme->gap_small, theme->ring,
                         place.h - 2 * theme->gap_small};
    canvas_fill_rounded(kit->canvas, caret, theme->ring / 2, theme->accent);
}

static void draw_place(const struct number_field *field, const struct kit *kit, struct text_style style,
                       struct rect place, size_t position)
{
    const struct theme *theme = kit->theme;
    const struct number_entry *entry = &field->entry;
    if (position < entry->length) {
        char digit[2] = {entry->typed[position], '\0'};
        draw_text_centred(kit, style, place, digit, theme->ink);
    } else {
        int bar = theme->ring / 2 > 0 ? theme->ring / 2 : 1;
        struct rect empty = {place.x + bar, place.y + place.h - theme->gap, place.w - 2 * bar, bar};
        canvas_fill(kit->canvas, empty, theme->ink_soft);
    }
    if (position == entry->length) {
        draw_caret(kit, place);
    }
}

static int stands_apart(const struct number_field *field, size_t position)
{
    const struct number_entry *entry = &field->entry;
    if (is_open(field)) {
        return position > 0 && position % OPEN_GROUP == 0;
    }
    if (entry->format->is_quantity) {
        return position > 0 && position < entry->length && (entry->length - position) % QUANTITY_GROUP == 0;
    }
    return number_format_gap_before(entry->format, position);
}

/* What is typed, the caret behind it, the unit. */
static void draw_quantity(const struct number_field *field, const struct kit *kit, struct rect box)
{
    struct text_style style = fitting_style(field, kit);
    struct rect place = {box.x + kit->theme->gap, box.y, place_width(field, kit, style), box.h};
    for (size_t i = 0; i < field->entry.length; i++) {
        place.x += stands_apart(field, i) ? kit->theme->gap : 0;
        draw_place(field, kit, style, place, i);
        place.x += place.w;
    }
    draw_caret(kit, place);
    if (field->words.unit != NULL) {
        place.x += kit->theme->gap;
        place.w = box.x + box.w - place.x;
        draw_text_middle(kit, style_title(kit), place, field->words.unit, kit->theme->ink_soft);
    }
}

static void draw_digits(const struct number_field *field, const struct kit *kit, struct rect box)
{
    const struct theme *theme = kit->theme;
    struct text_style style = fitting_style(field, kit);
    struct rect place = {box.x + theme->gap, box.y, place_width(field, kit, style), box.h};
    canvas_fill_rounded(kit->canvas, box, theme->radius_small, theme->background_band);
    if (field->entry.format->is_quantity || is_open(field)) {
        draw_quantity(field, kit, box);
        return;
    }
    for (size_t i = 0; i < field->entry.format->length; i++) {
        if (stands_apart(field, i)) {
            place.x += theme->gap;
        }
        draw_place(field, kit, style, place, i);
        place.x += place.w;
    }
}

const char *number_field_words(const struct number_field *field)
{
    return field->entry.overflows ? field->words.full : field->words.state[field->entry.state];
}

static void draw_words(const struct number_field *field, const struct kit *kit, struct rect line)
{
    enum number_check state = field->entry.state;
    const struct icon *shape = field->entry.overflows ? NULL : field->words.shapes[state];
    int is_soft = state == NUMBER_INCOMPLETE && !field->entry.overflows;
    colour ink = is_soft ? kit->theme->ink_soft : kit->theme->ink;
    if (shape != NULL) {
        canvas_icon(kit->canvas, shape, line.x, line.y + (line.h - icon_height(shape)) / 2, ink);
        line.x += icon_width(shape) + kit->theme->gap_small;
        line.w -= icon_width(shape) + kit->theme->gap_small;
    }
    draw_text_middle(kit, style_body(kit), line, number_field_words(field), ink);
}

void number_field_draw(const struct number_field *field, const struct kit *kit, int64_t now_us)
{
    const struct theme *theme = kit->theme;
    struct rect box = {field->area.x, field->area.y, field->area.w, box_height(theme)};
    struct rect line = {box.x + theme->gap, box.y + box.h, box.w - 2 * theme->gap, words_height(theme)};
    if (canvas_visible(kit->canvas, box)) {
        draw_digits(field, kit, box);
    }
    draw_words(field, kit, line);
    if (field->pad.active) {
        key_pad_draw(&field->pad, kit, now_us);
    }
}
