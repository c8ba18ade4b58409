#ifndef BOTH_SIDES_RECORDS_RECORD_READER_H
#define BOTH_SIDES_RECORDS_RECORD_READER_H

#include <stdint.h>

#include "both-sides/records/record_json.h"

/* The state between yajl's events; only for record_decode.c and record_decode_values.c. */

/* An object or a list that is open. */
struct json_frame {
    const struct record_field *opened_by; /* NULL: the outermost record, or an object in a list */
    const struct record_table *record;    /* of an object; NULL: this is a list */
    unsigned char *base; /* of an object: its struct. Of a list: the struct that holds the list */
    const struct record_field *field; /* of an object: the key read last, NULL: ignored */
    const struct record_field *next;  /* the field that should come next in the table, or its end */
    uint64_t next_bit;                /* of that field in `seen` */
    uint64_t seen;                    /* a bit a field */
    unsigned char *items;             /* of a list */
    size_t count, capacity;           /* items kept */
    size_t index;                     /* of the item being read, left out ones counted */
};

struct json_reader {
    struct json_frame frames[JSON_DEPTH_MAX];
    struct json_frame *top; /* NULL: nothing is open */
    size_t depth;
    size_t skipped_depth; /* within a value that is ignored */
    int done;
    struct yajl_handle_t *parser;
    size_t end; /* of the whole record in the input, once it is done */
    const struct record_table *root;
    unsigned char *out;
    struct arena *arena;
    const unsigned char *input;
    size_t input_length;
    char *error; /* JSON_ERROR_SIZE */
};

/* Writes the path of the value being read (or of `field` in the open record) and the problem; returns 0, so
 * that yajl stops. */
int json_fail(struct json_reader *reader, const struct record_field *field, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Likewise, after an allocation: no message where memory was missing, one where the arena's limit was
 * reached. */
int json_no_memory(struct json_reader *reader, const struct record_field *field);

/* Room for one more item of an open list, cleared; NULL after an error. */
unsigned char *json_new_item(struct json_reader *reader, struct json_frame *list);

/* Writes a value of FIELD_INT, FIELD_WORD or FIELD_FLAG (record_decode_values.c). */
void json_store_int(const struct record_field *field, unsigned char *at, int value);

/* 0: a phone would not open it, or should not (record_form.c). */
int json_form_opens(enum field_form form, const char *text);

/* yajl's events for scalars (record_decode_values.c). */
int json_on_string(void *reader, const unsigned char *text, size_t length);
int json_on_number(void *reader, const char *text, size_t length);
int json_on_boolean(void *reader, int value);
int json_on_null(void *reader);

#endif
