#include "headend/http/post_handler.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "both-sides/wall_clock.h"
#include "headend/cases/cases.h"
#include "headend/http/server_private.h"

enum { BODY_SWALLOWED_MAX = 64 * 1024, BOX_DIGITS = CASE_BOX_SIZE - 1 };

struct post {
    struct case_job job; /* first: the job's address is the post's */
    struct MHD_Connection *connection;
    enum route route;
    uint64_t begun_us; /* steady clock */
    size_t length;     /* all that came */
    char body[CASE_BODY_MAX];
};

static const struct refusal too_long = {400, "bad_request", "The body must be at most 1024 bytes."};
static const struct refusal not_json = {400, "bad_request", "Content-Type must be application/json."};
static const struct refusal bad_box = {400, "bad_request", "TV-Hall-Box must be 32 hexadecimal digits."};

enum route post_route(const char *path, const char *method)
{
    if (strcmp(method, MHD_HTTP_METHOD_POST) != 0) {
        return ROUTE_NONE;
    }
    if (strcmp(path, "/v1/cases") == 0) {
        return ROUTE_CASES;
    }
    return strcmp(path, "/v1/ratings") == 0 ? ROUTE_RATINGS : ROUTE_NONE;
}

static int is_json(const char *type)
{
    static const char json[] = "application/json";
    size_t length = sizeof json - 1;
    return type != NULL && strncasecmp(type, json, length) == 0 &&
           (type[length] == '\0' || type[length] == ';' || type[length] == ' ');
}

/* Longer than a body may be; what is no number at all libmicrohttpd has refused. */
static int is_long(const char *length)
{
    size_t digits = length != NULL ? strlen(length) : 0;
    return digits > 4 || (digits > 0 && strtol(length, NULL, 10) > CASE_BODY_MAX);
}

static const struct refusal *read_head(struct MHD_Connection *connection, char box[CASE_BOX_SIZE])
{
    const char *header = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "TV-Hall-Box");
    if (!is_json(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_TYPE))) {
        return &not_json;
    }
    if (is_long(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH))) {
        return &too_long;
    }
    if (header != NULL) {
        if (strspn(header, "0123456789abcdef") != BOX_DIGITS || header[BOX_DIGITS] != '\0') {
            return &bad_box;
        }
        memcpy(box, header, CASE_BOX_SIZE);
    }
    return NULL;
}

/* Each proxy may add a line of its own, behind those that were there: the last one is the nearest's. */
static enum MHD_Result take_forwarded(void *context, enum MHD_ValueKind kind, const char *name,
                                      const char *value)
{
    const char **forwarded = context;
    (void)kind;
    if (strcasecmp(name, "X-Forwarded-For") == 0) {
        *forwarded = value;
    }
    return MHD_YES;
}

static void read_address(struct MHD_Connection *connection, char address[CLIENT_ADDRESS_SIZE])
{
    const char *forwarded = NULL;
    const union MHD_ConnectionInfo *peer =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    (void)MHD_get_connection_values(connection, MHD_HEADER_KIND, take_forwarded, &forwarded);
    client_address(peer != NULL ? peer->client_addr : NULL, forwarded, address);
}

static void on_answer(struct case_job *job)
{
    struct post *post = (struct post *)job;
    MHD_resume_connection(post->connection);
}

enum MHD_Result post_begin(struct turn *turn, void **state)
{
    char box[CASE_BOX_SIZE] = "";
    const struct refusal *refusal =
        turn->server->cases != NULL ? read_head(turn->connection, box) : &refusal_unavailable;
    if (refusal != NULL) {
        return send_refusal(turn, refusal);
    }
    struct post *post = calloc(1, sizeof *post);
    if (post == NULL) {
        return MHD_NO;
    }
    read_address(turn->connection, post->job.address);
    memcpy(post->job.box, box, sizeof box);
    post->begun_us = steady_clock_us();
    post->job.answered = on_answer;
    post->connection = turn->connection;
    post->route = turn->route;
    *state = post;
    return MHD_YES;
}

/* What is too long is read to its end, within reason, so that it can be told. */
static enum MHD_Result take(struct post *post, const char *upload, size_t *upload_size)
{
    if (post->length + *upload_size <= sizeof post->body) {
        memcpy(post->body + post->length, upload, *upload_size);
    }
    post->length += *upload_size;
    *upload_size = 0;
    return post->length <= BODY_SWALLOWED_MAX ? MHD_YES : MHD_NO;
}

/* The body is there: asked of the case system, in a thread of its own; the connection sleeps meanwhile. */
static enum MHD_Result ask(struct turn *turn, struct post *post)
{
    const struct refusal *refusal =
        post->length > sizeof post->body
            ? &too_long
            : case_question_read(post->body, post->length, post->route == ROUTE_RATINGS, &post->job.question);
    explicit_bzero(post->body, sizeof post->body);
    if (refusal != NULL) {
        return send_refusal(turn, refusal);
    }
    /* Not before: who asks could choose the moment, and read from the answer's how long it took us. */
    post->job.arrived_us = steady_clock_us();
    MHD_suspend_connection(turn->connection);
    if (cases_submit(turn->server->cases, &post->job) != 0) {
        post->job.status = MHD_HTTP_SERVICE_UNAVAILABLE;
        MHD_resume_connection(turn->connection);
    }
    return MHD_YES;
}

enum MHD_Result post_go_on(struct turn *turn, struct post *post, const char *upload, size_t *upload_size)
{
    turn->route = post->route;
    if (*upload_size > 0) {
        return take(post, upload, upload_size);
    }
    if (post->job.status == 0) {
        return ask(turn, post);
    }
    if (post->job.body == NULL) {
        return send_refusal(turn, &refusal_unavailable);
    }
    char *body = post->job.body;
    post->job.body = NULL;
    return send_text(turn, post->job.status, body, post->job.length, "application/json");
}

uint64_t post_end(struct post *post)
{
    uint64_t took = steady_clock_us() - post->begun_us;
    if (post->job.body != NULL) {
        explicit_bzero(post->job.body, post->job.length);
        free(post->job.body);
    }
    explicit_bzero(post, sizeof *post);
    free(post);
    return took;
}
