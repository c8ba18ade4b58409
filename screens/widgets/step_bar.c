#include "screens/widgets/step_bar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/widgets/one_line.h"

enum { TAKES_SIZE = 96 };

struct station {
    int height;
    struct text_layout *name;
    struct text_layout *does;   /* NULL: not said; likewise below */
    struct text_layout *who;    /* at the right … */
    struct text_layout *output; /* … with what comes out under it */
    char takes[TAKES_SIZE];
    int has_facts;
    int is_end;
    enum step_state state;
};

struct step_bar {
    struct kit kit;
    struct rect area;
    struct step_bar_icons icons;
    struct text_layout *lead; /* NULL: none; it stands as the first of the stations */
    size_t count;
    size_t first;
    struct station *stations;
};

/* --- Layout --- */

static int disc_side(const struct step_bar *steps)
{
    return steps->kit.theme->text_body * 2;
}

/* The line ends so far from a disc, which may be as high as its station. */
static int disc_reach(const struct step_bar *steps)
{
    return steps->kit.theme->gap_small / 2;
}

static struct rect card_rect(const struct step_bar *steps, int y, int height)
{
    int left = steps->area.x + disc_side(steps) + steps->kit.theme->gap;
    return (struct rect){left, y, steps->area.x + steps->area.w - left, height};
}

/* Who, and what comes out of it: the right third of a card. */
static int facts_width(const struct step_bar *steps)
{
    return card_rect(steps, 0, 0).w * 3 / 10;
}

static int words_width(const struct step_bar *steps, int has_facts)
{
    const struct theme *theme = steps->kit.theme;
    int right = has_facts ? facts_width(steps) + theme->gap_large : 0;
    return card_rect(steps, 0, 0).w - 2 * theme->gap - right;
}

static int icon_space(const struct step_bar *steps, const struct icon *icon)
{
    return icon != NULL ? icon_width(icon) + steps->kit.theme->gap_small : 0;
}

static struct text_layout *lay_out(const struct step_bar *steps, const char *words, struct text_style style,
                                   colour ink, int width)
{
    struct text_span span = {words, style.weight, ink, 0};
    struct text_layout_options options = {
        .size = style.size,
        .width = width,
        .line_height = style.size * 5 / 4,
    };
    return text_layout_new(steps->kit.fonts, &span, 1, &options);
}

static struct text_layout *lay_out_if_said(const struct step_bar *steps, const char *words,
                                           struct text_style style, colour ink, int width)
{
    return words[0] != '\0' ? lay_out(steps, words, style, ink, width) : NULL;
}

static int height_of(const struct text_layout *layout)
{
    return layout != NULL ? text_layout_height(layout) : 0;
}

static int takes_width(const struct step_bar *steps, const char *takes)
{
    const struct kit *kit = &steps->kit;
    if (takes[0] == '\0') {
        return 0;
    }
    return text_width(kit->fonts, style_small_bold(kit), takes) + icon_space(steps, steps->icons.takes) +
           2 * kit->theme->gap_small;
}

/* Two layouts under each other. */
static int stack_height(const struct step_bar *steps, const struct text_layout *upper,
                        const struct text_layout *lower)
{
    int between = upper != NULL && lower != NULL ? steps->kit.theme->gap_small / 2 : 0;
    return height_of(upper) + between + height_of(lower);
}

