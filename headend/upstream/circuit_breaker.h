#ifndef HEADEND_UPSTREAM_CIRCUIT_BREAKER_H
#define HEADEND_UPSTREAM_CIRCUIT_BREAKER_H

#include <stdint.h>

/* Spares an upstream that fails, and those who would wait for it: after some failures in a row nothing is
 * asked for a while; then one question tries whether it is well again. Whoever shares one holds a lock. Times
 * are of the steady clock. */

struct circuit_breaker {
    int failures;   /* in a row */
    int64_t try_at; /* 0: questions pass; else when one may try */
    int64_t pause;  /* what the last pause was, in µs */
    int trying;     /* one is on its way */
};

/* What circuit_breaker_asks would say. */
int circuit_breaker_passes(const struct circuit_breaker *breaker, int64_t now_us);
/* 1: ask, and report the outcome; 0: do not. */
int circuit_breaker_asks(struct circuit_breaker *breaker, int64_t now_us);
void circuit_breaker_succeeded(struct circuit_breaker *breaker);
void circuit_breaker_failed(struct circuit_breaker *breaker, int64_t now_us);
/* It was no question to the upstream after all: whether that is well is not known. */
void circuit_breaker_not_asked(struct circuit_breaker *breaker);

/* 1 while nothing passes but a try. */
int circuit_breaker_is_open(const struct circuit_breaker *breaker);

#endif
