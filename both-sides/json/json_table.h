#ifndef BOTH_SIDES_JSON_JSON_TABLE_H
#define BOTH_SIDES_JSON_JSON_TABLE_H

#include "both-sides/json/json_fields.h"

/* Lines for the tables of json_fields.h, for the files that say what the headend's answers hold. Names,
 * bounds and which fields must be there: docs/openapi.yaml, in the order in which the headend writes them. */

enum { OPTIONAL = 0, REQUIRED = 1 };

#define JSON_MEMBER(type_, member) .offset = offsetof(type_, member), .size = sizeof(((type_ *)0)->member)

#define TEXT(key, needed, least, most, type_, member)                                                        \
    {                                                                                                        \
        JSON_NAME(key), .type = JSON_TEXT, .required = (needed), .min = (least), .max = (most),              \
                        .offset = offsetof(type_, member)                                                    \
    }
#define CHARS(key, needed, least, most, allowed, type_, member)                                              \
    {                                                                                                        \
        JSON_NAME(key), .type = JSON_CHARS, .required = (needed), .min = (least), .max = (most),             \
                        .form = (allowed), JSON_MEMBER(type_, member)                                        \
    }
/* An id of content, in a char[CONTENT_ID_SIZE] or as text in the arena. */
#define ID(key, needed, type_, member) CHARS(key, needed, 1, 40, FORM_CONTENT_ID, type_, member)
#define ID_TEXT(key, needed, type_, member)                                                                  \
    {                                                                                                        \
        JSON_NAME(key), .type = JSON_TEXT, .required = (needed), .min = 1, .max = 40,                        \
                        .form = FORM_CONTENT_ID, .offset = offsetof(type_, member)                           \
    }
#define INT(key, needed, least, most, type_, member)                                                         \
    {                                                                                                        \
        JSON_NAME(key), .type = JSON_INT, .required = (needed), .min = (least), .max = (most),               \
                        JSON_MEMBER(type_, member)                                                           \
    }
#define INT_ELSE(key, least, most, without, type_, member)                                                   \
    {                                                                                                        \
        JSON_NAME(key), .type = JSON_INT, .min = (least), .max = (most), .missing = (without),               \
                        JSON_MEMBER(type_, member)                                                           \
    }
/* YYYYMMDD, 0: none. */
#define DAY(key, needed, type_, member) INT(key, needed, 0, 99991231, type_, member)
#define INT64(key, needed, type_, member)                                                                    \
    {                                                                                                        \
        JSON_NAME(key), .type = JSON_INT64, .required = (needed), .min = 0, .max = INT64_MAX,                \
                        .offset = offsetof(type_, member)                                                    \
    }
#define INT64_ANY(key, type_, member)                                                                        \
    {                                                                                                        \
        JSON_NAME(key), .type = JSON_INT64, .min = INT64_MIN, .max = INT64_MAX,                              \
                        .offset = offsetof(type_, member)                                                    \
    }
#define FLAG(key, needed, type_, member)                                                                     \
    {                                                                                                        \
        JSON_NAME(key), .type = JSON_FLAG, .required = (needed), JSON_MEMBER(type_, member)                  \
    }
/* One of `list` and nothing else. */
#define WORD(key, needed, list, type_, member)                                                               \
    {                                                                                                        \
        JSON_NAME(key), .type = JSON_WORD, .required = (needed), .closed = 1, .max = 64, .words = (list),    \
                        JSON_MEMBER(type_, member)                                                           \
    }
/* -1 if it is not there or none of `list`. */
#define WORD_IF_KNOWN(key, list, type_, member)                                                              \
    {                                                                                                        \
        JSON_NAME(key), .type = JSON_WORD, .max = 64, .missing = -1, .words = (list),                        \
                        JSON_MEMBER(type_, member)                                                           \
    }
#define OBJECT(key, needed, table, at)                                                                       \
    {                                                                                                        \
        JSON_NAME(key), .type = JSON_OBJECT, .required = (needed), .record = &(table), .offset = (at)        \
    }
#define OBJECT_IF_GIVEN(key, table, type_, member, flag)                                                     \
    {                                                                                                        \
        JSON_NAME(key), .type = JSON_OBJECT, .record = &(table), .offset = offsetof(type_, member),          \
                        .count_offset = offsetof(type_, flag)                                                \
    }
#define OBJECTS(key, needed, most, table, type_, member, number)                                             \
    {                                                                                                        \
        JSON_NAME(key), .type = JSON_OBJECTS, .required = (needed), .max = (most), .record = &(table),       \
                        .offset = offsetof(type_, member), .count_offset = offsetof(type_, number)           \
    }
#define CHARS_LIST(key, most, allowed, type_, member, number)                                                \
    {                                                                                                        \
        JSON_NAME(key), .type = JSON_CHARS_LIST, .min = 1, .max = (most), .form = (allowed),                 \
                        .size = sizeof(*((type_ *)0)->member), .offset = offsetof(type_, member),            \
                        .count_offset = offsetof(type_, number)                                              \
    }
#define IDS(key, most, type_, member, number) CHARS_LIST(key, most, FORM_CONTENT_ID, type_, member, number)

#define RECORD(name_, table, type_)                                                                          \
    {                                                                                                        \
        .name = (name_), JSON_FIELDS(table), .size = sizeof(type_)                                           \
    }

#endif