static int make_station(const struct step_bar *steps, const struct step_station *from,
                        struct station *station)
{
    const struct kit *kit = &steps->kit;
    const struct theme *theme = kit->theme;
    int has_facts = from->who[0] != '\0' || from->output[0] != '\0';
    int width = words_width(steps, has_facts);
    int takes = takes_width(steps, from->takes);
    (void)snprintf(station->takes, sizeof station->takes, "%s", from->takes);
    station->has_facts = has_facts;
    station->state = from->state;
    station->name = lay_out(steps, from->name, style_title(kit), theme->ink,
                            width - (takes > 0 ? takes + theme->gap : 0));
    station->does = lay_out_if_said(steps, from->does, style_small(kit), theme->ink_soft, width);
    station->who = lay_out_if_said(steps, from->who, style_small(kit), theme->ink_soft,
                                   facts_width(steps) - icon_space(steps, steps->icons.who));
    station->output = lay_out_if_said(steps, from->output, style_small_bold(kit), theme->ink,
                                      facts_width(steps) - icon_space(steps, steps->icons.output));
    if (station->name == NULL) {
        return -1;
    }
    int words = stack_height(steps, station->name, station->does);
    int facts = stack_height(steps, station->who, station->output);
    int least = disc_side(steps) - 2 * theme->gap_small;
    int inside = words > facts ? words : facts;
    station->height = (inside > least ? inside : least) + 2 * theme->gap_small;
    return 0;
}

void step_bar_free(struct step_bar *steps)
{
    if (steps == NULL) {
        return;
    }
    for (size_t i = 0; steps->stations != NULL && i < steps->count; i++) {
        explicit_bzero(steps->stations[i].takes, sizeof steps->stations[i].takes);
        text_layout_free(steps->stations[i].name);
        text_layout_free(steps->stations[i].does);
        text_layout_free(steps->stations[i].who);
        text_layout_free(steps->stations[i].output);
    }
    text_layout_free(steps->lead);
    free(steps->stations);
    free(steps);
}

struct step_bar *step_bar_new(const struct kit *kit, const struct step_station *stations, size_t count,
                              const char *end, const struct step_bar_icons *icons, struct rect area)
{
    struct step_bar *steps = calloc(1, sizeof *steps);
    int has_end = end[0] != '\0';
    if (steps == NULL) {
        return NULL;
    }
    steps->kit = *kit;
    steps->area = area;
    steps->icons = *icons;
    steps->stations = calloc(count + 2, sizeof *steps->stations); /* with panel and end */
    if (steps->stations == NULL) {
        free(steps);
        return NULL;
    }
    struct step_station last = {end, "", "", "", "", STEP_NUMBERED};
    for (size_t i = 0; i < count + (size_t)has_end; i++) {
        steps->count = i + 1;
        steps->stations[i].is_end = i == count;
        if (make_station(steps, i < count ? &stations[i] : &last, &steps->stations[i]) != 0) {
            step_bar_free(steps);
            return NULL;
        }
    }
    return steps;
}

void step_bar_lead(struct step_bar *steps, struct text_layout *words)
{
    memmove(steps->stations + 1, steps->stations, steps->count * sizeof *steps->stations);
    steps->stations[0] = (struct station){.height = height_of(words) + steps->kit.theme->gap};
    steps->lead = words;
    steps->count++;
}

/* --- Moving --- */

/* How many whole stations there is room for from `first` on; at least one. */
static size_t in_sight(const struct step_bar *steps, size_t first)
{
    int gap = steps->kit.theme->gap_small;
    int used = 0;
    size_t shown = 0;
    while (first + shown < steps->count) {
        used += steps->stations[first + shown].height + (shown > 0 ? gap : 0);
        if (shown > 0 && used > steps->area.h) {
            break;
        }
        shown++;
    }
    return shown;
}

/* The first station of the last view. */
static size_t last_first(const struct step_bar *steps)
{
    size_t first = 0;
    while (first + in_sight(steps, first) < steps->count) {
        first++;
    }
    return first;
}

/* What is left over in the view from `first` on, for each gap. */
static int room_between(const struct step_bar *steps, size_t first)
{
    size_t shown = in_sight(steps, first);
    int left = steps->area.h;
    for (size_t i = 0; i < shown; i++) {
        left -= steps->stations[first + i].height;
    }
    return shown > 1 ? left / (int)(shown - 1) : steps->kit.theme->gap_large;
}

/* What stands between two stations: what is left over is shared out, so that the picture fills its place. As
 * much in one view as in another, so that stations move as one. */
