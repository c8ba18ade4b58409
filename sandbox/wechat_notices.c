#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "sandbox/payment_moment.h"
#include "sandbox/wechat_system.h"

/* Notifications: sealed, signed by the public key and by a certificate in turn (as while a merchant
 * switches), before the first of them a probe whose signature is wrong. */

/* The probe, then 15 times in 24 h 4 min. */
#define SECONDS(count) ((count)*1000)
static const int pauses_ms[] = {50,
                                SECONDS(15),
                                SECONDS(15),
                                SECONDS(30),
                                SECONDS(180),
                                SECONDS(600),
                                SECONDS(1200),
                                SECONDS(1800),
                                SECONDS(1800),
                                SECONDS(1800),
                                SECONDS(3600),
                                SECONDS(10800),
                                SECONDS(10800),
                                SECONDS(10800),
                                SECONDS(21600),
                                SECONDS(21600),
                                0};

static void begin_notice(struct wechat_system *wechat, struct json_writer *json, const char *type,
                         const char *summary)
{
    char id[BOOK_NUMBER_SIZE], moment[PAYMENT_MOMENT_SIZE];
    book_number(wechat->books, "EV-", 15, id);
    payment_moment_write(wall_ms(), 'T', moment);
    json_open_map(json, NULL);
    json_text(json, "id", id);
    json_text(json, "create_time", moment);
    json_text(json, "resource_type", "encrypt-resource");
    json_text(json, "event_type", type);
    json_text(json, "summary", summary);
}

/* {…,"resource":{…}} from the resource's own JSON, which is freed. */
static char *seal_notice(struct wechat_system *wechat, struct json_writer *json, const char *kind,
                         struct json_writer *resource)
{
    size_t length = 0;
    json_close_map(resource);
    char *text = json_take(resource, &length);
    if (text == NULL) {
        json->failed = 1;
    } else {
        json_open_map(json, "resource");
        json_text(json, "original_type", kind);
        wechat_seal(&wechat->signing, (enum wechat_lie)atomic_load(&wechat->lie), kind, text, json);
        json_close_map(json);
    }
    free(text);
    json_close_map(json);
    return json_take(json, &length);
}

static void add_header(struct notice_message *message, const char *name, const char *value)
{
    (void)snprintf(message->headers[message->header_count++], NOTICE_HEADER_SIZE, "%s: %s", name, value);
}

/* The first try is a probe; of the others one is signed by the key, the next by the certificate. */
static int sign_message(struct wechat_system *wechat, int try, struct notice_message *message)
{
    struct wechat_stamp stamp;
    int by = atomic_load(&wechat->by);
    unsigned count = atomic_fetch_add(&wechat->notices, 1);
    enum wechat_lie lie = (enum wechat_lie)atomic_load(&wechat->lie);
    int by_key = by == 1 || (by == 0 && count % 2 == 0);
    lie = try == 0 && lie == WECHAT_HONEST ? WECHAT_SIGNTEST : lie;
    (void)atomic_fetch_add(&wechat->forged, lie != WECHAT_HONEST);
    add_header(message, "Content-Type", "application/json");
    if (lie == WECHAT_NOT_SIGNED) {
        return 0;
    }
    if (wechat_stamp_make(&wechat->signing, by_key ? WECHAT_BY_KEY : WECHAT_BY_CERTIFICATE, lie,
                          message->body, strlen(message->body), &stamp) != 0) {
        return -1;
    }
    add_header(message, "Wechatpay-Nonce", stamp.nonce);
    add_header(message, "Wechatpay-Serial", stamp.serial);
    add_header(message, "Wechatpay-Signature", stamp.signature);
    add_header(message, "Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048");
    add_header(message, "Wechatpay-Timestamp", stamp.timestamp);
    return 0;
}

static int write_payment(void *state, const void *what, int try, struct notice_message *message)
{
    struct wechat_system *wechat = state;
    const struct book_order *order = what;
    struct json_writer json, resource;
    if (json_begin(&json) != 0 || json_begin(&resource) != 0) {
        return -1;
    }
    begin_notice(wechat, &json, "TRANSACTION.SUCCESS", "支付成功");
    json_open_map(&resource, NULL);
    wechat_write_order(&resource, order);
    message->body = seal_notice(wechat, &json, "transaction", &resource);
    (void)snprintf(message->url, sizeof message->url, "%s", order->notify_url);
    return message->body != NULL ? sign_message(wechat, try, message) : -1;
}

static int write_refund(void *state, const void *what, int try, struct notice_message *message)
{
    struct wechat_system *wechat = state;
    const struct book_refund *refund = what;
    struct json_writer json, resource;
    if (json_begin(&json) != 0 || json_begin(&resource) != 0) {
        return -1;
    }
    begin_notice(wechat, &json,
                 refund->state == BOOK_REFUND_SUCCESS  ? "REFUND.SUCCESS"
                 : refund->state == BOOK_REFUND_CLOSED ? "REFUND.CLOSED"
                                                       : "REFUND.ABNORMAL",
                 "退款");
    json_open_map(&resource, NULL);
    wechat_write_refund(&resource, refund, 1);
    message->body = seal_notice(wechat, &json, "refund", &resource);
    (void)snprintf(message->url, sizeof message->url, "%s", refund->order->notify_url);
    return message->body != NULL ? sign_message(wechat, try, message) : -1;
}

static int write_echo(void *state, const void *what, int try, struct notice_message *message)
{
    struct wechat_system *wechat = state;
    const struct wechat_echo *echo = what;
    struct json_writer json, resource;
    if (json_begin(&json) != 0 || json_begin(&resource) != 0) {
        return -1;
    }
    begin_notice(wechat, &json, "SECURITY_ECHO.SUCCESS", "回调通知成功");
    json_open_map(&resource, NULL);
    json_text(&resource, "echo_message", echo->message);
    if (echo->sealed[0] != '\0') {
        json_text(&resource, "encrypt_echo_message", echo->sealed);
    }
    message->body = seal_notice(wechat, &json, "security", &resource);
    (void)snprintf(message->url, sizeof message->url, "%s", echo->notify_url);
    return message->body != NULL ? sign_message(wechat, try, message) : -1;
}

static int is_taken(int status, const char *body)
{
    (void)body;
    return status == 200 || status == 204;
}

static void tell_paid(void *state, struct book_order *order)
{
    struct wechat_system *wechat = state;
    if ((atomic_load(&wechat->turns) & WECHAT_TURN_QUIET) == 0) {
        payment_notify(wechat->notifier, &wechat->payment_kind, order);
    }
}

static void tell_refunded(void *state, struct book_refund *refund)
{
    struct wechat_system *wechat = state;
    if ((atomic_load(&wechat->turns) & WECHAT_TURN_QUIET) == 0) {
        payment_notify(wechat->notifier, &wechat->refund_kind, refund);
    }
}

void wechat_notices_prepare(struct wechat_system *wechat)
{
    wechat->payment_kind = (struct notice_kind){
        .pauses_ms = pauses_ms, .write = write_payment, .is_taken = is_taken, .state = wechat};
    wechat->refund_kind = (struct notice_kind){
        .pauses_ms = pauses_ms, .write = write_refund, .is_taken = is_taken, .state = wechat};
    wechat->echo_kind = (struct notice_kind){
        .pauses_ms = pauses_ms, .write = write_echo, .is_taken = is_taken, .state = wechat};
    wechat->books->paid[BOOK_WECHAT] = tell_paid;
    wechat->books->refunded[BOOK_WECHAT] = tell_refunded;
    wechat->books->state[BOOK_WECHAT] = wechat;
}
