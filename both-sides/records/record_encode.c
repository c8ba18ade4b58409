#include <stdlib.h>
#include <string.h>

#include "both-sides/json/json_writer.h"
#include "both-sides/records/record_json.h"

static int64_t number_of(const struct record_field *field, const unsigned char *at)
{
    if (field->type == FIELD_INT64) {
        int64_t value;
        memcpy(&value, at, sizeof value);
        return value;
    }
    if (field->size == sizeof(signed char)) {
        return (signed char)*at;
    }
    if (field->size == sizeof(short)) {
        short value;
        memcpy(&value, at, sizeof value);
        return value;
    }
    int value;
    memcpy(&value, at, sizeof value);
    return value;
}

static const void *pointer_of(const unsigned char *at)
{
    const void *pointer;
    memcpy((void *)&pointer, at, sizeof(void *));
    return pointer;
}

static size_t count_of(const struct record_field *field, const unsigned char *record)
{
    size_t count;
    memcpy(&count, record + field->count_offset, sizeof count);
    return count;
}

static int is_given(const struct record_field *field, const unsigned char *record)
{
    int given = 1;
    if (field->count_offset != SIZE_MAX) {
        memcpy(&given, record + field->count_offset, sizeof given);
    }
    return given;
}

static void encode_records(struct json_writer *json, const struct record_field *field,
                           const unsigned char *items, size_t count)
{
    json_open_array(json, field->name);
    for (size_t i = 0; i < count; i++) {
        record_encode(json, NULL, field->record, items + i * field->record->size);
    }
    json_close_array(json);
}

static void encode_texts(struct json_writer *json, const struct record_field *field, const char *items,
                         size_t count)
{
    json_open_array(json, field->name);
    for (size_t i = 0; i < count; i++) {
        json_string(json, items + i * field->size);
    }
    json_close_array(json);
}

static void encode_field(struct json_writer *json, const struct record_field *field,
                         const unsigned char *record)
{
    const unsigned char *at = record + field->offset;
    const char *text = "";
    int64_t number = 0;
    size_t count = 0;
    int always = field->required || field->always;
    switch (field->type) {
    case FIELD_TEXT:
    case FIELD_CHARS:
        text = field->type == FIELD_TEXT ? pointer_of(at) : (const void *)at;
        if (always || text[0] != '\0') {
            json_text(json, field->name, text);
        }
        break;
    case FIELD_WORD:
        number = number_of(field, at);
        if (number >= 0 && (size_t)number < field->words->count && (always || number != field->missing)) {
            json_text(json, field->name, field->words->words[number]);
        }
        break;
    case FIELD_INT:
    case FIELD_INT64:
        number = number_of(field, at);
        if (always || number != field->missing) {
            json_number(json, field->name, number);
        }
        break;
    case FIELD_FLAG:
        number = number_of(field, at);
        if (always || number != field->missing) {
            json_flag(json, field->name, number != 0);
        }
        break;
    case FIELD_RECORD:
        if (is_given(field, record)) {
            record_encode(json, field->name, field->record, at);
        }
        break;
    case FIELD_CHARS_LIST:
        count = count_of(field, record);
        if (always || count > 0) {
            encode_texts(json, field, pointer_of(at), count);
        }
        break;
    case FIELD_RECORDS:
    case FIELD_RECORDS_INSIDE:
        count = count_of(field, record);
        if (always || count > 0) {
            encode_records(json, field, field->type == FIELD_RECORDS ? pointer_of(at) : at, count);
        }
        break;
    case FIELD_PART:
    case FIELD_LINE:
        break;
    }
}

void record_encode_fields(struct json_writer *json, const struct record_table *table, const void *record)
{
    for (size_t i = 0; i < table->field_count; i++) {
        if (table->fields[i].name_length > 0) {
            encode_field(json, &table->fields[i], record);
        }
    }
}

void record_encode(struct json_writer *json, const char *name, const struct record_table *table,
                   const void *record)
{
    json_open_map(json, name);
    record_encode_fields(json, table, record);
    json_close_map(json);
}

char *record_encode_text(const struct record_table *table, const void *record, size_t *length)
{
    struct json_writer json;
    if (json_begin(&json) == 0) {
        record_encode(&json, NULL, table, record);
    }
    return json_take(&json, length);
}

char *record_encode_feed(const struct record_table *table, const void *record, size_t *length, size_t *hashed)
{
    struct json_writer json;
    struct record_table others = *table;
    others.field_count--;
    if (json_begin(&json) == 0) {
        json_open_map(&json, NULL);
        record_encode_fields(&json, &others, record);
        *hashed = json_length(&json);
        encode_field(&json, &table->fields[others.field_count], record);
        json_close_map(&json);
    }
    return json_take(&json, length);
}
