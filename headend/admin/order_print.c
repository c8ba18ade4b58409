#include "headend/admin/order_print.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "headend/notices/import/feed_date.h"
#include "headend/providers/provider_value.h"

int order_print(void *context, const struct ledger_order *order)
{
    char yuan[YUAN_SIZE], made[FEED_DATE_SIZE], changed[FEED_DATE_SIZE];
    (void)context;
    yuan_write(order->fen, yuan);
    feed_date_write(order->created_at, made);
    feed_date_write(order->changed_at, changed);
    return printf("%s\t%s\t%s\t%s\t%s\t%s\t%" PRId64 "\t%s\t%s\t%s\t%s\n", order->id,
                  payment_state_word(order->state), order->provider, order->utility, order->account_end,
                  order->bill, order->bill_version, yuan, made, changed, order->receipt) < 0;
}

static const struct {
    const char *word;
    enum payment_event event;
} edges[] = {
    {"posted", PAYMENT_EVENT_CORRECTION_POSTED},     {"not-posted", PAYMENT_EVENT_CORRECTION_NOT_POSTED},
    {"reversed", PAYMENT_EVENT_CORRECTION_REVERSED}, {"refund-again", PAYMENT_EVENT_CORRECTION_REFUND_AGAIN},
    {"refunded", PAYMENT_EVENT_CORRECTION_REFUNDED},
};
enum { EDGES = sizeof edges / sizeof edges[0] };

const char *order_edge_word(enum payment_event event)
{
    for (size_t i = 0; i < EDGES; i++) {
        if (edges[i].event == event) {
            return edges[i].word;
        }
    }
    return "";
}

enum payment_event order_edge_read(const char *word)
{
    for (size_t i = 0; word != NULL && i < EDGES; i++) {
        if (strcmp(edges[i].word, word) == 0) {
            return edges[i].event;
        }
    }
    return PAYMENT_EVENT_COUNT;
}
