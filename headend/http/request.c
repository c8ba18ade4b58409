#include "headend/http/request.h"

#include <string.h>
#include <strings.h>

#include "both-sides/flow/service_flow.h"
#include "headend/notices/notice_record.h"
#include "headend/notices/picture_store.h"

const struct refusal refusal_url_too_long = {414, "url_too_long", "The address is longer than 2048 bytes."};
const struct refusal refusal_bad_url = {400, "bad_request",
                                        "The address contains a byte that cannot stand there."};
const struct refusal refusal_body = {400, "bad_request", "A request here has no body."};
const struct refusal refusal_not_found = {404, "not_found", "There is nothing at this address."};
const struct refusal refusal_gone = {410, "gone", "This notice was withdrawn or does not hold any more."};
const struct refusal refusal_unavailable = {503, "unavailable",
                                            "The headend cannot answer now. Try again later."};

static const struct refusal method_not_allowed = {405, "method_not_allowed",
                                                  "Only GET and HEAD are answered here."};
static const struct refusal post_only = {405, "method_not_allowed", "Only POST is answered here."};
static const struct refusal bad_area = {400, "bad_area", "area must be 6, 9 or 12 digits."};
static const struct refusal bad_category = {400, "bad_category", "category must be 0 to 5."};
static const struct refusal bad_limit = {400, "bad_limit", "limit must be 1 to 1000."};
static const struct refusal bad_cursor = {
    400, "bad_cursor", "after must be the `next` of an earlier page. Start from the first page."};
static const struct refusal twice = {400, "bad_request", "A parameter is given twice."};

/* A page for a phone: which there are is known to phone_page.c. */
static const struct refusal *read_page(const char *path, struct request *request)
{
    size_t length = strlen(path);
    request->key.route = ROUTE_PAGE;
    if (length >= sizeof request->key.text ||
        strspn(path, "abcdefghijklmnopqrstuvwxyz0123456789-/") != length) {
        return &refusal_not_found;
    }
    memcpy(request->key.text, path, length);
    return NULL;
}

/* One of many, by its id or name. */
static const struct refusal *read_path_of_one(const char *path, struct request *request)
{
    static const struct {
        const char *folder;
        enum route route;
        int (*is_valid)(const char *name);
    } folders[] = {
        {"/v1/notices/", ROUTE_NOTICE, notice_id_is_valid},
        {"/v1/pictures/", ROUTE_PICTURE, picture_name_is_valid},
        {"/v1/guides/", ROUTE_GUIDE, flow_id_is_good},
        {"/v1/flows/", ROUTE_FLOW, flow_id_is_good},
    };
    if (strncmp(path, "/p/", 3) == 0) {
        return read_page(path + 3, request);
    }
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        size_t length = strlen(folders[i].folder);
        if (strncmp(path, folders[i].folder, length) == 0) {
            const char *name = path + length;
            request->key.route = (uint8_t)folders[i].route;
            if (!folders[i].is_valid(name)) {
                return &refusal_not_found;
            }
            memcpy(request->key.text, name, strlen(name));
            return NULL;
        }
    }
    return &refusal_not_found;
}

static const struct refusal *read_path(const char *path, struct request *request)
{
    static const struct {
        const char *path;
        enum route route;
    } fixed[] = {
        {"/v1/notices", ROUTE_NOTICES},   {"/v1/menu", ROUTE_MENU},         {"/v1/config", ROUTE_CONFIG},
        {"/healthz", ROUTE_HEALTH},       {"/metrics", ROUTE_METRICS},      {"/v1/guides", ROUTE_GUIDES},
        {"/v1/policies", ROUTE_POLICIES}, {"/v1/stations", ROUTE_STATIONS}, {"/v1/cases", ROUTE_CASES},
        {"/v1/ratings", ROUTE_RATINGS},
    };
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++) {
        if (strcmp(path, fixed[i].path) == 0) {
            request->key.route = (uint8_t)fixed[i].route;
            return NULL;
        }
    }
    return read_path_of_one(path, request);
}

