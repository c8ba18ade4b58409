#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend-client/transfer/transfer_private.h"
#include "both-sides/monotonic.h"

enum { HOST_CONNECTIONS_MAX = 4 };

int64_t transfers_deadline(const struct transfers *transfers)
{
    int64_t deadline = INT64_MAX;
    for (const struct transfer *t = transfers->open; t != NULL; t = t->next) {
        int64_t idle = t->active_us + (int64_t)transfers->idle_timeout_ms * 1000;
        deadline = idle < deadline ? idle : deadline;
    }
    return deadline;
}

static struct transfer *find_idle(struct transfers *transfers, int64_t now_us)
{
    for (struct transfer *t = transfers->open; t != NULL; t = t->next) {
        if (now_us - t->active_us >= (int64_t)transfers->idle_timeout_ms * 1000) {
            return t;
        }
    }
    return NULL;
}

void transfers_service(struct transfers *transfers, int64_t now_us)
{
    int running;
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
        (void)snprintf(idle->detail, sizeof idle->detail, "no byte for %ld ms", transfers->idle_timeout_ms);
        transfer_finish(idle, FAILURE_TIMEOUT);
    }
}

CURLM *transfers_multi(struct transfers *transfers)
{
    return transfers->multi;
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
