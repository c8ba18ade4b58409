#ifndef BOTH_SIDES_JSON_JSON_WRITER_H
#define BOTH_SIDES_JSON_JSON_WRITER_H

#include <stddef.h>
#include <stdint.h>

/* JSON text, piece by piece. A failure (memory, a string that is not UTF-8) is remembered and told once, at
 * the end. */

struct json_writer {
    char *text;
    size_t length, size;
    int failed;
};

/* -1: nothing can be written; json_take then gives NULL all the same. */
int json_begin(struct json_writer *json);

/* A `name` of NULL: an element of an array, or the whole text. */
void json_open_map(struct json_writer *json, const char *name);
void json_close_map(struct json_writer *json);
void json_open_array(struct json_writer *json, const char *name);
void json_close_array(struct json_writer *json);

void json_string(struct json_writer *json, const char *text);
void json_text(struct json_writer *json, const char *name, const char *text);
void json_number(struct json_writer *json, const char *name, int64_t number);
void json_flag(struct json_writer *json, const char *name, int yes);

/* Bytes so far. */
size_t json_length(struct json_writer *json);

/* Ends it. The text in malloc'ed memory with a NUL behind it, or NULL. */
char *json_take(struct json_writer *json, size_t *length);

#endif
