#include "sandbox/wrong_types.h"

#include <stdio.h>
#include <yajl/yajl_parse.h>

#include "both-sides/json/json_writer.h"

enum { DEPTH_MAX = 64 };

struct turning {
    struct json_writer out;
    int was_list[DEPTH_MAX]; /* by depth */
    int depth;
    long long element; /* names those of what was a list */
};

/* What was an element of a list needs a name now. */
static void name_element(struct turning *turning)
{
    if (turning->depth > 0 && turning->was_list[turning->depth - 1]) {
        char name[24];
        (void)snprintf(name, sizeof name, "%lld", turning->element++);
        json_string(&turning->out, name);
    }
}

static int on_null(void *context)
{
    struct turning *turning = context;
    name_element(turning);
    json_flag(&turning->out, NULL, 1);
    return 1;
}

static int on_flag(void *context, int yes)
{
    struct turning *turning = context;
    name_element(turning);
    json_number(&turning->out, NULL, yes);
    return 1;
}

static int on_number(void *context, const char *text, size_t length)
{
    struct turning *turning = context;
    char copy[40];
    (void)snprintf(copy, sizeof copy, "%.*s", (int)(length < sizeof copy ? length : sizeof copy - 1), text);
    name_element(turning);
    json_string(&turning->out, copy);
    return 1;
}

static int on_string(void *context, const unsigned char *text, size_t length)
{
    struct turning *turning = context;
    (void)text;
    name_element(turning);
    json_number(&turning->out, NULL, (int64_t)length);
    return 1;
}

static int on_name(void *context, const unsigned char *text, size_t length)
{
    struct turning *turning = context;
    char copy[128];
    (void)snprintf(copy, sizeof copy, "%.*s", (int)(length < sizeof copy ? length : sizeof copy - 1),
                   (const char *)text);
    json_string(&turning->out, copy);
    return 1;
}

static int open_any(struct turning *turning, int was_list)
{
    name_element(turning);
    if (turning->depth == DEPTH_MAX) {
        return 0;
    }
    turning->was_list[turning->depth++] = was_list;
    json_open_map(&turning->out, NULL);
    return 1;
}

static int on_map(void *context)
{
    return open_any(context, 0);
}

static int on_list(void *context)
{
    return open_any(context, 1);
}

static int on_end(void *context)
{
    struct turning *turning = context;
    turning->depth--;
    json_close_map(&turning->out);
    return 1;
}

char *wrong_types(const char *text, size_t length, size_t *out_length)
{
    static const yajl_callbacks callbacks = {.yajl_null = on_null,
                                             .yajl_boolean = on_flag,
                                             .yajl_number = on_number,
                                             .yajl_string = on_string,
                                             .yajl_start_map = on_map,
                                             .yajl_map_key = on_name,
                                             .yajl_end_map = on_end,
                                             .yajl_start_array = on_list,
                                             .yajl_end_array = on_end};
    struct turning turning = {.depth = 0};
    if (json_begin(&turning.out) != 0) {
        return json_take(&turning.out, out_length);
    }
    yajl_handle reader = yajl_alloc(&callbacks, NULL, &turning);
    if (reader == NULL || yajl_parse(reader, (const unsigned char *)text, length) != yajl_status_ok ||
        yajl_complete_parse(reader) != yajl_status_ok) {
        turning.out.failed = 1;
    }
    if (reader != NULL) {
        yajl_free(reader);
    }
    return json_take(&turning.out, out_length);
}
