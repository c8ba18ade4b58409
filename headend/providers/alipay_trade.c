#include <string.h>

#include "headend/providers/alipay_private.h"
#include "headend/providers/provider_value.h"

/* Trades as Alipay describes them, in answers (JSON) and in notifications (a form). */

enum { STATE_SIZE = 33 };

/* How old a notification may be: the last try comes 25 h after the payment. */
static const int64_t oldest_ms = INT64_C(48) * 3600 * 1000, newest_ms = INT64_C(300) * 1000;

/* `was_paid` tells a trade that was given back from one that timed out: both are TRADE_CLOSED. 0: a known
 * state. */
static int state_of(const char *word, int was_paid, enum provider_order_state *state)
{
    if (strcmp(word, "WAIT_BUYER_PAY") == 0) {
        *state = PROVIDER_ORDER_UNPAID;
    } else if (strcmp(word, "TRADE_SUCCESS") == 0 || strcmp(word, "TRADE_FINISHED") == 0) {
        *state = PROVIDER_ORDER_PAID;
    } else if (strcmp(word, "TRADE_CLOSED") == 0) {
        *state = was_paid ? PROVIDER_ORDER_REFUNDED : PROVIDER_ORDER_CLOSED;
    } else {
        return -1;
    }
    return 0;
}

static int is_money(enum provider_order_state state)
{
    return state == PROVIDER_ORDER_PAID || state == PROVIDER_ORDER_REFUNDED;
}

const char *alipay_read_trade(const struct json_value *trade, struct provider_payment *payment)
{
    char state[STATE_SIZE];
    int wrong = 0;
    memset(payment, 0, sizeof *payment);
    provider_text(trade, "out_trade_no", payment->out_trade_no, sizeof payment->out_trade_no, &wrong);
    provider_text(trade, "trade_status", state, sizeof state, &wrong);
    const char *paid_at = json_value_text(trade, "send_pay_date", &wrong);
    if (wrong || !provider_number_is_good(payment->out_trade_no) ||
        state_of(state, paid_at[0] != '\0', &payment->state) != 0) {
        payment->state = PROVIDER_ORDER_NOT_THERE;
        return "not as agreed";
    }
    if (!is_money(payment->state)) {
        return NULL;
    }
    provider_text(trade, "trade_no", payment->transaction_id, sizeof payment->transaction_id, &wrong);
    payment->fen = provider_yuan(trade, "total_amount", &wrong);
    if (wrong || payment->fen == 0 || !provider_transaction_is_good(payment->transaction_id) ||
        provider_moment_read(paid_at, &payment->paid_ms) != 0) {
        return "not as agreed";
    }
    return json_value_part(trade, "trans_currency") == NULL || provider_says(trade, "trans_currency", "CNY")
               ? NULL
               : "another currency";
}

/* "" where there is none. */
static const char *field(const struct form *form, const char *name)
{
    const char *value = form_value(form, name);
    return value != NULL ? value : "";
}

static const char *read_paid(const struct form *form, struct provider_payment *payment)
{
    const char *transaction = field(form, "trade_no");
    if (!provider_transaction_is_good(transaction) ||
        yuan_read(field(form, "total_amount"), &payment->fen) != 0 || payment->fen == 0 ||
        provider_moment_read(field(form, "gmt_payment"), &payment->paid_ms) != 0) {
        return "not as agreed";
    }
    memcpy(payment->transaction_id, transaction, strlen(transaction) + 1);
    const char *currency = field(form, "trans_currency");
    return currency[0] == '\0' || strcmp(currency, "CNY") == 0 ? NULL : "another currency";
}

static const char *read_payment(const struct form *form, struct provider_payment *payment)
{
    const char *number = field(form, "out_trade_no");
    memset(payment, 0, sizeof *payment);
    if (!provider_number_is_good(number) ||
        state_of(field(form, "trade_status"), field(form, "gmt_payment")[0] != '\0', &payment->state) != 0) {
        return "not as agreed";
    }
    memcpy(payment->out_trade_no, number, strlen(number) + 1);
    /* A part that was given back leaves the trade TRADE_SUCCESS. */
    if (payment->state == PROVIDER_ORDER_PAID && field(form, "gmt_refund")[0] != '\0') {
        payment->state = PROVIDER_ORDER_REFUNDED;
    }
    return is_money(payment->state) ? read_paid(form, payment) : NULL;
}

const char *alipay_read_notice(const struct alipay_config *config, const struct form *form, int64_t now_ms,
                               struct provider_notification *notification)
{
    int64_t sent_ms = 0;
    if (strcmp(field(form, "app_id"), config->app) != 0 ||
        strcmp(field(form, "seller_id"), config->seller) != 0) {
        return "another merchant";
    }
    if (provider_moment_read(field(form, "notify_time"), &sent_ms) != 0 || sent_ms < now_ms - oldest_ms ||
        sent_ms > now_ms + newest_ms) {
        return "stale";
    }
    if (strcmp(field(form, "notify_type"), "trade_status_sync") != 0) {
        notification->kind = PROVIDER_NOTIFIES_NOTHING;
        return NULL;
    }
    const char *problem = read_payment(form, &notification->payment);
    notification->kind = notification->payment.state == PROVIDER_ORDER_UNPAID ? PROVIDER_NOTIFIES_NOTHING
                                                                              : PROVIDER_NOTIFIES_PAYMENT;
    return problem;
}
