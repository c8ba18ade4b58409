#include "screens/home/home.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/home/order_news.h"
#include "screens/home/urgent_strip.h"
#include "screens/stage/asking.h"
#include "screens/stage/spoken_parts.h"
#include "screens/widgets/grid.h"

enum { WHERE_SIZE = 160 };

struct home {
    struct screen screen;
    struct frame frame;
    struct grid grid;
    int hint_widths[TILE_MAX];   /* of each tile's words; -1: not measured yet */
    struct tile tiles[TILE_MAX]; /* of the menu, or of the configuration until there was one */
    size_t tile_count;
    struct tile_text region_name, hall_name;
    struct asking asking;
    int asks_anew;          /* another configuration has come */
    char where[WHERE_SIZE]; /* "郴州市 · 人民路街道" */
    struct urgent_strip urgent;
    struct asking news;       /* the notices, for the strip */
    struct order_news orders; /* the strip above that one */
};

/* --- Layout --- */

static int hint_height(const struct stage *stage)
{
    return stage->kit.theme->text_body * 2;
}

static struct rect hint_rect(const struct home *home)
{
    const struct stage *stage = home->screen.stage;
    struct rect body = frame_body(stage);
    int height = hint_height(stage);
    return (struct rect){body.x, body.y + body.h - height, body.w, height};
}

/* What a key changes of it: the letters and what they reach beyond their em. Nothing is drawn outside of it.
 */
static struct rect hint_letters(const struct home *home)
{
    struct rect line = hint_rect(home);
    int size = home->screen.stage->kit.theme->text_body;
    int beyond = size / 4;
    return (struct rect){line.x, line.y + (line.h - size) / 2 - beyond, line.w, size + 2 * beyond};
}

/* A strip at the top of what is left of the body. */
static struct rect place_strip(const struct stage *stage, struct rect *body)
{
    int height = urgent_strip_height(stage);
    int taken = height + stage->kit.theme->gap;
    struct rect strip = {body->x, body->y, body->w, height};
    body->y += taken;
    body->h -= taken;
    return strip;
}

/* The strips, if there are any, and the tiles below them. */
static void place_parts(struct home *home)
{
    const struct stage *stage = home->screen.stage;
    struct rect body = frame_body(stage);
    body.h -= hint_height(stage) + stage->kit.theme->gap_small;
    if (home->orders.order != NULL) {
        home->orders.area = place_strip(stage, &body);
    }
    if (home->urgent.notice != NULL) {
        home->urgent.area = place_strip(stage, &body);
    }
    home->grid.unfocused = home->urgent.focused || home->orders.focused;
    grid_place(&home->grid, body);
}

/* The region, and the household's township once it is chosen. */
static void show_where(struct home *home)
{
    const struct stage *stage = home->screen.stage;
    char before[WHERE_SIZE];
    memcpy(before, home->where, sizeof before);
    (void)snprintf(home->where, sizeof home->where, "%s%s%s", stage_text(stage, &home->region_name),
                   stage->township[0] != '\0' ? " · " : "", stage->township);
    home->frame.subtitle = home->where;
    home->asks_anew |= strcmp(before, home->where) != 0; /* other notices concern it */
}

static void show_tiles(struct home *home)
{
    struct stage *stage = home->screen.stage;
    struct grid_item items[TILE_MAX];
    for (size_t i = 0; i < home->tile_count; i++) {
        const struct tile *tile = &home->tiles[i];
        int place = ((tile->row - 1) % GRID_SIDE) * GRID_SIDE + (tile->column - 1) % GRID_SIDE;
        items[i] = (struct grid_item){
            .id = tile->id,
            .title = stage_text(stage, &tile->name),
            .digit = tile->digit,
            .icon = icon_set_get(stage->icons, tile->icon),
            .tint = stage->kit.theme->tile_tints[place],
            .row = tile->row,
            .column = tile->column,
        };
        home->hint_widths[i] = -1;
    }
    grid_set_items(&home->grid, items, home->tile_count);
    place_parts(home);
    home->frame.title = stage_text(stage, &home->hall_name);
    show_where(home);
    canvas_damage_all(stage->kit.canvas);
}

