#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "backend-client/arena.h"
#include "backend-client/json_reader.h"
#include "backend-client/utf8.h"

/* yajl hands out what it unescaped in a buffer of its own; only there can half a surrogate pair turn up, as
 * the document itself was checked before. */
static int is_unescaped(const struct json_reader *reader, const unsigned char *text)
{
    return (uintptr_t)text < (uintptr_t)reader->input ||
           (uintptr_t)text >= (uintptr_t)reader->input + reader->input_length;
}

static int check_string(struct json_reader *reader, const struct json_field *field, const unsigned char *text,
                        size_t length)
{
    if (is_unescaped(reader, text)) {
        if (utf8_valid_length(text, length) != length) {
            return json_fail(reader, field, "half a surrogate pair");
        }
        if (memchr(text, '\0', length) != NULL) {
            return json_fail(reader, field, "holds a NUL");
        }
    }
    size_t most = (size_t)field->max;
    size_t least = (size_t)field->min;
    /* A code point has one to four bytes, so most strings need no counting. */
    if (length > most || length < least * 4) {
        size_t count = utf8_count(text, length);
        if (count > most) {
            return json_fail(reader, field, "too long: %zu characters, at most %zu", count, most);
        }
        if (count < least) {
            return json_fail(reader, field, "too short: %zu characters, at least %zu", count, least);
        }
    }
    if (field->form != FORM_ANY && !json_form_allows(field->form, (const char *)text, length)) {
        return json_fail(reader, field, "not of the form it must have");
    }
    return 1;
}

static int word_place(const char *const *words, const unsigned char *text, size_t length)
{
    for (int i = 0; words[i] != NULL; i++) {
        if (strlen(words[i]) == length && memcmp(words[i], text, length) == 0) {
            return i;
        }
    }
    return -1;
}

int json_store_string(struct json_reader *reader, const struct json_field *field, unsigned char *at,
                      const unsigned char *text, size_t length)
{
    switch (field->type) {
    case JSON_TEXT:
    case JSON_CHARS:
    case JSON_CHARS_LIST:
    case JSON_WORD:
        break;
    default:
        return json_fail(reader, field, "wrong type: a string");
    }
    if (!check_string(reader, field, text, length)) {
        return 0;
    }
    if (field->place == JSON_CHECKED_ONLY) {
        return 1;
    }
    if (field->type == JSON_TEXT) {
        const char *copy = arena_text(reader->arena, text, length);
        if (copy == NULL) {
            return json_fail(reader, field, "no memory");
        }
        memcpy(at, &copy, sizeof copy);
    } else if (field->type == JSON_WORD) {
        int place = word_place(field->words, text, length);
        memcpy(at, &place, sizeof place);
    } else {
        size_t kept = utf8_fit(text, length, field->size - 1);
        memcpy(at, text, kept);
        at[kept] = '\0';
    }
    return 1;
}

/* Whole numbers only. Returns -1 if `text` is none that fits. */
static int read_integer(const char *text, size_t length, int64_t *value)
{
    size_t at = 0;
    int negative = text[0] == '-';
    at += (size_t)negative;
    if (at == length || length - at > 19) {
        return -1;
    }
    uint64_t sum = 0;
    for (; at < length; at++) {
        if (text[at] < '0' || text[at] > '9') {
            return -1;
        }
        sum = sum * 10 + (uint64_t)(text[at] - '0');
    }
    if (sum > INT64_MAX) {
        return -1;
    }
    *value = negative ? -(int64_t)sum : (int64_t)sum;
    return 0;
}

int json_store_number(struct json_reader *reader, const struct json_field *field, unsigned char *at,
                      const char *text, size_t length)
{
    if (field->type != JSON_INT && field->type != JSON_INT64) {
        return json_fail(reader, field, "wrong type: a number");
    }
    int64_t value;
    if (length == 0 || read_integer(text, length, &value) != 0) {
        int shown = length > 24 ? 24 : (int)length;
        return json_fail(reader, field, "not a whole number in range: %.*s", shown, text);
    }
    if (value < field->min || value > field->max) {
        return json_fail(reader, field, "out of range: %" PRId64 " is not in %" PRId64 "..%" PRId64, value,
                         field->min, field->max);
    }
    if (field->place == JSON_CHECKED_ONLY) {
        return 1;
    }
    if (field->type == JSON_INT64) {
        memcpy(at, &value, sizeof value);
    } else {
        int small = (int)value;
        memcpy(at, &small, sizeof small);
    }
    return 1;
}
