#ifndef HEADEND_HTTP_REQUEST_TURN_H
#define HEADEND_HTTP_REQUEST_TURN_H

#include <microhttpd.h>
#include <stddef.h>
#include <stdint.h>

#include "headend/http/answer_cache.h"
#include "headend/http/request.h"

/* For request_handler.c and post_handler.c: one call of libmicrohttpd for a request. */

struct server;

struct turn {
    struct server *server;
    struct MHD_Connection *connection;
    unsigned worker;
    enum route route;
};

/* For answers that are made for one request. Takes over `body`. */
enum MHD_Result send_text(const struct turn *turn, unsigned status, char *body, size_t length,
                          const char *type);
enum MHD_Result send_refusal(const struct turn *turn, const struct refusal *refusal);

#endif