static void show_hints(struct home *home)
{
    home->frame.hint_count = 0;
    frame_hint_add(&home->frame, STRING_KEY_ARROWS, STRING_HINT_MOVE);
    frame_hint_add(&home->frame, STRING_KEY_OK, STRING_HINT_OPEN);
    frame_hint_add(&home->frame, STRING_KEY_DIGITS, STRING_HINT_OPEN_BY_NUMBER);
    if (home->urgent.notice != NULL) {
        frame_hint_add(&home->frame, STRING_KEY_RED, STRING_HINT_URGENT);
    }
    if (home->orders.order != NULL) {
        frame_hint_add(&home->frame, STRING_KEY_GREEN, STRING_HINT_PAYMENT_NEWS);
    }
    if (home->screen.stage->can_leave) {
        frame_hint_add(&home->frame, STRING_KEY_BACK, STRING_HINT_LEAVE);
    }
}

static void home_place(struct screen *screen)
{
    struct home *home = (struct home *)screen;
    show_hints(home);
    show_tiles(home);
    home->asking.every_us = (int64_t)home->screen.stage->config->poll_seconds * 1000000;
    home->news.every_us = home->asking.every_us;
    home->asks_anew = 1; /* another configuration comes with another menu */
}

/* --- Content --- */

static void take_configuration(struct home *home)
{
    const struct box_config *config = home->screen.stage->config;
    memcpy(home->tiles, config->tiles, sizeof home->tiles);
    home->tile_count = config->tile_count;
    home->region_name = config->region_name;
    home->hall_name = config->hall_name;
}

static void take_menu(struct home *home, const struct menu *menu)
{
    memcpy(home->tiles, menu->tiles, sizeof home->tiles);
    home->tile_count = menu->tile_count;
    home->region_name = menu->region_name;
    home->hall_name = menu->hall_name;
    show_tiles(home);
}

static void on_menu(void *context, const struct response *response, struct menu *menu)
{
    struct home *home = context;
    struct stage *stage = home->screen.stage;
    asking_heard(&home->asking, response);
    if (menu != NULL) {
        take_menu(home, menu);
        menu_free(menu);
    }
    if (asking_failed(&home->asking)) {
        frame_status_for_failure(&home->frame, stage, &home->asking.last);
    } else {
        frame_set_status(&home->frame, stage, "", 0);
    }
}

static void take_notices(struct home *home, struct notice_list *list)
{
    if (urgent_strip_take(&home->urgent, list, home->screen.stage->now_ms)) {
        place_parts(home);
        show_hints(home);
        canvas_damage_all(home->screen.stage->kit.canvas);
    }
}

static void on_orders_changed(void *context)
{
    struct home *home = context;
    place_parts(home);
    show_hints(home);
    canvas_damage_all(home->screen.stage->kit.canvas);
}

/* The strip is news: a failure is told where the notices are read. */
static void on_notices(void *context, const struct response *response, struct notice_list *list)
{
    struct home *home = context;
    asking_heard(&home->news, response);
    if (list != NULL) {
        take_notices(home, list);
    }
}

static request_id ask_news(void *home)
{
    return hall_client_get_notices(((struct home *)home)->screen.stage->client, 0, NULL, NOTICE_PAGE_ROWS,
                                   on_notices, home);
}

/* Whoever finds that there is no network, and whatever he asked for: home says it, and asks until it is back.
 * What is asked already says so itself. */
static int must_ask(const struct home *home)
{
    return home->asks_anew || (hall_client_is_cut_off(home->screen.stage->client) &&
                               home->asking.request == 0 && !asking_failed(&home->asking));
}

static void ask(struct home *home)
{
    home->asks_anew = 0;
    asking_now(&home->asking);
    asking_now(&home->news);
}

/* --- Operations --- */

static void home_enter(struct screen *screen)
{
    struct home *home = (struct home *)screen;
    settle_stop(&home->grid.settle);
    show_where(home);
    if (must_ask(home)) {
        ask(home);
    } else {
        asking_enter(&home->asking);
        asking_enter(&home->news);
    }
    order_news_enter(&home->orders);
}

static void home_leave(struct screen *screen)
{
    order_news_leave(&((struct home *)screen)->orders);
}

static const struct tile *focused_tile(const struct home *home)
{
    const struct grid_item *item = grid_focused(&home->grid);
    for (size_t i = 0; item != NULL && i < home->tile_count; i++) {
        if (item->id == home->tiles[i].id) {
            return &home->tiles[i];
        }
    }
    return NULL;
}

