#include "headend/notices/import/fetch.h"

#include <stdlib.h>

#include "headend/notices/import/fetch_transfer.h"

enum { WHOLE_SECONDS = 60 };

struct fetcher *fetcher_create(enum fetch_inside inside)
{
    struct fetcher *fetcher = calloc(1, sizeof *fetcher);
    if (fetcher == NULL || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        free(fetcher);
        return NULL;
    }
    fetcher->inside = inside;
    return fetcher;
}

void fetcher_free(struct fetcher *fetcher)
{
    if (fetcher != NULL) {
        free(fetcher);
        curl_global_cleanup();
    }
}

int fetch_url(struct fetcher *fetcher, const char *url, size_t limit, struct fetched *out,
              char problem[FETCH_PROBLEM_SIZE])
{
    struct fetch_transfer transfer;
    CURLcode code = fetch_transfer_begin(&transfer, fetcher, url, limit, WHOLE_SECONDS) == 0
                        ? curl_easy_perform(transfer.easy)
                        : CURLE_OUT_OF_MEMORY;
    return fetch_transfer_end(&transfer, code, out, problem);
}
