#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend-client/hall_client_private.h"
#include "backend-client/records/refusal_decode.h"
#include "both-sides/build_time.h"
#include "both-sides/clock.h"
#include "both-sides/jitter.h"
#include "both-sides/log.h"

enum {
    RETRY_DELAY_MAX_MS = 60 * 1000,
    /* Where nothing reaches the headend it costs it nothing to be tried often: the screen fills seconds after
     * the network is back. After some minutes nobody may be looking: then as seldom as all others. */
    RETRY_UNREACHABLE_MAX_MS = 6 * 1000,
    RETRY_OFTEN_US = 10 * 60 * 1000000,
    HURRY_MS = 1000,
    FUTURE_MS = 60 * 1000, /* clocks differ that much */
    RETRY_AFTER_MAX_S = 120,
    /* An unchanged response is written again, for its age, no oftener than this: flash wears out. */
    REWRITE_AFTER_MS = 30 * 60 * 1000,
    /* A headend whose store has no life's id and that has said nothing newer than this was set up anew, and
     * its lower rev counts. */
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

/* "" where it has none. */
static const char *life_of(const struct request *request, const void *record)
{
    return request->endpoint->life.given ? member_of(record, request->endpoint->life) : "";
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
    return failure == FAILURE_UNREACHABLE || failure == FAILURE_CLOCK || failure == FAILURE_TIMEOUT ||
           failure == FAILURE_SERVER;
}

static int64_t retry_delay_ms(const struct request *request, enum failure failure, int64_t retry_after_s)
{
    int is_often = (failure == FAILURE_UNREACHABLE || failure == FAILURE_CLOCK) &&
                   steady_us() - request->failing_since_us < RETRY_OFTEN_US;
    int64_t most = is_often ? RETRY_UNREACHABLE_MAX_MS : RETRY_DELAY_MAX_MS;
    int64_t delay = request->client->retry_first_ms;
    for (unsigned i = 1; i < request->tries && delay < most; i++) {
        delay *= 2;
    }
    delay = jittered(delay < most ? delay : most);
    if (retry_after_s > 0) {
        int64_t asked = retry_after_s < RETRY_AFTER_MAX_S ? retry_after_s : RETRY_AFTER_MAX_S;
        delay += asked * 1000;
    }
    return delay;
}

static struct response failed(const struct endpoint_row *endpoint, enum failure failure, const char *detail)
{
    struct response response = {.state = RESPONSE_FAILED, .failure = failure};
    response.refusal = endpoint->about == ABOUT_NUMBER ? CASE_REFUSAL_TRANSPORT : CASE_REFUSAL_NONE;
    response.person_refusal =
        endpoint->about == ABOUT_PERSON ? PERSON_REFUSAL_TRANSPORT : PERSON_REFUSAL_NONE;
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
    client->is_cut_off = failure != FAILURE_NOT_FOUND;
    log_line(request->failure_told ? LOG_LEVEL_DEBUG : LOG_LEVEL_WARNING, "headend", "%s: %s", request->url,
             detail);
    if (!again) {
        notify_last(request, &response, NULL);
        return;
    }
    request->tries++;
    request->failing_since_us = request->failing_since_us != 0 ? request->failing_since_us : steady_us();
    request->retry_at_us = steady_us() + retry_delay_ms(request, failure, retry_after_s) * 1000;
    if (!request->failure_told) {
        request->failure_told = 1;
        notify(request, &response,
               NULL); /* it may be cancelled in there: nothing of it is touched after this */
    }
}

/* --- Answers to what is public --- */

/* A moment in the future was written while a headend's clock was ahead. */
static int is_older_than(int64_t moment_ms, int64_t age_ms, int64_t now_ms)
{
    return moment_ms > now_ms + FUTURE_MS || now_ms - moment_ms > age_ms;
}

static void on_unchanged(struct request *request, int http_status)
{
    struct hall_client *client = request->client;
    int64_t now_ms = hall_client_now_ms(client);
    if (request->cached_rev >= 0 && is_older_than(request->cached_ms, REWRITE_AFTER_MS, now_ms)) {
        struct response_entry entry;
        void *memory = response_cache_read(client->cache, request->url, &entry);
        if (memory != NULL) {
            response_cache_write(client->cache, request->url, entry.etag, now_ms, entry.body, entry.length);
            free(memory);
        }
    }
    struct response response = {
        .state = RESPONSE_UNCHANGED, .http_status = http_status, .fetched_ms = now_ms};
    client->is_cut_off = 0;
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
    switch (request->endpoint->keeping) {
    case KEPT_IN_CACHE:
        response_cache_write(client->cache, request->url, result->etag, now_ms, result->body, result->length);
        break;
    case KEPT_BY_CALLER:
        memcpy(client->config_etag, result->etag, strlen(result->etag) + 1);
        break;
    case KEPT_NOT:
    case KEPT_NOWHERE:
        break;
    }
}

/* An old copy: of the same life of the headend's store, and not long after the newer one. */
static int is_old_copy(const struct request *request, const void *record, int64_t now_ms)
{
    return rev_of(request, record) < request->cached_rev &&
           strcmp(life_of(request, record), request->cached_life) == 0 &&
           !is_older_than(request->cached_ms, REV_HELD_MS, now_ms);
}

/* What comes may be no answer of the headend at all, whatever it is called: a page, or nothing. */
static int is_strangers(const struct request *request, const struct transfer_result *result)
{
    static const char blanks[] = " \t\r\n";
    size_t at = 0;
    while (at < result->length && memchr(blanks, result->body[at], sizeof blanks - 1) != NULL) {
        at++;
    }
    int may_be_xml = request->endpoint->keeping == KEPT_BY_CALLER; /* the configuration */
    if (at == result->length) {
        return request->endpoint->about != ABOUT_ADDRESS; /* an office's picture may be empty */
    }
    return result->is_page || (!may_be_xml && result->body[at] == '<');
}

static void on_fresh(struct request *request, const struct transfer_result *result)
{
    struct hall_client *client = request->client;
    const struct hall_clock before = client->clock;
    void *record;
    char error[JSON_ERROR_SIZE];
    if (is_strangers(request, result)) {
        on_failure(request, FAILURE_UNREACHABLE, result->http_status, 0, "a page in place of the answer");
        return;
    }
    hall_client_hear_date(client, result->date_ms);
    int64_t now_ms = hall_client_now_ms(client);
    enum failure failure = decode(request, result->body, result->length, &record, error);
    if (failure != FAILURE_NONE) {
        if (failure == FAILURE_NOT_FOUND) {
            response_cache_remove(client->cache, request->url);
        } else {
            client->clock = before; /* who sends nonsense is not believed the time */
        }
        on_failure(request, failure, result->http_status, 0, error);
        return;
    }
    if (is_old_copy(request, record, now_ms)) {
        int64_t rev = rev_of(request, record);
        request->endpoint->free(record);
        on_old_rev(request, rev, result->http_status);
        return;
    }
    client->is_cut_off = 0;
    keep(request, result, now_ms);
    filter(request, record, 1);
    struct response response = {
        .state = RESPONSE_FRESH, .http_status = result->http_status, .fetched_ms = now_ms};
    notify_last(request, &response, record);
}

/* One thing goes when the headend itself says that it is not there, in the contract's words; a list never
 * does. What else says so stands in between: a page that wants a login, a proxy in front of nothing. */
static enum failure on_missing(const struct request *request, const struct transfer_result *result)
{
    struct hall_client *client = request->client;
    int is_one = request->endpoint->about == ABOUT_ID || request->endpoint->about == ABOUT_ADDRESS;
    int is_gone = result->http_status == 410;
    if (!refusal_says(result->body, result->length, is_gone ? "gone" : "not_found")) {
        return FAILURE_UNREACHABLE;
    }
    if (is_one) {
        response_cache_remove(client->cache, request->url);
    }
    if (is_gone && request->endpoint->forget != NULL) {
        request->endpoint->forget(client, request->asked_id);
    }
    return FAILURE_NOT_FOUND;
}

static void on_no_answer(struct request *request, const struct transfer_result *result)
{
    enum failure failure = result->failure;
    if (failure == FAILURE_NOT_FOUND) {
        failure = on_missing(request, result);
    } else if (failure == FAILURE_CLOCK) {
        failure = hall_clock_is_to_blame(&request->client->clock) ? FAILURE_CLOCK : FAILURE_UNREACHABLE;
    } else if (failure == FAILURE_REFUSED && result->is_page) {
        failure = FAILURE_UNREACHABLE;
    }
    on_failure(request, failure, result->http_status, result->retry_after_s, result->detail);
}

static void on_got(void *context, const struct transfer_result *result)
{
    struct request *request = context;
    request->transfer = NULL;
    if (result->failure != FAILURE_NONE) {
        on_no_answer(request, result);
    } else if (result->http_status == 304) {
        hall_client_hear_date(request->client, result->date_ms);
        on_unchanged(request, result->http_status);
    } else {
        on_fresh(request, result);
    }
}

/* --- Answers to what was posted: the log gets what went wrong but no content --- */

static void notify_posted(struct request *request, struct response *response, void *record)
{
    struct hall_client *client = request->client;
    if (response->refusal == CASE_REFUSAL_TRANSPORT || response->person_refusal == PERSON_REFUSAL_TRANSPORT) {
        log_line(LOG_LEVEL_WARNING, "headend", "%s: %s", request->url, response->detail);
    }
    enum person_refusal person_refusal = response->person_refusal;
    notify_last(request, response, record);
    person_refusal_tell(client, person_refusal);
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
    if (request->endpoint->about == ABOUT_PERSON) {
        struct order_refusal *said = person_refusal_read(result, &response);
        notify_posted(request, &response, NULL);
        order_refusal_free(said);
        return;
    }
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
    if (result->failure == FAILURE_NONE) {
        hall_clock_set(&client->clock, result->date_ms); /* nothing of it is kept, not even when it was */
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
    int is_personal = endpoint->about == ABOUT_PERSON;
    request->retry_at_us = INT64_MAX;
    struct transfer_order order = {.url = request->url,
                                   .etag = request->etag,
                                   .limit =
                                       endpoint->bytes_max > 0 ? endpoint->bytes_max : RESPONSE_BYTES_MAX,
                                   .time_limit_ms = endpoint->time_limit_ms,
                                   .silence_ms = endpoint->silence_ms,
                                   .post = request->body,
                                   .post_length = request->body == NULL ? 0 : strlen(request->body),
                                   .box_number = client->box_number,
                                   .credential = is_personal ? client->credential : NULL,
                                   .session = is_personal ? client->session : NULL,
                                   .earliest_ms = wall_is_kept() ? wall_ms() : build_time_ms,
                                   .judged_ms = hall_clock_judged_ms(&client->clock)};
    request->transfer =
        transfer_start(client->transfers, &order, request->body != NULL ? on_posted : on_got, request);
    return request->transfer == NULL ? -1 : 0;
}

/* What is cached, decoded, in the form in which it may be shown; NULL: nothing. *memory holds the entry, and
 * of a picture the record, too: to be freed behind it. */
static void *read_cached(const struct request *request, struct response_entry *entry, void **memory)
{
    struct hall_client *client = request->client;
    void *record = NULL;
    *memory = response_cache_read(client->cache, request->url, entry);
    if (*memory == NULL) {
        return NULL;
    }
    char error[JSON_ERROR_SIZE];
    enum failure failure = decode(request, entry->body, entry->length, &record, error);
    if (failure == FAILURE_NONE) {
        filter(request, record, 0);
    } else if (failure == FAILURE_BAD_RESPONSE) { /* not for its time: the clock may be wrong */
        log_line(LOG_LEVEL_NOTICE, "cache", "%s: dropped: %s", request->url, error);
        response_cache_remove(client->cache, request->url);
    }
    return record;
}

static int64_t not_after(int64_t moment_ms, int64_t now_ms)
{
    return moment_ms < now_ms ? moment_ms : now_ms;
}

static void show_cached(struct request *request)
{
    struct response_entry entry;
    void *memory;
    void *record = read_cached(request, &entry, &memory);
    if (record == NULL) {
        free(memory);
        return;
    }
    struct response response = {.state = RESPONSE_CACHED,
                                .fetched_ms =
                                    not_after(entry.fetched_ms, hall_client_now_ms(request->client))};
    request->cached_rev = rev_of(request, record);
    (void)snprintf(request->cached_life, sizeof request->cached_life, "%s", life_of(request, record));
    request->cached_ms = entry.fetched_ms;
    memcpy(request->etag, entry.etag, strlen(entry.etag) + 1);
    notify(request, &response, record);
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
        if (!client->is_silent || request->endpoint->about != ABOUT_ADDRESS) {
            show_cached(request);
        }
        break;
    case KEPT_BY_CALLER:
        memcpy(request->etag, client->config_etag, sizeof request->etag);
        break;
    case KEPT_NOT:
    case KEPT_NOWHERE:
        break;
    }
    if (client->is_silent) {
        request_free(request);
        return 0;
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

void request_hurry(struct request *request, int64_t now_us)
{
    if (request->transfer == NULL && request->retry_at_us > now_us + 2 * HURRY_MS * 1000) {
        request->retry_at_us = now_us + jittered(HURRY_MS) * 1000;
    }
    request->failing_since_us = request->failing_since_us != 0 ? now_us : 0;
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

/* Of what is asked for, without asking. */
static int cached_request(struct hall_client *client, enum endpoint endpoint, const char *about,
                          struct request *request)
{
    enum failure failure;
    const char *why;
    *request = (struct request){.client = client, .endpoint = &endpoints[endpoint]};
    request->url = request_url(client, endpoint, about, &failure, &why);
    if (request->endpoint->about == ABOUT_ID) {
        (void)snprintf(request->asked_id, sizeof request->asked_id, "%s", about);
    }
    return request->url != NULL ? 0 : -1;
}

void *hall_client_cached(struct hall_client *client, enum endpoint endpoint, const char *about,
                         int64_t *fetched_ms)
{
    struct request request;
    struct response_entry entry;
    void *memory = NULL;
    void *record = cached_request(client, endpoint, about, &request) == 0
                       ? read_cached(&request, &entry, &memory)
                       : NULL;
    if (record != NULL && fetched_ms != NULL) {
        *fetched_ms = not_after(entry.fetched_ms, hall_client_now_ms(client));
    }
    free(memory);
    free(request.url);
    return record;
}

int hall_client_has_picture(struct hall_client *client, const char *url)
{
    struct request request;
    int has = cached_request(client, ENDPOINT_PICTURE, url, &request) == 0 &&
              response_cache_has(client->cache, request.url);
    free(request.url);
    return has;
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
    int belongs = request->endpoint->about == ABOUT_PERSON && !request->endpoint->outlives_session;
    request->in_session = belongs ? client->session : NULL;
    (void)snprintf(request->asked_id, sizeof request->asked_id, "%s", number != NULL ? number : "");
    return request_start(request);
}
