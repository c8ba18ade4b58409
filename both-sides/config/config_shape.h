#ifndef BOTH_SIDES_CONFIG_CONFIG_SHAPE_H
#define BOTH_SIDES_CONFIG_CONFIG_SHAPE_H

#include <stddef.h>

/* headend.xml as a table: which element stands where, which attributes it has, what their values are and
 * where in struct hall_config they go. It says the same as assets/schemas/headend.rng (a test holds the two
 * together); the schema gives the verdict that any XML tool gives too, the table the messages that an
 * operator understands. */

enum value_kind {
    VALUE_NUMBER,  /* int; bounds: least and greatest */
    VALUE_NAME,    /* char[]: small letters, digits and hyphens; bounds: characters */
    VALUE_PATH,    /* char[]: a path of the file system; bounds: characters */
    VALUE_CHOICE,  /* int: the place in `choices`; stored as text where `size` is not 0 */
    VALUE_URL,     /* char[] */
    VALUE_AREA,    /* char[]: area code */
    VALUE_ADDRESS, /* char[]: IPv4 or IPv6 address */
    VALUE_DEVICE,  /* char[]: pattern for the name of an input device; bounds: bytes */
    VALUE_KEY_CODE,
    VALUE_SCANCODE,
    VALUE_REMOTE_KEY, /* char[]: a key of the hall, one of `choices` */
};

struct value_shape {
    const char *name; /* of the attribute; NULL: the element's text */
    enum value_kind kind;
    int required;
    int low, high;
    const char *const *choices; /* NULL at the end */
    const char *fallback;       /* what holds when it is missing; NULL: 0 or "" */
    size_t offset,
        size; /* in the structure that the element fills; size 0: an int; offset SIZE_MAX: not kept */
};

struct element_use;

struct element_shape {
    const char *name;
    const struct value_shape *attributes;
    size_t attribute_count;
    const struct value_shape *text; /* NULL: no text of its own */
    const struct element_use *children;
    size_t child_count;
};

/* An element as a child of another. */
struct element_use {
    const struct element_shape *shape; /* NULL: words, the text in each language (struct tile_text) */
    const char *name;
    size_t least, most;
    size_t offset;        /* of the structure it fills, in that of its parent */
    size_t stride;        /* > 0: an array */
    size_t count_offset;  /* size_t, in the parent's structure; with `stride` */
    size_t line_offset;   /* int, in the element's structure: its line; 0: not kept */
    int zh_most, en_most; /* of words: characters */
};

extern const struct element_use config_root_use;

#endif
