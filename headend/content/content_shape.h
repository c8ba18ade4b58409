#ifndef HEADEND_CONTENT_CONTENT_SHAPE_H
#define HEADEND_CONTENT_CONTENT_SHAPE_H

#include "headend/content/content_records.h"
#include "headend/content/content_words.h"

/* Content files as a table: which element stands where, what its values are and where in the records they go.
 * Reading, writing and the messages for an operator all come from it; assets/schemas/content.rng says the
 * same for any XML tool (a test holds the two together). */

enum content_value_kind {
    CONTENT_TEXT,   /* const char *: characters */
    CONTENT_ID,     /* char[] */
    CONTENT_IDS,    /* char (*)[CONTENT_ID_SIZE] and a count: ids with spaces between */
    CONTENT_DIGITS, /* char[]: how many */
    CONTENT_AREA,   /* char[]: area code */
    CONTENT_NUMBER, /* int or int64_t: least and greatest */
    CONTENT_DATE,   /* int YYYYMMDD */
    CONTENT_CHOICE, /* int: the place in `choices` */
    CONTENT_LINK,   /* const char *: an https address */
    CONTENT_SPANS,  /* const char *: opening hours */
};

enum content_place { CONTENT_ATTRIBUTE, CONTENT_CHILD, CONTENT_OWN_TEXT };

struct content_value {
    const char *name; /* of the attribute or the child element; of an element's own text what it says */
    enum content_place place;
    enum content_value_kind kind;
    int required;
    int64_t low, high;
    const char *const *choices; /* NULL at the end */
    int64_t missing;            /* the number or choice that stands where it is not given */
    size_t offset, size;        /* in the record */
    size_t count_offset;        /* of CONTENT_IDS */
};

struct content_use;

struct content_element {
    const char *name;
    const struct content_value *values;
    size_t value_count;
    const struct content_use *children;
    size_t child_count;
};

/* An element as a child of another. */
struct content_use {
    const struct content_element *element;
    size_t least, most;
    size_t offset;       /* in the parent's record; of what it fills, or of the pointer to an array of them */
    size_t stride;       /* > 0: an array; `most` may be more than 1 */
    size_t count_offset; /* size_t, with `stride`; else int that becomes 1 when it is there, SIZE_MAX: none */
};

struct content_kind_shape {
    const struct content_element *element;
    const char *word;     /* for the operator, on a command line: "guide" */
    const char *fixed_id; /* where there can be one only; else NULL and the id is a value */
    size_t size;          /* of its record */
    size_t most;          /* in a store */
};

/* By enum content_kind. */
extern const struct content_kind_shape content_kinds[CONTENT_KINDS];

/* The elements of the kinds, each in a file with its neighbours. */
extern const struct content_element content_themes_element, content_guide_element, content_flow_element,
    content_policies_element, content_policy_element, content_hours_element, content_set_element,
    content_day_element, content_station_element;

#define CONTENT_COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define CONTENT_AT(type, member)                                                                             \
    .offset = offsetof(struct type, member), .size = sizeof(((struct type *)0)->member)
#define CONTENT_MANY(type, member, counter, item)                                                            \
    .offset = offsetof(struct type, member), .stride = sizeof(struct item),                                  \
    .count_offset = offsetof(struct type, counter)
/* A child element that fills a part of its parent's own record. */
#define CONTENT_PART .offset = 0, .count_offset = SIZE_MAX
#define CONTENT_LIST(name_, element_values, element_uses)                                                    \
    {                                                                                                        \
        .name = (name_), .values = (element_values), .value_count = CONTENT_COUNT(element_values),           \
        .children = (element_uses), .child_count = CONTENT_COUNT(element_uses)                               \
    }
#define CONTENT_LEAF(name_, element_values)                                                                  \
    {                                                                                                        \
        .name = (name_), .values = (element_values), .value_count = CONTENT_COUNT(element_values)            \
    }

/* Values that come again and again. */
#define CONTENT_ID_VALUE(name_, type, member, need)                                                          \
    {                                                                                                        \
        .name = (name_), .kind = CONTENT_ID, .required = (need), .low = 1, .high = CONTENT_ID_SIZE - 1,      \
        CONTENT_AT(type, member)                                                                             \
    }
#define CONTENT_ATTRIBUTE_TEXT(name_, type, member, need, most)                                              \
    {                                                                                                        \
        .name = (name_), .kind = CONTENT_TEXT, .required = (need), .low = 1, .high = (most),                 \
        CONTENT_AT(type, member)                                                                             \
    }
#define CONTENT_CHILD_TEXT(name_, type, member, need, most)                                                  \
    {                                                                                                        \
        .name = (name_), .place = CONTENT_CHILD, .kind = CONTENT_TEXT, .required = (need), .low = 1,         \
        .high = (most), CONTENT_AT(type, member)                                                             \
    }
#define CONTENT_TEXT_OF(name_, type, member, need, most)                                                     \
    {                                                                                                        \
        .name = (name_), .place = CONTENT_OWN_TEXT, .kind = CONTENT_TEXT, .required = (need), .low = 1,      \
        .high = (most), CONTENT_AT(type, member)                                                             \
    }
#define CONTENT_NUMBER_VALUE(name_, type, member, need, least_, most_, missing_)                             \
    {                                                                                                        \
        .name = (name_), .kind = CONTENT_NUMBER, .required = (need), .low = (least_), .high = (most_),       \
        .missing = (missing_), CONTENT_AT(type, member)                                                      \
    }
#define CONTENT_CHOICE_VALUE(name_, type, member, need, words, missing_)                                     \
    {                                                                                                        \
        .name = (name_), .kind = CONTENT_CHOICE, .required = (need), .choices = (words),                     \
        .missing = (missing_), CONTENT_AT(type, member)                                                      \
    }
#define CONTENT_IDS_VALUE(name_, type, member, counter, most)                                                \
    {                                                                                                        \
        .name = (name_), .kind = CONTENT_IDS, .low = 1, .high = (most), CONTENT_AT(type, member),            \
        .count_offset = offsetof(struct type, counter)                                                       \
    }
#define CONTENT_DATE_VALUE(name_, type, member, need)                                                        \
    {                                                                                                        \
        .name = (name_), .kind = CONTENT_DATE, .required = (need), CONTENT_AT(type, member)                  \
    }

#endif