/* How far the hint of the focused tile reaches into its line. */
static int hint_reach(struct home *home)
{
    const struct kit *kit = &home->screen.stage->kit;
    const struct tile *tile = focused_tile(home);
    int *width = tile != NULL ? &home->hint_widths[tile - home->tiles] : NULL;
    if (width != NULL && *width < 0) {
        *width = text_width(kit->fonts, style_body(kit), stage_text(home->screen.stage, &tile->hint));
    }
    return kit->theme->gap + (width != NULL ? *width : 0) + kit->theme->text_body;
}

static void damage_hint(struct home *home, int reach_before)
{
    struct rect line = hint_letters(home);
    int reach = hint_reach(home);
    reach = reach > reach_before ? reach : reach_before;
    line.w = reach < line.w ? reach : line.w;
    canvas_damage(home->screen.stage->kit.canvas, line);
}

static void open_focused(struct home *home)
{
    struct stage *stage = home->screen.stage;
    if (home->grid.count == 0) {
        return;
    }
    const char *id = grid_focused(&home->grid)->id;
    for (size_t i = 0; i < home->tile_count; i++) {
        if (strcmp(home->tiles[i].id, id) == 0) {
            stage_open_tile(stage, &home->tiles[i]);
            return;
        }
    }
}

/* 0 is no tile's digit: it opens the search, where the operator has one. */
static int open_search(struct home *home)
{
    for (size_t i = 0; i < home->grid.count; i++) {
        for (size_t t = 0; t < home->tile_count; t++) {
            if (home->tiles[t].content == TILE_CONTENT_SEARCH &&
                strcmp(home->tiles[t].id, home->grid.items[i].id) == 0) {
                grid_focus_index(&home->grid, i);
                canvas_damage_all(home->screen.stage->kit.canvas);
                open_focused(home);
                return 1;
            }
        }
    }
    return 0;
}

static int is_up(enum remote_key key)
{
    return key == REMOTE_KEY_UP || key == REMOTE_KEY_PAGE_UP || key == REMOTE_KEY_CHANNEL_UP;
}

/* From the top. */
enum strip { STRIP_ORDERS, STRIP_URGENT, STRIP_NONE };

static enum strip focused_strip(const struct home *home)
{
    return home->orders.focused ? STRIP_ORDERS : home->urgent.focused ? STRIP_URGENT : STRIP_NONE;
}

static int strip_is_there(const struct home *home, enum strip strip)
{
    return strip == STRIP_ORDERS ? home->orders.order != NULL
                                 : strip == STRIP_NONE || home->urgent.notice != NULL;
}

static void focus_strip(struct home *home, enum strip strip)
{
    const struct stage *stage = home->screen.stage;
    home->orders.focused = strip == STRIP_ORDERS;
    home->urgent.focused = strip == STRIP_URGENT;
    home->grid.unfocused = strip != STRIP_NONE;
    order_news_damage(&home->orders);
    urgent_strip_damage(&home->urgent, stage);
    grid_damage_focus(&home->grid, &stage->kit);
    canvas_damage(stage->kit.canvas, hint_rect(home));
}

/* To the next one that is there; the tiles are the last. */
static enum key_result move_to_strip(struct home *home, int by)
{
    int strip = (int)focused_strip(home) + by;
    while (strip >= STRIP_ORDERS && strip < STRIP_NONE && !strip_is_there(home, (enum strip)strip)) {
        strip += by;
    }
    if (strip < STRIP_ORDERS || strip > STRIP_NONE) {
        return KEY_STAYED;
    }
    focus_strip(home, (enum strip)strip);
    return KEY_DONE;
}

/* KEY_IGNORED: the tiles may have a use for it. */
static enum key_result focused_strip_key(struct home *home, enum remote_key key)
{
    if (remote_key_sideways(key) != 0) {
        return KEY_STAYED;
    }
    if (is_up(key)) {
        return move_to_strip(home, -1);
    }
    if (key == REMOTE_KEY_DOWN || key == REMOTE_KEY_PAGE_DOWN || key == REMOTE_KEY_CHANNEL_DOWN) {
        return move_to_strip(home, 1);
    }
    if (remote_key_digit(key) >= 0) {
        focus_strip(home, STRIP_NONE);
    }
    return KEY_IGNORED;
}

