#include <stdio.h>
#include <stdlib.h>

#include "headend/payment/spared_system.h"

struct spared_provider {
    struct payment_provider provider; /* first: its address is ours */
    struct payment_provider_calls calls;
    struct payment_provider *inner;
    struct spared_system system;
};

static struct spared_provider *self_of(struct payment_provider *provider)
{
    return (struct spared_provider *)provider;
}

/* 1: ask. 0: nothing is sent. */
static int begin(struct spared_provider *self, int timeout_ms, struct provider_word *word)
{
    if (spared_system_begin(&self->system, timeout_ms)) {
        return 1;
    }
    (void)snprintf(word->text, sizeof word->text, "spared");
    return 0;
}

static enum provider_outcome end(struct spared_provider *self, enum provider_outcome outcome)
{
    spared_system_end(&self->system, outcome != PROVIDER_UNKNOWN);
    return outcome;
}

static enum provider_outcome order(struct payment_provider *provider, const struct provider_order *wanted,
                                   int timeout_ms, char code[PROVIDER_CODE_SIZE], struct provider_word *word)
{
    struct spared_provider *self = self_of(provider);
    return begin(self, timeout_ms, word)
               ? end(self, self->inner->calls->order(self->inner, wanted, timeout_ms, code, word))
               : PROVIDER_LATER;
}

static enum provider_outcome query(struct payment_provider *provider, const char *out_trade_no,
                                   int timeout_ms, struct provider_payment *payment,
                                   struct provider_word *word)
{
    struct spared_provider *self = self_of(provider);
    return begin(self, timeout_ms, word)
               ? end(self, self->inner->calls->query(self->inner, out_trade_no, timeout_ms, payment, word))
               : PROVIDER_LATER;
}

static enum provider_outcome close_order(struct payment_provider *provider, const char *out_trade_no,
                                         int timeout_ms, struct provider_word *word)
{
    struct spared_provider *self = self_of(provider);
    return begin(self, timeout_ms, word)
               ? end(self, self->inner->calls->close(self->inner, out_trade_no, timeout_ms, word))
               : PROVIDER_LATER;
}

static enum provider_outcome refund(struct payment_provider *provider,
                                    const struct provider_refund_order *wanted, int timeout_ms,
                                    struct provider_refund *refund, struct provider_word *word)
{
    struct spared_provider *self = self_of(provider);
    return begin(self, timeout_ms, word)
               ? end(self, self->inner->calls->refund(self->inner, wanted, timeout_ms, refund, word))
               : PROVIDER_LATER;
}

static enum provider_outcome query_refund(struct payment_provider *provider, const char *out_trade_no,
                                          const char *out_refund_no, int timeout_ms,
                                          struct provider_refund *refund, struct provider_word *word)
{
    struct spared_provider *self = self_of(provider);
    return begin(self, timeout_ms, word)
               ? end(self, self->inner->calls->query_refund(self->inner, out_trade_no, out_refund_no,
                                                            timeout_ms, refund, word))
               : PROVIDER_LATER;
}

/* Of a day's file nothing depends on a moment: it is asked for in any case. */
static enum provider_outcome day(struct payment_provider *provider, int date, int timeout_ms,
                                 struct provider_day *out, struct provider_word *word)
{
    struct spared_provider *self = self_of(provider);
    return self->inner->calls->day(self->inner, date, timeout_ms, out, word);
}

static int read_notification(struct payment_provider *provider, const struct provider_head *head,
                             const char *body, size_t length, int64_t now_ms,
                             struct provider_notification *notification, struct provider_word *word)
{
    struct spared_provider *self = self_of(provider);
    return self->inner->calls->read_notification(self->inner, head, body, length, now_ms, notification, word);
}

static void free_provider(struct payment_provider *provider)
{
    struct spared_provider *self = self_of(provider);
    self->inner->calls->free(self->inner);
    spared_system_destroy(&self->system);
    free(self);
}

struct payment_provider *spared_provider_new(struct payment_provider *inner)
{
    struct spared_provider *self = calloc(1, sizeof *self);
    if (self == NULL ||
        spared_system_init(&self->system, payment_provider_name(inner->calls->kind), 0) != 0) {
        free(self);
        return NULL;
    }
    self->inner = inner;
    self->calls = *inner->calls; /* what is no call stays its own */
    self->calls.order = order;
    self->calls.query = query;
    self->calls.close = close_order;
    self->calls.refund = refund;
    self->calls.query_refund = query_refund;
    self->calls.day = day;
    self->calls.read_notification = read_notification;
    self->calls.free = free_provider;
    self->provider.calls = &self->calls;
    return &self->provider;
}

struct spared_system *spared_provider_system(struct payment_provider *provider)
{
    return &self_of(provider)->system;
}
