#ifndef HEADEND_NOTICES_IMPORT_FETCH_MANY_H
#define HEADEND_NOTICES_IMPORT_FETCH_MANY_H

#include "headend/notices/import/fetch.h"

/* Many small things over http(s) at the same time: at most 8 at once and 2 of one host. A host that cannot be
 * reached, does not answer in time or answers 5xx twice is not asked again. */

struct fetch_many {
    size_t limit;          /* bytes of each */
    int seconds_each;      /* for each */
    int seconds_for_whole; /* for all; what is not there then counts as failed */
    void *context;

    /* What became of the address with this number; called as they come, once for each address and in no
     * order. `fetched` is NULL when it could not be had, and `problem` says why, or is "" where the host had
     * been given up. What is fetched is freed afterwards. May return another address to try under this number
     * (which lives until that was answered), or NULL. */
    const char *(*arrived)(void *context, size_t number, const struct fetched *fetched, const char *problem);

    /* Once for each host that was given up: how many were not asked for. */
    void (*given_up)(void *context, const char *host, int skipped);
};

/* Fetches urls[0 … count - 1]. -1: out of memory; some may have arrived. */
int fetch_many(struct fetcher *fetcher, const char *const *urls, size_t count,
               const struct fetch_many *options);

#endif
