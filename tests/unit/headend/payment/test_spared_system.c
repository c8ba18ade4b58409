/* A provider that fails is spared, and asked again now and then. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "both-sides/clock.h"
#include "both-sides/log.h"
#include "headend/payment/spared_system.h"

enum { FAILURES = 5, TIMEOUT_MS = 1000 };
static const int64_t pause_us = INT64_C(5000000), second_us = INT64_C(1000000);

/* A provider that says what it is told to, and counts. */
struct played {
    struct payment_provider provider;
    enum provider_outcome says;
    int asked, freed;
};

static enum provider_outcome say(struct payment_provider *provider)
{
    struct played *played = (struct played *)provider;
    played->asked++;
    return played->says;
}

static enum provider_outcome order(struct payment_provider *provider, const struct provider_order *wanted,
                                   int timeout_ms, char code[PROVIDER_CODE_SIZE], struct provider_word *word)
{
    (void)wanted;
    (void)timeout_ms;
    (void)code;
    (void)word;
    return say(provider);
}

static enum provider_outcome query(struct payment_provider *provider, const char *out_trade_no,
                                   int timeout_ms, struct provider_payment *payment,
                                   struct provider_word *word)
{
    (void)out_trade_no;
    (void)timeout_ms;
    (void)payment;
    (void)word;
    return say(provider);
}

static enum provider_outcome close_order(struct payment_provider *provider, const char *out_trade_no,
                                         int timeout_ms, struct provider_word *word)
{
    (void)out_trade_no;
    (void)timeout_ms;
    (void)word;
    return say(provider);
}

static enum provider_outcome refund(struct payment_provider *provider,
                                    const struct provider_refund_order *wanted, int timeout_ms,
                                    struct provider_refund *out, struct provider_word *word)
{
    (void)wanted;
    (void)timeout_ms;
    (void)out;
    (void)word;
    return say(provider);
}

static enum provider_outcome query_refund(struct payment_provider *provider, const char *out_trade_no,
                                          const char *out_refund_no, int timeout_ms,
                                          struct provider_refund *out, struct provider_word *word)
{
    (void)out_trade_no;
    (void)out_refund_no;
    (void)timeout_ms;
    (void)out;
    (void)word;
    return say(provider);
}

static void free_played(struct payment_provider *provider)
{
    ((struct played *)provider)->freed++;
}

static const struct payment_provider_calls calls = {.kind = PAYMENT_PROVIDER_ALIPAY,
                                                    .grace_ms = 77,
                                                    .order = order,
                                                    .query = query,
                                                    .close = close_order,
                                                    .refund = refund,
                                                    .query_refund = query_refund,
                                                    .free = free_played};

enum call { ORDER, QUERY, CLOSE, REFUND, QUERY_REFUND, CALLS };

static enum provider_outcome ask(struct payment_provider *provider, enum call call)
{
    struct provider_word word = {.text = ""};
    struct provider_payment payment;
    struct provider_refund given;
    const struct provider_order wanted = {.fen = 1};
    const struct provider_refund_order back = {.fen = 1};
    char code[PROVIDER_CODE_SIZE];
    switch (call) {
    case ORDER:
        return provider->calls->order(provider, &wanted, TIMEOUT_MS, code, &word);
    case QUERY:
        return provider->calls->query(provider, "order-1", TIMEOUT_MS, &payment, &word);
    case CLOSE:
        return provider->calls->close(provider, "order-1", TIMEOUT_MS, &word);
    case REFUND:
        return provider->calls->refund(provider, &back, TIMEOUT_MS, &given, &word);
    case QUERY_REFUND:
        return provider->calls->query_refund(provider, "order-1", "order-1-1", TIMEOUT_MS, &given, &word);
    case CALLS:
        break;
    }
    return PROVIDER_UNKNOWN;
}

static void test_every_call_is_spared(void **state)
{
    (void)state;
    for (enum call call = ORDER; call < CALLS; call++) {
        struct played played = {.provider = {&calls}, .says = PROVIDER_UNKNOWN};
        struct payment_provider *provider = spared_provider_new(&played.provider);
        assert_non_null(provider);
        assert_int_equal(provider->calls->grace_ms, 77);
        for (int i = 0; i < FAILURES; i++) {
            assert_int_equal(ask(provider, call), PROVIDER_UNKNOWN);
        }
        assert_false(spared_system_passes(spared_provider_system(provider)));
        for (enum call other = ORDER; other < CALLS; other++) {
            assert_int_equal(ask(provider, other), PROVIDER_LATER); /* nothing was sent */
        }
        assert_int_equal(played.asked, FAILURES);
        steady_pass(pause_us);
        assert_true(spared_system_passes(spared_provider_system(provider)));
        played.says = PROVIDER_REFUSED; /* also an answer */
        assert_int_equal(ask(provider, call), PROVIDER_REFUSED);
        assert_int_equal(ask(provider, call), PROVIDER_REFUSED);
        assert_int_equal(played.asked, FAILURES + 2);
        provider->calls->free(provider);
        assert_int_equal(played.freed, 1);
    }
}

static void test_answers_between_failures_open_nothing(void **state)
{
    struct played played = {.provider = {&calls}};
    struct payment_provider *provider = spared_provider_new(&played.provider);
    (void)state;
    assert_non_null(provider);
    for (int i = 0; i < 4 * FAILURES; i++) {
        played.says = i % FAILURES == 0 ? PROVIDER_LATER : PROVIDER_UNKNOWN;
        assert_int_equal(ask(provider, QUERY), played.says);
    }
    provider->calls->free(provider);
}

static void test_calls_beyond_the_cap_are_spared(void **state)
{
    struct spared_system system;
    int asked = 0;
    (void)state;
    assert_int_equal(spared_system_init(&system, "sample", 10), 0);
    for (int i = 0; i < 40; i++) {
        if (spared_system_begin(&system, 0)) { /* without waiting */
            spared_system_end(&system, 1);
            asked++;
        }
    }
    assert_in_range(asked, 10, 15);
    assert_int_equal(system.spared, 40 - asked);
    steady_pass(second_us);
    assert_true(spared_system_begin(&system, 0));
    spared_system_end(&system, 1);
    spared_system_destroy(&system);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_call_is_spared),
        cmocka_unit_test(test_answers_between_failures_open_nothing),
        cmocka_unit_test(test_calls_beyond_the_cap_are_spared),
    };
    log_set_level(LOG_LEVEL_ERROR);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
