#include "screens/widgets/step_flow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

struct step_flow {
    struct kit kit;
    struct rect area;
    struct step_flow_icons icons;
    struct text_layout *lead; /* NULL: none; it stands as the first of the stations */
    size_t count;
    size_t first;
    struct station *stations;
};

/* --- Layout --- */

static int disc_side(const struct step_flow *flow)
{
    return flow->kit.theme->text_body * 2;
}

static struct rect card_rect(const struct step_flow *flow, int y, int height)
{
    int left = flow->area.x + disc_side(flow) + flow->kit.theme->gap;
    return (struct rect){left, y, flow->area.x + flow->area.w - left, height};
}

/* Who, and what comes out of it: the right third of a card. */
static int facts_width(const struct step_flow *flow)
{
    return card_rect(flow, 0, 0).w * 3 / 10;
}

static int words_width(const struct step_flow *flow, int has_facts)
{
    const struct theme *theme = flow->kit.theme;
    int right = has_facts ? facts_width(flow) + theme->gap_large : 0;
    return card_rect(flow, 0, 0).w - 2 * theme->gap - right;
}

static int icon_space(const struct step_flow *flow, const struct icon *icon)
{
    return icon != NULL ? icon_width(icon) + flow->kit.theme->gap_small : 0;
}

static struct text_layout *lay_out(const struct step_flow *flow, const char *words, struct text_style style,
                                   colour ink, int width)
{
    struct text_span span = {words, style.weight, ink, 0};
    struct text_layout_options options = {
        .size = style.size,
        .width = width,
        .line_height = style.size * 5 / 4,
    };
    return text_layout_new(flow->kit.fonts, &span, 1, &options);
}

static struct text_layout *lay_out_if_said(const struct step_flow *flow, const char *words,
                                           struct text_style style, colour ink, int width)
{
    return words[0] != '\0' ? lay_out(flow, words, style, ink, width) : NULL;
}

static int height_of(const struct text_layout *layout)
{
    return layout != NULL ? text_layout_height(layout) : 0;
}

static int takes_width(const struct step_flow *flow, const char *takes)
{
    const struct kit *kit = &flow->kit;
    if (takes[0] == '\0') {
        return 0;
    }
    return text_width(kit->fonts, style_small_bold(kit), takes) + icon_space(flow, flow->icons.takes) +
           2 * kit->theme->gap_small;
}

/* Two layouts under each other. */
static int stack_height(const struct step_flow *flow, const struct text_layout *upper,
                        const struct text_layout *lower)
{
    int between = upper != NULL && lower != NULL ? flow->kit.theme->gap_small / 2 : 0;
    return height_of(upper) + between + height_of(lower);
}

static int make_station(const struct step_flow *flow, const struct step_station *from,
                        struct station *station)
{
    const struct kit *kit = &flow->kit;
    const struct theme *theme = kit->theme;
    int has_facts = from->who[0] != '\0' || from->output[0] != '\0';
    int width = words_width(flow, has_facts);
    int takes = takes_width(flow, from->takes);
    (void)snprintf(station->takes, sizeof station->takes, "%s", from->takes);
    station->has_facts = has_facts;
    station->state = from->state;
    station->name =
        lay_out(flow, from->name, style_title(kit), theme->ink, width - (takes > 0 ? takes + theme->gap : 0));
    station->does = lay_out_if_said(flow, from->does, style_small(kit), theme->ink_soft, width);
    station->who = lay_out_if_said(flow, from->who, style_small(kit), theme->ink_soft,
                                   facts_width(flow) - icon_space(flow, flow->icons.who));
    station->output = lay_out_if_said(flow, from->output, style_small_bold(kit), theme->ink,
                                      facts_width(flow) - icon_space(flow, flow->icons.output));
    if (station->name == NULL) {
        return -1;
    }
    int words = stack_height(flow, station->name, station->does);
    int facts = stack_height(flow, station->who, station->output);
    int least = disc_side(flow) - 2 * theme->gap_small;
    int inside = words > facts ? words : facts;
    station->height = (inside > least ? inside : least) + 2 * theme->gap_small;
    return 0;
}

