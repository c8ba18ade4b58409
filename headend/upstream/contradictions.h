#ifndef HEADEND_UPSTREAM_CONTRADICTIONS_H
#define HEADEND_UPSTREAM_CONTRADICTIONS_H

#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>

/* Answers of a system that do not go together: counted, and logged now and then, never of whom. The person is
 * told by the answer itself. Any thread may tell. */

enum { CONTRADICTION_KINDS_MAX = 8, CONTRADICTION_EVERY_US = 60 * 1000000 };

struct contradiction_kind {
    const char *name; /* in /metrics: "balance" */
    const char *text; /* in the log: "a balance that is not …" */
};

struct contradictions {
    const char *service; /* of the log line */
    const char *system;  /* "the housing fund system" */
    const char *metric;  /* its name */
    const struct contradiction_kind *kinds;
    size_t count; /* up to CONTRADICTION_KINDS_MAX */
    atomic_uint_least64_t seen[CONTRADICTION_KINDS_MAX];
    atomic_int_least64_t told_us[CONTRADICTION_KINDS_MAX]; /* steady clock; 0: never */
};

/* One was seen. */
void contradictions_tell(struct contradictions *contradictions, size_t kind);
/* METRIC{what="…"} in a Prometheus page. */
void contradictions_write_metrics(struct contradictions *contradictions, FILE *page);

#endif
