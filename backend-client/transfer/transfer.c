#include "backend-client/transfer/transfer.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend-client/transfer/certificate_time.h"
#include "backend-client/transfer/gunzip.h"
#include "backend-client/transfer/transfer_judge.h"
#include "both-sides/clock.h"
#include "both-sides/log.h"

enum {
    HOST_CONNECTIONS_MAX = 4,
    FIRST_BODY_CAPACITY = 16 * 1024,
    HEADER_SIZE = 32 + TRANSFER_ETAG_SIZE,
};

struct transfer {
    struct transfers *owner;
    struct transfer *next;
    CURL *easy;
    struct curl_slist *headers;
    char *url;
    char *post; /* NULL: a GET */
    size_t post_length;
    int conditional;
    size_t limit;
    long time_limit_ms, silence_ms;
    unsigned char *body;
    size_t length, capacity;
    size_t header_bytes;
    curl_off_t seen_bytes; /* on the wire */
    int64_t start_us, active_us;
    unsigned redirects;
    struct certificate_time certificate_time;
    struct gunzip *gunzip; /* NULL: not compressed */
    int has_begun;         /* something of the body has come */
    int whole;             /* an answer came, to its end */
    enum failure stopped;  /* why our own callbacks stopped it */
    char curl_error[CURL_ERROR_SIZE];
    char detail[160];
    transfer_done done;
    void *context;
};

struct transfers {
    CURLM *multi;
    struct transfer *open;
    char *ca_file;
    long connect_timeout_ms, idle_timeout_ms, total_timeout_ms;
};

/* --- What curl hands over --- */

static int body_reserve(struct transfer *transfer, size_t size)
{
    if (size <= transfer->capacity) {
        return 0;
    }
    size_t capacity = transfer->capacity == 0 ? FIRST_BODY_CAPACITY : transfer->capacity;
    if (transfer->post != NULL) {
        capacity = transfer->limit; /* at once: growing would leave copies behind that nobody wipes */
    }
    while (capacity < size) {
        capacity *= 2;
    }
    unsigned char *body = realloc(transfer->body, capacity);
    if (body == NULL) {
        return -1;
    }
    transfer->body = body;
    transfer->capacity = capacity;
    return 0;
}

/* What is read of an answer; texts of other errors and of redirects are counted and dropped. */
static int is_read(const struct transfer *transfer)
{
    long status = 0;
    (void)curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    return status == 200 || status == 404 || status == 410 || transfer->post != NULL;
}

/* Counts what came out of the decompressor, so that a gzip bomb ends at the limit. */
static int take_body(void *context, const void *bytes, size_t length)
{
    struct transfer *transfer = context;
    if (length > transfer->limit - transfer->length) {
        transfer->stopped = FAILURE_TOO_LARGE;
        return -1;
    }
    if (is_read(transfer)) {
        if (body_reserve(transfer, transfer->length + length) != 0) {
            transfer->stopped = FAILURE_NO_MEMORY;
            return -1;
        }
        memcpy(transfer->body + transfer->length, bytes, length);
    }
    transfer->length += length;
    return 0;
}

/* With the first bytes: whether they are compressed. */
static void begin_body(struct transfer *transfer)
{
    transfer->has_begun = 1;
    switch (read_encoding(transfer->easy)) {
    case ENCODING_NONE:
        break;
    case ENCODING_GZIP:
        transfer->gunzip = gunzip_new(take_body, transfer);
        transfer->stopped = transfer->gunzip == NULL ? FAILURE_NO_MEMORY : FAILURE_NONE;
        break;
    case ENCODING_OTHER:
        transfer->stopped = FAILURE_BAD_RESPONSE;
        break;
    }
}

static size_t on_body(char *bytes, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;
    size_t length = size * count;
    transfer->active_us = steady_us();
    if (!transfer->has_begun) {
        begin_body(transfer);
    }
    if (transfer->stopped != FAILURE_NONE) {
        return 0;
    }
    int taken = transfer->gunzip != NULL ? gunzip_feed(transfer->gunzip, bytes, length)
                                         : take_body(transfer, bytes, length);
    if (taken != 0 && transfer->stopped == FAILURE_NONE) {
        transfer->stopped = FAILURE_BAD_RESPONSE;
    }
    return taken == 0 ? length : 0;
}

