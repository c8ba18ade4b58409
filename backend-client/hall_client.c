#include "backend-client/hall_client.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend-client/hall_client_private.h"
#include "both-sides/log.h"
#include "both-sides/web_address.h"

enum { CONNECT_TIMEOUT_MS = 5000, IDLE_TIMEOUT_MS = 10000, TOTAL_TIMEOUT_MS = 30000, RETRY_FIRST_MS = 1000 };
enum { CLOCK_KEPT_EVERY_MS = 30 * 60 * 1000 }; /* flash wears out */

static long or_default(long value, long instead)
{
    return value > 0 ? value : instead;
}

void hall_client_set_area(struct hall_client *client, const char *area_code)
{
    if (area_code == NULL || area_code[0] == '\0') {
        return;
    }
    size_t length = strlen(area_code);
    if (field_form_allows(FORM_AREA_CODE, area_code, length)) {
        memcpy(client->area_code, area_code, length + 1);
    } else {
        log_line(LOG_LEVEL_WARNING, "headend",
                 "area code %s is none: notices of the whole city are asked for", area_code);
    }
}

static void copy_box_number(struct hall_client *client, const char *number)
{
    size_t length = number == NULL ? 0 : strlen(number);
    if (length == 0) {
        return;
    }
    if (length != sizeof client->box_number - 1 || strspn(number, "0123456789abcdef") != length) {
        log_line(LOG_LEVEL_WARNING, "headend", "the box number is not 32 hexadecimal digits: none is sent");
        return;
    }
    memcpy(client->box_number, number, length + 1);
}

static void copy_credential(struct hall_client *client, const char *backend_url, const char *credential)
{
    static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    size_t length = credential == NULL ? 0 : strlen(credential);
    if (length == 0) {
        return;
    }
    if (length != sizeof client->credential - 1 || strspn(credential, signs) != length) {
        log_line(LOG_LEVEL_WARNING, "headend", "the box's credential is no token: none is sent");
        return;
    }
    if (!web_address_is_private(backend_url)) {
        log_line(LOG_LEVEL_ERROR, "headend",
                 "%s: neither https nor this machine: the box's credential is not sent", backend_url);
        return;
    }
    memcpy(client->credential, credential, length + 1);
}

static char *without_closing_slash(const char *url)
{
    size_t length = strlen(url);
    while (length > 0 && url[length - 1] == '/') {
        length--;
    }
    return strndup(url, length);
}

/* Of what is kept of this headend besides its answers. */
static char *own_key(const char *backend_url, const char *name)
{
    if (backend_url == NULL) {
        return NULL;
    }
    size_t size = strlen(backend_url) + strlen(name) + 1;
    char *key = malloc(size);
    if (key != NULL) {
        (void)snprintf(key, size, "%s%s", backend_url, name);
    }
    return key;
}

static void load_clock(struct hall_client *client)
{
    struct response_entry entry;
    void *memory = response_cache_read(client->cache, client->clock_key, &entry);
    if (memory != NULL) {
        client->clock_kept_ms = entry.fetched_ms;
        hall_clock_remember(&client->clock, entry.fetched_ms);
        free(memory);
    }
}

void hall_client_hear_date(struct hall_client *client, int64_t date_ms)
{
    hall_clock_set(&client->clock, date_ms);
    int64_t now_ms = hall_client_now_ms(client);
    if (date_ms != 0 && llabs(now_ms - client->clock_kept_ms) > CLOCK_KEPT_EVERY_MS) {
        client->clock_kept_ms = now_ms;
        response_cache_write(client->cache, client->clock_key, "", now_ms, "", 0);
    }
}

struct hall_client *hall_client_new(const struct hall_client_options *options)
{
    struct hall_client *client = calloc(1, sizeof *client);
    if (client == NULL) {
        return NULL;
    }
    struct transfer_options limits = {
        .ca_file = options->ca_file,
        .connect_timeout_ms = or_default(options->connect_timeout_ms, CONNECT_TIMEOUT_MS),
        .idle_timeout_ms = or_default(options->idle_timeout_ms, IDLE_TIMEOUT_MS),
        .total_timeout_ms = or_default(options->total_timeout_ms, TOTAL_TIMEOUT_MS),
    };
    client->retry_limit = options->retry_limit;
    client->retry_first_ms = or_default(options->retry_first_ms, RETRY_FIRST_MS);
    hall_client_set_area(client, options->area_code);
    copy_box_number(client, options->box_number);
    copy_credential(client, options->backend_url, options->credential);
    client->backend_url = without_closing_slash(options->backend_url);
    client->withdrawn_key = own_key(client->backend_url, "/v1/notices withdrawn");
    client->clock_key = own_key(client->backend_url, "/ clock");
    client->transfers = transfers_new(&limits);
    if (client->withdrawn_key == NULL || client->clock_key == NULL || client->transfers == NULL) {
        hall_client_free(client);
        return NULL;
    }
    if (options->cache_directory != NULL && options->cache_directory[0] != '\0') {
        client->cache = response_cache_new(options->cache_directory, RESPONSE_CACHE_BYTES_MAX);
    }
    load_clock(client);
    hall_clock_remember(&client->clock, options->heard_ms);
    withdrawn_ids_load(&client->withdrawn, client->cache, client->withdrawn_key);
    return client;
}

