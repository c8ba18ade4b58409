#include "both-sides/json/json_writer.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/utf8.h"

enum { FIRST_BYTES = 1024 };

int json_begin(struct json_writer *json)
{
    *json = (struct json_writer){.text = malloc(FIRST_BYTES), .size = FIRST_BYTES};
    json->failed = json->text == NULL;
    return json->failed ? -1 : 0;
}

/* Room for `length` more and a NUL; NULL: failed. */
static char *reserve(struct json_writer *json, size_t length)
{
    while (!json->failed && length >= json->size - json->length) {
        char *more = json->size <= SIZE_MAX / 2 ? realloc(json->text, json->size * 2) : NULL;
        json->failed = more == NULL;
        json->text = more != NULL ? more : json->text;
        json->size *= more != NULL ? 2 : 1;
    }
    return json->failed ? NULL : json->text + json->length;
}

static void put(struct json_writer *json, const char *bytes, size_t length)
{
    char *at = reserve(json, length);
    if (at != NULL) {
        memcpy(at, bytes, length);
        json->length += length;
    }
}

/* --- Texts --- */

/* What stands for a character that cannot stand in a text as it is; "" for any other. */
static const char *escape_of(unsigned char byte, char escape[8])
{
    static const char plain[] = "\"\\\b\f\n\r\t";
    static const char letters[] = "\"\\bfnrt";
    const char *found = byte != '\0' ? strchr(plain, byte) : NULL;
    escape[0] = '\0';
    if (found != NULL) {
        (void)snprintf(escape, 8, "\\%c", letters[found - plain]);
    } else if (byte < 0x20) {
        (void)snprintf(escape, 8, "\\u%04X", byte);
    }
    return escape;
}

static void put_text(struct json_writer *json, const char *text)
{
    char escape[8];
    size_t length = strlen(text);
    json->failed = json->failed || utf8_valid_length((const unsigned char *)text, length) != length;
    put(json, "\"", 1);
    const char *plain = text;
    for (const char *at = text; *at != '\0'; at++) {
        unsigned char byte = (unsigned char)*at;
        if (byte < 0x20 || byte == '"' || byte == '\\') {
            put(json, plain, (size_t)(at - plain));
            const char *escaped = escape_of(byte, escape); /* before its length is asked for */
            put(json, escaped, strlen(escaped));
            plain = at + 1;
        }
    }
    put(json, plain, strlen(plain));
    put(json, "\"", 1);
}

/* Before a value: what parts it from the one before, and its name. */
static void begin_value(struct json_writer *json, const char *name)
{
    if (json->length > 0 && strchr("[{", json->text[json->length - 1]) == NULL) {
        put(json, ",", 1);
    }
    if (name != NULL) {
        put_text(json, name);
        put(json, ":", 1);
    }
}

/* --- Values --- */

void json_open_map(struct json_writer *json, const char *name)
{
    begin_value(json, name);
    put(json, "{", 1);
}

void json_close_map(struct json_writer *json)
{
    put(json, "}", 1);
}

void json_open_array(struct json_writer *json, const char *name)
{
    begin_value(json, name);
    put(json, "[", 1);
}

void json_close_array(struct json_writer *json)
{
    put(json, "]", 1);
}

void json_string(struct json_writer *json, const char *text)
{
    json_text(json, NULL, text);
}

void json_text(struct json_writer *json, const char *name, const char *text)
{
    begin_value(json, name);
    put_text(json, text);
}

void json_number(struct json_writer *json, const char *name, int64_t number)
{
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%" PRId64, number);
    begin_value(json, name);
    put(json, digits, (size_t)length);
}

void json_flag(struct json_writer *json, const char *name, int yes)
{
    begin_value(json, name);
    put(json, yes ? "true" : "false", yes ? 4 : 5);
}

size_t json_length(struct json_writer *json)
{
    return json->length;
}

char *json_take(struct json_writer *json, size_t *length)
{
    if (json->failed) {
        free(json->text);
        json->text = NULL;
        return NULL;
    }
    *length = json->length;
    char *fitting = realloc(json->text, json->length + 1); /* some are kept for long */
    json->text = fitting != NULL ? fitting : json->text;
    json->text[json->length] = '\0';
    return json->text;
}