static size_t on_header(char *bytes, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;
    (void)bytes;
    transfer->active_us = steady_us();
    transfer->header_bytes += size * count;
    if (transfer->header_bytes > TRANSFER_HEADER_BYTES_MAX) {
        transfer->stopped = FAILURE_BAD_RESPONSE;
        return 0;
    }
    return size * count;
}

/* A compressed stream that decompresses to nothing is bounded here. */
static int on_progress(void *context, curl_off_t total, curl_off_t now, curl_off_t upload_total,
                       curl_off_t upload_now)
{
    struct transfer *transfer = context;
    (void)total;
    (void)upload_total;
    (void)upload_now;
    if (now != transfer->seen_bytes) {
        transfer->seen_bytes = now;
        transfer->active_us = steady_us();
    }
    if (now > (curl_off_t)transfer->limit) {
        transfer->stopped = FAILURE_TOO_LARGE;
        return 1;
    }
    return 0;
}

/* --- Starting and ending --- */

static void transfer_unlink(struct transfers *transfers, struct transfer *transfer)
{
    struct transfer **at = &transfers->open;
    while (*at != NULL && *at != transfer) {
        at = &(*at)->next;
    }
    if (*at == transfer) {
        *at = transfer->next;
    }
}

/* At the next address. */
static void forget_body(struct transfer *transfer)
{
    gunzip_free(transfer->gunzip);
    transfer->gunzip = NULL;
    transfer->has_begun = 0;
    transfer->length = 0;
}

/* Takes it out of curl; what was personal is wiped. */
static void transfer_free(struct transfer *transfer)
{
    if (transfer->easy != NULL) {
        (void)curl_multi_remove_handle(transfer->owner->multi, transfer->easy);
        curl_easy_cleanup(transfer->easy);
    }
    gunzip_free(transfer->gunzip);
    if (transfer->post != NULL) {
        for (struct curl_slist *line = transfer->headers; line != NULL; line = line->next) {
            explicit_bzero(line->data, strlen(line->data));
        }
        explicit_bzero(transfer->post, transfer->post_length);
        if (transfer->body != NULL) {
            explicit_bzero(transfer->body, transfer->capacity);
        }
    }
    curl_slist_free_all(transfer->headers);
    free(transfer->post);
    free(transfer->url);
    free(transfer->body);
    free(transfer);
}

#define SET(option, value) (code == CURLE_OK ? (code = curl_easy_setopt(easy, option, value)) : code)

static CURLcode set_limits(struct transfer *transfer)
{
    CURL *easy = transfer->easy;
    CURLcode code = CURLE_OK;
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_CONNECTTIMEOUT_MS, transfer->owner->connect_timeout_ms);
    SET(CURLOPT_TIMEOUT_MS, transfer->time_limit_ms);
    SET(CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)transfer->limit);
    SET(CURLOPT_PROTOCOLS_STR, "http,https");
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    SET(CURLOPT_TCP_KEEPALIVE, 1L);
    /* The box speaks to the headend only; a proxy in the environment is not meant for it. */
    SET(CURLOPT_PROXY, "");
    SET(CURLOPT_SSL_VERIFYPEER, 1L);
    SET(CURLOPT_SSL_VERIFYHOST, 2L);
    SET(CURLOPT_SSL_CTX_FUNCTION, certificate_time_use);
    SET(CURLOPT_SSL_CTX_DATA, &transfer->certificate_time);
    if (transfer->owner->ca_file != NULL) {
        SET(CURLOPT_CAINFO, transfer->owner->ca_file);
    }
    return code;
}

static CURLcode set_up(struct transfer *transfer)
{
    CURL *easy = transfer->easy;
    CURLcode code = set_limits(transfer);
    SET(CURLOPT_URL, transfer->url);
    SET(CURLOPT_USERAGENT, "tv-hall/1.0");
    SET(CURLOPT_HTTPHEADER, transfer->headers);
    SET(CURLOPT_WRITEFUNCTION, on_body);
    SET(CURLOPT_WRITEDATA, transfer);
    SET(CURLOPT_HEADERFUNCTION, on_header);
    SET(CURLOPT_HEADERDATA, transfer);
    SET(CURLOPT_XFERINFOFUNCTION, on_progress);
    SET(CURLOPT_XFERINFODATA, transfer);
    SET(CURLOPT_NOPROGRESS, 0L);
    SET(CURLOPT_ERRORBUFFER, transfer->curl_error);
    SET(CURLOPT_PRIVATE, transfer);
    if (transfer->post != NULL) {
        SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)transfer->post_length);
        SET(CURLOPT_POSTFIELDS, transfer->post);
        /* On a kept connection that the other side has closed curl would send it a second time by itself. */
        SET(CURLOPT_FRESH_CONNECT, 1L);
        /* Nor does a connection stay whose buffers have held it. */
        SET(CURLOPT_FORBID_REUSE, 1L);
    }
    return code;
}

