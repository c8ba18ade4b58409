#include "headend/providers/exchange.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "both-sides/clock.h"
#include "both-sides/log.h"
#include "headend/upstream/rate_cap.h"

/* How many failures in a row lead to the other host, and how long that is kept. */
enum { FAILURES_MAX = 2 };
static const int64_t reserve_us = INT64_C(60) * 1000000, log_every_us = INT64_C(60) * 1000000;

struct exchange {
    const struct upstream_config *config;
    const char *reserve_url;
    pthread_mutex_t lock; /* guards all below */
    struct upstream_client *idle[EXCHANGE_CLIENTS];
    size_t idle_count;
    struct rate_cap cap;
    int failures;
    int64_t reserve_until_us, logged_us; /* steady clock; 0: never */
};

struct exchange *exchange_new(const struct upstream_config *config, const char *reserve_url,
                              char problem[UPSTREAM_PROBLEM_SIZE])
{
    struct exchange *exchange = calloc(1, sizeof *exchange);
    struct upstream_client *first = upstream_client_create(config, problem);
    if (exchange == NULL || first == NULL || pthread_mutex_init(&exchange->lock, NULL) != 0) {
        upstream_client_free(first);
        free(exchange);
        return NULL;
    }
    exchange->config = config;
    exchange->reserve_url = reserve_url;
    exchange->idle[exchange->idle_count++] = first;
    rate_cap_set(&exchange->cap, config->calls_per_second);
    return exchange;
}

void exchange_free(struct exchange *exchange)
{
    if (exchange != NULL) {
        for (size_t i = 0; i < exchange->idle_count; i++) {
            upstream_client_free(exchange->idle[i]);
        }
        (void)pthread_mutex_destroy(&exchange->lock);
        free(exchange);
    }
}

static void sleep_us(int64_t us)
{
    struct timespec rest = {.tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000};
    while (nanosleep(&rest, &rest) != 0) {
    }
}

/* A client, and the host that is asked. NULL: there is none in time. */
static struct upstream_client *take(struct exchange *exchange, int64_t most_us, const char **url)
{
    char problem[UPSTREAM_PROBLEM_SIZE];
    struct upstream_client *client = NULL;
    int64_t now_us = steady_us();
    (void)pthread_mutex_lock(&exchange->lock);
    int64_t wait_us = rate_cap_take(&exchange->cap, now_us, most_us);
    if (wait_us != RATE_CAP_NONE && exchange->idle_count > 0) {
        client = exchange->idle[--exchange->idle_count];
    }
    *url = now_us < exchange->reserve_until_us ? exchange->reserve_url : exchange->config->url;
    (void)pthread_mutex_unlock(&exchange->lock);
    if (wait_us == RATE_CAP_NONE) {
        return NULL;
    }
    if (client == NULL) {
        client = upstream_client_create(exchange->config, problem);
    }
    if (client != NULL && wait_us > 0) {
        sleep_us(wait_us);
    }
    return client;
}

static void give_back(struct exchange *exchange, struct upstream_client *client)
{
    upstream_client_wipe(client);
    (void)pthread_mutex_lock(&exchange->lock);
    if (exchange->idle_count < EXCHANGE_CLIENTS) {
        exchange->idle[exchange->idle_count++] = client;
        client = NULL;
    }
    (void)pthread_mutex_unlock(&exchange->lock);
    upstream_client_free(client);
}

/* Counts, and turns to the other host. 1: to be logged. */
static int note(struct exchange *exchange, int answered)
{
    int64_t now_us = steady_us();
    int is_news = 0;
    (void)pthread_mutex_lock(&exchange->lock);
    exchange->failures = answered ? 0 : exchange->failures + 1;
    if (exchange->failures >= FAILURES_MAX && exchange->reserve_url[0] != '\0') {
        exchange->reserve_until_us = now_us < exchange->reserve_until_us ? 0 : now_us + reserve_us;
        exchange->failures = 0;
    }
    if (!answered && (exchange->logged_us == 0 || now_us - exchange->logged_us > log_every_us)) {
        exchange->logged_us = now_us;
        is_news = 1;
    }
    (void)pthread_mutex_unlock(&exchange->lock);
    return is_news;
}

enum exchange_result exchange_ask(struct exchange *exchange, const struct upstream_request *request,
                                  int timeout_ms, struct exchange_answer *answer)
{
    char problem[UPSTREAM_PROBLEM_SIZE];
    struct upstream_request whole = *request;
    int64_t until_us = steady_us() + (int64_t)timeout_ms * 1000;
    const char *url = NULL;
    struct upstream_client *client = take(exchange, (int64_t)timeout_ms * 500, &url);
    if (client == NULL) {
        return EXCHANGE_CAPPED;
    }
    int left_ms = (int)((until_us - steady_us()) / 1000);
    whole.url = request->url != NULL ? request->url : url;
    whole.any_status = 1;
    whole.once = request->body != NULL;
    upstream_client_allow(client, left_ms > 1 ? left_ms : 1);
    int result = upstream_client_ask(client, &whole, &answer->response, problem);
    if (note(exchange, result == 0)) {
        log_line(LOG_LEVEL_ERROR, "payment", "%s does not answer: %s", exchange->config->url, problem);
    }
    if (result != 0) {
        give_back(exchange, client);
        return EXCHANGE_SILENT;
    }
    answer->client = client;
    return EXCHANGE_ANSWERED;
}

void exchange_end(struct exchange *exchange, struct exchange_answer *answer)
{
    give_back(exchange, answer->client);
    answer->client = NULL;
}
