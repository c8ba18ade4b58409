#ifndef HEADEND_NOTICES_IMPORT_FETCH_TRANSFER_H
#define HEADEND_NOTICES_IMPORT_FETCH_TRANSFER_H

#include <curl/curl.h>

#include "headend/notices/import/fetch.h"

/* For fetch.c and fetch_many.c: one transfer over http(s). */

struct fetcher {
    enum fetch_inside inside;
};

struct fetch_transfer {
    CURL *easy;
    struct fetcher *fetcher;
    struct fetched out;
    size_t limit, room;
    int too_long;
    int refused; /* an address inside */
    char message[CURL_ERROR_SIZE];
};

/* Prepares it, with the most bytes it takes and the most seconds it lasts. The transfer must not be moved
 * until it is ended, which it must be in any case. -1: it cannot be prepared. */
int fetch_transfer_begin(struct fetch_transfer *transfer, struct fetcher *fetcher, const char *url,
                         size_t limit, long seconds);

/* 1 when it was its host that failed: not there, too slow, or out of order (5xx). */
int fetch_transfer_host_failed(const struct fetch_transfer *transfer, CURLcode code);

/* After libcurl ended it with `code`: 0, and `out` is the caller's; or -1 and why. */
int fetch_transfer_end(struct fetch_transfer *transfer, CURLcode code, struct fetched *out,
                       char problem[FETCH_PROBLEM_SIZE]);

#endif