static int spacing(const struct step_bar *steps)
{
    const struct theme *theme = steps->kit.theme;
    int between = theme->gap_large;
    size_t last = last_first(steps);
    for (size_t first = 0; first <= last; first++) {
        int room = room_between(steps, first);
        between = room < between ? room : between;
    }
    return between > theme->gap_small ? between : theme->gap_small;
}

void step_bar_show(struct step_bar *steps, size_t first)
{
    size_t last = last_first(steps);
    steps->first = first < last ? first : last;
}

int step_bar_scrolls(const struct step_bar *steps)
{
    return last_first(steps) > 0;
}

static struct rect bar_rect(const struct step_bar *steps)
{
    const struct theme *theme = steps->kit.theme;
    return (struct rect){steps->area.x + steps->area.w + theme->gap, steps->area.y, theme->scroll_bar,
                         steps->area.h};
}

void step_bar_damage(const struct step_bar *steps)
{
    struct rect all = steps->area;
    struct rect position_bar = bar_rect(steps);
    all.w = position_bar.x + position_bar.w - all.x;
    canvas_damage(steps->kit.canvas, all);
}

/* Where a station stands below the top of the view from `first` on; not for one before that. */
static int station_top(const struct step_bar *steps, size_t first, size_t station, int between)
{
    int top = 0;
    for (size_t i = first; i < station; i++) {
        top += steps->stations[i].height + between;
    }
    return top;
}

/* The stations that stay in sight move on the screen; what is above and below them is drawn. */
static void move_from(const struct step_bar *steps, size_t from)
{
    size_t to = steps->first;
    size_t begin = from > to ? from : to;
    size_t before = from + in_sight(steps, from);
    size_t now = to + in_sight(steps, to);
    size_t end = before < now ? before : now;
    if (begin >= end) {
        step_bar_damage(steps);
        return;
    }
    int between = spacing(steps);
    int lines = from < to ? -station_top(steps, from, to, between) : station_top(steps, to, from, between);
    struct rect area = steps->area;
    int top = station_top(steps, to, begin, between);
    int bottom = station_top(steps, to, end - 1, between) + steps->stations[end - 1].height;
    canvas_scroll(steps->kit.canvas, area, lines);
    canvas_damage(steps->kit.canvas, (struct rect){area.x, area.y, area.w, top});
    canvas_damage(steps->kit.canvas, (struct rect){area.x, area.y + bottom, area.w, area.h - bottom});
    canvas_damage(steps->kit.canvas, bar_rect(steps));
}

enum key_result step_bar_key(struct step_bar *steps, enum remote_key key)
{
    size_t from = steps->first;
    size_t page = in_sight(steps, from);
    switch (key) {
    case REMOTE_KEY_UP:
        step_bar_show(steps, from > 0 ? from - 1 : 0);
        break;
    case REMOTE_KEY_DOWN:
        step_bar_show(steps, from + 1);
        break;
    case REMOTE_KEY_PAGE_UP:
    case REMOTE_KEY_CHANNEL_UP:
        step_bar_show(steps, from > page ? from - page : 0);
        break;
    case REMOTE_KEY_PAGE_DOWN:
    case REMOTE_KEY_CHANNEL_DOWN:
        step_bar_show(steps, from + page);
        break;
    default:
        return KEY_IGNORED;
    }
    if (steps->first == from) {
        return KEY_STAYED;
    }
    move_from(steps, from);
    return KEY_DONE;
}

size_t step_bar_first(const struct step_bar *steps)
{
    return steps->first;
}

size_t step_bar_count(const struct step_bar *steps)
{
    return steps->count;
}

int step_bar_highest(const struct step_bar *steps)
{
    int highest = 0;
    for (size_t i = 0; i < steps->count; i++) {
        highest = steps->stations[i].height > highest ? steps->stations[i].height : highest;
    }
    return highest;
}

/* --- Drawing --- */

static void draw_icon(const struct kit *kit, const struct icon *icon, int x, struct rect line, colour ink)
{
    if (icon != NULL) {
        canvas_icon(kit->canvas, icon, x, line.y + (line.h - icon_height(icon)) / 2, ink);
    }
}

