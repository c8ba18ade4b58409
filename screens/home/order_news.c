#include "screens/home/order_news.h"

#include <string.h>

#include "screens/stage/payment_words.h"
#include "screens/stage/spoken.h"

#define SECOND_US INT64_C(1000000)

enum { EVERY_S = 20, ON_RETURN_S = 1 };

static int has_entries(const struct order_news *news)
{
    return news->stage->orders != NULL && news->stage->orders->count > 0;
}

static const struct order_answer *find_order(const struct order_list *list, const char *key)
{
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        if (strcmp(list->orders[i].idempotency_key, key) == 0) {
            return &list->orders[i];
        }
    }
    return NULL;
}

/* --- What is told --- */

static int was_told(const struct order_news *news, const struct order_answer *order)
{
    return news->told_state == order->state && strcmp(news->told, order->order) == 0;
}

/* The latest one of this box's journal that was not told. */
static const struct order_answer *next_to_tell(const struct order_news *news)
{
    const struct order_journal *journal = news->stage->orders;
    for (size_t i = journal != NULL ? journal->count : 0; i > 0; i--) {
        const char *key = journal->entries[i - 1].key;
        const struct order_answer *order = find_order(news->list, key);
        if (order == NULL && news->old != NULL && strcmp(news->old->idempotency_key, key) == 0) {
            order = news->old;
        }
        if (order != NULL && !was_told(news, order)) {
            return order;
        }
    }
    return NULL;
}

static void tell(struct order_news *news, const struct order_answer *order)
{
    news->order = order;
    news->was_touched = 0;
    news->focused = news->focused && order != NULL;
    news->changed(news->context);
}

/* --- What is heard --- */

static void on_old(void *context, const struct response *response, struct order_answer *answer)
{
    struct order_news *news = context;
    news->old_request = 0;
    if (answer == NULL) {
        if (strcmp(response->refused_as, "no_such_order") == 0) {
            order_journal_end(news->stage->orders, news->missed);
            news->missed[0] = '\0';
        }
        return; /* else it is asked for again with the list */
    }
    int was_told_of_it = news->order != NULL && news->order == news->old;
    order_answer_free(news->old);
    news->old = answer;
    if (news->order == NULL || was_told_of_it) {
        tell(news, next_to_tell(news));
    }
}

/* The list has the last day only. */
static void ask_old(struct order_news *news, const struct journal_entry *entry)
{
    struct order_follow question = {.moves = 0};
    memcpy(question.order, entry->order, sizeof question.order);
    hall_client_cancel(news->stage->client, news->old_request);
    request_id request =
        hall_client_ask_order_follow_with(news->stage->client, &order_follow_table, &question, on_old, news);
    news->old_request = request;
}

/* An entry that the list has not. One whose order is known was made, and is asked for by itself. Of another
 * it is not known whether the headend ever heard: what was sent just before the power went may still be on
 * its way, so it is missed twice, a minute apart; then nothing was ordered under that key. */
static void look_for_missed(struct order_news *news)
{
    const struct order_journal *journal = news->stage->orders;
    const struct journal_entry *entry = NULL;
    for (size_t i = 0; i < journal->count && entry == NULL; i++) {
        int is_old = news->old != NULL && strcmp(news->old->idempotency_key, journal->entries[i].key) == 0;
        entry =
            is_old || find_order(news->list, journal->entries[i].key) != NULL ? NULL : &journal->entries[i];
    }
    if (entry == NULL) {
        news->missed[0] = '\0';
    } else if (strcmp(news->missed, entry->key) != 0) {
        memcpy(news->missed, entry->key, sizeof news->missed);
        news->missed_us = news->stage->now_us;
    } else if (entry->order[0] == '\0' &&
               news->stage->now_us - news->missed_us >= ORDER_NEWS_SETTLE_S * SECOND_US) {
        order_journal_end(news->stage->orders, news->missed);
        news->missed[0] = '\0';
        return;
    }
    if (entry != NULL && entry->order[0] != '\0') {
        ask_old(news, entry);
    }
}

