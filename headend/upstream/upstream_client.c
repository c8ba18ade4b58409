#include "headend/upstream/upstream_client.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "both-sides/version.h"

enum { URL_SIZE = 1024, STATUS_GOOD = 200 };

/* What comes in, up to a bound. */
struct intake {
    char *bytes;
    size_t most, length;
    int too_long;
};

struct upstream_client {
    CURL *easy;
    struct upstream_config config;
    struct intake body, headers; /* headers: lines, each ended by a NUL */
    char body_bytes[UPSTREAM_BYTES_MAX + 1];
    char header_bytes[UPSTREAM_HEADERS_MAX];
};

/* --- Start and end --- */

static int check_files(const struct upstream_config *config, char problem[UPSTREAM_PROBLEM_SIZE])
{
    if (config->key_file[0] != '\0' && config->certificate_file[0] == '\0') {
        (void)snprintf(problem, UPSTREAM_PROBLEM_SIZE, "%.100s: a key without a certificate",
                       config->key_file);
        return -1;
    }
    const char *const files[] = {config->ca_file, config->certificate_file, config->key_file};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        if (files[i][0] != '\0' && access(files[i], R_OK) != 0) {
            (void)snprintf(problem, UPSTREAM_PROBLEM_SIZE, "%.100s: %.50s", files[i], strerror(errno));
            return -1;
        }
    }
    return 0;
}

static struct intake own_body(struct upstream_client *client)
{
    return (struct intake){.bytes = client->body_bytes, .most = UPSTREAM_BYTES_MAX};
}

struct upstream_client *upstream_client_create(const struct upstream_config *config,
                                               char problem[UPSTREAM_PROBLEM_SIZE])
{
    if (check_files(config, problem) != 0) {
        return NULL;
    }
    (void)snprintf(problem, UPSTREAM_PROBLEM_SIZE, "out of memory");
    struct upstream_client *client = calloc(1, sizeof *client);
    if (client == NULL || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        free(client);
        return NULL;
    }
    client->config = *config;
    client->body = own_body(client);
    client->headers = (struct intake){.bytes = client->header_bytes, .most = UPSTREAM_HEADERS_MAX};
    client->easy = curl_easy_init();
    if (client->easy == NULL) {
        upstream_client_free(client);
        return NULL;
    }
    return client;
}

void upstream_client_free(struct upstream_client *client)
{
    if (client != NULL) {
        upstream_client_wipe(client);
        curl_easy_cleanup(client->easy);
        free(client);
        curl_global_cleanup();
    }
}

void upstream_client_allow(struct upstream_client *client, int timeout_ms)
{
    client->config.timeout_ms = timeout_ms;
}

int upstream_client_allowed(const struct upstream_client *client)
{
    return client->config.timeout_ms;
}

static void wipe(struct intake *intake)
{
    explicit_bzero(intake->bytes, intake->length);
    intake->length = 0;
    intake->too_long = 0;
}

void upstream_client_wipe(struct upstream_client *client)
{
    wipe(&client->body);
    wipe(&client->headers);
    client->body = own_body(client);
}

/* --- What comes in --- */

static size_t take(char *bytes, size_t size, size_t count, void *context)
{
    struct intake *intake = context;
    size_t length = size * count;
    if (length > intake->most - intake->length) {
        intake->too_long = 1;
        return 0;
    }
    memcpy(intake->bytes + intake->length, bytes, length);
    intake->length += length;
    return length;
}

/* A line at a time. A status line begins the head anew: what came before was of a 100 Continue. */
static size_t take_header(char *bytes, size_t size, size_t count, void *context)
{
    struct intake *headers = context;
    size_t length = size * count;
    if (length >= 5 && memcmp(bytes, "HTTP/", 5) == 0) {
        wipe(headers);
    }
    size_t end = length;
    while (end > 0 && (bytes[end - 1] == '\r' || bytes[end - 1] == '\n')) {
        end--;
    }
    if (memchr(bytes, '\0', end) != NULL) {
        return 0;
    }
    char ending[] = "";
    return take(bytes, 1, end, headers) == end && take(ending, 1, 1, headers) == 1 ? length : 0;
}

const char *upstream_client_header(const struct upstream_client *client, const char *name)
{
    const char *end = client->header_bytes + client->headers.length;
    const char *found = NULL;
    size_t length = strlen(name);
    for (const char *line = client->header_bytes; line < end; line += strlen(line) + 1) {
        if (strncasecmp(line, name, length) == 0 && line[length] == ':') {
            if (found != NULL) {
                return NULL;
            }
            found = line + length + 1 + strspn(line + length + 1, " \t");
        }
    }
    return found;
}

/* --- An exchange --- */

#define SET(option, value) (curl_easy_setopt(easy, option, value) == CURLE_OK)

