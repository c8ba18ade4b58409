#include "backend-client/transfer/transfer_judge.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "both-sides/digits.h"

enum { AGE_SECONDS_MAX = 7 * 24 * 3600 };

enum failure failure_of_curl(CURLcode code)
{
    switch (code) {
    case CURLE_OK:
        return FAILURE_NONE;
    case CURLE_OPERATION_TIMEDOUT:
        return FAILURE_TIMEOUT;
    case CURLE_TOO_MANY_REDIRECTS:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
        return FAILURE_REFUSED;
    case CURLE_PARTIAL_FILE:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_WRITE_ERROR:
        return FAILURE_BAD_RESPONSE;
    case CURLE_FILESIZE_EXCEEDED:
        return FAILURE_TOO_LARGE;
    case CURLE_OUT_OF_MEMORY:
        return FAILURE_NO_MEMORY;
    default:
        return FAILURE_UNREACHABLE;
    }
}

enum failure failure_of_status(long status, int conditional)
{
    if (status == 200 || (status == 304 && conditional)) {
        return FAILURE_NONE;
    }
    if (status == 404 || status == 410) {
        return FAILURE_NOT_FOUND;
    }
    if (status == 408) {
        return FAILURE_TIMEOUT;
    }
    /* 429 asks for patience as 503 does. */
    if (status == 429 || (status >= 500 && status <= 599)) {
        return FAILURE_SERVER;
    }
    return status >= 400 && status <= 499 ? FAILURE_REFUSED : FAILURE_BAD_RESPONSE;
}

int is_redirect(long status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

struct address {
    char *scheme, *host, *port, *user;
};

static void address_free(struct address *address)
{
    curl_free(address->scheme);
    curl_free(address->host);
    curl_free(address->port);
    curl_free(address->user);
}

static int address_read(const char *url, struct address *address)
{
    *address = (struct address){0};
    CURLU *parsed = curl_url();
    if (parsed == NULL) {
        return -1;
    }
    int result = -1;
    if (curl_url_set(parsed, CURLUPART_URL, url, 0) == CURLUE_OK &&
        curl_url_get(parsed, CURLUPART_SCHEME, &address->scheme, 0) == CURLUE_OK &&
        curl_url_get(parsed, CURLUPART_HOST, &address->host, 0) == CURLUE_OK &&
        curl_url_get(parsed, CURLUPART_PORT, &address->port, CURLU_DEFAULT_PORT) == CURLUE_OK) {
        CURLUcode user = curl_url_get(parsed, CURLUPART_USER, &address->user, 0);
        result = user == CURLUE_NO_USER ? 0 : -1;
    }
    curl_url_cleanup(parsed);
    return result;
}

int redirect_allowed(const char *from, const char *to)
{
    struct address a, b;
    int read_a = address_read(from, &a);
    int read_b = address_read(to, &b);
    int allowed = 0;
    if (read_a == 0 && read_b == 0 && strcasecmp(a.host, b.host) == 0) {
        int same_scheme = strcasecmp(a.scheme, b.scheme) == 0;
        int upgrade = strcasecmp(a.scheme, "http") == 0 && strcasecmp(b.scheme, "https") == 0;
        allowed = upgrade || (same_scheme && strcmp(a.port, b.port) == 0);
    }
    address_free(&a);
    address_free(&b);
    return allowed;
}

static const char *header_value(CURL *easy, const char *name)
{
    struct curl_header *header;
    if (curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &header) != CURLHE_OK) {
        return NULL;
    }
    return header->value;
}

void read_etag(CURL *easy, char etag[TRANSFER_ETAG_SIZE])
{
    etag[0] = '\0';
    const char *value = header_value(easy, "ETag");
    if (value == NULL) {
        return;
    }
    size_t length = strlen(value);
    if (length < 2 || length >= TRANSFER_ETAG_SIZE || value[length - 1] != '"' ||
        (value[0] != '"' && strncmp(value, "W/\"", 3) != 0)) {
        return;
    }
    for (size_t i = 0; i < length; i++) {
        if (value[i] < 0x21 || value[i] > 0x7E) {
            return;
        }
    }
    memcpy(etag, value, length + 1);
}

enum encoding read_encoding(CURL *easy)
{
    const char *value = header_value(easy, "Content-Encoding");
    if (value == NULL || value[0] == '\0' || strcasecmp(value, "identity") == 0) {
        return ENCODING_NONE;
    }
    return strcasecmp(value, "gzip") == 0 || strcasecmp(value, "x-gzip") == 0 ? ENCODING_GZIP
                                                                              : ENCODING_OTHER;
}

int read_is_page(CURL *easy)
{
    static const char html[] = "text/html", xhtml[] = "application/xhtml";
    const char *value = header_value(easy, "Content-Type");
    return value != NULL && (strncasecmp(value, html, sizeof html - 1) == 0 ||
                             strncasecmp(value, xhtml, sizeof xhtml - 1) == 0);
}

int64_t read_date_ms(CURL *easy)
{
    const char *value = header_value(easy, "Date");
    if (value == NULL) {
        return 0;
    }
    time_t seconds = curl_getdate(value, NULL);
    if (seconds <= 0) {
        return 0;
    }
    int64_t date_ms = (int64_t)seconds * 1000;
    /* A cache on the way hands out the Date of when it got the answer. */
    const char *age = header_value(easy, "Age");
    if (age != NULL) {
        int64_t old = 0;
        if (digits_read(age, 1, AGE_SECONDS_MAX, &old) == 0) {
            date_ms += old * 1000;
        }
    }
    return date_ms;
}