static void on_orders(void *context, const struct response *response, struct order_list *list)
{
    struct order_news *news = context;
    asking_heard(&news->asking, response);
    if (list == NULL) {
        return; /* it is asked again; what stands there still holds */
    }
    int tells_old = news->order != NULL && news->order == news->old;
    order_list_free(news->list);
    news->list = list;
    for (size_t i = 0; i < list->count; i++) {
        order_journal_name(news->stage->orders, list->orders[i].idempotency_key, list->orders[i].order);
    }
    if (!tells_old) {
        int was_touched = news->was_touched;
        tell(news, next_to_tell(news));
        news->was_touched = was_touched && news->order != NULL;
    }
    look_for_missed(news);
}

static request_id ask(void *context)
{
    struct order_news *news = context;
    return has_entries(news) ? hall_client_ask_orders_open(news->stage->client, NULL, on_orders, news) : 0;
}

/* --- Its life --- */

void order_news_start(struct order_news *news, const struct stage *stage, void (*changed)(void *context),
                      void *context)
{
    *news = (struct order_news){.stage = stage, .changed = changed, .context = context};
    asking_start(&news->asking, stage, ask, news);
    news->asking.every_us = EVERY_S * SECOND_US;
    news->asking.on_return_us = ON_RETURN_S * SECOND_US;
}

void order_news_enter(struct order_news *news)
{
    if (has_entries(news)) {
        asking_enter(&news->asking);
    }
}

void order_news_leave(struct order_news *news)
{
    asking_stop(&news->asking);
    if (news->order != NULL && news->was_touched) {
        memcpy(news->told, news->order->order, sizeof news->told);
        news->told_state = news->order->state;
        tell(news, NULL);
    }
}

void order_news_touched(struct order_news *news)
{
    if (news->order == NULL || news->was_touched) {
        return;
    }
    news->was_touched = 1;
    if (payment_state_is_end((enum payment_state)news->order->state)) {
        order_journal_end(news->stage->orders, news->order->idempotency_key);
    }
}

void order_news_update(struct order_news *news)
{
    if (has_entries(news)) {
        asking_update(&news->asking);
    }
}

int64_t order_news_deadline(const struct order_news *news, int64_t other_us)
{
    return has_entries(news) ? asking_deadline(&news->asking, other_us) : other_us;
}

void order_news_stop(struct order_news *news)
{
    asking_stop(&news->asking);
    hall_client_cancel(news->stage->client, news->old_request);
    order_list_free(news->list);
    order_answer_free(news->old);
    explicit_bzero(news, sizeof *news);
}

/* --- The strip --- */

void order_news_damage(const struct order_news *news)
{
    const struct kit *kit = &news->stage->kit;
    if (news->order != NULL) {
        canvas_damage(kit->canvas, rect_inset(news->area, -focus_reach(kit->theme)));
    }
}

void order_news_draw(const struct order_news *news)
{
    const struct kit *kit = &news->stage->kit;
    const struct theme *theme = kit->theme;
    struct rect area = news->area;
    char text[PAYMENT_NEWS_SIZE];
    if (news->order == NULL || !canvas_visible(kit->canvas, rect_inset(area, -focus_reach(theme)))) {
        return;
    }
    colour ink = news->focused ? theme->ink_on_focus : theme->ink;
    canvas_fill_rounded(kit->canvas, area, theme->radius,
                        news->focused ? theme->surface_focused : theme->surface_raised);
    if (news->focused) {
        draw_focus(kit, area, theme->radius, 100);
    }
    struct rect words = {area.x + theme->gap, area.y, area.w - 2 * theme->gap, area.h};
    int is_good = news->order->state == PAYMENT_SETTLED;
    const struct icon *icon = icon_set_get(news->stage->icons, is_good ? "ok" : "clock");
    if (icon != NULL) {
        canvas_icon(kit->canvas, icon, words.x, area.y + (area.h - icon_height(icon)) / 2, ink);
        words.x += icon_width(icon) + theme->gap_small;
        words.w -= icon_width(icon) + theme->gap_small;
    }
    draw_name(kit, style_title(kit), words, payment_news(text, news->stage->strings, news->order), ink);
    explicit_bzero(text, sizeof text);
}

void order_news_say(const struct order_news *news, struct spoken *spoken)
{
    char text[PAYMENT_NEWS_SIZE];
    if (news->order != NULL) {
        spoken_add(spoken->focus, payment_news(text, news->stage->strings, news->order));
        spoken_add_string(spoken->value, news->stage, STRING_PAYMENT_NEWS_HINT);
        explicit_bzero(text, sizeof text);
    }
}