/* Plain digits only; -1 for anything else and for what is beyond 9999. */
static int read_number(const char *text)
{
    int number = 0;
    size_t length = strspn(text, "0123456789");
    if (length == 0 || length > 4 || text[length] != '\0') {
        return -1;
    }
    for (size_t i = 0; i < length; i++) {
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

struct reading {
    struct request *request;
    const struct refusal *refusal;
    unsigned seen;
};

static const struct refusal *read_area(struct request *request, const char *value)
{
    if (!area_code_is_valid(value)) {
        return &bad_area;
    }
    memcpy(request->key.area_code, value, strlen(value));
    return NULL;
}

static const struct refusal *read_category(struct request *request, const char *value)
{
    int category = read_number(value);
    if (category < 0 || category > NOTICE_CATEGORY_MAX) {
        return &bad_category;
    }
    request->key.category = (uint8_t)category;
    return NULL;
}

static const struct refusal *read_limit(struct request *request, const char *value)
{
    int limit = read_number(value);
    if (limit < 1 || limit > NOTICE_LIMIT_MAX) {
        return &bad_limit;
    }
    request->key.limit = (uint16_t)limit;
    return NULL;
}

static const struct refusal *read_after(struct request *request, const char *value)
{
    if (cursor_read(value, &request->cursor) != 0) {
        return &bad_cursor;
    }
    request->has_cursor = 1;
    memcpy(request->key.text, value, strlen(value));
    return NULL;
}

static enum MHD_Result read_argument(void *context, enum MHD_ValueKind kind, const char *key, size_t key_size,
                                     const char *value, size_t value_size)
{
    static const struct {
        const char *name;
        const struct refusal *(*read)(struct request *request, const char *value);
    } known[] = {
        {"area", read_area}, {"category", read_category}, {"limit", read_limit}, {"after", read_after}};
    struct reading *reading = context;
    (void)kind;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strlen(known[i].name) != key_size || memcmp(known[i].name, key, key_size) != 0) {
            continue;
        }
        if (reading->seen & (1U << i)) {
            reading->refusal = &twice;
        } else if (value == NULL || strlen(value) != value_size) {
            reading->refusal = known[i].read(reading->request, "");
        } else {
            reading->refusal = known[i].read(reading->request, value);
        }
        reading->seen |= 1U << i;
        break;
    }
    return reading->refusal == NULL ? MHD_YES : MHD_NO;
}

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

const struct refusal *request_read(struct MHD_Connection *connection, const char *path, const char *method,
                                   struct request *request)
{
    memset(request, 0, sizeof *request);
    const struct refusal *refusal = read_path(path, request);
    if (refusal != NULL) {
        return refusal;
    }
    if (request->key.route == ROUTE_CASES || request->key.route == ROUTE_RATINGS) {
        return &post_only; /* those that post were told apart before */
    }
    if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 && strcmp(method, MHD_HTTP_METHOD_HEAD) != 0) {
        return &method_not_allowed;
    }
    if (request->key.route == ROUTE_NOTICES) {
        struct reading reading = {.request = request};
        request->key.limit = NOTICE_LIMIT_DEFAULT;
        (void)MHD_get_connection_values_n(connection, MHD_GET_ARGUMENT_KIND, read_argument, &reading);
        if (reading.refusal != NULL) {
            return reading.refusal;
        }
    }
    /* Only a checklist has any: with them a page is made anew each time. */
    if (request->key.route == ROUTE_PAGE && strncmp(request->key.text, "flows/", strlen("flows/")) == 0) {
        request->outcome = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "outcome");
        request->items = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "items");
        request->exempt = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "exempt");
        request->once = request->outcome != NULL || request->items != NULL || request->exempt != NULL;
    }
    request->accepts_gzip = accepts_gzip(
        MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_ACCEPT_ENCODING));
    request->if_none_match =
        MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_IF_NONE_MATCH);
    return NULL;
}
