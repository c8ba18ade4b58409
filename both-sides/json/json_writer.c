#include "both-sides/json/json_writer.h"

#include <stdlib.h>
#include <string.h>

int json_begin(struct json_writer *json)
{
    json->gen = yajl_gen_alloc(NULL);
    json->failed = json->gen == NULL || !yajl_gen_config(json->gen, yajl_gen_validate_utf8, 1);
    return json->failed ? -1 : 0;
}

static void check(struct json_writer *json, yajl_gen_status status)
{
    json->failed = json->failed || status != yajl_gen_status_ok;
}

void json_string(struct json_writer *json, const char *text)
{
    check(json, yajl_gen_string(json->gen, (const unsigned char *)text, strlen(text)));
}

static void key(struct json_writer *json, const char *name)
{
    if (name != NULL) {
        json_string(json, name);
    }
}

void json_open_map(struct json_writer *json, const char *name)
{
    key(json, name);
    check(json, yajl_gen_map_open(json->gen));
}

void json_close_map(struct json_writer *json)
{
    check(json, yajl_gen_map_close(json->gen));
}

void json_open_array(struct json_writer *json, const char *name)
{
    key(json, name);
    check(json, yajl_gen_array_open(json->gen));
}

void json_close_array(struct json_writer *json)
{
    check(json, yajl_gen_array_close(json->gen));
}

void json_text(struct json_writer *json, const char *name, const char *text)
{
    key(json, name);
    json_string(json, text);
}

void json_number(struct json_writer *json, const char *name, int64_t number)
{
    key(json, name);
    check(json, yajl_gen_integer(json->gen, number));
}

void json_flag(struct json_writer *json, const char *name, int yes)
{
    key(json, name);
    check(json, yajl_gen_bool(json->gen, yes));
}

size_t json_length(struct json_writer *json)
{
    const unsigned char *text = NULL;
    size_t length = 0;
    check(json, yajl_gen_get_buf(json->gen, &text, &length));
    return length;
}

char *json_take(struct json_writer *json, size_t *length)
{
    const unsigned char *text = NULL;
    char *copy = NULL;
    if (json->gen == NULL) {
        return NULL;
    }
    check(json, yajl_gen_get_buf(json->gen, &text, length));
    if (!json->failed && (copy = malloc(*length + 1)) != NULL) {
        memcpy(copy, text, *length);
        copy[*length] = '\0';
    }
    yajl_gen_free(json->gen);
    return copy;
}
