#ifndef BOTH_SIDES_JSON_JSON_FIELDS_H
#define BOTH_SIDES_JSON_JSON_FIELDS_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/* Records read from JSON by tables: a field is a line, and every bound is checked in one place. Unknown
 * fields are ignored, at any depth up to JSON_DEPTH_MAX. A field that comes twice is an error: two readers
 * could take two meanings from it. null stands for a missing optional field. */

enum {
    JSON_DEPTH_MAX = 16,
    JSON_FIELDS_MAX = 64, /* in one record */
    JSON_ERROR_SIZE = 160,
};

enum json_type {
    /* strings */
    JSON_TEXT,       /* const char *: into the arena; "" if missing */
    JSON_CHARS,      /* char[size]: cut between characters if `max` code points need more bytes */
    JSON_CHARS_LIST, /* a pointer to char[size] in the arena and a count; length bounds: `min`..size - 1 */
    JSON_WORD,       /* int: the place in `words`; -1 for a word that is not there, unless `closed` */
    /* other scalars */
    JSON_INT,   /* int; a signed char or a short by `size` */
    JSON_INT64, /* int64_t */
    JSON_FLAG,  /* int, or by `size` a signed char: 0 or 1 */
    /* objects */
    JSON_OBJECT,         /* a struct inside the record, read by `record` */
    JSON_OBJECTS,        /* a pointer to structs in the arena and a size_t at `count_offset` */
    JSON_OBJECTS_INSIDE, /* an array of `max` structs inside the record, likewise with a count */
};

/* Which characters a string may have. */
enum json_form {
    FORM_ANY,
    FORM_NOTICE_ID, /* [a-zA-Z0-9_-] */
    FORM_TILE_NAME, /* [a-z0-9-] */
    FORM_AREA_CODE, /* 6, 9 or 12 digits */
    FORM_DIGITS,
    FORM_CONTENT_ID = FORM_TILE_NAME,
};

enum json_place { JSON_STORED, JSON_CHECKED_ONLY };

struct json_record;

struct json_field {
    const char *name;
    size_t name_length;
    enum json_type type;
    enum json_place place;
    enum json_form form;
    int required;
    int closed;       /* JSON_WORD: a word that is not there is an error */
    int missing;      /* JSON_INT, JSON_WORD: the value where there is none */
    size_t offset;    /* in the struct of the record */
    int64_t min, max; /* code points of a string, value of a number, most items of a list */
    size_t size; /* JSON_CHARS and JSON_CHARS_LIST: with the NUL; JSON_INT and JSON_FLAG: 0 is that of int */
    size_t count_offset;      /* lists; JSON_OBJECT: of an int that becomes 1 when it is there, 0: none */
    const char *const *words; /* JSON_WORD: ends in NULL */
    const struct json_record *record;
};

struct json_record {
    const char *name; /* for messages about the outermost record */
    const struct json_field *fields;
    size_t field_count;
    size_t size; /* of its struct */
    /* May be NULL. 0 leaves the item out of its list. */
    int (*accept)(const void *item);
};

#define JSON_NAME(text)    .name = (text), .name_length = sizeof(text) - 1
#define JSON_FIELDS(table) .fields = (table), .field_count = sizeof(table) / sizeof((table)[0])

/* Reads one whole document into `out` (record->size bytes, cleared here). Returns 0, or -1 with a message
 * such as "notices[17]: title: missing" in `error`; what `out` then holds is not to be used, and the arena is
 * still the caller's to free. */
int json_decode(const struct json_record *record, const void *bytes, size_t length, void *out,
                struct arena *arena, char error[JSON_ERROR_SIZE]);

/* 1 if every character is allowed. */
int json_form_allows(enum json_form form, const char *text, size_t length);

#endif