static void open_strip(struct home *home, enum strip strip)
{
    struct stage *stage = home->screen.stage;
    if (strip == STRIP_URGENT) {
        stage_open_notice(stage, home->urgent.notice);
    } else {
        char order[ORDER_ID_SIZE];
        memcpy(order, home->orders.order->order, sizeof order); /* home is left, and the strip with it */
        stage_open(stage, DESTINATION_PAYMENT, order, NULL);
    }
}

static enum key_result strip_key(struct home *home, const struct remote_event *event)
{
    enum strip focused = focused_strip(home);
    enum strip pressed = event->key == REMOTE_KEY_RED     ? STRIP_URGENT
                         : event->key == REMOTE_KEY_GREEN ? STRIP_ORDERS
                         : event->key == REMOTE_KEY_OK    ? focused
                                                          : STRIP_NONE;
    if (pressed != STRIP_NONE && strip_is_there(home, pressed)) {
        if (event->press == REMOTE_PRESS) {
            open_strip(home, pressed);
        }
        return event->press == REMOTE_PRESS ? KEY_DONE : KEY_STAYED;
    }
    return focused != STRIP_NONE ? focused_strip_key(home, event->key) : KEY_IGNORED;
}

static enum key_result home_key(struct screen *screen, const struct remote_event *event)
{
    struct home *home = (struct home *)screen;
    int reach = hint_reach(home);
    int page = grid_page(&home->grid);
    if (event->press == REMOTE_PRESS) {
        order_news_touched(&home->orders);
    }
    enum key_result of_strip = strip_key(home, event);
    if (of_strip != KEY_IGNORED) {
        return of_strip;
    }
    switch (grid_key(&home->grid, &screen->stage->kit, event->key, screen->stage->now_us)) {
    case KEY_PRESSED:
        if (event->press != REMOTE_PRESS) {
            return KEY_STAYED;
        }
        open_focused(home);
        return KEY_DONE;
    case KEY_DONE:
        damage_hint(home, grid_page(&home->grid) == page ? reach : hint_rect(home).w);
        return KEY_DONE;
    case KEY_STAYED:
        return is_up(event->key) ? move_to_strip(home, -1) : KEY_STAYED;
    case KEY_IGNORED:
        break;
    }
    int opens = event->key == REMOTE_KEY_0 && event->press == REMOTE_PRESS && open_search(home);
    return opens ? KEY_DONE : KEY_IGNORED;
}

static void home_open_next(struct screen *screen)
{
    struct home *home = (struct home *)screen;
    enum strip focused = focused_strip(home);
    if (focused == STRIP_NONE) {
        open_focused(home);
    } else if (strip_is_there(home, focused)) {
        open_strip(home, focused);
    }
}

static void home_update(struct screen *screen)
{
    struct home *home = (struct home *)screen;
    const struct stage *stage = screen->stage;
    if (settle_step(&home->grid.settle, stage->now_us)) {
        grid_damage_focus(&home->grid, &stage->kit);
    }
    take_notices(home, NULL); /* one may have ended */
    order_news_update(&home->orders);
    if (must_ask(home)) {
        ask(home);
    } else {
        asking_update(&home->asking);
        asking_update(&home->news);
    }
}

static int64_t home_deadline(const struct screen *screen)
{
    const struct home *home = (const struct home *)screen;
    int64_t other_us = order_news_deadline(&home->orders, home->grid.settle.next_us);
    return home->asks_anew ? 0 : asking_deadline(&home->asking, asking_deadline(&home->news, other_us));
}

/* Which page of how many, as dots and in words, at the right end of the line. Returns the width taken. */
static int draw_pages(const struct home *home, struct rect line)
{
    const struct stage *stage = home->screen.stage;
    const struct kit *kit = &stage->kit;
    const struct theme *theme = kit->theme;
    int count = grid_page_count(&home->grid);
    int page = grid_page(&home->grid);
    int side = theme->text_small / 2;
    if (count < 2) {
        return 0;
    }
    int x = line.x + line.w - (count + 1) * side - (count - 1) * theme->gap_small;
    const char *words =
        string_get(stage->strings, page + 1 < count ? STRING_HOME_NEXT_PAGE : STRING_HOME_PAGE_BEFORE);
    struct rect left = {line.x, line.y, x - theme->gap - line.x, line.h};
    int width = line.x + line.w - x + theme->gap + text_width(kit->fonts, style_small_bold(kit), words);
    (void)draw_text_right(kit, style_small_bold(kit), left, words, theme->ink);
    for (int i = 0; i < count; i++) { /* the one shown is longer, as well as of another colour */
        struct rect dot = {x, line.y + (line.h - side) / 2, i == page ? 2 * side : side, side};
        canvas_fill_rounded(kit->canvas, dot, side / 2, i == page ? theme->accent : theme->ink_soft);
        x += dot.w + theme->gap_small;
    }
    return width + theme->gap_large;
}

