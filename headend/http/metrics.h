#ifndef HEADEND_HTTP_METRICS_H
#define HEADEND_HTTP_METRICS_H

#include <stddef.h>
#include <stdint.h>

#include "headend/cases/cases.h"
#include "headend/http/answer_cache.h"

/* What the headend counts about itself. Each worker counts for itself; the page adds them up. */

struct metrics;

struct metrics *metrics_create(void);
void metrics_free(struct metrics *metrics);

void metrics_count_request(struct metrics *metrics, unsigned worker, enum route route, unsigned status,
                           size_t bytes);
void metrics_count_lookup(struct metrics *metrics, unsigned worker, int hit);
void metrics_count_time(struct metrics *metrics, unsigned worker, uint64_t microseconds);
void metrics_count_reload(struct metrics *metrics, int good);

struct metrics_gauges {
    int64_t notices, rev; /* -1: the store cannot say */
    struct answer_cache_size cache;
    unsigned connections;
    struct cases *cases; /* NULL: none are looked up */
};

/* The page in Prometheus' text format, in malloc'ed memory; NULL when memory is short. */
char *metrics_page(struct metrics *metrics, const struct metrics_gauges *gauges, size_t *length);

/* All requests begun so far, and those whose answer is not out yet. */
uint64_t metrics_requests(struct metrics *metrics);
uint64_t metrics_finished(struct metrics *metrics);

#endif