/* In the place of a number. */
static const struct icon *sign_of(const struct step_bar *steps, const struct station *station)
{
    return station->is_end || station->state == STEP_DONE ? steps->icons.done
           : station->state == STEP_TURNED_BACK           ? steps->icons.turned_back
                                                          : NULL;
}

/* Filled where it stands and at the end, a sign where it has been, a dull ring where it has yet to come. */
static void draw_disc(const struct step_bar *steps, const struct station *station, size_t number,
                      struct rect card)
{
    const struct kit *kit = &steps->kit;
    const struct theme *theme = kit->theme;
    int side = disc_side(steps);
    struct rect disc = {steps->area.x, card.y + (card.h - side) / 2, side, side};
    int is_filled = station->is_end || station->state == STEP_NOW;
    colour ink = is_filled                      ? theme->ink_on_focus
                 : station->state == STEP_AHEAD ? theme->ink_soft
                                                : theme->ink;
    char digits[8];
    canvas_fill_rounded(kit->canvas, rect_inset(disc, -disc_reach(steps)), side, theme->background);
    canvas_fill_rounded(kit->canvas, disc, side / 2, is_filled ? theme->accent : theme->surface_raised);
    if (!is_filled) {
        canvas_ring(kit->canvas, disc, side / 2, theme->ring * 2 / 3,
                    station->state == STEP_AHEAD         ? theme->rule
                    : station->state == STEP_TURNED_BACK ? theme->ink
                                                         : theme->accent);
    }
    const struct icon *icon = sign_of(steps, station);
    if (icon != NULL) {
        draw_icon(kit, icon, disc.x + (side - icon_width(icon)) / 2, disc, ink);
        return;
    }
    (void)snprintf(digits, sizeof digits, "%zu", number);
    draw_text_centred(kit, style_title(kit), disc, digits, ink);
}

/* How long, in a field of its own at the right of the words. */
static void draw_takes(const struct step_bar *steps, const struct station *station, int right, int y)
{
    const struct kit *kit = &steps->kit;
    const struct theme *theme = kit->theme;
    int width = takes_width(steps, station->takes);
    if (width == 0) {
        return;
    }
    struct rect field = {right - width, y, width, theme->text_title * 5 / 4};
    canvas_fill_rounded(kit->canvas, field, theme->radius_small, theme->surface_raised);
    draw_icon(kit, steps->icons.takes, field.x + theme->gap_small, field, theme->accent);
    struct rect words = {field.x + theme->gap_small + icon_space(steps, steps->icons.takes), field.y, width,
                         field.h};
    draw_text_middle(kit, style_small_bold(kit), words, station->takes, theme->ink);
}

static void draw_layout(const struct kit *kit, const struct text_layout *layout, int x, int y)
{
    if (layout != NULL) {
        canvas_text_layout(kit->canvas, kit->fonts, layout, x, y);
    }
}

/* The icon stands beside the first line. */
static void draw_fact(const struct step_bar *steps, const struct icon *icon, const struct text_layout *layout,
                      int x, int y)
{
    const struct theme *theme = steps->kit.theme;
    if (layout != NULL) {
        struct rect line = {x, y, 0, theme->text_small * 5 / 4};
        draw_icon(&steps->kit, icon, x, line, theme->ink_soft);
        draw_layout(&steps->kit, layout, x + icon_space(steps, icon), y);
    }
}

static void draw_facts(const struct step_bar *steps, const struct station *station, struct rect card)
{
    const struct theme *theme = steps->kit.theme;
    int height = stack_height(steps, station->who, station->output);
    int x = card.x + card.w - theme->gap - facts_width(steps);
    int y = card.y + (card.h - height) / 2;
    struct rect rule = {x - theme->gap, card.y + theme->gap_small, 2, card.h - 2 * theme->gap_small};
    canvas_fill(steps->kit.canvas, rule, theme->rule);
    draw_fact(steps, steps->icons.who, station->who, x, y);
    draw_fact(steps, steps->icons.output, station->output, x, y + height - height_of(station->output));
}

