#ifndef BOTH_SIDES_RECORDS_RECORD_TABLE_H
#define BOTH_SIDES_RECORDS_RECORD_TABLE_H

#include <stddef.h>
#include <stdint.h>

/* The one description of a record: a table of fields, each with its name, type, bounds, words and place. From
 * it follow decoding and encoding of JSON (record_json.h), reading and writing of XML (record_xml.h), the
 * schemas of docs/openapi.yaml, the RELAX NG grammars of assets/schemas, and the bounds that tests try. */

enum field_type {
    FIELD_TEXT,       /* const char *: in the record's arena; "" where it is missing, never NULL */
    FIELD_CHARS,      /* char[size]; with `words`, one of them */
    FIELD_CHARS_LIST, /* a pointer to char[size] in the arena and a size_t at count_offset; in XML one value,
                         with spaces between */
    FIELD_WORD,       /* int: the place in `words` */
    FIELD_INT,        /* int; a signed char or a short by `size` */
    FIELD_INT64,
    FIELD_FLAG,   /* int, or a signed char by `size`: 0 or 1; in XML "true" and "false" */
    FIELD_RECORD, /* a struct inside, described by `record`; an int at count_offset becomes 1 when it is there
                   */
    FIELD_RECORDS,        /* a pointer to structs in the arena and a size_t at count_offset */
    FIELD_RECORDS_INSIDE, /* an array of `max` structs inside and a size_t at count_offset */
    FIELD_PART, /* fields of the struct itself that have an element of their own in XML, described by `record`
                   (offsets in the same struct); in no JSON, where lines of the record itself say them again
                 */
    FIELD_LINE, /* int: the line of the record's element in XML; in no JSON */
};

/* What a value may look like, beyond its bounds. */
enum field_form {
    FORM_ANY,
    /* In JSON its characters are looked at: */
    FORM_NOTICE_ID, /* [a-zA-Z0-9_-] */
    FORM_NAME,      /* [a-z0-9-] */
    FORM_AREA_CODE, /* 6, 9 or 12 digits */
    FORM_DIGITS,
    FORM_ID_TAIL, /* three digits, then a digit or X */
    FORM_TOKEN,   /* [a-zA-Z0-9_-], secret */
    FORM_ERROR,   /* [a-z_] */
    /* They are not: */
    FORM_INITIALS,
    FORM_DATE,          /* int YYYYMMDD, from 2000, that is in the calendar, 0: none; in XML 20261001 */
    FORM_OPENING_HOURS, /* in JSON not looked at: whoever reads them does */
    /* What a phone is to open. In JSON another text is as good as none: it becomes "". */
    FORM_WEB_ADDRESS, /* http or https */
    FORM_HTTPS_ADDRESS,
    FORM_PAGE, /* path below the phone address */
    /* In XML only: */
    FORM_PATH, /* of the file system */
    FORM_IP_ADDRESS,
    FORM_DEVICE_PATTERN, /* for the name of an input device */
    FORM_KEY_CODE,
    FORM_SCANCODE,
    FORM_COUNT
};

/* Where a field stands in XML. A text is taken without the white space around it; in a FIELD_TEXT, each run
 * of white space is one space. */
enum xml_place {
    XML_NOWHERE,
    XML_ATTRIBUTE,
    XML_OWN_TEXT, /* the text of the record's own element */
    XML_CHILD, /* an element of its own: a text, FIELD_RECORD or FIELD_PART by the field's name; for each of
                  FIELD_RECORDS one by the name of its record's element */
    XML_CHILDREN,  /* an element by the field's name around those of FIELD_RECORDS; where it is, at least one
                    */
    XML_LANGUAGES, /* FIELD_RECORD of FIELD_CHARS, one a language: <name xml:lang="zh-CN">, where the part's
                      field has "zh-CN" for its xml_name; the first is needed where there is any */
};

enum { FIELD_OPTIONAL = 0, FIELD_REQUIRED = 1, FIELD_NOT_SAID = -1 };

/* A word list: the one place of the words, and how many there are. The enum beside it ends in …_COUNT, which
 * WORD_LIST holds to the number of words. */
struct word_list {
    const char *const *words;
    size_t count;
};

/* Of numbers that are codes, likewise. */
struct number_list {
    const int *numbers;
    size_t count;
};

#define WORD_LIST(list, expected, ...)                                                                       \
    static const char *const list##_words[] = {__VA_ARGS__};                                                 \
    _Static_assert(sizeof list##_words / sizeof list##_words[0] == (expected), "a word for each of " #list); \
    const struct word_list list = {list##_words, (expected)}

struct record_table;

struct record_field {
    const char *name; /* in JSON, with "_" ("org_name"); in XML "-" stands for "_" unless xml_name is given */
    size_t name_length; /* 0: JSON does not have it */
    enum field_type type;
    enum field_form form;
    size_t offset, size; /* in the struct (SIZE_MAX: not kept); size of chars (with the NUL), of an item, of a
                            number */
    size_t count_offset; /* of lists; of FIELD_RECORD: int that is 1 when it is there, SIZE_MAX: none */
    int64_t min, max;    /* characters of a text, value of a number, least (in XML) and most of a list. In XML
                            every text that is given has a character or more. */
    int64_t missing;     /* of a number, word or flag: what holds where it is not given */
    const char *fallback;       /* of a text in XML: likewise; NULL: "" */
    unsigned char required;     /* in JSON and in XML … */
    unsigned char xml_optional; /* … but not in XML */
    unsigned char closed; /* FIELD_WORD: in JSON, too, a word that is not known is an error; else it is -1 */
    unsigned char always; /* JSON has it also where it says nothing and is not required */
    unsigned char unread; /* a box checks it, if it is there, and keeps nothing of it */
    enum xml_place xml;
    const char *xml_name;
    const struct word_list *words;
    const struct number_list *numbers; /* FIELD_INT: it is one of these */
    const struct record_table *record;
    const char *about; /* for the schema; NULL: the name says it */
};

/* What holds between two fields, by their names. */
enum rule_kind {
    RULE_TOGETHER,    /* both are given, or neither */
    RULE_EITHER,      /* one of the two, not both */
    RULE_ZERO_UNLESS, /* `field` is 0 or not given, unless `other` has `value` */
};
struct record_rule {
    enum rule_kind kind;
    const char *field, *other;
    int64_t value;
    const char *allowed; /* for the operator: "both, or neither" */
};

struct record_table {
    const char *name;    /* for messages ("guide list") */
    const char *schema;  /* in docs/openapi.yaml ("GuideList"); NULL: written where it is used */
    const char *element; /* of XML ("guide"); NULL: it stands in none */
    const char *about;
    const struct record_field *fields;
    size_t field_count;
    const struct record_rule *rules;
    size_t rule_count;
    size_t size;                     /* of the struct */
    int (*accept)(const void *item); /* may be NULL; 0 leaves the item out of its list when JSON is decoded */
    const struct record_table *begin; /* the table of which this one has all fields first; NULL: none */
};

#endif
