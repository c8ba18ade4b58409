#ifndef BOTH_SIDES_RECORDS_RECORD_LINES_H
#define BOTH_SIDES_RECORDS_RECORD_LINES_H

#include "both-sides/calendar_date.h"
#include "both-sides/records/record_table.h"

/* Lines for record tables: a name, its bounds, the struct and the member, then what else there is to say, at
 * the least REQUIRED or OPTIONAL: TEXT("name", 1, 40, guide_summary, name, REQUIRED, CHILD). */

#define REQUIRED     .required = 1
#define OPTIONAL     .required = 0
#define XML_OPTIONAL .xml_optional = 1
#define ALWAYS       .always = 1
#define UNREAD       .unread = 1
#define ATTRIBUTE    .xml = XML_ATTRIBUTE
#define CHILD        .xml = XML_CHILD
#define OWN_TEXT     .xml = XML_OWN_TEXT
#define EACH         .xml = XML_CHILD /* of a list: an element each, by the name of its record */
#define WRAPPED      .xml = XML_CHILDREN
#define ELSE(value)  .missing = (value)
#define ABOUT(text)  .about = text
/* In place of a name: for a field that JSON does not have under this name. */
#define XML_ONLY(name_) .name = (name_), .name_length = 0

#define NAMED(text)              .name = (text), .name_length = sizeof(text) - 1
#define PLACED(struct_, member)  .offset = offsetof(struct struct_, member)
#define MEMBER(struct_, member)  PLACED(struct_, member), .size = sizeof(((struct struct_ *)0)->member)
#define COUNTED(struct_, number) .count_offset = offsetof(struct struct_, number)

#define TEXT(key, least, most, struct_, member, ...)                                                         \
    {                                                                                                        \
        NAMED(key), .type = FIELD_TEXT, .min = (least), .max = (most), PLACED(struct_, member), __VA_ARGS__  \
    }
#define CHARS(key, least, most, form_, struct_, member, ...)                                                 \
    {                                                                                                        \
        NAMED(key), .type = FIELD_CHARS, .min = (least), .max = (most), .form = (form_),                     \
                    MEMBER(struct_, member), __VA_ARGS__                                                     \
    }
/* An id of content, in a char[CONTENT_ID_SIZE] or as text in the arena. */
#define ID(key, struct_, member, ...)                                                                        \
    CHARS(key, 1, CONTENT_ID_SIZE - 1, FORM_NAME, struct_, member, __VA_ARGS__)
#define ID_TEXT(key, struct_, member, ...)                                                                   \
    TEXT(key, 1, CONTENT_ID_SIZE - 1, struct_, member, .form = FORM_NAME, __VA_ARGS__)
/* For the search: made by the headend. */
#define INITIALS(struct_, member) TEXT("initials", 0, 400, struct_, member, OPTIONAL, .form = FORM_INITIALS)
/* store_life.h */
#define LIFE(struct_)                                                                                        \
    CHARS("life", 0, STORE_LIFE_SIZE - 1, FORM_NAME, struct_, life, OPTIONAL,                                \
          ABOUT("of the store: rev grows within one life; another one counts, whatever its rev"))
#define INT(key, least, most, struct_, member, ...)                                                          \
    {                                                                                                        \
        NAMED(key), .type = FIELD_INT, .min = (least), .max = (most), MEMBER(struct_, member), __VA_ARGS__   \
    }
/* YYYYMMDD, 0: none. In JSON a number that is no day is none, too: no schema can say which are. */
#define DAY(key, struct_, member, ...) INT(key, 0, 99991231, struct_, member, .form = FORM_DATE, __VA_ARGS__)
/* What fits into a double, so that no reader of JSON rounds it. */
#define INT64_MOST 9007199254740991
#define INT64_ANY(key, struct_, member, ...)                                                                 \
    {                                                                                                        \
        NAMED(key), .type = FIELD_INT64, .min = -INT64_MOST, .max = INT64_MOST, PLACED(struct_, member),     \
                    __VA_ARGS__                                                                              \
    }