static int add_header(struct transfer *transfer, const char *name, const char *value)
{
    char line[HEADER_SIZE];
    int length = snprintf(line, sizeof line, "%s: %s", name, value);
    if (length < 0 || (size_t)length >= sizeof line) {
        return 0; /* no value of ours; and asking without an ETag is always right */
    }
    struct curl_slist *headers = curl_slist_append(transfer->headers, line);
    explicit_bzero(line, sizeof line);
    if (headers == NULL) {
        return -1;
    }
    transfer->headers = headers;
    return 0;
}

/* What says who asks; `value` NULL or "": nothing does. */
static int add_own_header(struct transfer *transfer, const char *name, const char *value)
{
    return value == NULL || value[0] == '\0' ? 0 : add_header(transfer, name, value);
}

static int add_headers(struct transfer *transfer, const struct transfer_order *order)
{
    if (order->post == NULL && add_header(transfer, "Accept-Encoding", "gzip") != 0) {
        return -1;
    }
    if (order->etag != NULL && order->etag[0] != '\0') {
        transfer->conditional = 1;
        return add_header(transfer, "If-None-Match", order->etag);
    }
    if (order->post == NULL) {
        return 0;
    }
    if (add_header(transfer, "Content-Type", "application/json") != 0 ||
        add_header(transfer, "Cache-Control", "no-store") != 0) {
        return -1;
    }
    int failed = add_own_header(transfer, "TV-Hall-Box", order->box_number);
    if (order->credential != NULL && order->credential[0] != '\0') {
        char bearer[HEADER_SIZE];
        (void)snprintf(bearer, sizeof bearer, "Bearer %s", order->credential);
        failed |= add_header(transfer, "Authorization", bearer);
        explicit_bzero(bearer, sizeof bearer);
    }
    return failed | add_own_header(transfer, "TV-Hall-Session", order->session);
}

static int copy_post(struct transfer *transfer, const struct transfer_order *order)
{
    if (order->post == NULL) {
        return 0;
    }
    transfer->post = malloc(order->post_length + 1);
    if (transfer->post == NULL) {
        return -1;
    }
    memcpy(transfer->post, order->post, order->post_length);
    transfer->post_length = order->post_length;
    return 0;
}

struct transfer *transfer_start(struct transfers *transfers, const struct transfer_order *order,
                                transfer_done done, void *context)
{
    struct transfer *transfer = calloc(1, sizeof *transfer);
    if (transfer == NULL) {
        return NULL;
    }
    transfer->owner = transfers;
    transfer->limit = order->limit;
    transfer->time_limit_ms = order->time_limit_ms > 0 ? order->time_limit_ms : transfers->total_timeout_ms;
    transfer->silence_ms = order->silence_ms > 0 ? order->silence_ms : transfers->idle_timeout_ms;
    transfer->done = done;
    transfer->context = context;
    transfer->certificate_time =
        (struct certificate_time){.earliest_ms = order->earliest_ms, .judged_ms = order->judged_ms};
    transfer->start_us = transfer->active_us = steady_us();
    transfer->url = strdup(order->url);
    transfer->easy = curl_easy_init();
    if (transfer->url == NULL || transfer->easy == NULL || copy_post(transfer, order) != 0 ||
        add_headers(transfer, order) != 0 || set_up(transfer) != CURLE_OK ||
        curl_multi_add_handle(transfers->multi, transfer->easy) != CURLM_OK) {
        transfer_free(transfer);
        return NULL;
    }
    transfer->next = transfers->open;
    transfers->open = transfer;
    return transfer;
}

void transfer_cancel(struct transfer *transfer)
{
    transfer_unlink(transfer->owner, transfer);
    transfer_free(transfer);
}