static void draw_hint_line(const struct home *home)
{
    const struct stage *stage = home->screen.stage;
    const struct kit *kit = &stage->kit;
    struct rect line = hint_rect(home);
    const struct tile *tile = focused_tile(home);
    enum strip strip = focused_strip(home);
    int of_strip = strip != STRIP_NONE;
    if ((tile == NULL && !of_strip) || !canvas_visible(kit->canvas, line)) {
        return;
    }
    canvas_clip_push(kit->canvas, hint_letters(home));
    line.w -= draw_pages(home, line);
    struct rect mark = {line.x, line.y + (line.h - kit->theme->text_body) / 2, kit->theme->ring,
                        kit->theme->text_body};
    canvas_fill_rounded(kit->canvas, mark, kit->theme->ring / 2, kit->theme->accent);
    line.x += kit->theme->gap;
    line.w -= kit->theme->gap;
    draw_text_middle(kit, style_body(kit), line,
                     strip == STRIP_URGENT   ? string_get(stage->strings, STRING_URGENT_HINT)
                     : strip == STRIP_ORDERS ? string_get(stage->strings, STRING_PAYMENT_NEWS_HINT)
                                             : stage_text(stage, &tile->hint),
                     kit->theme->ink);
    canvas_clip_pop(kit->canvas);
}

static void home_draw(struct screen *screen, struct rect clip)
{
    struct home *home = (struct home *)screen;
    (void)clip;
    grid_cover(&home->grid, &screen->stage->kit);
    frame_draw(&home->frame, screen->stage);
    order_news_draw(&home->orders);
    urgent_strip_draw(&home->urgent, screen->stage);
    grid_draw(&home->grid, &screen->stage->kit, screen->stage->now_us);
    draw_hint_line(home);
}

static void home_report(const struct screen *screen, struct screen_report *report)
{
    const struct home *home = (const struct home *)screen;
    const struct grid_item *item = grid_focused(&home->grid);
    report->focus = home->orders.focused   ? "order"
                    : home->urgent.focused ? "urgent"
                    : item != NULL         ? item->id
                                           : "";
    report->title = home->frame.title;
    report->notice = home->frame.status;
    report->offline = asking_failed(&home->asking);
    report->frame = &home->frame;
    report->position = (int64_t)home->grid.focus;
    report->total = (int64_t)home->grid.count;
}

static void home_say(const struct screen *screen, struct spoken *spoken)
{
    const struct home *home = (const struct home *)screen;
    const struct tile *tile = focused_tile(home);
    if (home->orders.focused) {
        order_news_say(&home->orders, spoken);
    } else if (home->urgent.focused) {
        urgent_strip_say(&home->urgent, screen->stage, spoken);
    } else if (tile != NULL) {
        spoken_add(spoken->value, stage_text(screen->stage, &tile->hint));
        spoken_grid(spoken, screen->stage, &home->grid);
    }
}

static void home_free(struct screen *screen)
{
    struct home *home = (struct home *)screen;
    asking_stop(&home->asking);
    asking_stop(&home->news);
    urgent_strip_free(&home->urgent);
    order_news_stop(&home->orders);
    free(home);
}

static const struct screen_operations home_operations = {
    .name = "home",
    .enter = home_enter,
    .leave = home_leave,
    .place = home_place,
    .key = home_key,
    .update = home_update,
    .deadline = home_deadline,
    .draw = home_draw,
    .report = home_report,
    .say = home_say,
    .free = home_free,
    .open_next = home_open_next,
};

struct screen *home_new(struct stage *stage, const struct destination *destination)
{
    (void)destination;
    struct home *home = calloc(1, sizeof *home);
    if (home == NULL) {
        return NULL;
    }
    home->screen = (struct screen){&home_operations, stage};
    home->grid.settle = SETTLE_AT_REST;
    asking_for_menu(&home->asking, stage, on_menu, home);
    asking_start(&home->news, stage, ask_news, home);
    order_news_start(&home->orders, stage, on_orders_changed, home);
    take_configuration(home);
    home_place(&home->screen);
    return &home->screen;
}
