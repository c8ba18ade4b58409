#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "backend-client/hall_client_private.h"
#include "both-sides/clock.h"
#include "both-sides/log.h"

enum {
    RETRY_DELAY_MAX_MS = 60 * 1000,
    RETRY_AFTER_MAX_S = 120,
    /* An unchanged response is written again, for its age, no oftener than this: flash wears out. */
    REWRITE_AFTER_MS = 30 * 60 * 1000,
    /* A headend that has said nothing newer than this was set up anew, and its lower rev counts. */
    REV_HELD_MS = 24 * 3600 * 1000,
};

/* --- Its life --- */

/* Takes over `url`. NULL without memory. */
static struct request *request_new(struct hall_client *client, const struct endpoint_row *endpoint, char *url,
                                   any_callback callback, void *context)
{
    struct request *request = url == NULL ? NULL : calloc(1, sizeof *request);
    if (request == NULL) {
        free(url);
        return NULL;
    }
    request->client = client;
    request->endpoint = endpoint;
    request->url = url;
    request->callback = callback;
    request->context = context;
    request->cached_rev = -1;
    request->retry_at_us = INT64_MAX;
    return request;
}

static void wipe_and_free(char *body, size_t size)
{
    if (body != NULL) {
        explicit_bzero(body, size);
        free(body);
    }
}

static void request_free(struct request *request)
{
    if (request->transfer != NULL) {
        transfer_cancel(request->transfer);
    }
    wipe_and_free(request->body, request->body_size);
    free(request->url);
    explicit_bzero(request, sizeof *request);
    free(request);
}

static void request_unlink(struct request *request)
{
    struct request **at = &request->client->requests;
    while (*at != NULL && *at != request) {
        at = &(*at)->next;
    }
    if (*at == request) {
        *at = request->next;
        request->client->request_count--;
    }
}

void request_drop(struct request *request)
{
    request_unlink(request);
    request_free(request);
}

/* The record goes to the callback. */
static void notify(const struct request *request, const struct response *response, void *record)
{
    request->endpoint->call(request->callback, request->context, response, record);
}

/* The last response: the callback finds the request closed already. */
static void notify_last(struct request *request, struct response *response, void *record)
{
    request_unlink(request);
    response->final = 1;
    notify(request, response, record);
    request_free(request);
}

/* --- Bytes to a record --- */

static const void *member_of(const void *record, struct member member)
{
    return (const unsigned char *)record + member.offset;
}

static int64_t rev_of(const struct request *request, const void *record)
{
    int64_t rev = 0;
    if (request->endpoint->rev.given) {
        memcpy(&rev, member_of(record, request->endpoint->rev), sizeof rev);
    }
    return rev;
}

static enum failure check_id(const struct request *request, const void *record, char error[JSON_ERROR_SIZE])
{
    const char *id = member_of(record, request->endpoint->id);
    if (!request->endpoint->id.given || strcmp(id, request->asked_id) == 0) {
        return FAILURE_NONE;
    }
    if (request->endpoint->keeping == KEPT_NOWHERE) { /* a personal number is not for the log */
        (void)snprintf(error, JSON_ERROR_SIZE, "not the one that was asked for");
    } else {
        (void)snprintf(error, JSON_ERROR_SIZE, "id: asked for %s, got %s", request->asked_id, id);
    }
    return FAILURE_BAD_RESPONSE;
}

/* FAILURE_NONE, FAILURE_BAD_RESPONSE with a message, FAILURE_NOT_FOUND with one for what must not be shown,
 * FAILURE_NO_MEMORY. *record is NULL but for the first. */
static enum failure decode(const struct request *request, const void *bytes, size_t length, void **record,
                           char error[JSON_ERROR_SIZE])
{
    const struct endpoint_row *endpoint = request->endpoint;
    error[0] = '\0';
    *record = endpoint->decode(bytes, length, error);
    if (*record == NULL) {
        return error[0] == '\0' ? FAILURE_NO_MEMORY : FAILURE_BAD_RESPONSE;
    }
    enum failure failure = check_id(request, *record, error);
    if (failure == FAILURE_NONE && endpoint->check != NULL) {
        failure = endpoint->check(request->client, *record, error);
    }
    if (failure != FAILURE_NONE) {
        endpoint->free(*record);
        *record = NULL;
    }
    return failure;
}

