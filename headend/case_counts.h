#ifndef HEADEND_CASE_COUNTS_H
#define HEADEND_CASE_COUNTS_H

#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>

/* What became of look-ups and ratings, for /metrics. Numbers only: nothing of whom or of which case. */

enum case_count {
    /* What boxes were told. */
    COUNT_FOUND,
    COUNT_STALE,
    COUNT_NOT_FOUND,
    COUNT_UNAVAILABLE,
    COUNT_TOO_MANY,
    COUNT_RATED,
    COUNT_NOT_RATED,
    COUNT_BUSY,
    /* How it was come by. */
    COUNT_ASKED_GOOD,
    COUNT_ASKED_NO_SUCH,
    COUNT_ASKED_NONSENSE,
    COUNT_ASKED_DOWN,
    COUNT_SPARED_BREAKER,
    COUNT_SPARED_SHARED,
    COUNT_SPARED_FRESH,
    CASE_COUNTS
};

struct case_counts {
    atomic_uint_least64_t counts[CASE_COUNTS];
    atomic_int breaker_is_open;
};

void case_counts_add(struct case_counts *counts, enum case_count which);
/* In Prometheus' text format. */
void case_counts_write(struct case_counts *counts, FILE *page);

#endif
