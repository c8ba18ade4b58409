#include "headend/http/metrics.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "both-sides/version.h"

enum { LINE = 64, STATUS_CLASSES = 6, BOUNDS = 11 };

/* Upper bounds of the histogram in microseconds. */
static const uint64_t bounds[BOUNDS] = {50, 100, 250, 500, 1000, 2500, 5000, 10000, 50000, 250000, 1000000};

typedef atomic_uint_least64_t counter;

/* Written by one thread only, so that a plain load and store count right; atomic so that the page may read
 * them. */
struct worker_counts {
    _Alignas(LINE) counter requests[ROUTES_MAX + 1][STATUS_CLASSES];
    counter not_modified, bytes, hits, misses;
    counter times[BOUNDS + 1], time_sum, finished;
};

struct metrics {
    struct worker_counts workers[CACHE_READERS_MAX];
    const struct route_table *routes; /* requests are counted by the names that it has */
    int64_t started;
};

static void add(counter *count, uint64_t amount)
{
    atomic_store_explicit(count, atomic_load_explicit(count, memory_order_relaxed) + amount,
                          memory_order_relaxed);
}

static uint64_t load(counter *count)
{
    return atomic_load_explicit(count, memory_order_relaxed);
}

struct metrics *metrics_create(const struct route_table *routes)
{
    struct metrics *metrics = NULL;
    if (posix_memalign((void **)&metrics, LINE, sizeof *metrics) != 0) {
        return NULL;
    }
    memset(metrics, 0, sizeof *metrics);
    metrics->routes = routes;
    metrics->started = steady_us();
    return metrics;
}

void metrics_free(struct metrics *metrics)
{
    free(metrics);
}

void metrics_count_request(struct metrics *metrics, unsigned worker, const struct route *route,
                           unsigned status, size_t bytes)
{
    struct worker_counts *counts = &metrics->workers[worker];
    unsigned class = status / 100;
    size_t name = route_table_name_of(metrics->routes, route);
    add(&counts->requests[name][class < STATUS_CLASSES ? class : 0], 1);
    add(&counts->bytes, bytes);
    if (status == MHD_HTTP_NOT_MODIFIED) {
        add(&counts->not_modified, 1);
    }
}

void metrics_count_lookup(struct metrics *metrics, unsigned worker, int hit)
{
    add(hit ? &metrics->workers[worker].hits : &metrics->workers[worker].misses, 1);
}

void metrics_count_time(struct metrics *metrics, unsigned worker, uint64_t microseconds)
{
    struct worker_counts *counts = &metrics->workers[worker];
    size_t i = 0;
    while (i < BOUNDS && microseconds > bounds[i]) {
        i++;
    }
    add(&counts->times[i], 1);
    add(&counts->time_sum, microseconds);
    add(&counts->finished, 1);
}

static uint64_t sum(struct metrics *metrics, size_t offset)
{
    uint64_t total = 0;
    for (size_t i = 0; i < CACHE_READERS_MAX; i++) {
        total += load((counter *)((char *)&metrics->workers[i] + offset));
    }
    return total;
}

#define SUM(metrics, field) sum(metrics, offsetof(struct worker_counts, field))

uint64_t metrics_requests(struct metrics *metrics)
{
    uint64_t total = 0;
    for (size_t i = 0; i < route_table_names(metrics->routes) * STATUS_CLASSES; i++) {
        total += sum(metrics, offsetof(struct worker_counts, requests) + i * sizeof(counter));
    }
    return total;
}

uint64_t metrics_finished(struct metrics *metrics)
{
    return SUM(metrics, finished);
}

static void write_head(FILE *page, const char *name, const char *type, const char *help)
{
    (void)fprintf(page, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

void metrics_write(FILE *page, const char *name, const char *type, const char *help, double value)
{
    write_head(page, name, type, help);
    (void)fprintf(page, "%s %.17g\n", name, value);
}

static void write_requests(FILE *page, struct metrics *metrics)
{
    write_head(page, "tv_hall_requests_total", "counter", "Requests answered, by route and class of status.");
    for (size_t name = 0; name < route_table_names(metrics->routes); name++) {
        for (size_t class = 2; class < STATUS_CLASSES; class ++) {
            size_t at = name * STATUS_CLASSES + class;
            uint64_t count = sum(metrics, offsetof(struct worker_counts, requests) + at * sizeof(counter));
            (void)fprintf(page, "tv_hall_requests_total{route=\"%s\",status=\"%zuxx\"} %llu\n",
                          route_table_name(metrics->routes, name), class, (unsigned long long)count);
        }
    }
}

static void write_times(FILE *page, struct metrics *metrics)
{
    const char *name = "tv_hall_response_seconds";
    write_head(page, name, "histogram", "From the head of a request to the last byte handed to the system.");
    uint64_t total = 0;
    for (size_t i = 0; i <= BOUNDS; i++) {
        total += sum(metrics, offsetof(struct worker_counts, times) + i * sizeof(counter));
        if (i < BOUNDS) {
            (void)fprintf(page, "%s_bucket{le=\"%g\"} %llu\n", name, (double)bounds[i] / 1e6,
                          (unsigned long long)total);
        }
    }
    (void)fprintf(page, "%s_bucket{le=\"+Inf\"} %llu\n%s_sum %.6f\n%s_count %llu\n", name,
                  (unsigned long long)total, name, (double)SUM(metrics, time_sum) / 1e6, name,
                  (unsigned long long)total);
}

char *metrics_page(struct metrics *metrics, const struct metrics_gauges *gauges, size_t *length)
{
    char *text = NULL;
    FILE *page = open_memstream(&text, length);
    if (page == NULL) {
        return NULL;
    }
    write_head(page, "tv_hall_info", "gauge", "Which version runs.");
    (void)fprintf(page, "tv_hall_info{version=\"%s\"} 1\n", TV_HALL_VERSION);
    write_requests(page, metrics);
    metrics_write(page, "tv_hall_not_modified_total", "counter", "Answers 304.",
                  (double)SUM(metrics, not_modified));
    metrics_write(page, "tv_hall_body_bytes_total", "counter", "Bytes of bodies sent.",
                  (double)SUM(metrics, bytes));
    metrics_write(page, "tv_hall_cache_hits_total", "counter", "Answers that were ready.",
                  (double)SUM(metrics, hits));
    metrics_write(page, "tv_hall_cache_misses_total", "counter", "Answers that had to be made.",
                  (double)SUM(metrics, misses));
    metrics_write(page, "tv_hall_cache_answers", "gauge", "Answers kept ready.",
                  (double)gauges->cache.answers);
    metrics_write(page, "tv_hall_cache_bytes", "gauge", "Memory of the answers kept ready.",
                  (double)gauges->cache.bytes);
    write_times(page, metrics);
    metrics_write(page, "tv_hall_connections", "gauge", "Open connections.", gauges->connections.open);
    write_head(page, "tv_hall_connections_shut_total", "counter",
               "Connections of slow clients that were shut.");
    (void)fprintf(page,
                  "tv_hall_connections_shut_total{why=\"late\"} %llu\n"
                  "tv_hall_connections_shut_total{why=\"room\"} %llu\n",
                  (unsigned long long)gauges->connections.late,
                  (unsigned long long)gauges->connections.for_room);
    if (gauges->write_more != NULL) {
        gauges->write_more(gauges->worker, page);
    }
    metrics_write(page, "tv_hall_uptime_seconds", "gauge", "Since the start.",
                  (double)(steady_us() - metrics->started) / 1e6);
    int failed = ferror(page) != 0;
    if (fclose(page) != 0 || failed) {
        free(text);
        return NULL;
    }
    return text;
}