static void filter(const struct request *request, void *record, int is_fresh)
{
    if (request->endpoint->filter != NULL) {
        request->endpoint->filter(request->client, record, is_fresh);
    }
}

/* --- Failures --- */

static int is_worth_retrying(enum failure failure)
{
    return failure == FAILURE_UNREACHABLE || failure == FAILURE_TIMEOUT || failure == FAILURE_SERVER;
}

/* 0.5 to 1.5 times the value: 700,000 boxes that lost the same headend must not come back together. */
static int64_t jittered(int64_t value)
{
    uint16_t dice;
    if (getrandom(&dice, sizeof dice, GRND_NONBLOCK) != (ssize_t)sizeof dice) {
        dice = (uint16_t)steady_us();
    }
    return value / 2 + value * dice / UINT16_MAX;
}

static int64_t retry_delay_ms(const struct request *request, int64_t retry_after_s)
{
    int64_t delay = request->client->retry_first_ms;
    for (unsigned i = 1; i < request->tries && delay < RETRY_DELAY_MAX_MS; i++) {
        delay *= 2;
    }
    delay = jittered(delay < RETRY_DELAY_MAX_MS ? delay : RETRY_DELAY_MAX_MS);
    if (retry_after_s > 0) {
        int64_t asked = retry_after_s < RETRY_AFTER_MAX_S ? retry_after_s : RETRY_AFTER_MAX_S;
        delay += asked * 1000;
    }
    return delay;
}

static struct response failed(const struct endpoint_row *endpoint, enum failure failure, const char *detail)
{
    struct response response = {.state = RESPONSE_FAILED, .failure = failure};
    response.refusal = endpoint->keeping == KEPT_NOWHERE ? CASE_REFUSAL_TRANSPORT : CASE_REFUSAL_NONE;
    (void)snprintf(response.detail, sizeof response.detail, "%s", detail);
    return response;
}

static void on_failure(struct request *request, enum failure failure, int http_status, int64_t retry_after_s,
                       const char *detail)
{
    struct hall_client *client = request->client;
    struct response response = failed(request->endpoint, failure, detail);
    response.http_status = http_status;
    response.fetched_ms = request->cached_ms;
    int again = is_worth_retrying(failure) && request->tries < client->retry_limit;
    log_line(request->failure_told ? LOG_LEVEL_DEBUG : LOG_LEVEL_WARNING, "headend", "%s: %s", request->url,
             detail);
    if (!again) {
        notify_last(request, &response, NULL);
        return;
    }
    request->tries++;
    request->retry_at_us = steady_us() + retry_delay_ms(request, retry_after_s) * 1000;
    if (!request->failure_told) {
        request->failure_told = 1;
        notify(request, &response,
               NULL); /* it may be cancelled in there: nothing of it is touched after this */
    }
}

/* --- Answers to what is public --- */

static void on_unchanged(struct request *request, int http_status)
{
    struct hall_client *client = request->client;
    int64_t now_ms = hall_client_now_ms(client);
    if (request->cached_rev >= 0 && now_ms - request->cached_ms > REWRITE_AFTER_MS) {
        struct response_entry entry;
        void *memory = response_cache_read(client->cache, request->url, &entry);
        if (memory != NULL) {
            response_cache_write(client->cache, request->url, entry.etag, now_ms, entry.body, entry.length);
            free(memory);
        }
    }
    struct response response = {
        .state = RESPONSE_UNCHANGED, .http_status = http_status, .fetched_ms = now_ms};
    notify_last(request, &response, NULL);
}

static void on_old_rev(struct request *request, int64_t rev, int http_status)
{
    log_line(LOG_LEVEL_WARNING, "headend", "%s: rev %lld is older than %lld in the cache: ignored",
             request->url, (long long)rev, (long long)request->cached_rev);
    struct response response = {
        .state = RESPONSE_UNCHANGED, .http_status = http_status, .fetched_ms = request->cached_ms};
    notify_last(request, &response, NULL);
}

static void keep(struct request *request, const struct transfer_result *result, int64_t now_ms)
{
    struct hall_client *client = request->client;
    if (request->endpoint->keeping == KEPT_IN_CACHE) {
        response_cache_write(client->cache, request->url, result->etag, now_ms, result->body, result->length);
    } else {
        memcpy(client->config_etag, result->etag, strlen(result->etag) + 1);
    }
}

