#ifndef HEADEND_HTTP_REQUEST_H
#define HEADEND_HTTP_REQUEST_H

#include <microhttpd.h>

#include "headend/http/form.h"
#include "headend/http/refusal.h"
#include "headend/http/route.h"
#include "headend/http/sender.h"

/* A request as a route's makers get it, and what they answer. */

enum { REQUEST_URL_BYTES_MAX = 2048, COOKIES_MAX = 2 };

struct request {
    struct server *server;
    const struct route *route;
    void *worker; /* what the thread has of its own: server_options.worker_create */
    struct MHD_Connection *connection;
    struct response_key key;
    const char *parts[ROUTE_PARTS_MAX]; /* of the path */
    int accepts_gzip;
    int once;                  /* for read_query to set: the answer is of this request alone, and not kept */
    const char *if_none_match; /* NULL: none; lives as long as the connection's request */
    struct sender sender;      /* with route->needs */
    /* With a body. */
    const char *body;
    size_t body_length;
    const struct form *form; /* ROUTE_BODY_FORM */
    int64_t arrived_us;      /* steady clock: when the body was there as a whole */
};

struct reply {
    unsigned status; /* HTTP; 0: 200 */
    char *body;      /* malloc'ed text with a NUL behind it, wiped once it is sent; NULL: memory was short */
    size_t length;
    const char *type;           /* NULL: the route's */
    char *location;             /* malloc'ed; NULL: none */
    char *cookies[COOKIES_MAX]; /* malloc'ed Set-Cookie (cookie.h); NULL: none */
};

/* Finds the route and reads the head. Returns NULL when the request can be answered, else what is wrong with
 * it. `route` is set in any case. */
const struct refusal *request_read(struct request *request, const struct route_table *table, const char *path,
                                   const char *method);
/* What the route needs of the sender, but for the person. */
const struct refusal *request_read_sender(struct request *request);

/* Its parts point into the copy's own key. */
void request_copy(struct request *copy, const struct request *request);

/* Whom limits count: client_address.h. */
void request_read_address(struct MHD_Connection *connection, char address[CLIENT_ADDRESS_SIZE]);

/* NULL: the request has no such header; of several, the first. */
const char *request_header(const struct request *request, const char *name);
/* NULL: the request has no such header, or more than one. */
const char *request_only_header(const struct request *request, const char *name);
/* A parameter behind "?". NULL: not given, or without "="; of several, the first. */
const char *request_parameter(const struct request *request, const char *name);

/* The parameters behind "?" that a table knows, each at most once, into what `context` is; others are
 * ignored. */
struct request_parameter {
    const char *name;
    const struct refusal *(*read)(void *context, const char *value);
};
const struct refusal *request_read_parameters(const struct request *request,
                                              const struct request_parameter *parameters, size_t count,
                                              void *context);

/* For route.get: the answer with type and caching of the route, where `content` does not say another; what
 * has a type of its own is not compressed. `content->body` NULL: out of memory. Never ends unless noted:
 * valid_until 0. */
struct response *request_response(const struct request *request, int64_t now,
                                  struct response_content *content, const struct refusal **refusal);

/* For route.post, when the answer comes from another thread: the connection sleeps, until request_reply_later
 * has taken the reply over. The request lives until then. Each exactly once, and NULL is what route.post
 * returns. */
void request_defer(struct request *request);
void request_reply_later(struct request *request, const struct reply *reply);
/* Of a deferred request, which sleeps so that nobody else notices: 1 where its client has hung up. */
int request_client_has_gone(const struct request *request);

#endif
