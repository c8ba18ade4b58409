#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/arena.h"
#include "both-sides/calendar_date.h"
#include "both-sides/records/record_reader.h"
#include "both-sides/utf8.h"

/* yajl hands out what it unescaped in a buffer of its own; only there can a NUL turn up, which the document
 * itself has none of. */
static int is_unescaped(const struct json_reader *reader, const unsigned char *text)
{
    return (uintptr_t)text < (uintptr_t)reader->input ||
           (uintptr_t)text >= (uintptr_t)reader->input + reader->input_length;
}

static int check_string(struct json_reader *reader, const struct record_field *field,
                        const unsigned char *text, size_t length)
{
    if (is_unescaped(reader, text) && memchr(text, '\0', length) != NULL) {
        return json_fail(reader, field, "holds a NUL");
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
    if (field->form != FORM_ANY && field->form <= FORM_ERROR &&
        !field_form_allows(field->form, (const char *)text, length)) {
        return json_fail(reader, field, "not of the form it must have");
    }
    return 1;
}

static int word_place(const struct word_list *list, const unsigned char *text, size_t length)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strlen(list->words[i]) == length && memcmp(list->words[i], text, length) == 0) {
            return (int)i;
        }
    }
    return -1;
}

void json_store_int(const struct record_field *field, unsigned char *at, int value)
{
    if (field->size == sizeof(signed char)) {
        signed char small = (signed char)value;
        memcpy(at, &small, sizeof small);
    } else if (field->size == sizeof(short)) {
        short small = (short)value;
        memcpy(at, &small, sizeof small);
    } else {
        memcpy(at, &value, sizeof value);
    }
}

static int store_string(struct json_reader *reader, const struct record_field *field, unsigned char *at,
                        const unsigned char *text, size_t length)
{
    if (field->type > FIELD_WORD) {
        return json_fail(reader, field, "wrong type: a string");
    }
    if (!check_string(reader, field, text, length)) {
        return 0;
    }
    if (field->type == FIELD_TEXT) {
        const char *copy = field->unread ? "" : arena_text(reader->arena, text, length);
        if (copy == NULL) {
            return json_no_memory(reader, field);
        }
        if (field->form >= FORM_WEB_ADDRESS && !json_form_opens(field->form, copy)) {
            copy = "";
        }
        memcpy(at, &copy, sizeof copy);
    } else if (field->type == FIELD_WORD) {
        int place = word_place(field->words, text, length);
        if (place < 0 && field->closed) {
            return json_fail(reader, field, "none of the words that it may be");
        }
        json_store_int(field, at, place);
    } else {
        size_t kept = utf8_fit(text, length, field->size - 1);
        memcpy(at, text, kept);
        at[kept] = '\0';
    }
    return 1;
}

/* Eight digits at once, after a well-known trick: neighbouring digits are joined to pairs, pairs to fours,
 * fours to eight. Returns -1 if one of them is no digit. */
static int read_eight_digits(const char *text, uint64_t *value)
{
    uint64_t word;
    memcpy(&word, text, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    uint64_t digits = word ^ 0x3030303030303030U;
    if (((digits + 0x7676767676767676U) | digits) & 0x8080808080808080U) {
        return -1;
    }
    digits = (digits * 10 + (digits >> 8)) & 0x00FF00FF00FF00FFU;
    digits = (digits * 100 + (digits >> 16)) & 0x0000FFFF0000FFFFU;
    *value = (digits * 10000 + (digits >> 32)) & 0xFFFFFFFFU;
    return 0;
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
    unsigned wrong = 0; /* a point or an exponent: yajl lets nothing else through */
    for (; length - at >= 8; at += 8) {
        uint64_t eight;
        if (read_eight_digits(text + at, &eight) != 0) {
            return -1;
        }
        sum = sum * 100000000U + eight;
    }
    for (; at < length; at++) {
        unsigned digit = (unsigned char)text[at] - (unsigned)'0';
        wrong |= digit > 9;
        sum = sum * 10 + digit;
    }
    if (wrong) {
        return -1;
    }
    if (sum > INT64_MAX) {
        return -1;
    }
    *value = negative ? -(int64_t)sum : (int64_t)sum;
    return 0;
}

static int is_one_of(const struct number_list *list, int64_t value)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->numbers[i] == value) {
            return 1;
        }
    }
    return 0;
}

