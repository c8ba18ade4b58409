#include <string.h>

#include "headend/providers/provider_value.h"
#include "headend/providers/wechat_private.h"

/* Orders and refunds as WeChat Pay describes them, in answers and in notifications. */

enum { STATE_SIZE = 33 };

static int64_t moment_of(const struct json_value *object, const char *name, int *wrong)
{
    int64_t ms = 0;
    const char *text = json_value_text(object, name, wrong);
    if (text[0] != '\0' && provider_moment_read(text, &ms) != 0) {
        *wrong = 1;
    }
    return ms;
}

static int is_ours(const struct wechat *wechat, const struct json_value *resource)
{
    return provider_says(resource, "mchid", wechat->config->merchant) &&
           provider_says(resource, "appid", wechat->config->app);
}

/* PROVIDER_ORDER_NOT_THERE: a state that is none of Native's. */
static enum provider_order_state state_of(const char *word)
{
    static const struct {
        const char *word;
        enum provider_order_state state;
    } known[] = {{"SUCCESS", PROVIDER_ORDER_PAID},
                 {"REFUND", PROVIDER_ORDER_REFUNDED},
                 {"NOTPAY", PROVIDER_ORDER_UNPAID},
                 {"CLOSED", PROVIDER_ORDER_CLOSED}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(known[i].word, word) == 0) {
            return known[i].state;
        }
    }
    return PROVIDER_ORDER_NOT_THERE;
}

/* What was paid, and when. */
static const char *read_paid(const struct json_value *resource, struct provider_payment *payment)
{
    const struct json_value *amount = json_value_part(resource, "amount");
    int wrong = 0;
    provider_text(resource, "transaction_id", payment->transaction_id, sizeof payment->transaction_id,
                  &wrong);
    payment->fen = provider_fen(amount, "total", &wrong);
    payment->paid_ms = moment_of(resource, "success_time", &wrong);
    if (wrong || payment->fen == 0 || payment->paid_ms == 0 ||
        !provider_transaction_is_good(payment->transaction_id)) {
        return "not as agreed";
    }
    return provider_says(amount, "currency", "CNY") ? NULL : "another currency";
}

const char *wechat_read_payment(const struct wechat *wechat, const struct json_value *resource,
                                struct provider_payment *payment)
{
    char state[STATE_SIZE];
    int wrong = 0;
    *payment = (struct provider_payment){.state = PROVIDER_ORDER_NOT_THERE};
    if (!is_ours(wechat, resource)) {
        return "another merchant";
    }
    provider_text(resource, "out_trade_no", payment->out_trade_no, sizeof payment->out_trade_no, &wrong);
    provider_text(resource, "trade_state", state, sizeof state, &wrong);
    payment->state = state_of(state);
    if (wrong || payment->state == PROVIDER_ORDER_NOT_THERE ||
        !provider_number_is_good(payment->out_trade_no)) {
        return "not as agreed";
    }
    return payment->state == PROVIDER_ORDER_PAID || payment->state == PROVIDER_ORDER_REFUNDED
               ? read_paid(resource, payment)
               : NULL;
}

static int refund_state_of(const char *word, enum provider_refund_state *state)
{
    static const struct {
        const char *word;
        enum provider_refund_state state;
    } known[] = {{"PROCESSING", PROVIDER_REFUND_PROCESSING},
                 {"SUCCESS", PROVIDER_REFUND_DONE},
                 {"CLOSED", PROVIDER_REFUND_CLOSED},
                 {"ABNORMAL", PROVIDER_REFUND_ABNORMAL}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(known[i].word, word) == 0) {
            *state = known[i].state;
            return 0;
        }
    }
    return -1;
}

const char *wechat_read_refund(const struct wechat *wechat, const struct json_value *resource,
                               const char *status_name, struct provider_refund *refund)
{
    const struct json_value *amount = json_value_part(resource, "amount");
    char state[STATE_SIZE];
    int wrong = 0;
    *refund = (struct provider_refund){.state = PROVIDER_REFUND_NOT_THERE};
    /* Answers do not say the merchant. */
    if (json_value_part(resource, "mchid") != NULL &&
        !provider_says(resource, "mchid", wechat->config->merchant)) {
        return "another merchant";
    }
    provider_text(resource, "out_refund_no", refund->out_refund_no, sizeof refund->out_refund_no, &wrong);
    provider_text(resource, "out_trade_no", refund->out_trade_no, sizeof refund->out_trade_no, &wrong);
    provider_text(resource, "transaction_id", refund->transaction_id, sizeof refund->transaction_id, &wrong);
    provider_text(resource, status_name, state, sizeof state, &wrong);
    refund->fen = provider_fen(amount, "refund", &wrong);
    refund->done_ms = moment_of(resource, "success_time", &wrong);
    if (wrong || refund_state_of(state, &refund->state) != 0 || refund->fen == 0 ||
        !provider_number_is_good(refund->out_refund_no) || !provider_number_is_good(refund->out_trade_no) ||
        !provider_transaction_is_good(refund->transaction_id)) {
        return "not as agreed";
    }
    if (refund->state == PROVIDER_REFUND_DONE && refund->done_ms == 0) {
        return "not as agreed";
    }
    return json_value_part(amount, "currency") == NULL || provider_says(amount, "currency", "CNY")
               ? NULL
               : "another currency";
}