/* A revision, a number of rows. */
#define INT64(key, struct_, member, ...)                                                                     \
    {                                                                                                        \
        NAMED(key), .type = FIELD_INT64, .max = INT64_MOST, PLACED(struct_, member), __VA_ARGS__             \
    }
/* ms since 1970 UTC; 0: not said. */
#define MOMENT(key, struct_, member, ...)                                                                    \
    {                                                                                                        \
        NAMED(key), .type = FIELD_INT64, .max = MOMENT_MAX, PLACED(struct_, member), __VA_ARGS__             \
    }
#define FLAG(key, struct_, member, ...)                                                                      \
    {                                                                                                        \
        NAMED(key), .type = FIELD_FLAG, .max = 1, MEMBER(struct_, member), __VA_ARGS__                       \
    }
/* One of `list` and nothing else. */
#define WORD(key, list, struct_, member, ...)                                                                \
    {                                                                                                        \
        NAMED(key), .type = FIELD_WORD, .closed = 1, .max = 64, .words = &(list), MEMBER(struct_, member),   \
                    __VA_ARGS__                                                                              \
    }
/* FIELD_NOT_SAID if it is not there; in JSON also if it is none of `list`. */
#define WORD_IF_KNOWN(key, list, struct_, member, ...)                                                       \
    {                                                                                                        \
        NAMED(key), .type = FIELD_WORD, .max = 64, .missing = FIELD_NOT_SAID, .words = &(list),              \
                    MEMBER(struct_, member), __VA_ARGS__                                                     \
    }
/* A struct inside that is always there. */
#define RECORD_INSIDE(key, table, struct_, member, ...)                                                      \
    {                                                                                                        \
        NAMED(key), .type = FIELD_RECORD, .record = &(table), PLACED(struct_, member),                       \
                    .count_offset = SIZE_MAX, __VA_ARGS__                                                    \
    }
/* One that may be there. */
#define RECORD_IF_GIVEN(key, table, struct_, member, flag, ...)                                              \
    {                                                                                                        \
        NAMED(key), .type = FIELD_RECORD, .record = &(table), PLACED(struct_, member),                       \
                    COUNTED(struct_, flag), __VA_ARGS__                                                      \
    }
/* Whose fields stand in the struct itself. */
#define RECORD_HERE(key, table, ...)                                                                         \
    {                                                                                                        \
        NAMED(key), .type = FIELD_RECORD, .record = &(table), .count_offset = SIZE_MAX, __VA_ARGS__          \
    }
#define RECORDS(key, most, table, struct_, member, number, ...)                                              \
    {                                                                                                        \
        NAMED(key), .type = FIELD_RECORDS, .max = (most), .record = &(table), PLACED(struct_, member),       \
                    .size = sizeof(*((struct struct_ *)0)->member), COUNTED(struct_, number), __VA_ARGS__    \
    }
#define CHARS_LIST(key, most, form_, struct_, member, number, ...)                                           \
    {                                                                                                        \
        NAMED(key), .type = FIELD_CHARS_LIST, .min = 1, .max = (most), .form = (form_),                      \
                    PLACED(struct_, member), .size = sizeof(*((struct struct_ *)0)->member),                 \
                    COUNTED(struct_, number), __VA_ARGS__                                                    \
    }
#define IDS(key, most, struct_, member, number, ...)                                                         \
    CHARS_LIST(key, most, FORM_NAME, struct_, member, number, __VA_ARGS__)

/* version="1" of a file's root. */
extern const struct word_list file_versions;
#define FILE_VERSION                                                                                         \
    {                                                                                                        \
        .name = "version", .type = FIELD_CHARS, .xml = XML_ATTRIBUTE, .words = &file_versions,               \
        .offset = SIZE_MAX, .required = 1                                                                    \
    }

#define FIELDS(lines) .fields = (lines), .field_count = sizeof(lines) / sizeof((lines)[0])

#endif