static int is_lead(const struct step_bar *steps, size_t index)
{
    return steps->lead != NULL && index == 0;
}

static void draw_lead(const struct step_bar *steps, struct rect panel)
{
    const struct theme *theme = steps->kit.theme;
    canvas_fill_rounded(steps->kit.canvas, panel, theme->radius_small, theme->surface_raised);
    draw_layout(&steps->kit, steps->lead, panel.x + theme->gap, panel.y + theme->gap / 2);
}

static void draw_station(const struct step_bar *steps, size_t index, int y)
{
    const struct kit *kit = &steps->kit;
    const struct station *station = &steps->stations[index];
    struct rect whole = {steps->area.x, y, steps->area.w, station->height};
    struct rect card = card_rect(steps, y, station->height);
    if (!canvas_visible(kit->canvas, rect_inset(whole, -disc_reach(steps)))) {
        return;
    }
    if (is_lead(steps, index)) {
        draw_lead(steps, whole);
        return;
    }
    int height = stack_height(steps, station->name, station->does);
    int top = card.y + (card.h - height) / 2;
    int left = card.x + kit->theme->gap;
    canvas_fill_rounded(kit->canvas, card, kit->theme->radius, kit->theme->surface);
    draw_disc(steps, station, index + 1 - (steps->lead != NULL), card);
    draw_layout(kit, station->name, left, top);
    draw_takes(steps, station, left + words_width(steps, station->has_facts), top);
    draw_layout(kit, station->does, left, top + height - height_of(station->does));
    if (station->has_facts) {
        draw_facts(steps, station, card);
    }
}

/* From the middle of the first disc to that of the last; to the edge where there are more. */
static void draw_line(const struct step_bar *steps, size_t shown, int between)
{
    const struct theme *theme = steps->kit.theme;
    size_t begins = steps->lead != NULL; /* the first station on the line */
    int top = steps->area.y;
    int bottom = steps->area.y - between;
    for (size_t i = 0; i < shown; i++) {
        bottom += steps->stations[steps->first + i].height + between;
    }
    int more = steps->first + shown < steps->count;
    if (is_lead(steps, steps->first)) {
        top += steps->stations[0].height + between;
    }
    if (steps->first <= begins && begins < steps->first + shown) {
        top += steps->stations[begins].height / 2;
    }
    bottom =
        more ? steps->area.y + steps->area.h : bottom - steps->stations[steps->first + shown - 1].height / 2;
    struct rect line = {steps->area.x + (disc_side(steps) - theme->ring) / 2, top, theme->ring, bottom - top};
    if (!rect_is_empty(line)) {
        canvas_fill(steps->kit.canvas, line, theme->rule);
    }
}

void step_bar_draw(const struct step_bar *steps)
{
    if (steps->count == 0) {
        return;
    }
    size_t shown = in_sight(steps, steps->first);
    int between = spacing(steps);
    int y = steps->area.y;
    canvas_clip_push(steps->kit.canvas, steps->area);
    draw_line(steps, shown, between);
    for (size_t i = 0; i < shown; i++) {
        draw_station(steps, steps->first + i, y);
        y += steps->stations[steps->first + i].height + between;
    }
    canvas_clip_pop(steps->kit.canvas);
    draw_position_bar(&steps->kit, bar_rect(steps), (int64_t)steps->first, (int64_t)shown,
                      (int64_t)steps->count);
}

/* --- In words --- */

void step_bar_words(const struct step_bar *steps, char *out, size_t size)
{
    size_t end = steps->first + in_sight(steps, steps->first);
    out[0] = '\0';
    for (size_t i = steps->first; i < end; i++) {
        const struct station *station = &steps->stations[i];
        line_add(out, size, i == 0 ? text_layout_words(steps->lead) : "");
        line_add(out, size, text_layout_words(station->name));
        line_add(out, size, station->takes);
        line_add(out, size, text_layout_words(station->who));
        line_add(out, size, text_layout_words(station->does));
        line_add(out, size, text_layout_words(station->output));
    }
}
