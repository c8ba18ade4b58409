#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "headend/crypto/rsa_signature.h"
#include "headend/upstream/form_body.h"
#include "sandbox/alipay_system.h"
#include "sandbox/payment_moment.h"
#include "sandbox/yuan.h"

/* Notifications: a form, RSA2 over its sorted fields without sign and sign_type; taken by the word "success".
 */

enum { BODY_SIZE = 16 * 1024 };

#define MINUTES(count) ((count)*60 * 1000)
static const int pauses_ms[] = {MINUTES(4),   MINUTES(10),  MINUTES(10),  MINUTES(60),
                                MINUTES(120), MINUTES(360), MINUTES(900), 0};

struct texts {
    char id[BOOK_NUMBER_SIZE], now[PAYMENT_MOMENT_SIZE], paid[PAYMENT_MOMENT_SIZE], amount[YUAN_SIZE],
        refunded[YUAN_SIZE];
};

static void add(struct form *form, const char *name, const char *value)
{
    form->fields[form->count++] = (struct form_field){name, value};
}

static void fill(struct alipay_system *alipay, const struct book_order *order, struct texts *texts,
                 struct form *form)
{
    int turns = atomic_load(&alipay->turns);
    int64_t now_ms = wall_ms() - ((turns & ALIPAY_TURN_STALE) != 0 ? INT64_C(72) * 3600 * 1000 : 0);
    book_number(alipay->books, "20261130002221", 20, texts->id);
    payment_moment_write(now_ms, ' ', texts->now);
    payment_moment_write(order->paid_ms, ' ', texts->paid);
    (void)yuan_write(order->paid_fen, texts->amount);
    (void)yuan_write(order->refunded_fen, texts->refunded);
    form->count = 0;
    add(form, "notify_time", texts->now);
    add(form, "notify_type", "trade_status_sync");
    add(form, "notify_id", texts->id);
    add(form, "charset", "utf-8");
    add(form, "version", "1.0");
    add(form, "sign_type", "RSA2");
    add(form, "app_id", (turns & ALIPAY_TURN_OTHER_APP) != 0 ? "2021999999999999" : ALIPAY_APP);
    add(form, "auth_app_id", ALIPAY_APP);
    add(form, "seller_id", ALIPAY_SELLER);
    add(form, "buyer_id", "2088101117955611");
    add(form, "trade_no", order->transaction);
    add(form, "out_trade_no", order->number);
    add(form, "subject", order->description);
    add(form, "trade_status", alipay_state_word(order, wall_ms()));
    add(form, "total_amount", texts->amount);
    add(form, "receipt_amount", texts->amount);
    add(form, "gmt_create", texts->paid);
    add(form, "gmt_payment", texts->paid);
    add(form, "fund_bill_list", "[{\"amount\":\"1.00\",\"fundChannel\":\"ALIPAYACCOUNT\"}]");
    if (order->refunded_fen > 0) {
        add(form, "gmt_refund", texts->now);
        add(form, "refund_fee", texts->refunded);
    }
}

static int write_notice(void *state, const void *what, int try, struct notice_message *message)
{
    struct alipay_system *alipay = state;
    const struct book_order *order = what;
    struct texts texts;
    struct form form;
    struct form_body body;
    char signature[RSA_SIGNATURE_SIZE];
    (void)try;
    fill(alipay, order, &texts, &form);
    char *text = alipay_text_of(&form, 1);
    int is_forged = (atomic_load(&alipay->turns) & ALIPAY_TURN_FORGED) != 0;
    int result = text != NULL
                     ? rsa_sign(is_forged ? alipay->nobody : alipay->alipay, text, strlen(text), signature)
                     : -1;
    free(text);
    message->body = malloc(BODY_SIZE);
    if (result != 0 || message->body == NULL) {
        free(message->body);
        message->body = NULL;
        return -1;
    }
    form_body_begin(&body, message->body, BODY_SIZE);
    for (size_t i = 0; i < form.count; i++) {
        form_body_add(&body, form.fields[i].name, form.fields[i].value);
    }
    form_body_add(&body, "sign", signature);
    (void)snprintf(message->url, sizeof message->url, "%s", order->notify_url);
    (void)snprintf(message->headers[message->header_count++], NOTICE_HEADER_SIZE,
                   "Content-Type: application/x-www-form-urlencoded; charset=utf-8");
    return 0;
}

static int is_taken(int status, const char *body)
{
    return status == 200 && strcmp(body, "success") == 0;
}

static void tell_paid(void *state, struct book_order *order)
{
    struct alipay_system *alipay = state;
    if ((atomic_load(&alipay->turns) & ALIPAY_TURN_QUIET) == 0 && order->notify_url[0] != '\0') {
        payment_notify(alipay->notifier, &alipay->kind, order);
    }
}

void alipay_notices_prepare(struct alipay_system *alipay)
{
    alipay->kind = (struct notice_kind){
        .pauses_ms = pauses_ms, .write = write_notice, .is_taken = is_taken, .state = alipay};
    alipay->books->paid[BOOK_ALIPAY] = tell_paid;
    alipay->books->state[BOOK_ALIPAY] = alipay;
}
