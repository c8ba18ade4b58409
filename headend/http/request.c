#include "headend/http/request.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct refusal other_method = {MHD_HTTP_METHOD_NOT_ALLOWED, "method_not_allowed",
                                            "Allow names the methods that are answered here."};
static const struct refusal bad_box = {MHD_HTTP_BAD_REQUEST, "bad_request",
                                       "TV-Hall-Box must be 32 hexadecimal digits."};

const char *request_header(const struct request *request, const char *name)
{
    return MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, name);
}

struct only_header {
    const char *name, *value;
    int count;
};

static enum MHD_Result count_header(void *context, enum MHD_ValueKind kind, const char *name,
                                    const char *value)
{
    struct only_header *only = context;
    (void)kind;
    if (strcasecmp(name, only->name) == 0) {
        only->value = value;
        only->count++;
    }
    return MHD_YES;
}

const char *request_only_header(const struct request *request, const char *name)
{
    struct only_header only = {.name = name};
    (void)MHD_get_connection_values(request->connection, MHD_HEADER_KIND, count_header, &only);
    return only.count == 1 ? only.value : NULL;
}

const char *request_parameter(const struct request *request, const char *name)
{
    return MHD_lookup_connection_value(request->connection, MHD_GET_ARGUMENT_KIND, name);
}

/* --- Parameters --- */

struct reading {
    const struct request_parameter *parameters;
    size_t count;
    void *context;
    const struct refusal *refusal;
    unsigned seen;
};

static enum MHD_Result read_parameter(void *context, enum MHD_ValueKind kind, const char *name,
                                      size_t name_size, const char *value, size_t value_size)
{
    struct reading *reading = context;
    (void)kind;
    for (size_t i = 0; i < reading->count; i++) {
        const struct request_parameter *parameter = &reading->parameters[i];
        if (strlen(parameter->name) != name_size || memcmp(parameter->name, name, name_size) != 0) {
            continue;
        }
        int is_text = value != NULL && strlen(value) == value_size;
        reading->refusal = reading->seen & (1U << i)
                               ? &refusal_twice
                               : parameter->read(reading->context, is_text ? value : "");
        reading->seen |= 1U << i;
        break;
    }
    return reading->refusal == NULL ? MHD_YES : MHD_NO;
}

const struct refusal *request_read_parameters(const struct request *request,
                                              const struct request_parameter *parameters, size_t count,
                                              void *context)
{
    struct reading reading = {.parameters = parameters, .count = count, .context = context};
    (void)MHD_get_connection_values_n(request->connection, MHD_GET_ARGUMENT_KIND, read_parameter, &reading);
    return reading.refusal;
}

/* --- The head --- */

/* RFC 9110 12.5.3: named (or by star) and not with quality zero. */
static int accepts_gzip(const char *header)
{
    const char *at = header != NULL ? header : "";
    while (*at != '\0') {
        at += strspn(at, " \t,");
        size_t length = strcspn(at, " \t,;");
        int named = (length == 4 && strncasecmp(at, "gzip", 4) == 0) ||
                    (length == 6 && strncasecmp(at, "x-gzip", 6) == 0) || (length == 1 && *at == '*');
        const char *end = at + strcspn(at, ",");
        if (named) {
            const char *quality = at + length;
            while (quality < end && *quality != '=') {
                quality++;
            }
            quality += quality < end ? 1 : 0;
            return quality == end || *quality != '0' || strspn(quality, "0. \t") < (size_t)(end - quality);
        }
        at = end;
    }
    return 0;
}

static const struct refusal *check_method(const struct route *route, const char *method)
{
    int is_read = strcmp(method, MHD_HTTP_METHOD_GET) == 0 || strcmp(method, MHD_HTTP_METHOD_HEAD) == 0;
    int is_answered = is_read ? route->get != NULL || route->get_once != NULL
                              : strcmp(method, MHD_HTTP_METHOD_POST) == 0 && route->post != NULL;
    return is_answered ? NULL : &other_method;
}

const struct refusal *request_read(struct request *request, const struct route_table *table, const char *path,
                                   const char *method)
{
    int found = 0;
    request->route = route_table_find(table, path, &request->key, request->parts, &found);
    if (!found) {
        return &refusal_not_found;
    }
    const struct refusal *refusal = check_method(request->route, method);
    if (refusal == NULL && request->route->read_query != NULL) {
        refusal = request->route->read_query(request);
    }
    if (refusal == NULL && request->route->get != NULL) {
        request->accepts_gzip = accepts_gzip(request_header(request, MHD_HTTP_HEADER_ACCEPT_ENCODING));
        request->if_none_match = request_header(request, MHD_HTTP_HEADER_IF_NONE_MATCH);
    }
    return refusal;
}

/* --- The sender --- */

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

void request_read_address(struct MHD_Connection *connection, char address[CLIENT_ADDRESS_SIZE])
{
    const char *forwarded = NULL;
    const union MHD_ConnectionInfo *peer =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    (void)MHD_get_connection_values(connection, MHD_HEADER_KIND, take_forwarded, &forwarded);
    client_address(peer != NULL ? peer->client_addr : NULL, forwarded, address);
}

const struct refusal *request_read_sender(struct request *request)
{
    static const char digits[] = "0123456789abcdef";
    struct sender *sender = &request->sender;
    enum route_needs needs = request->route->needs;
    if (needs == ROUTE_NEEDS_KNOWN_BOX || needs == ROUTE_NEEDS_SESSION || needs == ROUTE_TAKES_SESSION) {
        request_read_address(request->connection, sender->address);
    }
    if (needs != ROUTE_NEEDS_BOX) {
        return NULL;
    }
    const char *box = request_header(request, "TV-Hall-Box");
    if (box != NULL &&
        (strspn(box, digits) != sizeof sender->box - 1 || box[sizeof sender->box - 1] != '\0')) {
        return &bad_box;
    }
    if (box != NULL) {
        memcpy(sender->box, box, sizeof sender->box);
    }
    request_read_address(request->connection, sender->address);
    return NULL;
}

void request_copy(struct request *copy, const struct request *request)
{
    *copy = *request;
    for (size_t i = 0; i < ROUTE_PARTS_MAX; i++) {
        if (request->parts[i] != NULL) {
            copy->parts[i] = copy->key.bytes + (request->parts[i] - request->key.bytes);
        }
    }
}

/* --- The answer --- */

struct response *request_response(const struct request *request, int64_t now,
                                  struct response_content *content, const struct refusal **refusal)
{
    content->compress = content->type == NULL;
    content->type = content->type != NULL ? content->type : request->route->type;
    content->cache_control = request->once ? "no-store" : request->route->cache_control;
    content->made = now;
    content->valid_until = content->valid_until != 0 ? content->valid_until : INT64_MAX;
    struct response *response = content->body != NULL ? response_make(content) : NULL;
    *refusal = response == NULL ? &refusal_unavailable : NULL;
    return response;
}
