#ifndef SCREENS_HOME_ORDER_NEWS_H
#define SCREENS_HOME_ORDER_NEWS_H

#include "screens/stage/asking.h"

/* Above the tiles: what became of an order that somebody left, or that a power cut left
 * (docs/decisions/0156). Asked for by the journal of this box: where it has no entries nothing is asked.
 * Kind, amount and state, no more. It stands until home is left by somebody; an order that has ended is then
 * forgotten, one that has not is told again when it has moved. It never takes the focus by itself. */

enum { ORDER_NEWS_SETTLE_S = 60 }; /* what was asked for just before a power cut may take so long */

struct order_news {
    struct rect area; /* placed by the screen */
    const struct stage *stage;
    void (*changed)(void *context); /* the strip has come, gone, or says something else */
    void *context;
    struct asking asking;
    struct order_list *list;          /* as the headend has it; NULL: not heard */
    struct order_answer *old;         /* one that the list has no more; NULL: none */
    request_id old_request;           /* 0: it is not asked for */
    const struct order_answer *order; /* what is told, in one of these; NULL: the strip is not there */
    int was_touched;                  /* somebody was there while it stood */
    int focused;
    char told[ORDER_ID_SIZE]; /* in this run, at … */
    int told_state;
    char missed[IDEMPOTENCY_KEY_SIZE]; /* an entry that the headend does not know; "": none */
    int64_t missed_us;                 /* since then */
};

void order_news_start(struct order_news *news, const struct stage *stage, void (*changed)(void *context),
                      void *context);
/* Home is on top; something covers it; a key was pressed on it. */
void order_news_enter(struct order_news *news);
void order_news_leave(struct order_news *news);
void order_news_touched(struct order_news *news);
void order_news_update(struct order_news *news);
/* The earlier of its own and `other_us`. */
int64_t order_news_deadline(const struct order_news *news, int64_t other_us);
/* Nothing is done by these where the strip is not there. */
void order_news_damage(const struct order_news *news);
void order_news_draw(const struct order_news *news);
void order_news_say(const struct order_news *news, struct spoken *spoken);
void order_news_stop(struct order_news *news);

#endif
