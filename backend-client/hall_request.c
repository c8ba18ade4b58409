#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "backend-client/hall_client_private.h"
#include "both-sides/log.h"
#include "both-sides/monotonic.h"

enum {
    CONFIG_ANSWER_BYTES_MAX = 256 * 1024, /* the contract's maxLength */
    POST_ANSWER_BYTES_MAX = 64 * 1024,    /* the contract's bounds of a case make some 30 KB */
    RETRY_DELAY_MAX_MS = 60 * 1000,
    RETRY_AFTER_MAX_S = 120,
    /* An unchanged answer is written again, for its age, no oftener than this: flash wears out. */
    REWRITE_AFTER_MS = 30 * 60 * 1000,
    /* A headend that has said nothing newer than this was set up anew, and its lower rev counts. */
    REV_HELD_MS = 24 * 3600 * 1000,
};

static void on_done(void *context, const struct transfer_result *result);

struct request *hall_request_new(struct hall_client *client, enum request_kind kind, char *url,
                                 union request_callback callback, void *context)
{
    struct request *request = url == NULL ? NULL : calloc(1, sizeof *request);
    if (request == NULL) {
        free(url);
        return NULL;
    }
    request->client = client;
    request->kind = kind;
    request->url = url;
    request->callback = callback;
    request->context = context;
    request->cached_rev = -1;
    request->retry_at_us = INT64_MAX;
    return request;
}

void hall_request_free(struct request *request)
{
    if (request->transfer != NULL) {
        transfer_cancel(request->transfer);
    }
    if (request->post != NULL) {
        explicit_bzero(request->post, request->post_length);
        free(request->post);
    }
    free(request->url);
    explicit_bzero(request, sizeof *request);
    free(request);
}

void hall_request_unlink(struct request *request)
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

void hall_request_tell(const struct request *request, const struct answer *answer, struct hall_record *record)
{
    struct hall_record nothing = {.found.refusal = CASE_REFUSAL_TRANSPORT};
    if (record == NULL) {
        record = &nothing;
    }
    switch (request->kind) {
    case REQUEST_MENU:
        request->callback.menu(request->context, answer, record->menu);
        break;
    case REQUEST_NOTICES:
        request->callback.notices(request->context, answer, record->list);
        break;
    case REQUEST_NOTICE:
        request->callback.notice(request->context, answer, record->notice);
        break;
    case REQUEST_GUIDES:
        request->callback.guides(request->context, answer, record->guides);
        break;
    case REQUEST_GUIDE:
        request->callback.guide(request->context, answer, record->guide);
        break;
    case REQUEST_FLOW:
        request->callback.flow(request->context, answer, record->flow);
        break;
    case REQUEST_POLICIES:
        request->callback.policies(request->context, answer, record->policies);
        break;
    case REQUEST_STATIONS:
        request->callback.stations(request->context, answer, record->stations);
        break;
    case REQUEST_CASE:
        request->callback.found(request->context, answer, &record->found);
        break;
    case REQUEST_RATING:
        request->callback.rating(request->context, answer, record->found.refusal, record->stars);
        break;
    case REQUEST_PICTURE:
    case REQUEST_CONFIG:
        request->callback.bytes(request->context, answer, record->bytes, record->length);
        break;
    }
}

void hall_request_tell_last(struct request *request, struct answer *answer, struct hall_record *record)
{
    hall_request_unlink(request);
    answer->final = 1;
    hall_request_tell(request, answer, record);
    hall_request_free(request);
}

/* --- starting --- */

static size_t limit_of(enum request_kind kind)
{
    switch (kind) {
    case REQUEST_PICTURE:
        return PICTURE_BYTES_MAX;
    case REQUEST_CONFIG:
        return CONFIG_ANSWER_BYTES_MAX;
    case REQUEST_CASE:
    case REQUEST_RATING:
        return POST_ANSWER_BYTES_MAX;
    default:
        return ANSWER_BYTES_MAX;
    }
}

