#include "headend/payment/notification_post.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "both-sides/log.h"
#include "headend/payment/order_waits.h"
#include "headend/payment/payments_private.h"

enum { DISBELIEF_EVERY_US = 60 * 1000 * 1000 };

struct notice {
    struct payment_work work; /* first: its address is ours */
    struct request *request;
    const struct payment_provider *provider;
    struct provider_notification notification;
};

int notification_provider_is_valid(const char *name)
{
    size_t length = strnlen(name, LEDGER_WORD_SIZE);
    return length > 0 && length < LEDGER_WORD_SIZE && strspn(name, "abcdefghijklmnopqrstuvwxyz") == length;
}

static void acknowledge(const struct provider_acknowledgement *said, struct reply *reply)
{
    reply->status = said->status;
    reply->type = said->type;
    reply->body = strdup(said->body);
    reply->length = reply->body != NULL ? strlen(reply->body) : 0;
}

/* Twice is none. */
static const char *header_of(const void *context, const char *name)
{
    return request_only_header(context, name);
}

static void end(struct notice *notice, const struct provider_acknowledgement *said)
{
    struct reply reply = {.status = 0};
    acknowledge(said, &reply);
    request_reply_later(notice->request, &reply);
    explicit_bzero(notice, sizeof *notice);
    free(notice);
}

/* Anybody may send one: a line a minute. */
static void tell_disbelief(struct payments *payments, const char *provider, const struct provider_word *word)
{
    int64_t now_us = steady_us();
    int64_t last_us = atomic_load(&payments->disbelief_us);
    payments_count(payments, PAYMENT_COUNT_NOT_BELIEVED);
    if ((last_us == 0 || now_us - last_us > DISBELIEF_EVERY_US) &&
        atomic_compare_exchange_strong(&payments->disbelief_us, &last_us, now_us)) {
        log_line(LOG_LEVEL_WARNING, "payment", "%s: a notification is not believed: %s", provider,
                 word->text);
    }
}

static void write_down(struct payment_worker *worker, struct payment_work *work)
{
    struct notice *notice = (struct notice *)work;
    const struct payment_provider_calls *calls = notice->provider->calls;
    char order[LEDGER_ID_SIZE] = "";
    enum payment_heard heard =
        worker != NULL ? payment_engine_notified(&worker->engine, payment_provider_name(calls->kind),
                                                 &notice->notification, wall_ms(), order)
                       : PAYMENT_HEARD_FAILED;
    end(notice, heard != PAYMENT_HEARD_FAILED ? &calls->taken : &calls->refused);
    if (heard == PAYMENT_HEARD_MOVED) {
        order_waits_look(worker->payments->waits);
        payments_go_on(worker->payments, order, 0);
    }
}

const struct refusal *notification_post(struct request *request, struct reply *reply)
{
    struct payments *payments = request->route->context;
    struct payment_provider *provider = NULL;
    struct provider_word word = {.text = ""};
    const struct provider_head head = {.value = header_of, .context = request};
    for (size_t i = 0; payments != NULL && i < payments->provider_count; i++) {
        const char *name = payment_provider_name(payments->providers[i]->calls->kind);
        provider = strcmp(name, request->parts[0]) == 0 ? payments->providers[i] : provider;
    }
    if (provider == NULL) {
        return payments != NULL ? &refusal_not_found : &refusal_unavailable;
    }
    struct notice *notice = calloc(1, sizeof *notice);
    if (notice == NULL) {
        return &refusal_unavailable;
    }
    if (provider->calls->read_notification(provider, &head, request->body, request->body_length, wall_ms(),
                                           &notice->notification, &word) != 0) {
        tell_disbelief(payments, request->parts[0], &word);
        acknowledge(&provider->calls->refused, reply);
        free(notice);
        return NULL;
    }
    payments_count(payments, PAYMENT_COUNT_NOTIFIED);
    notice->work.run = write_down;
    notice->request = request;
    notice->provider = provider;
    request_defer(request);
    if (payments_put_off(payments, PAYMENT_LANE_WRITE, &notice->work) != 0) {
        write_down(NULL, &notice->work);
    }
    return NULL;
}
