#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "both-sides/clock.h"
#include "both-sides/digits.h"
#include "headend/http/same_origin.h"
#include "headend/http/server_private.h"

enum { BODY_SWALLOWED_MAX = 64 * 1024 };

/* A request with a body. */
struct post {
    struct request request; /* first: its address is the post's */
    struct form form;
    const struct refusal *refusal; /* of what is too long: told once it was read */
    int64_t begun_us;              /* steady clock */
    int is_asked, is_deferred;
    struct reply reply;
    size_t length; /* all that came */
    char body[];   /* route.body_max and a NUL */
};

struct body_type {
    const char *type; /* NULL: any */
    struct refusal other_type, too_long;
};

/* The contract of the boxes knows 400 only. */
static const struct body_type body_types[] = {
    [ROUTE_BODY_NONE] = {"",
                         {MHD_HTTP_UNSUPPORTED_MEDIA_TYPE, "bad_type", "A request here has no body."},
                         {0}},
    [ROUTE_BODY_JSON] = {"application/json",
                         {MHD_HTTP_BAD_REQUEST, "bad_request", "Content-Type must be application/json."},
                         {MHD_HTTP_BAD_REQUEST, "bad_request", "The body is longer than is taken here."}},
    [ROUTE_BODY_FORM] = {"application/x-www-form-urlencoded",
                         {MHD_HTTP_UNSUPPORTED_MEDIA_TYPE, "bad_type",
                          "Content-Type must be application/x-www-form-urlencoded."},
                         {MHD_HTTP_CONTENT_TOO_LARGE, "too_long", "The body is longer than is taken here."}},
    [ROUTE_BODY_ANY] = {NULL,
                        {0},
                        {MHD_HTTP_CONTENT_TOO_LARGE, "too_long", "The body is longer than is taken here."}},
};
static const struct refusal bad_form = {MHD_HTTP_BAD_REQUEST, "bad_form",
                                        "The body is not a form as a browser writes it."};
static const struct refusal other_origin = {MHD_HTTP_FORBIDDEN, "other_origin",
                                            "Only a page of this headend may send this."};

static int is_of_type(const char *header, const char *type)
{
    size_t length = strlen(type);
    return header != NULL && strncasecmp(header, type, length) == 0 &&
           (header[length] == '\0' || header[length] == ';' || header[length] == ' ');
}

/* Longer than a body may be; what is no number at all libmicrohttpd has refused. */
static int is_long(const char *length, size_t max)
{
    int64_t bytes = 0;
    return length != NULL && digits_read(length, 0, (int64_t)max, &bytes) != 0;
}

static int is_from_elsewhere(const struct request *request)
{
    const struct origin_headers headers = {.host = request_header(request, MHD_HTTP_HEADER_HOST),
                                           .fetch_site = request_header(request, "Sec-Fetch-Site"),
                                           .origin = request_header(request, MHD_HTTP_HEADER_ORIGIN),
                                           .referer = request_header(request, MHD_HTTP_HEADER_REFERER)};
    return !is_same_origin(&headers);
}

static const struct refusal *read_head(struct request *request)
{
    const struct route *route = request->route;
    const struct body_type *type = &body_types[route->body];
    if (type->type != NULL &&
        !is_of_type(request_header(request, MHD_HTTP_HEADER_CONTENT_TYPE), type->type)) {
        return &type->other_type;
    }
    if (is_long(request_header(request, MHD_HTTP_HEADER_CONTENT_LENGTH), route->body_max)) {
        return &type->too_long;
    }
    if (route->body == ROUTE_BODY_FORM && is_from_elsewhere(request)) {
        return &other_origin;
    }
    return request_read_sender(request);
}

enum MHD_Result post_begin(struct turn *turn, struct request *request, void **state)
{
    const struct refusal *refusal = read_head(request);
    refusal = refusal == NULL ? sender_find(&turn->server->options, request) : refusal;
    if (refusal != NULL) {
        return send_refusal(turn, refusal);
    }
    struct post *post = calloc(1, sizeof *post + request->route->body_max + 1);
    if (post == NULL) {
        return MHD_NO;
    }
    post->begun_us = steady_us();
    request_copy(&post->request, request);
    *state = post;
    return MHD_YES;
}

/* What is too long is read to its end, within reason, so that it can be told. */
static enum MHD_Result take(struct post *post, const char *upload, size_t *upload_size)
{
    if (post->length + *upload_size <= post->request.route->body_max) {
        memcpy(post->body + post->length, upload, *upload_size);
    }
    post->length += *upload_size;
    *upload_size = 0;
    return post->length <= post->request.route->body_max + BODY_SWALLOWED_MAX ? MHD_YES : MHD_NO;
}

void request_defer(struct request *request)
{
    ((struct post *)request)->is_deferred = 1;
    MHD_suspend_connection(request->connection);
}

void request_reply_later(struct request *request, const struct reply *reply)
{
    struct MHD_Connection *connection = request->connection;
    ((struct post *)request)->reply = *reply;
    MHD_resume_connection(connection);
}

int request_client_has_gone(const struct request *request)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct pollfd client = {.fd = info != NULL ? info->connect_fd : -1, .events = POLLRDHUP};
    return client.fd >= 0 && poll(&client, 1, 0) == 1 &&
           (client.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

/* The reply, which is the post's no more. */
static enum MHD_Result send_taken(const struct turn *turn, struct post *post)
{
    struct reply reply = post->reply;
    post->reply = (struct reply){.status = 0};
    if (reply.body == NULL) {
        reply_clear(&reply);
        return send_refusal(turn, &refusal_unavailable);
    }
    return send_reply(turn, &reply);
}

/* The body is there. */
static enum MHD_Result ask(const struct turn *turn, struct post *post)
{
    struct request *request = &post->request;
    const struct route *route = request->route;
    const struct refusal *refusal = NULL;
    request->body = post->body;
    request->body_length = post->length;
    request->form = &post->form;
    if (post->length > route->body_max) {
        refusal = &body_types[route->body].too_long;
    } else if (route->body == ROUTE_BODY_FORM && form_read(post->body, post->length, &post->form) != 0) {
        refusal = &bad_form;
    }
    post->is_asked = 1;
    connection_enter(turn->server, turn->connection, CONNECTION_WORK);
    /* Not before: who asks could choose the moment, and read from the answer's how long it took us. */
    request->arrived_us = steady_us();
    refusal = refusal == NULL ? route->post(request, &post->reply) : refusal;
    explicit_bzero(post->body, route->body_max + 1);
    if (refusal != NULL) {
        return send_refusal(turn, refusal);
    }
    return post->is_deferred ? MHD_YES : send_taken(turn, post);
}

enum MHD_Result post_go_on(struct turn *turn, struct post *post, const char *upload, size_t *upload_size)
{
    turn->route = post->request.route;
    if (*upload_size > 0) {
        return take(post, upload, upload_size);
    }
    if (!post->is_asked) {
        return ask(turn, post);
    }
    return send_taken(turn, post);
}

uint64_t post_end(struct post *post)
{
    uint64_t took = (uint64_t)(steady_us() - post->begun_us);
    reply_clear(&post->reply); /* where the client went away before */
    explicit_bzero(post, sizeof *post + post->request.route->body_max);
    free(post);
    return took;
}
