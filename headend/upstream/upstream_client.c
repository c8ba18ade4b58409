#include "headend/upstream/upstream_client.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/version.h"

enum { URL_SIZE = 400, STATUS_GOOD = 200 };

struct upstream_client {
    CURL *easy;
    struct curl_slist *headers;
    char *base;
    int timeout_ms;
    size_t length;
    int too_long;
    char answer[UPSTREAM_BYTES_MAX + 1];
};

struct upstream_client *upstream_client_create(const char *base)
{
    struct upstream_client *client = calloc(1, sizeof *client);
    if (client == NULL || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        free(client);
        return NULL;
    }
    client->base = strdup(base);
    client->easy = curl_easy_init();
    client->headers = curl_slist_append(NULL, "Content-Type: application/json");
    if (client->base == NULL || client->easy == NULL || client->headers == NULL) {
        upstream_client_free(client);
        return NULL;
    }
    return client;
}

void upstream_client_free(struct upstream_client *client)
{
    if (client != NULL) {
        upstream_client_wipe(client);
        curl_slist_free_all(client->headers);
        curl_easy_cleanup(client->easy);
        free(client->base);
        free(client);
        curl_global_cleanup();
    }
}

void upstream_client_allow(struct upstream_client *client, int timeout_ms)
{
    client->timeout_ms = timeout_ms;
}

static size_t take(char *bytes, size_t size, size_t count, void *context)
{
    struct upstream_client *client = context;
    size_t length = size * count;
    if (length > UPSTREAM_BYTES_MAX - client->length) {
        client->too_long = 1;
        return 0;
    }
    memcpy(client->answer + client->length, bytes, length);
    client->length += length;
    return length;
}

static int configure(struct upstream_client *client, const char *url, const char *body, char *message)
{
    CURL *easy = client->easy;
    curl_easy_reset(easy);
    return curl_easy_setopt(easy, CURLOPT_URL, url) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_PROXY, "") == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)client->timeout_ms) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_HTTPHEADER, client->headers) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_USERAGENT, "tv-hall-headend/" TV_HALL_VERSION) ==
                       CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, message) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_WRITEDATA, client) == CURLE_OK
               ? 0
               : -1;
}

int upstream_client_post(struct upstream_client *client, const char *path, const char *body,
                         const char **text, size_t *length, char problem[UPSTREAM_PROBLEM_SIZE])
{
    char message[CURL_ERROR_SIZE] = "";
    char url[URL_SIZE];
    long status = 0;
    upstream_client_wipe(client);
    (void)snprintf(url, sizeof url, "%s%s", client->base, path);
    if (configure(client, url, body, message) != 0) {
        (void)snprintf(problem, UPSTREAM_PROBLEM_SIZE, "the transfer cannot be prepared");
        return -1;
    }
    CURLcode code = curl_easy_perform(client->easy);
    (void)curl_easy_getinfo(client->easy, CURLINFO_RESPONSE_CODE, &status);
    /* The handle outlives this call, the message and the body do not. */
    curl_easy_reset(client->easy);
    if (client->too_long) {
        (void)snprintf(problem, UPSTREAM_PROBLEM_SIZE, "the answer is longer than %d bytes",
                       UPSTREAM_BYTES_MAX);
    } else if (code != CURLE_OK) {
        (void)snprintf(problem, UPSTREAM_PROBLEM_SIZE, "%.150s",
                       message[0] != '\0' ? message : curl_easy_strerror(code));
    } else if (status != STATUS_GOOD) {
        (void)snprintf(problem, UPSTREAM_PROBLEM_SIZE, "status %ld", status);
    } else {
        client->answer[client->length] = '\0';
        *text = client->answer;
        *length = client->length;
        return 0;
    }
    upstream_client_wipe(client);
    return -1;
}

void upstream_client_wipe(struct upstream_client *client)
{
    explicit_bzero(client->answer, client->length);
    client->length = 0;
    client->too_long = 0;
}
