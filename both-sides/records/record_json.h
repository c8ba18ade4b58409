#ifndef BOTH_SIDES_RECORDS_RECORD_JSON_H
#define BOTH_SIDES_RECORDS_RECORD_JSON_H

#include "both-sides/records/record_table.h"

struct arena;
struct json_writer;

/* Records from JSON and to JSON by their tables. */

enum {
    JSON_DEPTH_MAX = 16,
    JSON_FIELDS_MAX = 64, /* in one record */
    JSON_ERROR_SIZE = 160,
};

/* Reads one whole document into `out` (table->size bytes, cleared here). Every bound is checked. Unknown
 * fields are ignored, at any depth up to JSON_DEPTH_MAX. A field that comes twice is an error: two readers
 * could take two meanings from it. null stands for a missing optional field. Returns 0, or -1 with a message
 * such as "notices[17]: title: missing" in `error`, which is empty if only memory was missing; what `out`
 * then holds is not to be used, and the arena is still the caller's to free. */
int record_decode(const struct record_table *table, const void *bytes, size_t length, void *out,
                  struct arena *arena, char error[JSON_ERROR_SIZE]);

/* The same for a record of its own memory, with the arena: *arena_offset in it is where the struct keeps it.
 * NULL with a message, which is empty if only memory was missing. At most `memory` bytes in the arena. */
void *record_decode_new(const struct record_table *table, size_t arena_offset, const void *bytes,
                        size_t length, size_t memory, char error[JSON_ERROR_SIZE]);

/* Writes a record as an object, or its fields only, into one that is open. What says nothing and need not be
 * there is left out. A `name` of NULL: an element of an array, or the whole text. */
void record_encode(struct json_writer *json, const char *name, const struct record_table *table,
                   const void *record);
void record_encode_fields(struct json_writer *json, const struct record_table *table, const void *record);
/* The whole text in malloc'ed memory with a NUL behind it, or NULL without memory or if a text is no UTF-8.
 */
char *record_encode_text(const struct record_table *table, const void *record, size_t *length);
/* The same for a list whose last field is `as_of`, which is another with every answer: *hashed bytes of the
 * text stand before it. */
char *record_encode_feed(const struct record_table *table, const void *record, size_t *length,
                         size_t *hashed);

/* 1 if every character is allowed. */
int field_form_allows(enum field_form form, const char *text, size_t length);

#endif