static void on_fresh(struct request *request, const struct transfer_result *result)
{
    struct hall_client *client = request->client;
    int64_t now_ms = hall_client_now_ms(client);
    void *record;
    char error[JSON_ERROR_SIZE];
    enum failure failure = decode(request, result->body, result->length, &record, error);
    if (failure != FAILURE_NONE) {
        if (failure == FAILURE_NOT_FOUND) {
            response_cache_remove(client->cache, request->url);
        }
        on_failure(request, failure, result->http_status, 0, error);
        return;
    }
    int64_t rev = rev_of(request, record);
    if (rev < request->cached_rev && now_ms - request->cached_ms < REV_HELD_MS) {
        request->endpoint->free(record);
        on_old_rev(request, rev, result->http_status);
        return;
    }
    keep(request, result, now_ms);
    filter(request, record, 1);
    struct response response = {
        .state = RESPONSE_FRESH, .http_status = result->http_status, .fetched_ms = now_ms};
    notify_last(request, &response, record);
}

static void on_got(void *context, const struct transfer_result *result)
{
    struct request *request = context;
    struct hall_client *client = request->client;
    request->transfer = NULL;
    if (result->failure != FAILURE_NONE) {
        if (result->failure == FAILURE_NOT_FOUND) {
            response_cache_remove(client->cache, request->url);
            if (request->endpoint->forget != NULL && result->http_status == 410) {
                request->endpoint->forget(client, request->asked_id);
            }
        }
        on_failure(request, result->failure, result->http_status, result->retry_after_s, result->detail);
        return;
    }
    hall_clock_set(&client->clock, result->date_ms);
    if (result->http_status == 304) {
        on_unchanged(request, result->http_status);
    } else {
        on_fresh(request, result);
    }
}

/* --- Answers to what was posted: the log gets what went wrong but no content --- */

static void notify_posted(struct request *request, struct response *response, void *record)
{
    if (response->refusal == CASE_REFUSAL_TRANSPORT) {
        log_line(LOG_LEVEL_WARNING, "headend", "%s: %s", request->url, response->detail);
    }
    notify_last(request, response, record);
}

static void on_taken(struct request *request, const struct transfer_result *result)
{
    struct response response = {.state = RESPONSE_FRESH, .fetched_ms = hall_client_now_ms(request->client)};
    void *record;
    char error[JSON_ERROR_SIZE];
    enum failure failure = decode(request, result->body, result->length, &record, error);
    if (failure != FAILURE_NONE) {
        response = failed(request->endpoint, failure, failure == FAILURE_NO_MEMORY ? "no memory" : error);
    }
    response.http_status = result->http_status;
    notify_posted(request, &response, record);
}

static void on_refused(struct request *request, const struct transfer_result *result)
{
    struct response response = failed(request->endpoint, result->failure, result->detail);
    response.http_status = result->http_status;
    response.refusal =
        request->endpoint->refusal(result->http_status, result->body, result->length, &response.retry_at);
    notify_posted(request, &response, NULL);
}

static int was_lost(const struct transfer_result *result)
{
    return result->failure == FAILURE_UNREACHABLE || result->failure == FAILURE_TIMEOUT;
}

static void on_posted(void *context, const struct transfer_result *result)
{
    struct request *request = context;
    struct hall_client *client = request->client;
    request->transfer = NULL;
    request->tries++;
    hall_clock_set(&client->clock, result->date_ms);
    if (result->failure == FAILURE_NONE) {
        on_taken(request, result);
    } else if (request->endpoint->sent_twice && was_lost(result) && request->tries < 2) {
        request->retry_at_us = steady_us() + client->retry_first_ms * 1000;
    } else {
        on_refused(request, result);
    }
}

/* --- Asking --- */

