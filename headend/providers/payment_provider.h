#ifndef HEADEND_PROVIDERS_PAYMENT_PROVIDER_H
#define HEADEND_PROVIDERS_PAYMENT_PROVIDER_H

#include <stddef.h>
#include <stdint.h>

/* Who takes money for us: WeChat Pay and Alipay behind one interface (docs/decisions/0130). It knows neither
 * bills nor a ledger: numbers and amounts go out, what the provider says of them comes back.
 *
 * Money is whole fen of CNY, more than 0 and up to PROVIDER_FEN_MAX. Moments are ms since 1970 UTC, days
 * YYYYMMDD at +08:00.
 *
 * Every call but read_notification blocks while it asks, up to `timeout_ms` as a whole, and may be made from
 * several threads at once. Nothing is retried within a call: whoever calls knows when, and with which
 * numbers, it may be tried again. All texts are copied out: nothing refers to what the call was given. */

#define PROVIDER_FEN_MAX INT64_C(10000000000) /* a hundred million yuan, the most that either takes */

enum {
    PROVIDER_NUMBER_SIZE =
        33, /* ours: 6 to 32 of 0-9 A-Z a-z - _ (WeChat Pay; Alipay takes more); never used again */
    PROVIDER_TRANSACTION_SIZE = 65, /* theirs: up to 64 of 0-9 A-Z a-z - _ */
    PROVIDER_DESCRIPTION_MAX = 120, /* bytes of UTF-8, without control characters (WeChat Pay: 127) */
    PROVIDER_CODE_SIZE = 513,       /* what the QR code says */
    PROVIDER_WORD_SIZE = 65,
    PROVIDER_ROWS_MAX = 200000,
};

enum payment_provider_kind { PAYMENT_PROVIDER_WECHAT, PAYMENT_PROVIDER_ALIPAY, PAYMENT_PROVIDER_COUNT };

/* Its word in paths, in the ledger and in log lines: "wechat", "alipay". NULL: there is no such. */
const char *payment_provider_name(enum payment_provider_kind kind);

enum provider_outcome {
    PROVIDER_DONE,    /* answered, and the answer was verified: what was asked for is filled in */
    PROVIDER_REFUSED, /* verified: a definite no, which does not become a yes by asking again unchanged */
    PROVIDER_LATER,   /* nothing happened, and later it may: verified limits and somebody paying just now, or
                         nothing was sent (our own cap   on calls, no memory) */
    PROVIDER_UNKNOWN, /* no answer, one that cannot be believed, or a system error of theirs: what was asked
                         for may have happened or not */
};

/* The provider's word for why it was not done, printable ASCII, for the log and the order's history:
 * "FREQUENCY_LIMITED", "ACQ.SYSTEM_ERROR"; or one of ours in lower case: "no answer", "not verified", "not as
 * agreed", "unknown key", "another amount". "" with PROVIDER_DONE. Never anything personal. */
struct provider_word {
    char text[PROVIDER_WORD_SIZE];
};

struct provider_order {
    const char *out_trade_no;
    int64_t fen;
    const char *description;
    int64_t expires_ms; /* at least a minute ahead, within 2 h: from then on nobody can begin to pay */
};

enum provider_order_state {
    PROVIDER_ORDER_NOT_THERE, /* the provider knows no such order. With Alipay nothing is there until somebody
                                 has scanned. From `expires_ms` + `grace_ms` on it is a proof that nothing was
                                 paid, before that it is none */
    PROVIDER_ORDER_UNPAID,
    PROVIDER_ORDER_CLOSED,   /* a proof: it was not paid and cannot be paid any more */
    PROVIDER_ORDER_PAID,     /* also if it is finished (Alipay's TRADE_FINISHED: a refund will be refused) */
    PROVIDER_ORDER_REFUNDED, /* it was paid, and something was given back, in part or in full: query_refund
                                says what */
};

/* What a query or a notification says of an order. */
struct provider_payment {
    enum provider_order_state state;
    char out_trade_no[PROVIDER_NUMBER_SIZE];
    char transaction_id[PROVIDER_TRANSACTION_SIZE]; /* "" unless paid or refunded */
    int64_t
        fen; /* what the order came to, as the provider says it: to be compared; 0 unless paid or refunded */
    int64_t paid_ms;
};

struct provider_refund_order {
    const char *transaction_id; /* of the payment that is given back */
    const char *out_trade_no;   /* of its order */
    const char *out_refund_no;  /* form and life of an out_trade_no; the same with every retry */
    int64_t fen;                /* to give back, up to total_fen */
    int64_t total_fen;          /* of the payment */
    const char *reason;         /* as a description; the payer may see it */
};

enum provider_refund_state {
    PROVIDER_REFUND_NOT_THERE,  /* of query_refund only: the provider knows no such refund */
    PROVIDER_REFUND_PROCESSING, /* accepted is not done: query_refund */
    PROVIDER_REFUND_DONE,
    PROVIDER_REFUND_CLOSED,   /* it will not happen; nothing was given back under this number */
    PROVIDER_REFUND_ABNORMAL, /* it cannot reach the payer: a person has to decide, in the provider's merchant
                                 pages */
};