void step_flow_free(struct step_flow *flow)
{
    if (flow == NULL) {
        return;
    }
    for (size_t i = 0; flow->stations != NULL && i < flow->count; i++) {
        explicit_bzero(flow->stations[i].takes, sizeof flow->stations[i].takes);
        text_layout_free(flow->stations[i].name);
        text_layout_free(flow->stations[i].does);
        text_layout_free(flow->stations[i].who);
        text_layout_free(flow->stations[i].output);
    }
    text_layout_free(flow->lead);
    free(flow->stations);
    free(flow);
}

struct step_flow *step_flow_new(const struct kit *kit, const struct step_station *stations, size_t count,
                                const char *end, const struct step_flow_icons *icons, struct rect area)
{
    struct step_flow *flow = calloc(1, sizeof *flow);
    int has_end = end[0] != '\0';
    if (flow == NULL) {
        return NULL;
    }
    flow->kit = *kit;
    flow->area = area;
    flow->icons = *icons;
    flow->stations = calloc(count + 2, sizeof *flow->stations); /* with panel and end */
    if (flow->stations == NULL) {
        free(flow);
        return NULL;
    }
    struct step_station last = {end, "", "", "", "", STEP_NUMBERED};
    for (size_t i = 0; i < count + (size_t)has_end; i++) {
        flow->count = i + 1;
        flow->stations[i].is_end = i == count;
        if (make_station(flow, i < count ? &stations[i] : &last, &flow->stations[i]) != 0) {
            step_flow_free(flow);
            return NULL;
        }
    }
    return flow;
}

void step_flow_lead(struct step_flow *flow, struct text_layout *words)
{
    memmove(flow->stations + 1, flow->stations, flow->count * sizeof *flow->stations);
    flow->stations[0] = (struct station){.height = height_of(words) + flow->kit.theme->gap};
    flow->lead = words;
    flow->count++;
}

/* --- Moving --- */

/* How many whole stations there is room for from `first` on; at least one. */
static size_t in_sight(const struct step_flow *flow, size_t first)
{
    int gap = flow->kit.theme->gap_small;
    int used = 0;
    size_t shown = 0;
    while (first + shown < flow->count) {
        used += flow->stations[first + shown].height + (shown > 0 ? gap : 0);
        if (shown > 0 && used > flow->area.h) {
            break;
        }
        shown++;
    }
    return shown;
}

/* The first station of the last view. */
static size_t last_first(const struct step_flow *flow)
{
    size_t first = 0;
    while (first + in_sight(flow, first) < flow->count) {
        first++;
    }
    return first;
}

void step_flow_show(struct step_flow *flow, size_t first)
{
    size_t last = last_first(flow);
    flow->first = first < last ? first : last;
}

enum key_result step_flow_key(struct step_flow *flow, enum remote_key key)
{
    size_t from = flow->first;
    size_t page = in_sight(flow, from);
    switch (key) {
    case REMOTE_KEY_UP:
        step_flow_show(flow, from > 0 ? from - 1 : 0);
        break;
    case REMOTE_KEY_DOWN:
        step_flow_show(flow, from + 1);
        break;
    case REMOTE_KEY_PAGE_UP:
    case REMOTE_KEY_CHANNEL_UP:
        step_flow_show(flow, from > page ? from - page : 0);
        break;
    case REMOTE_KEY_PAGE_DOWN:
    case REMOTE_KEY_CHANNEL_DOWN:
        step_flow_show(flow, from + page);
        break;
    default:
        return KEY_IGNORED;
    }
    if (flow->first == from) {
        return KEY_STAYED;
    }
    step_flow_damage(flow);
    return KEY_DONE;
}

size_t step_flow_first(const struct step_flow *flow)
{
    return flow->first;
}

size_t step_flow_count(const struct step_flow *flow)
{
    return flow->count;
}

int step_flow_highest(const struct step_flow *flow)
{
    int highest = 0;
    for (size_t i = 0; i < flow->count; i++) {
        highest = flow->stations[i].height > highest ? flow->stations[i].height : highest;
    }
    return highest;
}

/* --- Drawing --- */