static int transfer_again(struct request *request)
{
    struct hall_client *client = request->client;
    request->retry_at_us = INT64_MAX;
    struct transfer_order order = {.url = request->url,
                                   .etag = request->etag,
                                   .limit = limit_of(request->kind),
                                   .post = request->post,
                                   .post_length = request->post_length,
                                   .box_number = client->box_number};
    request->transfer =
        transfer_start(client->transfers, &order, request->post != NULL ? hall_post_done : on_done, request);
    return request->transfer == NULL ? -1 : 0;
}

static void show_cached(struct request *request)
{
    struct hall_client *client = request->client;
    struct feed_entry entry;
    void *memory = feed_cache_read(client->cache, request->url, &entry);
    if (memory == NULL) {
        return;
    }
    hall_clock_seen(&client->clock, entry.fetched_ms);
    struct hall_record record;
    struct answer answer = {.state = ANSWER_CACHED, .fetched_ms = entry.fetched_ms};
    enum failure failure = hall_record_decode(request, entry.body, entry.length, &record, answer.detail);
    if (failure == FAILURE_NONE) {
        answer.detail[0] = '\0';
        request->cached_rev = record.rev;
        request->cached_ms = entry.fetched_ms;
        memcpy(request->etag, entry.etag, strlen(entry.etag) + 1);
        hall_record_filter(client, &record);
        hall_request_tell(request, &answer, &record);
    } else {
        if (failure != FAILURE_NO_MEMORY) {
            log_line(LOG_LEVEL_NOTICE, "cache", "%s: dropped: %s", request->url, answer.detail);
            feed_cache_remove(client->cache, request->url);
        }
        hall_record_free(&record);
    }
    free(memory);
}

request_id hall_request_start(struct request *request)
{
    struct hall_client *client = request->client;
    do {
        request->id = ++client->last_id;
    } while (request->id == 0);
    if (request->kind == REQUEST_CONFIG) {
        memcpy(request->etag, client->config_etag, sizeof request->etag);
    } else if (request->post == NULL) {
        show_cached(request);
    }
    if (transfer_again(request) != 0) {
        struct answer answer = {
            .state = ANSWER_FAILED, .failure = FAILURE_NO_MEMORY, .fetched_ms = request->cached_ms};
        (void)snprintf(answer.detail, sizeof answer.detail, "no memory to ask");
        hall_request_tell_last(request, &answer, NULL);
        return 0;
    }
    request->next = client->requests;
    client->requests = request;
    client->request_count++;
    return request->id;
}

request_id hall_request_refuse(enum request_kind kind, union request_callback callback, void *context,
                               enum failure failure, const char *why)
{
    struct request request = {.kind = kind, .callback = callback, .context = context};
    struct answer answer = {.state = ANSWER_FAILED, .failure = failure, .final = 1};
    (void)snprintf(answer.detail, sizeof answer.detail, "%s", why);
    hall_request_tell(&request, &answer, NULL);
    return 0;
}

request_id hall_request_no_memory(enum request_kind kind, union request_callback callback, void *context)
{
    return hall_request_refuse(kind, callback, context, FAILURE_NO_MEMORY, "no memory to ask");
}

/* --- failures --- */

static int is_worth_retrying(enum failure failure)
{
    return failure == FAILURE_UNREACHABLE || failure == FAILURE_TIMEOUT || failure == FAILURE_SERVER;
}