struct provider_refund {
    enum provider_refund_state state;
    char out_refund_no[PROVIDER_NUMBER_SIZE];
    char out_trade_no[PROVIDER_NUMBER_SIZE];
    char transaction_id[PROVIDER_TRANSACTION_SIZE]; /* "" where the provider does not say it */
    int64_t fen;                                    /* what is given back; 0 where it does not say it */
    int64_t done_ms;                                /* 0: not done, or it does not say when */
};

/* A header of a request that came in, by its name whatever its letters' case. NULL: it is not there, or
 * twice. */
struct provider_head {
    const char *(*value)(const void *context, const char *name);
    const void *context;
};

enum provider_notification_kind {
    PROVIDER_NOTIFIES_PAYMENT,
    PROVIDER_NOTIFIES_REFUND,
    PROVIDER_NOTIFIES_NOTHING, /* verified, and to be acknowledged, but nothing to act upon (a self-test, an
                                  order that was opened) */
};

struct provider_notification {
    enum provider_notification_kind kind;
    struct provider_payment payment; /* of PROVIDER_NOTIFIES_PAYMENT: paid, refunded or closed */
    struct provider_refund refund;   /* of PROVIDER_NOTIFIES_REFUND */
};

/* What a request of the provider is answered with. */
struct provider_acknowledgement {
    unsigned status;
    const char *type; /* Content-Type; NULL: no body */
    const char *body; /* "" : none */
};

enum provider_row_kind { PROVIDER_ROW_PAYMENT, PROVIDER_ROW_REFUND };

/* A row of a day's file. A refund's row stands in the file of the day on which it was accepted and is never
 * changed there. */
struct provider_row {
    enum provider_row_kind kind;
    char transaction_id[PROVIDER_TRANSACTION_SIZE];
    char out_trade_no[PROVIDER_NUMBER_SIZE];  /* "" if it has not the form of ours */
    char out_refund_no[PROVIDER_NUMBER_SIZE]; /* of a refund; "" likewise */
    int64_t fen;                              /* more than 0, whichever way it goes */
    int64_t fee;                              /* in 1/100000 yuan; less than 0: given back */
    int64_t time_ms;
};

struct provider_day {
    struct provider_row *rows; /* malloc'ed */
    size_t count;              /* 0: nothing was paid and nothing given back on this day */
};

void provider_day_free(struct provider_day *day);

struct payment_provider;

struct payment_provider_calls {
    enum payment_provider_kind kind;
    /* How long after its expiry a payment that had begun may still arrive. */
    int64_t grace_ms;
    struct provider_acknowledgement
        taken; /* a notification that was verified and is kept: answered after that, within 5 s */
    struct provider_acknowledgement
        refused; /* it was not verified, or could not be kept: the provider sends it again */

    /* DONE: `code` is the text of the QR code. The same order again gives a code that pays the same order.
     * REFUSED with the number of an order that is paid or closed. */
    enum provider_outcome (*order)(struct payment_provider *provider, const struct provider_order *order,
                                   int timeout_ms, char code[PROVIDER_CODE_SIZE], struct provider_word *word);
    enum provider_outcome (*query)(struct payment_provider *provider, const char *out_trade_no,
                                   int timeout_ms, struct provider_payment *payment,
                                   struct provider_word *word);
    /* DONE is never a proof, not even that there is such an order: only a query that says CLOSED is. LATER:
     * somebody may be paying just now. REFUSED: it is paid (query), or cannot be closed. */
    enum provider_outcome (*close)(struct payment_provider *provider, const char *out_trade_no,
                                   int timeout_ms, struct provider_word *word);
    /* DONE: `refund` has the state. After LATER or UNKNOWN again with the same number, at least a minute
     * later. */
    enum provider_outcome (*refund)(struct payment_provider *provider,
                                    const struct provider_refund_order *order, int timeout_ms,
                                    struct provider_refund *refund, struct provider_word *word);
    enum provider_outcome (*query_refund)(struct payment_provider *provider, const char *out_trade_no,
                                          const char *out_refund_no, int timeout_ms,
                                          struct provider_refund *refund, struct provider_word *word);
    /* DONE: `day` is to be freed, and adds up to the file's own summary. LATER: the file is not made yet. */
    enum provider_outcome (*day)(struct payment_provider *provider, int date, int timeout_ms,
                                 struct provider_day *day, struct provider_word *word);
    /* Tries both sides' keys with a question that changes nothing. DONE: what we sign it believes, and what
     * it signs we believe. Else the word. */
    enum provider_outcome (*self_test)(struct payment_provider *provider, int timeout_ms,
                                       struct provider_word *word);
    /* Does not block. 0: verified: by signature, merchant, application and currency, and not stale. -1: none
     * of the provider's, or not as agreed: it changes nothing; `word` says why. The same notification may
     * come any number of times, in any order, of orders that are not ours. */
    int (*read_notification)(struct payment_provider *provider, const struct provider_head *head,
                             const char *body, size_t length, int64_t now_ms,
                             struct provider_notification *notification, struct provider_word *word);
    void (*free)(struct payment_provider *provider); /* once no call is under way */
};

/* What every provider begins with; a test plays one with a table of its own. */
struct payment_provider {
    const struct payment_provider_calls *calls;
};

/* The path at which notifications come in: this and the provider's name; behind the address that <payment
 * notify-url="…"> says. */
#define PAYMENT_NOTIFY_PATH "/v1/payment/notify/"

#endif
