#include "headend/notices/import/fetch_transfer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "both-sides/version.h"
#include "headend/notices/import/inside_address.h"

enum { REDIRECTS_MAX = 5, CONNECT_SECONDS = 10, SLOW_BYTES = 100, SLOW_SECONDS = 15 };

/* Counts what comes out of the decompression, so that a small answer that grows without end is stopped too.
 */
static size_t take(char *bytes, size_t size, size_t count, void *context)
{
    struct fetch_transfer *transfer = context;
    struct fetched *out = &transfer->out;
    size_t length = size * count;
    if (length > transfer->limit - out->length) {
        transfer->too_long = 1;
        return 0;
    }
    if (out->length + length + 1 > transfer->room) {
        size_t room = (out->length + length + 1) * 2;
        unsigned char *grown = realloc(out->bytes, room);
        if (grown == NULL) {
            return 0;
        }
        out->bytes = grown;
        transfer->room = room;
    }
    memcpy(out->bytes + out->length, bytes, length);
    out->length += length;
    out->bytes[out->length] = '\0';
    return length;
}

static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct fetch_transfer *transfer = context;
    struct fetcher *fetcher = transfer->fetcher;
    int is_inside = is_inside_address(&address->addr);
    (void)purpose;
    if (fetcher->inside == FETCH_INSIDE_AS_FIRST) {
        fetcher->inside = is_inside ? FETCH_INSIDE_ALWAYS : FETCH_INSIDE_NEVER;
    }
    if (is_inside && fetcher->inside == FETCH_INSIDE_NEVER) {
        transfer->refused = 1;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int fetch_transfer_begin(struct fetch_transfer *transfer, struct fetcher *fetcher, const char *url,
                         size_t limit, long seconds)
{
    CURL *easy = curl_easy_init();
    *transfer = (struct fetch_transfer){.easy = easy, .fetcher = fetcher, .limit = limit};
    return easy != NULL && curl_easy_setopt(easy, CURLOPT_URL, url) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https") == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, transfer) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_MAXREDIRS, (long)REDIRECTS_MAX) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_TIMEOUT, seconds) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)SLOW_SECONDS) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_FAILONERROR, 1L) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "") == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_USERAGENT, "tv-hall-admin/" TV_HALL_VERSION) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->message) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer) == CURLE_OK
               ? 0
               : -1;
}

/* "text/xml; charset=gb2312" */
static void take_charset(CURL *easy, struct fetched *out)
{
    char *type = NULL;
    if (curl_easy_getinfo(easy, CURLINFO_CONTENT_TYPE, &type) != CURLE_OK || type == NULL) {
        return;
    }
    const char *at = strcasestr(type, "charset=");
    if (at != NULL) {
        at += strlen("charset=");
        at += *at == '"' || *at == '\'' ? 1 : 0;
        (void)snprintf(out->charset, sizeof out->charset, "%.*s", (int)strcspn(at, "\"'; \t"), at);
    }
}

int fetch_transfer_host_failed(const struct fetch_transfer *transfer, CURLcode code)
{
    long status = 0;
    if (code == CURLE_HTTP_RETURNED_ERROR) {
        return curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK &&
               status >= 500;
    }
    return !transfer->refused &&
           (code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST ||
            code == CURLE_OPERATION_TIMEDOUT || code == CURLE_SSL_CONNECT_ERROR ||
            code == CURLE_GOT_NOTHING || code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR);
}

int fetch_transfer_end(struct fetch_transfer *transfer, CURLcode code, struct fetched *out,
                       char problem[FETCH_PROBLEM_SIZE])
{
    int result = -1;
    if (transfer->too_long) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "it is larger than %zu bytes", transfer->limit);
    } else if (transfer->refused) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "its address is one inside this network");
    } else if (code == CURLE_LOGIN_DENIED) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "an address may not hold a name and password");
    } else if (code != CURLE_OK) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "%.150s",
                       transfer->message[0] != '\0' ? transfer->message : curl_easy_strerror(code));
    } else if (transfer->out.length == 0) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "it is empty");
    } else {
        take_charset(transfer->easy, &transfer->out);
        result = 0;
    }
    if (result != 0) {
        free(transfer->out.bytes);
        memset(&transfer->out, 0, sizeof transfer->out);
    }
    *out = transfer->out;
    curl_easy_cleanup(transfer->easy);
    return result;
}