static int transfer_again(struct request *request)
{
    struct hall_client *client = request->client;
    const struct endpoint_row *endpoint = request->endpoint;
    request->retry_at_us = INT64_MAX;
    struct transfer_order order = {.url = request->url,
                                   .etag = request->etag,
                                   .limit =
                                       endpoint->bytes_max > 0 ? endpoint->bytes_max : RESPONSE_BYTES_MAX,
                                   .time_limit_ms = endpoint->time_limit_ms,
                                   .post = request->body,
                                   .post_length = request->body == NULL ? 0 : strlen(request->body),
                                   .box_number = client->box_number};
    request->transfer =
        transfer_start(client->transfers, &order, request->body != NULL ? on_posted : on_got, request);
    return request->transfer == NULL ? -1 : 0;
}

static void show_cached(struct request *request)
{
    struct hall_client *client = request->client;
    struct response_entry entry;
    void *memory = response_cache_read(client->cache, request->url, &entry);
    if (memory == NULL) {
        return;
    }
    hall_clock_seen(&client->clock, entry.fetched_ms);
    void *record;
    struct response response = {.state = RESPONSE_CACHED, .fetched_ms = entry.fetched_ms};
    enum failure failure = decode(request, entry.body, entry.length, &record, response.detail);
    if (failure == FAILURE_NONE) {
        request->cached_rev = rev_of(request, record);
        request->cached_ms = entry.fetched_ms;
        memcpy(request->etag, entry.etag, strlen(entry.etag) + 1);
        filter(request, record, 0);
        notify(request, &response, record);
    } else if (failure != FAILURE_NO_MEMORY) {
        log_line(LOG_LEVEL_NOTICE, "cache", "%s: dropped: %s", request->url, response.detail);
        response_cache_remove(client->cache, request->url);
    }
    free(memory);
}

/* Hands out what is cached, then asks the headend. 0: that cannot be, which the callback has heard. */
static request_id request_start(struct request *request)
{
    struct hall_client *client = request->client;
    do {
        request->id = ++client->last_id;
    } while (request->id == 0);
    switch (request->endpoint->keeping) {
    case KEPT_IN_CACHE:
        show_cached(request);
        break;
    case KEPT_BY_CALLER:
        memcpy(request->etag, client->config_etag, sizeof request->etag);
        break;
    case KEPT_NOWHERE:
        break;
    }
    if (transfer_again(request) != 0) {
        struct response response = failed(request->endpoint, FAILURE_NO_MEMORY, "no memory to ask");
        response.fetched_ms = request->cached_ms;
        notify_last(request, &response, NULL);
        return 0;
    }
    request->next = client->requests;
    client->requests = request;
    client->request_count++;
    return request->id;
}

void request_retry(struct request *request)
{
    if (transfer_again(request) != 0) {
        on_failure(request, FAILURE_NO_MEMORY, 0, 0, "no memory");
    }
}

request_id hall_client_refuse(enum endpoint endpoint, any_callback callback, void *context,
                              enum failure failure, const char *why)
{
    struct response response = failed(&endpoints[endpoint], failure, why);
    response.final = 1;
    endpoints[endpoint].call(callback, context, &response, NULL);
    return 0;
}

request_id hall_client_get(struct hall_client *client, enum endpoint endpoint, const char *about,
                           any_callback callback, void *context)
{
    enum failure failure;
    const char *why;
    char *url = request_url(client, endpoint, about, &failure, &why);
    if (url == NULL) {
        return hall_client_refuse(endpoint, callback, context, failure, why);
    }
    struct request *request = request_new(client, &endpoints[endpoint], url, callback, context);
    if (request == NULL) {
        return hall_client_refuse(endpoint, callback, context, FAILURE_NO_MEMORY, "no memory to ask");
    }
    if (request->endpoint->about == ABOUT_ID) {
        (void)snprintf(request->asked_id, sizeof request->asked_id, "%s", about);
    }
    return request_start(request);
}

request_id hall_client_post(struct hall_client *client, enum endpoint endpoint, const char *number,
                            char *body, size_t size, any_callback callback, void *context)
{
    enum failure failure;
    const char *why;
    char *url = body == NULL ? NULL : request_url(client, endpoint, number, &failure, &why);
    struct request *request = request_new(client, &endpoints[endpoint], url, callback, context);
    if (request == NULL) {
        wipe_and_free(body, size);
        return hall_client_refuse(endpoint, callback, context, FAILURE_NO_MEMORY, "no memory to ask");
    }
    request->body = body;
    request->body_size = size;
    (void)snprintf(request->asked_id, sizeof request->asked_id, "%s", number);
    return request_start(request);
}
