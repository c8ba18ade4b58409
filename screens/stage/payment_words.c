#include "screens/stage/payment_words.h"

#include "screens/stage/reveal.h"

static const enum string_id titles[PAYMENT_STATE_COUNT] = {
    [PAYMENT_CREATED] = STRING_PAYMENT_ORDERING,
    [PAYMENT_PREPAYING] = STRING_PAYMENT_ORDERING,
    [PAYMENT_AWAITING] = STRING_PAYMENT_NEWS_AWAITING,
    [PAYMENT_CLOSING] = STRING_PAYMENT_CLOSING,
    [PAYMENT_CLOSED] = STRING_PAYMENT_CLOSED,
    [PAYMENT_PAID] = STRING_PAYMENT_PAID,
    [PAYMENT_POSTING] = STRING_PAYMENT_PAID,
    [PAYMENT_POST_UNKNOWN] = STRING_PAYMENT_POST_UNKNOWN,
    [PAYMENT_SETTLED] = STRING_PAYMENT_SETTLED,
    [PAYMENT_REFUNDING] = STRING_PAYMENT_REFUNDING,
    [PAYMENT_REFUND_UNKNOWN] = STRING_PAYMENT_REFUND_UNKNOWN,
    [PAYMENT_REFUND_ABNORMAL] = STRING_PAYMENT_REFUND_ABNORMAL,
    [PAYMENT_REFUNDED] = STRING_PAYMENT_REFUNDED,
};

static const enum string_id kinds[UTILITY_KIND_COUNT] = {
    [UTILITY_GAS] = STRING_PAYMENT_KIND_GAS,
    [UTILITY_WATER] = STRING_PAYMENT_KIND_WATER,
    [UTILITY_ELECTRICITY] = STRING_PAYMENT_KIND_ELECTRICITY,
};

enum string_id payment_state_title(enum payment_state state)
{
    return titles[state];
}

enum string_id payment_kind_name(enum utility_kind kind)
{
    return kinds[kind];
}

char *payment_news(char out[PAYMENT_NEWS_SIZE], const struct strings *strings,
                   const struct order_answer *order)
{
    char amount[REVEAL_AMOUNT_SIZE];
    const char *values[] = {string_get(strings, payment_kind_name((enum utility_kind)order->kind)),
                            amount_words(amount, order->fen),
                            string_get(strings, payment_state_title((enum payment_state)order->state))};
    return string_format(out, PAYMENT_NEWS_SIZE, strings, STRING_PAYMENT_NEWS, values, 3);
}
