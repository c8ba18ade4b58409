#ifndef SCREENS_STAGE_PAYMENT_WORDS_H
#define SCREENS_STAGE_PAYMENT_WORDS_H

#include "both-sides/records/order_records.h"
#include "screens/stage/strings.h"

/* What is said of an order, in a few words: by the screen that follows it and by home, which tells once what
 * became of it. 支付成功 is said from PAYMENT_PAID on, 缴费成功 at PAYMENT_SETTLED only
 * (docs/payment-machine.md). */

enum { PAYMENT_NEWS_SIZE = 192 };

enum string_id payment_state_title(enum payment_state state);
enum string_id payment_kind_name(enum utility_kind kind);
/* "您上次的燃气费 128.50 元：缴费成功". Returns `out`. */
char *payment_news(char out[PAYMENT_NEWS_SIZE], const struct strings *strings,
                   const struct order_answer *order);

#endif