void hall_client_free(struct hall_client *client)
{
    if (client == NULL) {
        return;
    }
    while (client->requests != NULL) {
        request_drop(client->requests);
    }
    transfers_free(client->transfers);
    response_cache_free(client->cache);
    withdrawn_ids_free(&client->withdrawn);
    free(client->clock_key);
    free(client->withdrawn_key);
    free(client->backend_url);
    explicit_bzero(client->credential, sizeof client->credential);
    free(client);
}

int hall_client_is_written(const struct hall_client *client)
{
    return response_cache_is_written(client->cache);
}

/* --- Asking --- */

static int clamp(int value, int least, int most)
{
    return value < least ? least : value > most ? most : value;
}

enum { NOTICES_QUERY_SIZE = 32 + 3 * CURSOR_SIZE };

/* -1: no memory. */
static int notices_query(char query[NOTICES_QUERY_SIZE], int category, const char *cursor, int limit)
{
    char *after = NULL;
    if (cursor != NULL && cursor[0] != '\0') {
        after = curl_easy_escape(NULL, cursor, (int)strnlen(cursor, CURSOR_SIZE));
        if (after == NULL) {
            return -1;
        }
    }
    (void)snprintf(query, NOTICES_QUERY_SIZE, "category=%d&limit=%d%s%s", category,
                   clamp(limit, 1, NOTICE_LIST_MAX), after != NULL ? "&after=" : "",
                   after != NULL ? after : "");
    curl_free(after);
    return 0;
}

request_id hall_client_get_notices(struct hall_client *client, int category, const char *cursor, int limit,
                                   notices_callback callback, void *context)
{
    char query[NOTICES_QUERY_SIZE];
    int known = clamp(category, 0, NOTICE_CATEGORY_MAX);
    enum endpoint endpoint = known == 0 ? ENDPOINT_NOTICES : ENDPOINT_CATEGORY;
    if (notices_query(query, known, cursor, limit) != 0) {
        return hall_client_refuse(endpoint, (any_callback)callback, context, FAILURE_NO_MEMORY,
                                  "no memory to ask");
    }
    return hall_client_get(client, endpoint, query, (any_callback)callback, context);
}

struct notice_list *hall_client_cached_notices(struct hall_client *client, const char *cursor, int limit,
                                               int64_t *fetched_ms)
{
    char query[NOTICES_QUERY_SIZE];
    return notices_query(query, 0, cursor, limit) == 0
               ? hall_client_cached(client, ENDPOINT_NOTICES, query, fetched_ms)
               : NULL;
}

int hall_client_is_cut_off(const struct hall_client *client)
{
    return client->is_cut_off;
}

request_id hall_client_get_picture(struct hall_client *client, const char *url, bytes_callback callback,
                                   void *context)
{
    return hall_client_get(client, ENDPOINT_PICTURE, url, (any_callback)callback, context);
}

request_id hall_client_get_config(struct hall_client *client, bytes_callback callback, void *context)
{
    return hall_client_get(client, ENDPOINT_CONFIG, NULL, (any_callback)callback, context);
}

void hall_client_cancel(struct hall_client *client, request_id id)
{
    for (struct request *r = client->requests; id != 0 && r != NULL; r = r->next) {
        if (r->id == id) {
            request_drop(r);
            return;
        }
    }
}

void hall_client_be_silent(struct hall_client *client, int is_silent)
{
    client->is_silent = is_silent;
}

/* --- For the loop --- */

int hall_client_wait(struct hall_client *client, struct pollfd *fds, size_t count, int timeout_ms)
{
    return transfers_wait(client->transfers, fds, count, timeout_ms);
}

int64_t hall_client_deadline(const struct hall_client *client)
{
    int64_t deadline = transfers_deadline(client->transfers);
    for (const struct request *r = client->requests; r != NULL; r = r->next) {
        deadline = r->retry_at_us < deadline ? r->retry_at_us : deadline;
    }
    return deadline;
}

static struct request *find_due(struct hall_client *client, int64_t now_us)
{
    for (struct request *r = client->requests; r != NULL; r = r->next) {
        if (r->transfer == NULL && r->retry_at_us <= now_us) {
            return r;
        }
    }
    return NULL;
}

void hall_client_service(struct hall_client *client, int64_t now_us)
{
    transfers_service(client->transfers, now_us);
    struct request *due;
    while ((due = find_due(client, now_us)) != NULL) {
        request_retry(due);
    }
}

void hall_client_hurry(struct hall_client *client, int64_t now_us)
{
    for (struct request *r = client->requests; r != NULL; r = r->next) {
        request_hurry(r, now_us);
    }
}

size_t hall_client_open_requests(const struct hall_client *client)
{
    size_t count = client->request_count;
    for (const struct request *r = client->requests; r != NULL; r = r->next) {
        count -= r->endpoint->stands_open ? 1 : 0;
    }
    return count;
}

int64_t hall_client_now_ms(const struct hall_client *client)
{
    return hall_clock_now_ms(&client->clock);
}

int64_t hall_client_heard_ms(const struct hall_client *client)
{
    return hall_clock_heard_ms(&client->clock);
}

int hall_client_time_is_known(const struct hall_client *client)
{
    return hall_clock_is_known(&client->clock);
}
