#include "headend/payment/spared_system.h"

#include <time.h>

#include "both-sides/clock.h"
#include "both-sides/log.h"

int spared_system_init(struct spared_system *system, const char *name, int calls_per_second)
{
    *system = (struct spared_system){.name = name};
    rate_cap_set(&system->cap, calls_per_second);
    return pthread_mutex_init(&system->lock, NULL) == 0 ? 0 : -1;
}

void spared_system_destroy(struct spared_system *system)
{
    (void)pthread_mutex_destroy(&system->lock);
}

static void sleep_us(int64_t us)
{
    struct timespec rest = {.tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000};
    while (nanosleep(&rest, &rest) != 0) {
    }
}

int spared_system_begin(struct spared_system *system, int timeout_ms)
{
    int64_t now_us = steady_us();
    (void)pthread_mutex_lock(&system->lock);
    int asks = circuit_breaker_asks(&system->breaker, now_us);
    int64_t wait_us = asks ? rate_cap_take(&system->cap, now_us, (int64_t)timeout_ms * 500) : RATE_CAP_NONE;
    if (asks && wait_us == RATE_CAP_NONE) {
        circuit_breaker_not_asked(&system->breaker);
        asks = 0;
    }
    system->spared += !asks;
    (void)pthread_mutex_unlock(&system->lock);
    if (asks && wait_us > 0) {
        sleep_us(wait_us);
    }
    return asks;
}

void spared_system_end(struct spared_system *system, int answered)
{
    (void)pthread_mutex_lock(&system->lock);
    int was_open = circuit_breaker_is_open(&system->breaker);
    if (answered) {
        system->answered++;
        circuit_breaker_succeeded(&system->breaker);
    } else {
        system->silent++;
        circuit_breaker_failed(&system->breaker, steady_us());
    }
    int is_open = circuit_breaker_is_open(&system->breaker);
    (void)pthread_mutex_unlock(&system->lock);
    if (was_open != is_open) {
        log_line(is_open ? LOG_LEVEL_ERROR : LOG_LEVEL_NOTICE, "payment",
                 is_open ? "%s fails again and again: it is asked now and then only" : "%s answers again",
                 system->name);
    }
}

int spared_system_passes(struct spared_system *system)
{
    (void)pthread_mutex_lock(&system->lock);
    int passes = circuit_breaker_passes(&system->breaker, steady_us());
    (void)pthread_mutex_unlock(&system->lock);
    return passes;
}

void spared_systems_write_metrics(struct spared_system *const *systems, size_t count, FILE *page)
{
    (void)fputs(
        "# HELP tv_hall_payment_calls_total What payments asked of others: answered, not answered in a "
        "way to be believed, not asked to spare them.\n"
        "# TYPE tv_hall_payment_calls_total counter\n",
        page);
    for (size_t i = 0; i < count; i++) {
        struct spared_system *system = systems[i];
        (void)pthread_mutex_lock(&system->lock);
        const unsigned long long answered = system->answered;
        const unsigned long long silent = system->silent;
        const unsigned long long spared = system->spared;
        (void)pthread_mutex_unlock(&system->lock);
        (void)fprintf(page,
                      "tv_hall_payment_calls_total{system=\"%s\",result=\"answered\"} %llu\n"
                      "tv_hall_payment_calls_total{system=\"%s\",result=\"silent\"} %llu\n"
                      "tv_hall_payment_calls_total{system=\"%s\",result=\"spared\"} %llu\n",
                      system->name, answered, system->name, silent, system->name, spared);
    }
    (void)fputs("# HELP tv_hall_payment_breaker_open 1 while it is asked now and then only.\n"
                "# TYPE tv_hall_payment_breaker_open gauge\n",
                page);
    for (size_t i = 0; i < count; i++) {
        (void)pthread_mutex_lock(&systems[i]->lock);
        int is_open = circuit_breaker_is_open(&systems[i]->breaker);
        (void)pthread_mutex_unlock(&systems[i]->lock);
        (void)fprintf(page, "tv_hall_payment_breaker_open{system=\"%s\"} %d\n", systems[i]->name, is_open);
    }
}
