#include "screens/payment/payment_views.h"

#include <string.h>

const struct payment_view_row payment_views[PAYMENT_VIEW_COUNT] = {
    [PAYMENT_VIEW_ORDERING] = {"ordering", "clock", STRING_PAYMENT_ORDERING, STRING_PAYMENT_ORDERING_TEXT,
                               STRING_PAYMENT_ORDERING_LEAVE, PAYMENT_ACTION_NONE},
    [PAYMENT_VIEW_WAITING] = {"waiting", "link-qr", STRING_PAYMENT_WAITING, STRING_PAYMENT_WAITING_TEXT,
                              STRING_PAYMENT_WAITING_LEAVE, PAYMENT_ACTION_NONE},
    [PAYMENT_VIEW_EXPIRED] = {"expired", "clock", STRING_PAYMENT_EXPIRED, STRING_PAYMENT_EXPIRED_TEXT,
                              STRING_PAYMENT_EXPIRED_LEAVE, PAYMENT_ACTION_NONE},
    [PAYMENT_VIEW_CLOSING] = {"closing", "clock", STRING_PAYMENT_CLOSING, STRING_PAYMENT_CLOSING_TEXT,
                              STRING_PAYMENT_CLOSING_LEAVE, PAYMENT_ACTION_NONE},
    [PAYMENT_VIEW_CLOSED] = {"closed", "ok", STRING_PAYMENT_CLOSED, STRING_PAYMENT_CLOSED_TEXT,
                             STRING_PAYMENT_CLOSED_LEAVE, PAYMENT_ACTION_CLOSE},
    [PAYMENT_VIEW_PAID] = {"paid", "clock", STRING_PAYMENT_PAID, STRING_PAYMENT_PAID_TEXT,
                           STRING_PAYMENT_PAID_LEAVE, PAYMENT_ACTION_NONE},
    [PAYMENT_VIEW_POST_UNKNOWN] = {"post-unknown", "clock", STRING_PAYMENT_POST_UNKNOWN,
                                   STRING_PAYMENT_POST_UNKNOWN_TEXT, STRING_PAYMENT_POST_UNKNOWN_LEAVE,
                                   PAYMENT_ACTION_NONE},
    [PAYMENT_VIEW_SETTLED] = {"settled", "ok", STRING_PAYMENT_SETTLED, STRING_PAYMENT_SETTLED_TEXT,
                              STRING_PAYMENT_SETTLED_LEAVE, PAYMENT_ACTION_CLOSE},
    [PAYMENT_VIEW_REFUNDING] = {"refunding", "clock", STRING_PAYMENT_REFUNDING, STRING_PAYMENT_REFUNDING_TEXT,
                                STRING_PAYMENT_REFUNDING_LEAVE, PAYMENT_ACTION_NONE},
    [PAYMENT_VIEW_REFUND_UNKNOWN] = {"refund-unknown", "clock", STRING_PAYMENT_REFUND_UNKNOWN,
                                     STRING_PAYMENT_REFUND_UNKNOWN_TEXT, STRING_PAYMENT_REFUND_UNKNOWN_LEAVE,
                                     PAYMENT_ACTION_NONE},
    [PAYMENT_VIEW_REFUND_ABNORMAL] = {"refund-abnormal", "person", STRING_PAYMENT_REFUND_ABNORMAL,
                                      STRING_PAYMENT_REFUND_ABNORMAL_TEXT,
                                      STRING_PAYMENT_REFUND_ABNORMAL_LEAVE, PAYMENT_ACTION_CLOSE},
    [PAYMENT_VIEW_REFUNDED] = {"refunded", "ok", STRING_PAYMENT_REFUNDED, STRING_PAYMENT_REFUNDED_TEXT,
                               STRING_PAYMENT_REFUNDED_LEAVE, PAYMENT_ACTION_CLOSE},
    [PAYMENT_VIEW_KEY_REUSED] = {"key-reused", "urgent", STRING_PAYMENT_KEY_REUSED,
                                 STRING_PAYMENT_KEY_REUSED_TEXT, STRING_PAYMENT_KEY_REUSED_LEAVE,
                                 PAYMENT_ACTION_AGAIN},
    [PAYMENT_VIEW_BILL_HELD] = {"bill-held", "urgent", STRING_PAYMENT_BILL_HELD,
                                STRING_PAYMENT_BILL_HELD_TEXT, STRING_PAYMENT_BILL_HELD_LEAVE,
                                PAYMENT_ACTION_CLOSE},
    [PAYMENT_VIEW_BILL_CHANGED] = {"bill-changed", "urgent", STRING_PAYMENT_BILL_CHANGED,
                                   STRING_PAYMENT_BILL_CHANGED_TEXT, STRING_PAYMENT_BILL_CHANGED_LEAVE,
                                   PAYMENT_ACTION_CLOSE},
    [PAYMENT_VIEW_AMOUNT_DIFFERS] = {"amount-differs", "urgent", STRING_PAYMENT_AMOUNT_DIFFERS,
                                     STRING_PAYMENT_AMOUNT_DIFFERS_TEXT, STRING_PAYMENT_AMOUNT_DIFFERS_LEAVE,
                                     PAYMENT_ACTION_CLOSE},
    [PAYMENT_VIEW_UTILITY_SAYS] = {"utility-says", "urgent", STRING_PAYMENT_UTILITY_SAYS,
                                   STRING_PAYMENT_UTILITY_SAYS_TEXT, STRING_PAYMENT_UTILITY_SAYS_LEAVE,
                                   PAYMENT_ACTION_CLOSE},
    [PAYMENT_VIEW_PROVIDER_UNAVAILABLE] = {"provider-unavailable", "offline",
                                           STRING_PAYMENT_PROVIDER_UNAVAILABLE,
                                           STRING_PAYMENT_PROVIDER_UNAVAILABLE_TEXT,
                                           STRING_PAYMENT_PROVIDER_UNAVAILABLE_LEAVE, PAYMENT_ACTION_AGAIN},
    [PAYMENT_VIEW_WALLET_NOT_OFFERED] = {"wallet-not-offered", "urgent", STRING_PAYMENT_WALLET_NOT_OFFERED,
                                         STRING_PAYMENT_WALLET_NOT_OFFERED_TEXT,
                                         STRING_PAYMENT_WALLET_NOT_OFFERED_LEAVE, PAYMENT_ACTION_AGAIN},
    [PAYMENT_VIEW_TOO_MANY] = {"too-many", "urgent", STRING_PAYMENT_TOO_MANY, STRING_PAYMENT_TOO_MANY_TEXT,
                               STRING_PAYMENT_TOO_MANY_LEAVE, PAYMENT_ACTION_CLOSE},
    [PAYMENT_VIEW_NO_SUCH_ORDER] = {"no-such-order", "urgent", STRING_PAYMENT_NO_SUCH_ORDER,
                                    STRING_PAYMENT_NO_SUCH_ORDER_TEXT, STRING_PAYMENT_NO_SUCH_ORDER_LEAVE,
                                    PAYMENT_ACTION_CLOSE},
    [PAYMENT_VIEW_BOX_UNKNOWN] = {"box-unknown", "urgent", STRING_PAYMENT_BOX_UNKNOWN,
                                  STRING_PAYMENT_BOX_UNKNOWN_TEXT, STRING_PAYMENT_BOX_UNKNOWN_LEAVE,
                                  PAYMENT_ACTION_CLOSE},
    [PAYMENT_VIEW_SIGNED_OUT] = {"signed-out", "person", STRING_PAYMENT_SIGNED_OUT,
                                 STRING_PAYMENT_SIGNED_OUT_TEXT, STRING_PAYMENT_SIGNED_OUT_LEAVE,
                                 PAYMENT_ACTION_CLOSE},
    [PAYMENT_VIEW_REFUSED] = {"refused", "offline", STRING_PAYMENT_REFUSED, STRING_PAYMENT_REFUSED_TEXT,
                              STRING_PAYMENT_REFUSED_LEAVE, PAYMENT_ACTION_CLOSE},
    [PAYMENT_VIEW_NOT_KEPT] = {"not-kept", "urgent", STRING_PAYMENT_NOT_KEPT, STRING_PAYMENT_NOT_KEPT_TEXT,
                               STRING_PAYMENT_NOT_KEPT_LEAVE, PAYMENT_ACTION_CLOSE},
};