/* Hands the result over; the transfer is gone after that. */
static void transfer_finish(struct transfers *transfers, struct transfer *transfer, enum failure failure)
{
    char etag[TRANSFER_ETAG_SIZE];
    long status = 0;
    curl_off_t retry_after = 0;
    (void)curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    (void)curl_easy_getinfo(transfer->easy, CURLINFO_RETRY_AFTER, &retry_after);
    read_etag(transfer->easy, etag);
    struct transfer_result result = {
        .failure = failure,
        .http_status = (int)status,
        .body = transfer->body != NULL ? transfer->body : (const unsigned char *)"",
        .length = transfer->whole && is_read(transfer) ? transfer->length : 0,
        .etag = etag,
        .date_ms = read_date_ms(transfer->easy),
        .retry_after_s = retry_after,
        .is_page = read_is_page(transfer->easy),
        .detail = transfer->detail,
    };
    transfer_unlink(transfers, transfer);
    transfer->done(transfer->context, &result);
    transfer_free(transfer);
}

/* Returns FAILURE_NONE if the transfer goes on at the new address. */
static enum failure follow(struct transfer *transfer)
{
    char *to = NULL;
    (void)curl_easy_getinfo(transfer->easy, CURLINFO_REDIRECT_URL, &to);
    if (to == NULL || ++transfer->redirects > TRANSFER_REDIRECT_MAX || !redirect_allowed(transfer->url, to)) {
        (void)snprintf(transfer->detail, sizeof transfer->detail, "redirect %u refused: %.100s",
                       transfer->redirects, to == NULL ? "no address" : to);
        /* To another place leads who stands in between: a page that wants a login. */
        return transfer->redirects > TRANSFER_REDIRECT_MAX ? FAILURE_REFUSED : FAILURE_UNREACHABLE;
    }
    int64_t left_ms = transfer->time_limit_ms - (steady_us() - transfer->start_us) / 1000;
    char *url = strdup(to);
    if (url == NULL) {
        return FAILURE_NO_MEMORY;
    }
    free(transfer->url);
    transfer->url = url;
    forget_body(transfer);
    transfer->header_bytes = 0;
    transfer->seen_bytes = 0;
    (void)curl_multi_remove_handle(transfer->owner->multi, transfer->easy);
    if (curl_easy_setopt(transfer->easy, CURLOPT_URL, url) != CURLE_OK ||
        curl_easy_setopt(transfer->easy, CURLOPT_TIMEOUT_MS, left_ms > 1 ? (long)left_ms : 1L) != CURLE_OK ||
        curl_multi_add_handle(transfer->owner->multi, transfer->easy) != CURLM_OK) {
        return FAILURE_NO_MEMORY;
    }
    return FAILURE_NONE;
}

static enum failure failure_of(const struct transfer *transfer, CURLcode code)
{
    long sent = 0;
    (void)curl_easy_getinfo(transfer->easy, CURLINFO_REQUEST_SIZE, &sent);
    if (transfer->stopped != FAILURE_NONE) {
        return transfer->stopped;
    }
    if (code == CURLE_OK) {
        return transfer->gunzip == NULL || gunzip_is_whole(transfer->gunzip) ? FAILURE_NONE
                                                                             : FAILURE_BAD_RESPONSE;
    }
    if (transfer->certificate_time.clock_is_wrong) {
        return FAILURE_CLOCK;
    }
    if (code == CURLE_OPERATION_TIMEDOUT && sent == 0) {
        return FAILURE_UNREACHABLE; /* there was no connection */
    }
    /* curl has one word for an address it does not speak and for an answer that is no HTTP. */
    return code == CURLE_UNSUPPORTED_PROTOCOL && sent > 0 ? FAILURE_BAD_RESPONSE : failure_of_curl(code);
}

/* curl is done with it: it goes on at another address, or its result is handed over and it is gone. */
static void transfer_complete(struct transfer *transfer, CURLcode code)
{
    long status = 0;
    (void)curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    enum failure failure = failure_of(transfer, code);
    if (failure != FAILURE_NONE) {
        const char *text = transfer->curl_error[0] != '\0' ? transfer->curl_error
                           : code == CURLE_OK              ? "compressed and cut off"
                                                           : curl_easy_strerror(code);
        (void)snprintf(transfer->detail, sizeof transfer->detail, "%.120s after %zu bytes", text,
                       transfer->length);
    } else if (is_redirect(status) && transfer->post == NULL) {
        failure = follow(transfer);
        if (failure == FAILURE_NONE) {
            return;
        }
    } else {
        failure = is_redirect(status) ? FAILURE_REFUSED : failure_of_status(status, transfer->conditional);
        transfer->whole = 1;
        (void)snprintf(transfer->detail, sizeof transfer->detail, "HTTP status %ld", status);
    }
    transfer_finish(transfer->owner, transfer, failure);
}

/* --- All of them, in the loop --- */

