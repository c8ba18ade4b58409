#include "headend/notices/notice_query.h"

#include <assert.h>
#include <string.h>

#include "both-sides/area.h"
#include "both-sides/digits.h"

enum { LIMIT_MAX = 1000, LIMIT_DEFAULT = 50 };

static const struct refusal bad_area = {MHD_HTTP_BAD_REQUEST, "bad_area", "area must be 6, 9 or 12 digits."};
static const struct refusal bad_category = {MHD_HTTP_BAD_REQUEST, "bad_category", "category must be 0 to 5."};
static const struct refusal bad_limit = {MHD_HTTP_BAD_REQUEST, "bad_limit", "limit must be 1 to 1000."};
static const struct refusal bad_cursor = {
    MHD_HTTP_BAD_REQUEST, "bad_cursor",
    "after must be the `next` of an earlier page. Start from the first page."};

/* In the key: what the list depends on. */
struct asked {
    uint16_t limit;
    uint8_t category;
    char area_code[AREA_CODE_SIZE];
    char after[CURSOR_SIZE]; /* "": the first page */
};
static_assert(sizeof(struct asked) <= RESPONSE_KEY_BYTES, "what is asked fits in a key");

/* Plain digits only; -1 for anything else and for what is beyond 9999. */
static int read_number(const char *text)
{
    int64_t number = 0;
    return strlen(text) <= 4 && digits_read(text, 0, 9999, &number) == 0 ? (int)number : -1;
}

static const struct refusal *read_area(void *context, const char *value)
{
    struct asked *asked = context;
    if (!area_code_is_valid(value)) {
        return &bad_area;
    }
    memcpy(asked->area_code, value, strlen(value));
    return NULL;
}

static const struct refusal *read_category(void *context, const char *value)
{
    struct asked *asked = context;
    int category = read_number(value);
    if (category < 0 || category > NOTICE_CATEGORY_MAX) {
        return &bad_category;
    }
    asked->category = (uint8_t)category;
    return NULL;
}

static const struct refusal *read_limit(void *context, const char *value)
{
    struct asked *asked = context;
    int limit = read_number(value);
    if (limit < 1 || limit > LIMIT_MAX) {
        return &bad_limit;
    }
    asked->limit = (uint16_t)limit;
    return NULL;
}

static const struct refusal *read_after(void *context, const char *value)
{
    struct asked *asked = context;
    struct cursor cursor;
    if (cursor_read(value, &cursor) != 0) {
        return &bad_cursor;
    }
    memcpy(asked->after, value, strlen(value));
    return NULL;
}

const struct refusal *notice_query_read(struct request *request)
{
    static const struct request_parameter parameters[] = {
        {"area", read_area}, {"category", read_category}, {"limit", read_limit}, {"after", read_after}};
    struct asked asked;
    memset(&asked, 0, sizeof asked);
    asked.limit = LIMIT_DEFAULT;
    const struct refusal *refusal =
        request_read_parameters(request, parameters, sizeof parameters / sizeof parameters[0], &asked);
    memcpy(request->key.bytes, &asked, sizeof asked);
    return refusal;
}

struct notice_query notice_query_of(const struct request *request, int64_t now)
{
    struct asked asked;
    memcpy(&asked, request->key.bytes, sizeof asked);
    struct notice_query query = {.now = now,
                                 .category = asked.category,
                                 .area_code = request->key.bytes + offsetof(struct asked, area_code),
                                 .has_cursor = asked.after[0] != '\0',
                                 .limit = asked.limit};
    if (query.has_cursor) {
        (void)cursor_read(asked.after, &query.cursor); /* was good when it was taken */
    }
    return query;
}
