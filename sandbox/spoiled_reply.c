#include <stdlib.h>
#include <string.h>

#include "sandbox/server_private.h"
#include "sandbox/wrong_types.h"

/* What the network and a broken upstream make of a reply. */

enum { DEEP = 100000, BLOCK = 64 * 1024 };

static const int64_t huge_bytes = INT64_C(1) << 32;

struct stream {
    char *body;
    size_t length;
    int64_t cut_at; /* -1: after the body comes padding without end */
};

static ssize_t next_bytes(void *context, uint64_t at, char *out, size_t room)
{
    const struct stream *stream = context;
    if (stream->cut_at >= 0 && (int64_t)at >= stream->cut_at) {
        return MHD_CONTENT_READER_END_WITH_ERROR;
    }
    if (at < stream->length) {
        uint64_t end = stream->cut_at >= 0 ? (uint64_t)stream->cut_at : stream->length;
        size_t count = end - at < room ? (size_t)(end - at) : room;
        memcpy(out, stream->body + at, count);
        return (ssize_t)count;
    }
    memset(out, ' ', room);
    return (ssize_t)room;
}

static void free_stream(void *context)
{
    struct stream *stream = context;
    free(stream->body);
    free(stream);
}

/* Takes over the body. */
static enum MHD_Result send_stream(struct MHD_Connection *connection, struct upstream_reply *reply, int cut)
{
    struct stream *stream = calloc(1, sizeof *stream);
    if (stream == NULL) {
        free(reply->body);
        return MHD_NO;
    }
    *stream = (struct stream){
        .body = reply->body, .length = reply->length, .cut_at = cut ? (int64_t)(reply->length / 2) : -1};
    struct MHD_Response *response = MHD_create_response_from_callback(
        cut ? reply->length : (uint64_t)huge_bytes, BLOCK, next_bytes, stream, free_stream);
    if (response == NULL) {
        free_stream(stream);
        return MHD_NO;
    }
    enum MHD_Result result = MHD_queue_response(connection, reply->status, response);
    MHD_destroy_response(response);
    return result;
}

/* Takes over `old`. */
static enum MHD_Result send_instead(struct MHD_Connection *connection, char *old, unsigned status,
                                    const char *text)
{
    free(old);
    return send_reply(connection, status, strdup(text), strlen(text));
}

static enum MHD_Result send_deep(struct MHD_Connection *connection, struct upstream_reply *reply)
{
    free(reply->body);
    char *body = malloc(DEEP);
    if (body != NULL) {
        memset(body, '[', DEEP);
    }
    return send_reply(connection, reply->status, body, DEEP);
}

static enum MHD_Result send_wrong_types(struct MHD_Connection *connection, struct upstream_reply *reply)
{
    size_t length = 0;
    char *body = wrong_types(reply->body, reply->length, &length);
    free(reply->body);
    return send_reply(connection, reply->status, body, length);
}

enum MHD_Result send_spoiled(struct MHD_Connection *connection, const struct fault *fault,
                             struct upstream_reply *reply)
{
    switch (fault->kind) {
    case FAULT_ERROR:
        return send_instead(connection, reply->body, MHD_HTTP_INTERNAL_SERVER_ERROR,
                            "<html><body><h1>HTTP Status 500</h1></body></html>");
    case FAULT_GARBAGE:
        return send_instead(connection, reply->body, MHD_HTTP_OK, "\x1f\x8b\xff{\"code\":\"0\",\xc3\x28");
    case FAULT_EMPTY:
        return send_instead(connection, reply->body, MHD_HTTP_OK, "");
    case FAULT_DEEP:
        return send_deep(connection, reply);
    case FAULT_CUT:
        return send_stream(connection, reply, 1);
    case FAULT_HUGE:
        return send_stream(connection, reply, 0);
    case FAULT_WRONG_TYPES:
        return send_wrong_types(connection, reply);
    case FAULT_NONE:
    case FAULT_DELAY:
    case FAULT_HANG:
        break;
    }
    return send_upstream_reply(connection, reply);
}
