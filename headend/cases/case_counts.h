#ifndef HEADEND_CASES_CASE_COUNTS_H
#define HEADEND_CASES_CASE_COUNTS_H

#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>

/* What became of look-ups and ratings, for /metrics, which anybody may read. Whoever asks about a case could
 * see what grows by it: so nothing is counted that differs between cases whose answers do not, as what the
 * case system said well (found or no such) or whether it had to be asked. */

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
    /* What the case system failed at. */
    COUNT_NONSENSE,
    COUNT_DOWN,
    /* What it was spared. */
    COUNT_SPARED_BREAKER,
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
