#include "headend/notices/import/fetch.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "both-sides/version.h"
#include "headend/notices/import/inside_address.h"

enum { REDIRECTS_MAX = 5, CONNECT_SECONDS = 10, WHOLE_SECONDS = 60, SLOW_BYTES = 100, SLOW_SECONDS = 15 };

/* A host that cannot be reached or hangs is not asked for a third time. */
enum { HOSTS_KEPT = 64, HOST_SIZE = 200, HOST_FAILURES_MAX = 2 };

struct failing_host {
    char name[HOST_SIZE]; /* with its port */
    int failures;
};

struct fetcher {
    CURL *easy;
    enum fetch_inside inside;
    struct failing_host hosts[HOSTS_KEPT];
    int refused; /* an address inside, in the transfer that runs */
};

struct intake {
    struct fetched *out;
    size_t limit, room;
    int too_long;
};

/* Counts what comes out of the decompression, so that a small answer that grows without end is stopped too.
 */
static size_t take(char *bytes, size_t size, size_t count, void *context)
{
    struct intake *intake = context;
    struct fetched *out = intake->out;
    size_t length = size * count;
    if (length > intake->limit - out->length) {
        intake->too_long = 1;
        return 0;
    }
    if (out->length + length + 1 > intake->room) {
        size_t room = (out->length + length + 1) * 2;
        unsigned char *grown = realloc(out->bytes, room);
        if (grown == NULL) {
            return 0;
        }
        out->bytes = grown;
        intake->room = room;
    }
    memcpy(out->bytes + out->length, bytes, length);
    out->length += length;
    out->bytes[out->length] = '\0';
    return length;
}

static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct fetcher *fetcher = context;
    int is_inside = is_inside_address(&address->addr);
    (void)purpose;
    if (fetcher->inside == FETCH_INSIDE_AS_FIRST) {
        fetcher->inside = is_inside ? FETCH_INSIDE_ALWAYS : FETCH_INSIDE_NEVER;
    }
    if (is_inside && fetcher->inside == FETCH_INSIDE_NEVER) {
        fetcher->refused = 1;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

struct fetcher *fetcher_create(enum fetch_inside inside)
{
    struct fetcher *fetcher = calloc(1, sizeof *fetcher);
    if (fetcher == NULL || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        free(fetcher);
        return NULL;
    }
    fetcher->inside = inside;
    fetcher->easy = curl_easy_init();
    if (fetcher->easy == NULL) {
        fetcher_free(fetcher);
        return NULL;
    }
    return fetcher;
}

void fetcher_free(struct fetcher *fetcher)
{
    if (fetcher != NULL) {
        curl_easy_cleanup(fetcher->easy);
        free(fetcher);
        curl_global_cleanup();
    }
}

static int configure(struct fetcher *fetcher, const char *url, struct intake *intake, char *message)
{
    CURL *easy = fetcher->easy;
    fetcher->refused = 0;
    curl_easy_reset(easy);
    return curl_easy_setopt(easy, CURLOPT_URL, url) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https") == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, fetcher) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_MAXREDIRS, (long)REDIRECTS_MAX) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_TIMEOUT, (long)WHOLE_SECONDS) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)SLOW_SECONDS) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_FAILONERROR, 1L) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "") == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_USERAGENT, "tv-hall-admin/" TV_HALL_VERSION) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, message) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take) == CURLE_OK &&
                   curl_easy_setopt(easy, CURLOPT_WRITEDATA, intake) == CURLE_OK
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

/* The host's entry, or a free one; NULL: there are too many. */
static struct failing_host *host_of(struct fetcher *fetcher, const char *url)
{
    char name[HOST_SIZE];
    const char *host = strstr(url, "://");
    host = host != NULL ? host + 3 : url;
    (void)snprintf(name, sizeof name, "%.*s", (int)strcspn(host, "/?#"), host);
    for (size_t i = 0; i < HOSTS_KEPT; i++) {
        struct failing_host *entry = &fetcher->hosts[i];
        if (entry->failures == 0) {
            memcpy(entry->name, name, sizeof name);
            return entry;
        }
        if (strcasecmp(entry->name, name) == 0) {
            return entry;
        }
    }
    return NULL;
}

int fetch_url(struct fetcher *fetcher, const char *url, size_t limit, struct fetched *out,
              char problem[FETCH_PROBLEM_SIZE])
{
    char message[CURL_ERROR_SIZE] = "";
    struct intake intake = {.out = out, .limit = limit};
    struct failing_host *host = host_of(fetcher, url);
    memset(out, 0, sizeof *out);
    if (host != NULL && host->failures >= HOST_FAILURES_MAX) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "its host could not be reached twice");
        return -1;
    }
    if (configure(fetcher, url, &intake, message) != 0) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "the transfer cannot be prepared");
        return -1;
    }
    CURLcode code = curl_easy_perform(fetcher->easy);
    if (host != NULL && !fetcher->refused &&
        (code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST ||
         code == CURLE_OPERATION_TIMEDOUT || code == CURLE_SSL_CONNECT_ERROR)) {
        host->failures++;
    }
    if (intake.too_long) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "it is larger than %zu bytes", limit);
    } else if (fetcher->refused) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "its address is one inside this network");
    } else if (code == CURLE_LOGIN_DENIED) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "an address may not hold a name and password");
    } else if (code != CURLE_OK) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "%.150s",
                       message[0] != '\0' ? message : curl_easy_strerror(code));
    } else if (out->length == 0) {
        (void)snprintf(problem, FETCH_PROBLEM_SIZE, "it is empty");
    } else {
        take_charset(fetcher->easy, out);
        return 0;
    }
    free(out->bytes);
    memset(out, 0, sizeof *out);
    return -1;
}