static struct rect bar_rect(const struct step_flow *flow)
{
    const struct theme *theme = flow->kit.theme;
    return (struct rect){flow->area.x + flow->area.w + theme->gap, flow->area.y, theme->scroll_bar,
                         flow->area.h};
}

void step_flow_damage(const struct step_flow *flow)
{
    struct rect all = flow->area;
    struct rect bar = bar_rect(flow);
    all.w = bar.x + bar.w - all.x;
    canvas_damage(flow->kit.canvas, all);
}

static void draw_icon(const struct kit *kit, const struct icon *icon, int x, struct rect line, colour ink)
{
    if (icon != NULL) {
        canvas_icon(kit->canvas, icon, x, line.y + (line.h - icon_height(icon)) / 2, ink);
    }
}

/* In the place of a number. */
static const struct icon *sign_of(const struct step_flow *flow, const struct station *station)
{
    return station->is_end || station->state == STEP_DONE ? flow->icons.done
           : station->state == STEP_TURNED_BACK           ? flow->icons.turned_back
                                                          : NULL;
}

/* Filled where it stands and at the end, a sign where it has been, a dull ring where it has yet to come. */
static void draw_disc(const struct step_flow *flow, const struct station *station, size_t number,
                      struct rect card)
{
    const struct kit *kit = &flow->kit;
    const struct theme *theme = kit->theme;
    int side = disc_side(flow);
    struct rect disc = {flow->area.x, card.y + (card.h - side) / 2, side, side};
    int is_filled = station->is_end || station->state == STEP_NOW;
    colour ink = is_filled                      ? theme->ink_on_focus
                 : station->state == STEP_AHEAD ? theme->ink_soft
                                                : theme->ink;
    char digits[8];
    canvas_fill_rounded(kit->canvas, rect_inset(disc, -theme->gap_small / 2), side, theme->background);
    canvas_fill_rounded(kit->canvas, disc, side / 2, is_filled ? theme->accent : theme->surface_raised);
    if (!is_filled) {
        canvas_ring(kit->canvas, disc, side / 2, theme->ring * 2 / 3,
                    station->state == STEP_AHEAD ? theme->rule : theme->accent);
    }
    const struct icon *icon = sign_of(flow, station);
    if (icon != NULL) {
        draw_icon(kit, icon, disc.x + (side - icon_width(icon)) / 2, disc, ink);
        return;
    }
    (void)snprintf(digits, sizeof digits, "%zu", number);
    draw_text_centred(kit, style_title(kit), disc, digits, ink);
}