int64_t transfers_deadline(const struct transfers *transfers)
{
    int64_t deadline = INT64_MAX;
    for (const struct transfer *t = transfers->open; t != NULL; t = t->next) {
        int64_t idle = t->active_us + (int64_t)t->silence_ms * 1000;
        deadline = idle < deadline ? idle : deadline;
    }
    return deadline;
}

static struct transfer *find_idle(struct transfers *transfers, int64_t now_us)
{
    for (struct transfer *t = transfers->open; t != NULL; t = t->next) {
        if (now_us - t->active_us >= (int64_t)t->silence_ms * 1000) {
            return t;
        }
    }
    return NULL;
}

void transfers_service(struct transfers *transfers, int64_t now_us)
{
    int running;
    if (transfers->open == NULL) {
        return;
    }
    (void)curl_multi_perform(transfers->multi, &running);
    CURLMsg *message;
    int left;
    while ((message = curl_multi_info_read(transfers->multi, &left)) != NULL) {
        if (message->msg != CURLMSG_DONE) {
            continue;
        }
        CURLcode code = message->data.result;
        struct transfer *transfer = NULL;
        (void)curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
        transfer_complete(transfer, code);
    }
    /* One at a time from the start: a callback may have cancelled any other. */
    struct transfer *idle;
    while ((idle = find_idle(transfers, now_us)) != NULL) {
        (void)snprintf(idle->detail, sizeof idle->detail, "no byte for %ld ms", idle->silence_ms);
        transfer_finish(transfers, idle, FAILURE_TIMEOUT);
    }
}

static int failed_wait(const char *reason)
{
    log_line(LOG_LEVEL_ERROR, "network", "waiting: %s", reason);
    return -1;
}

int transfers_wait(struct transfers *transfers, struct pollfd *fds, size_t count, int timeout_ms)
{
    struct curl_waitfd waits[TRANSFER_WAIT_FDS_MAX];
    int number = 0;
    if (transfers->open == NULL) { /* nearly always, and a key waits */
        return poll(fds, count, timeout_ms) >= 0 || errno == EINTR ? 0 : failed_wait(strerror(errno));
    }
    if (count > TRANSFER_WAIT_FDS_MAX) {
        return failed_wait("too many descriptors");
    }
    for (size_t i = 0; i < count; i++) {
        waits[i] = (struct curl_waitfd){.fd = fds[i].fd, .events = CURL_WAIT_POLLIN};
    }
    CURLMcode code = curl_multi_poll(transfers->multi, waits, (unsigned)count, timeout_ms, &number);
    if (code != CURLM_OK) {
        return failed_wait(curl_multi_strerror(code));
    }
    for (size_t i = 0; i < count; i++) {
        fds[i].revents = waits[i].revents != 0 ? POLLIN : 0;
    }
    return 0;
}

struct transfers *transfers_new(const struct transfer_options *options)
{
    /* Counted inside curl, so every client may call it. */
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return NULL;
    }
    struct transfers *transfers = calloc(1, sizeof *transfers);
    if (transfers == NULL) {
        goto fail;
    }
    transfers->connect_timeout_ms = options->connect_timeout_ms;
    transfers->idle_timeout_ms = options->idle_timeout_ms;
    transfers->total_timeout_ms = options->total_timeout_ms;
    if (options->ca_file != NULL && options->ca_file[0] != '\0') {
        transfers->ca_file = strdup(options->ca_file);
        if (transfers->ca_file == NULL) {
            goto fail;
        }
    }
    transfers->multi = curl_multi_init();
    if (transfers->multi == NULL) {
        goto fail;
    }
    (void)curl_multi_setopt(transfers->multi, CURLMOPT_MAX_HOST_CONNECTIONS, (long)HOST_CONNECTIONS_MAX);
    (void)curl_multi_setopt(transfers->multi, CURLMOPT_MAXCONNECTS, (long)HOST_CONNECTIONS_MAX);
    return transfers;
fail:
    if (transfers != NULL) {
        free(transfers->ca_file);
        free(transfers);
    }
    curl_global_cleanup();
    return NULL;
}

void transfers_free(struct transfers *transfers)
{
    if (transfers == NULL) {
        return;
    }
    while (transfers->open != NULL) {
        struct transfer *transfer = transfers->open;
        transfers->open = transfer->next;
        transfer_free(transfer);
    }
    (void)curl_multi_cleanup(transfers->multi);
    free(transfers->ca_file);
    free(transfers);
    curl_global_cleanup();
}