static int store_number(struct json_reader *reader, const struct record_field *field, unsigned char *at,
                        const char *text, size_t length)
{
    if (field->type != FIELD_INT && field->type != FIELD_INT64) {
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
    if (field->numbers != NULL && !is_one_of(field->numbers, value)) {
        return json_fail(reader, field, "none of the contract's");
    }
    if (field->form == FORM_DATE && !calendar_date_is_real((int)value)) {
        value = 0; /* what no schema can say is no reason to refuse what stands beside it */
    }
    if (field->type == FIELD_INT64) {
        memcpy(at, &value, sizeof value);
    } else {
        json_store_int(field, at, (int)value);
    }
    return 1;
}

/* --- scalars --- */

int json_on_string(void *context, const unsigned char *text, size_t length)
{
    struct json_reader *reader = context;
    struct json_frame *frame = reader->top;
    if (reader->skipped_depth > 0) {
        return 1;
    }
    if (frame == NULL) {
        return json_fail(reader, NULL, "wrong type: a string");
    }
    if (frame->record != NULL) {
        const struct record_field *field = frame->field;
        if (field != NULL && field->type == FIELD_CHARS_LIST) {
            return json_fail(reader, field, "wrong type: a string");
        }
        return field == NULL || store_string(reader, field, frame->base + field->offset, text, length);
    }
    if (frame->opened_by->type != FIELD_CHARS_LIST) {
        return json_fail(reader, frame->opened_by, "wrong type: a string");
    }
    unsigned char *item = json_new_item(reader, frame);
    struct record_field element = *frame->opened_by;
    element.max = (int64_t)element.size - 1;
    if (item == NULL || !store_string(reader, &element, item, text, length)) {
        return 0;
    }
    frame->count++;
    frame->index++;
    return 1;
}

int json_on_number(void *context, const char *text, size_t length)
{
    struct json_reader *reader = context;
    struct json_frame *frame = reader->top;
    if (reader->skipped_depth > 0) {
        return 1;
    }
    if (frame == NULL || frame->record == NULL) {
        return json_fail(reader, NULL, "wrong type: a number");
    }
    const struct record_field *field = frame->field;
    return field == NULL || store_number(reader, field, frame->base + field->offset, text, length);
}

int json_on_boolean(void *context, int value)
{
    struct json_reader *reader = context;
    struct json_frame *frame = reader->top;
    if (reader->skipped_depth > 0) {
        return 1;
    }
    if (frame == NULL || frame->record == NULL) {
        return json_fail(reader, NULL, "wrong type: true or false");
    }
    const struct record_field *field = frame->field;
    if (field == NULL) {
        return 1;
    }
    if (field->type != FIELD_FLAG) {
        return json_fail(reader, field, "wrong type: true or false");
    }
    json_store_int(field, frame->base + field->offset, value != 0);
    return 1;
}

int json_on_null(void *context)
{
    struct json_reader *reader = context;
    struct json_frame *frame = reader->top;
    if (reader->skipped_depth > 0) {
        return 1;
    }
    if (frame == NULL || frame->record == NULL) {
        return json_fail(reader, NULL, "wrong type: null");
    }
    const struct record_field *field = frame->field;
    if (field == NULL) {
        return 1;
    }
    if (field->required) {
        return json_fail(reader, field, "wrong type: null");
    }
    frame->seen &= ~((uint64_t)1 << (size_t)(field - frame->record->fields));
    return 1;
}