/* How long, in a field of its own at the right of the words. */
static void draw_takes(const struct step_flow *flow, const struct station *station, int right, int y)
{
    const struct kit *kit = &flow->kit;
    const struct theme *theme = kit->theme;
    int width = takes_width(flow, station->takes);
    if (width == 0) {
        return;
    }
    struct rect field = {right - width, y, width, theme->text_title * 5 / 4};
    canvas_fill_rounded(kit->canvas, field, theme->radius_small, theme->surface_raised);
    draw_icon(kit, flow->icons.takes, field.x + theme->gap_small, field, theme->accent);
    struct rect words = {field.x + theme->gap_small + icon_space(flow, flow->icons.takes), field.y, width,
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
static void draw_fact(const struct step_flow *flow, const struct icon *icon, const struct text_layout *layout,
                      int x, int y)
{
    const struct theme *theme = flow->kit.theme;
    if (layout != NULL) {
        struct rect line = {x, y, 0, theme->text_small * 5 / 4};
        draw_icon(&flow->kit, icon, x, line, theme->ink_soft);
        draw_layout(&flow->kit, layout, x + icon_space(flow, icon), y);
    }
}

static void draw_facts(const struct step_flow *flow, const struct station *station, struct rect card)
{
    const struct theme *theme = flow->kit.theme;
    int height = stack_height(flow, station->who, station->output);
    int x = card.x + card.w - theme->gap - facts_width(flow);
    int y = card.y + (card.h - height) / 2;
    struct rect rule = {x - theme->gap, card.y + theme->gap_small, 2, card.h - 2 * theme->gap_small};
    canvas_fill(flow->kit.canvas, rule, theme->rule);
    draw_fact(flow, flow->icons.who, station->who, x, y);
    draw_fact(flow, flow->icons.output, station->output, x, y + height - height_of(station->output));
}

static int is_lead(const struct step_flow *flow, size_t index)
{
    return flow->lead != NULL && index == 0;
}

static void draw_lead(const struct step_flow *flow, struct rect panel)
{
    const struct theme *theme = flow->kit.theme;
    canvas_fill_rounded(flow->kit.canvas, panel, theme->radius_small, theme->surface_raised);
    draw_layout(&flow->kit, flow->lead, panel.x + theme->gap, panel.y + theme->gap / 2);
}

static void draw_station(const struct step_flow *flow, size_t index, int y)
{
    const struct kit *kit = &flow->kit;
    const struct station *station = &flow->stations[index];
    struct rect whole = {flow->area.x, y, flow->area.w, station->height};
    struct rect card = card_rect(flow, y, station->height);
    if (!canvas_visible(kit->canvas, whole)) {
        return;
    }
    if (is_lead(flow, index)) {
        draw_lead(flow, whole);
        return;
    }
    int height = stack_height(flow, station->name, station->does);
    int top = card.y + (card.h - height) / 2;
    int left = card.x + kit->theme->gap;
    canvas_fill_rounded(kit->canvas, card, kit->theme->radius, kit->theme->surface);
    draw_disc(flow, station, index + 1 - (flow->lead != NULL), card);
    draw_layout(kit, station->name, left, top);
    draw_takes(flow, station, left + words_width(flow, station->has_facts), top);
    draw_layout(kit, station->does, left, top + height - height_of(station->does));
    if (station->has_facts) {
        draw_facts(flow, station, card);
    }
}

/* What stands between two stations: what is left over is shared out, so that the picture fills its place. */
static int spacing(const struct step_flow *flow, size_t shown)
{
    const struct theme *theme = flow->kit.theme;
    int most = theme->gap_large;
    int left = flow->area.h;
    for (size_t i = 0; i < shown; i++) {
        left -= flow->stations[flow->first + i].height;
    }
    int between = shown > 1 ? left / (int)(shown - 1) : theme->gap_small;
    between = between > most ? most : between;
    return between > theme->gap_small ? between : theme->gap_small;
}

/* From the middle of the first disc to that of the last; to the edge where there are more. */
static void draw_line(const struct step_flow *flow, size_t shown, int between)
{
    const struct theme *theme = flow->kit.theme;
    size_t begins = flow->lead != NULL; /* the first station on the line */
    int top = flow->area.y;
    int bottom = flow->area.y - between;
    for (size_t i = 0; i < shown; i++) {
        bottom += flow->stations[flow->first + i].height + between;
    }
    int more = flow->first + shown < flow->count;
    if (is_lead(flow, flow->first)) {
        top += flow->stations[0].height + between;
    }
    if (flow->first <= begins && begins < flow->first + shown) {
        top += flow->stations[begins].height / 2;
    }
    bottom = more ? flow->area.y + flow->area.h : bottom - flow->stations[flow->first + shown - 1].height / 2;
    struct rect line = {flow->area.x + (disc_side(flow) - theme->ring) / 2, top, theme->ring, bottom - top};
    if (!rect_is_empty(line)) {
        canvas_fill(flow->kit.canvas, line, theme->rule);
    }
}

void step_flow_draw(const struct step_flow *flow)
{
    if (flow->count == 0) {
        return;
    }
    size_t shown = in_sight(flow, flow->first);
    int between = spacing(flow, shown);
    int y = flow->area.y;
    canvas_clip_push(flow->kit.canvas, flow->area);
    draw_line(flow, shown, between);
    for (size_t i = 0; i < shown; i++) {
        draw_station(flow, flow->first + i, y);
        y += flow->stations[flow->first + i].height + between;
    }
    canvas_clip_pop(flow->kit.canvas);
    draw_position_bar(&flow->kit, bar_rect(flow), (int64_t)flow->first, (int64_t)shown, (int64_t)flow->count);
}