static int configure_tls(CURL *easy, const struct upstream_config *config)
{
    /* Without the folder: whom the file does not name is not believed. */
    int good = SET(CURLOPT_SSL_VERIFYPEER, 1L) && SET(CURLOPT_SSL_VERIFYHOST, 2L) &&
               SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (good && config->ca_file[0] != '\0') {
        good = SET(CURLOPT_CAINFO, config->ca_file) && SET(CURLOPT_CAPATH, NULL);
    }
    if (good && config->certificate_file[0] != '\0') {
        const char *key = config->key_file[0] != '\0' ? config->key_file : config->certificate_file;
        good = SET(CURLOPT_SSLCERT, config->certificate_file) && SET(CURLOPT_SSLKEY, key);
    }
    return good;
}

static const char *base_of(const struct upstream_client *client, const struct upstream_request *request)
{
    return request->url != NULL ? request->url : client->config.url;
}

static int configure(struct upstream_client *client, const struct upstream_request *request,
                     struct curl_slist *headers, char *message)
{
    CURL *easy = client->easy;
    char url[URL_SIZE];
    (void)snprintf(url, sizeof url, "%s%s", base_of(client, request), request->path); /* it fits */
    int good = SET(CURLOPT_URL, url) && SET(CURLOPT_PROTOCOLS_STR, "http,https") && SET(CURLOPT_PROXY, "") &&
               SET(CURLOPT_FOLLOWLOCATION, 0L) && SET(CURLOPT_TIMEOUT_MS, (long)client->config.timeout_ms) &&
               SET(CURLOPT_NOSIGNAL, 1L) && SET(CURLOPT_FRESH_CONNECT, (long)(request->once != 0)) &&
               SET(CURLOPT_HTTPHEADER, headers) &&
               SET(CURLOPT_USERAGENT, "tv-hall-headend/" TV_HALL_VERSION) &&
               SET(CURLOPT_ERRORBUFFER, message) && SET(CURLOPT_WRITEFUNCTION, take) &&
               SET(CURLOPT_WRITEDATA, &client->body) && SET(CURLOPT_HEADERFUNCTION, take_header) &&
               SET(CURLOPT_HEADERDATA, &client->headers) && configure_tls(easy, &client->config);
    if (good && request->body != NULL) {
        good = SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->length) &&
               SET(CURLOPT_POSTFIELDS, request->body);
    }
    return good ? 0 : -1;
}

static int list_headers(const char *const *headers, struct curl_slist **list)
{
    for (; headers != NULL && *headers != NULL; headers++) {
        struct curl_slist *longer = curl_slist_append(*list, *headers);
        if (longer == NULL) {
            return -1;
        }
        *list = longer;
    }
    return 0;
}

int upstream_client_ask(struct upstream_client *client, const struct upstream_request *request,
                        struct upstream_response *response, char problem[UPSTREAM_PROBLEM_SIZE])
{
    char message[CURL_ERROR_SIZE] = "";
    struct curl_slist *headers = NULL;
    long status = 0;
    CURLcode code = CURLE_OUT_OF_MEMORY; /* else libcurl takes whatever it is told */
    upstream_client_wipe(client);
    client->body = request->room != NULL
                       ? (struct intake){.bytes = request->room, .most = request->room_size - 1}
                       : own_body(client);
    int fits = strlen(base_of(client, request)) + strlen(request->path) < URL_SIZE;
    int ready = fits && list_headers(request->headers, &headers) == 0 &&
                configure(client, request, headers, message) == 0;
    if (ready) {
        code = curl_easy_perform(client->easy);
        (void)curl_easy_getinfo(client->easy, CURLINFO_RESPONSE_CODE, &status);
    }
    /* The handle outlives this call; the message, the headers and the body do not. */
    curl_easy_reset(client->easy);
    curl_slist_free_all(headers);
    if (!ready) {
        (void)snprintf(problem, UPSTREAM_PROBLEM_SIZE, "the transfer cannot be prepared");
    } else if (client->body.too_long || client->headers.too_long) {
        (void)snprintf(problem, UPSTREAM_PROBLEM_SIZE, "the answer is longer than %zu bytes",
                       client->body.too_long ? client->body.most : client->headers.most);
    } else if (code != CURLE_OK) {
        (void)snprintf(problem, UPSTREAM_PROBLEM_SIZE, "%.150s",
                       message[0] != '\0' ? message : curl_easy_strerror(code));
    } else if (status != STATUS_GOOD && !request->any_status) {
        (void)snprintf(problem, UPSTREAM_PROBLEM_SIZE, "status %ld", status);
    } else {
        client->body.bytes[client->body.length] = '\0';
        *response = (struct upstream_response){
            .status = (int)status, .body = client->body.bytes, .length = client->body.length};
        if (request->room != NULL) {
            client->body = own_body(client); /* the room is the caller's again */
        }
        return 0;
    }
    upstream_client_wipe(client);
    return fits && code == CURLE_OUT_OF_MEMORY ? UPSTREAM_LACKS_MEMORY : -1;
}
