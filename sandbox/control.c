#include <string.h>

#include "both-sides/json/json_writer.h"
#include "sandbox/server_private.h"

/* /sandbox/…: faults, counts, samples. */

static enum MHD_Result send_counts(struct sandbox *sandbox, struct MHD_Connection *connection)
{
    struct json_writer json;
    size_t length = 0;
    if (json_begin(&json) == 0) {
        json_open_map(&json, NULL);
        (void)pthread_mutex_lock(&sandbox->lock);
        for (size_t i = 0; i < sandbox->count; i++) {
            json_number(&json, sandbox->plays[i].upstream->name, sandbox->plays[i].calls);
        }
        (void)pthread_mutex_unlock(&sandbox->lock);
        json_close_map(&json);
    }
    char *body = json_take(&json, &length);
    return send_reply(connection, MHD_HTTP_OK, body, length);
}

static enum MHD_Result say(struct MHD_Connection *connection, unsigned status, const char *text)
{
    return send_reply(connection, status, strdup(text), strlen(text));
}

static enum MHD_Result set_fault(struct sandbox *sandbox, struct MHD_Connection *connection)
{
    char upstream[FAULT_NAME_SIZE];
    struct fault fault;
    const char *text = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "set");
    if (text == NULL || fault_read(text, upstream, &fault) != 0 ||
        sandbox_set_fault(sandbox, upstream, &fault) != 0) {
        return say(connection, MHD_HTTP_BAD_REQUEST, "{\"error\":\"set=UPSTREAM:KIND[:MS[:TIMES]]\"}");
    }
    return say(connection, MHD_HTTP_OK, "{\"ok\":true}");
}

static enum MHD_Result send_samples(struct sandbox *sandbox, struct MHD_Connection *connection,
                                    const char *name)
{
    for (size_t i = 0; i < sandbox->count; i++) {
        const struct upstream *upstream = sandbox->plays[i].upstream;
        if (strcmp(upstream->name, name) == 0) {
            size_t length = 0;
            char *body = upstream->samples(upstream->state, &length);
            return send_reply(connection, MHD_HTTP_OK, body, length);
        }
    }
    return say(connection, MHD_HTTP_NOT_FOUND, "{\"error\":\"no such upstream\"}");
}

static enum MHD_Result reset(struct sandbox *sandbox, struct MHD_Connection *connection)
{
    const struct fault none = {.kind = FAULT_NONE};
    for (size_t i = 0; i < sandbox->count; i++) {
        const struct upstream *upstream = sandbox->plays[i].upstream;
        upstream->reset(upstream->state);
        (void)sandbox_set_fault(sandbox, upstream->name, &none);
    }
    return say(connection, MHD_HTTP_OK, "{\"ok\":true}");
}

static enum MHD_Result turn(struct sandbox *sandbox, struct MHD_Connection *connection)
{
    const char *text = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "set");
    const char *what = text != NULL ? strchr(text, ':') : NULL;
    for (size_t i = 0; i < sandbox->count && what != NULL; i++) {
        const struct upstream *upstream = sandbox->plays[i].upstream;
        size_t length = strlen(upstream->name);
        if (upstream->turn != NULL && (size_t)(what - text) == length &&
            strncmp(text, upstream->name, length) == 0 && upstream->turn(upstream->state, what + 1) == 0) {
            return say(connection, MHD_HTTP_OK, "{\"ok\":true}");
        }
    }
    return say(connection, MHD_HTTP_BAD_REQUEST, "{\"error\":\"set=UPSTREAM:WORD\"}");
}

enum MHD_Result answer_control(struct sandbox *sandbox, struct MHD_Connection *connection, const char *method,
                               const char *path)
{
    static const char samples[] = "/samples/";
    int posted = strcmp(method, MHD_HTTP_METHOD_POST) == 0;
    if (posted && strcmp(path, "/fault") == 0) {
        return set_fault(sandbox, connection);
    }
    if (posted && strcmp(path, "/turn") == 0) {
        return turn(sandbox, connection);
    }
    if (posted && strcmp(path, "/reset") == 0) {
        return reset(sandbox, connection);
    }
    if (!posted && strcmp(path, "/calls") == 0) {
        return send_counts(sandbox, connection);
    }
    if (!posted && strncmp(path, samples, sizeof samples - 1) == 0) {
        return send_samples(sandbox, connection, path + sizeof samples - 1);
    }
    return say(connection, MHD_HTTP_NOT_FOUND, "{\"error\":\"there is nothing here\"}");
}
