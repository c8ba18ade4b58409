#ifndef HEADEND_PAYMENT_SPARED_SYSTEM_H
#define HEADEND_PAYMENT_SPARED_SYSTEM_H

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

#include "headend/payment/payment_engine.h"
#include "headend/upstream/circuit_breaker.h"
#include "headend/upstream/rate_cap.h"

/* A payment provider or a utility that the engine asks: spared while it fails (circuit_breaker.h), asked no
 * more often than its cap, and counted. Any thread may ask. */

struct spared_system {
    const char *name; /* in /metrics; lives elsewhere */
    pthread_mutex_t lock;
    struct circuit_breaker breaker;
    struct rate_cap cap;
    uint64_t answered, silent, spared;
};

/* `calls_per_second` 0: no cap. -1: no memory. */
int spared_system_init(struct spared_system *system, const char *name, int calls_per_second);
void spared_system_destroy(struct spared_system *system);

/* 1: ask, and say with spared_system_end what came of it; may wait for the cap up to half of `timeout_ms`.
 * 0: it is spared. */
int spared_system_begin(struct spared_system *system, int timeout_ms);
void spared_system_end(struct spared_system *system, int answered);
/* What spared_system_begin would say but for the cap. */
int spared_system_passes(struct spared_system *system);

/* tv_hall_payment_calls_total and tv_hall_payment_breaker_open of several. */
void spared_systems_write_metrics(struct spared_system *const *systems, size_t count, FILE *page);

/* --- A provider that is spared: what it refuses to ask is PROVIDER_LATER, as nothing was sent --- */

/* Takes `inner` over, which caps its calls by itself; freed by its own `free`. NULL: out of memory, and
 * `inner` stays the caller's. */
struct payment_provider *spared_provider_new(struct payment_provider *inner);
struct spared_system *spared_provider_system(struct payment_provider *provider);

#endif