enum payment_view payment_view_of_state(enum payment_state state)
{
    switch (state) {
    case PAYMENT_CREATED:
    case PAYMENT_PREPAYING:
        return PAYMENT_VIEW_ORDERING;
    case PAYMENT_AWAITING:
        return PAYMENT_VIEW_WAITING;
    case PAYMENT_CLOSING:
        return PAYMENT_VIEW_CLOSING;
    case PAYMENT_CLOSED:
        return PAYMENT_VIEW_CLOSED;
    case PAYMENT_PAID:
    case PAYMENT_POSTING:
        return PAYMENT_VIEW_PAID;
    case PAYMENT_POST_UNKNOWN:
        return PAYMENT_VIEW_POST_UNKNOWN;
    case PAYMENT_SETTLED:
        return PAYMENT_VIEW_SETTLED;
    case PAYMENT_REFUNDING:
        return PAYMENT_VIEW_REFUNDING;
    case PAYMENT_REFUND_UNKNOWN:
        return PAYMENT_VIEW_REFUND_UNKNOWN;
    case PAYMENT_REFUND_ABNORMAL:
        return PAYMENT_VIEW_REFUND_ABNORMAL;
    case PAYMENT_REFUNDED:
        return PAYMENT_VIEW_REFUNDED;
    case PAYMENT_STATE_COUNT:
        break;
    }
    return PAYMENT_VIEW_REFUSED; /* not reached: the records read no other state */
}

enum payment_view payment_view_of_refusal(const char *word)
{
    static const struct {
        const char *word;
        enum payment_view view;
    } words[] = {
        {"key_reused", PAYMENT_VIEW_KEY_REUSED},
        {"bill_held", PAYMENT_VIEW_BILL_HELD},
        {"bill_changed", PAYMENT_VIEW_BILL_CHANGED},
        {"amount_differs", PAYMENT_VIEW_AMOUNT_DIFFERS},
        {"utility_says", PAYMENT_VIEW_UTILITY_SAYS},
        {"provider_unavailable", PAYMENT_VIEW_PROVIDER_UNAVAILABLE},
        {"wallet_not_offered", PAYMENT_VIEW_WALLET_NOT_OFFERED},
        {"too_many", PAYMENT_VIEW_TOO_MANY},
        {"no_such_order", PAYMENT_VIEW_NO_SUCH_ORDER},
        {"box_unknown", PAYMENT_VIEW_BOX_UNKNOWN},
        {"session_ended", PAYMENT_VIEW_SIGNED_OUT},
        {"no_consent", PAYMENT_VIEW_SIGNED_OUT},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i].word, word) == 0) {
            return words[i].view;
        }
    }
    return PAYMENT_VIEW_REFUSED;
}
