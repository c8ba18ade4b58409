#ifndef HEADEND_HTTP_METRICS_H
#define HEADEND_HTTP_METRICS_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "headend/http/connection_table.h"
#include "headend/http/response_cache.h"
#include "headend/http/route.h"

/* What the headend counts about itself. Each worker counts for itself; the page adds them up. */

struct metrics;

/* The table outlives it. */
struct metrics *metrics_create(const struct route_table *routes);
void metrics_free(struct metrics *metrics);

void metrics_count_request(struct metrics *metrics, unsigned worker, const struct route *route,
                           unsigned status, size_t bytes);
void metrics_count_lookup(struct metrics *metrics, unsigned worker, int hit);
void metrics_count_time(struct metrics *metrics, unsigned worker, uint64_t microseconds);

struct metrics_gauges {
    struct response_cache_size cache;
    struct connection_counts connections;
    void (*write_more)(void *worker, FILE *page); /* what services count; NULL: nothing */
    void *worker;                                 /* for write_more */
};

/* The page in Prometheus' text format, in malloc'ed memory; NULL when memory is short. */
char *metrics_page(struct metrics *metrics, const struct metrics_gauges *gauges, size_t *length);

/* One number in that format. */
void metrics_write(FILE *page, const char *name, const char *type, const char *help, double value);

/* All requests begun so far, and those whose answer is not out yet. */
uint64_t metrics_requests(struct metrics *metrics);
uint64_t metrics_finished(struct metrics *metrics);

#endif
