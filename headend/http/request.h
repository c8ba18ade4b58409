#ifndef HEADEND_HTTP_REQUEST_H
#define HEADEND_HTTP_REQUEST_H

#include <microhttpd.h>

#include "headend/http/answer_cache.h"

/* A request, checked against docs/openapi.yaml. */

enum { REQUEST_URL_BYTES_MAX = 2048, NOTICE_LIMIT_MAX = 1000, NOTICE_LIMIT_DEFAULT = 50 };

struct request {
    struct answer_key key;
    int has_cursor;
    struct cursor cursor;
    int accepts_gzip;
    /* Of a checklist's page; NULL: not given. They live as long as the connection's request. */
    const char *outcome, *items, *exempt;
    int once;                  /* the answer is of this request alone: it is not kept */
    const char *if_none_match; /* NULL: none; lives as long as the connection's request */
};

/* Why a request is refused. */
struct refusal {
    unsigned status; /* HTTP */
    const char *error;
    const char *message;
};

/* Returns NULL when the request can be answered, else what is wrong with it. `route` is set in any case. */
const struct refusal *request_read(struct MHD_Connection *connection, const char *path, const char *method,
                                   struct request *request);

extern const struct refusal refusal_body, refusal_url_too_long, refusal_bad_url, refusal_not_found,
    refusal_gone, refusal_unavailable;

#endif