/* 0.5 to 1.5 times the value: 700,000 boxes that lost the same headend must not come back together. */
static int64_t jittered(int64_t value)
{
    uint16_t dice;
    if (getrandom(&dice, sizeof dice, GRND_NONBLOCK) != (ssize_t)sizeof dice) {
        dice = (uint16_t)monotonic_us();
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

static void on_failure(struct request *request, enum failure failure, int http_status, int64_t retry_after_s,
                       const char *detail)
{
    struct hall_client *client = request->client;
    struct answer answer = {.state = ANSWER_FAILED,
                            .failure = failure,
                            .http_status = http_status,
                            .fetched_ms = request->cached_ms};
    (void)snprintf(answer.detail, sizeof answer.detail, "%s", detail);
    int again = is_worth_retrying(failure) && request->tries < client->retry_limit;
    log_line(request->failure_told ? LOG_LEVEL_DEBUG : LOG_LEVEL_WARNING, "headend", "%s: %s", request->url,
             detail);
    if (!again) {
        hall_request_tell_last(request, &answer, NULL);
        return;
    }
    request->tries++;
    request->retry_at_us = monotonic_us() + retry_delay_ms(request, retry_after_s) * 1000;
    if (!request->failure_told) {
        request->failure_told = 1;
        hall_request_tell(request, &answer,
                          NULL); /* it may be cancelled in there: nothing of it is touched after this */
    }
}

void hall_request_retry(struct request *request)
{
    if (transfer_again(request) != 0) {
        on_failure(request, FAILURE_NO_MEMORY, 0, 0, "no memory");
    }
}

/* --- answers --- */

static void on_unchanged(struct request *request, int http_status)
{
    struct hall_client *client = request->client;
    int64_t now_ms = hall_client_now_ms(client);
    if (request->cached_rev >= 0 && now_ms - request->cached_ms > REWRITE_AFTER_MS) {
        struct feed_entry entry;
        void *memory = feed_cache_read(client->cache, request->url, &entry);
        if (memory != NULL) {
            feed_cache_write(client->cache, request->url, entry.etag, now_ms, entry.body, entry.length);
            free(memory);
        }
    }
    struct answer answer = {.state = ANSWER_UNCHANGED, .http_status = http_status, .fetched_ms = now_ms};
    hall_request_tell_last(request, &answer, NULL);
}

static void on_old_rev(struct request *request, int64_t rev, int http_status)
{
    log_line(LOG_LEVEL_WARNING, "headend", "%s: rev %lld is older than %lld in the cache: ignored",
             request->url, (long long)rev, (long long)request->cached_rev);
    struct answer answer = {
        .state = ANSWER_UNCHANGED, .http_status = http_status, .fetched_ms = request->cached_ms};
    hall_request_tell_last(request, &answer, NULL);
}

static void on_fresh(struct request *request, const struct transfer_result *result)
{
    struct hall_client *client = request->client;
    int64_t now_ms = hall_client_now_ms(client);
    struct hall_record record;
    char error[160];
    enum failure failure = hall_record_decode(request, result->body, result->length, &record, error);
    if (failure != FAILURE_NONE) {
        if (failure == FAILURE_NOT_FOUND) {
            if (record.notice->withdrawn) {
                hall_forget_notice(client, request->asked_id);
            }
            feed_cache_remove(client->cache, request->url);
        }
        hall_record_free(&record);
        on_failure(request, failure, result->http_status, 0, error);
        return;
    }
    if (record.rev < request->cached_rev && now_ms - request->cached_ms < REV_HELD_MS) {
        int64_t rev = record.rev;
        hall_record_free(&record);
        on_old_rev(request, rev, result->http_status);
        return;
    }
    if (request->kind == REQUEST_CONFIG) {
        memcpy(client->config_etag, result->etag, strlen(result->etag) + 1);
    } else {
        feed_cache_write(client->cache, request->url, result->etag, now_ms, result->body, result->length);
    }
    hall_record_learn(client, &record);
    hall_record_filter(client, &record);
    struct answer answer = {.state = ANSWER_FRESH, .http_status = result->http_status, .fetched_ms = now_ms};
    hall_request_tell_last(request, &answer, &record);
}

static void on_done(void *context, const struct transfer_result *result)
{
    struct request *request = context;
    struct hall_client *client = request->client;
    request->transfer = NULL;
    if (result->failure != FAILURE_NONE) {
        if (result->failure == FAILURE_NOT_FOUND) {
            feed_cache_remove(client->cache, request->url);
            if (request->kind == REQUEST_NOTICE && result->http_status == 410) {
                hall_forget_notice(client, request->asked_id);
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
