#include "both-sides/json/json_writer.h"
#include "both-sides/records/record_json.h"
#include "both-sides/records/record_values.h"

/* A part that has no mark is always there. */
static int is_there(const struct record_field *field, const void *record)
{
    return field->count_offset == SIZE_MAX || record_is_given(field, record);
}

static void encode_records(struct json_writer *json, const struct record_field *field, const char *items,
                           size_t count)
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

static void encode_field(struct json_writer *json, const struct record_field *field, const void *record)
{
    const char *text = "";
    int64_t number = 0;
    size_t count = 0;
    int always = field->required || field->always;
    switch (field->type) {
    case FIELD_TEXT:
    case FIELD_CHARS:
        text = record_text(field, record);
        if (always || text[0] != '\0') {
            json_text(json, field->name, text);
        }
        break;
    case FIELD_WORD:
        number = record_number(field, record);
        if (number >= 0 && (size_t)number < field->words->count && (always || number != field->missing)) {
            json_text(json, field->name, field->words->words[number]);
        }
        break;
    case FIELD_INT:
    case FIELD_INT64:
        number = record_number(field, record);
        if (always || number != field->missing) {
            json_number(json, field->name, number);
        }
        break;
    case FIELD_FLAG:
        number = record_number(field, record);
        if (always || number != field->missing) {
            json_flag(json, field->name, number != 0);
        }
        break;
    case FIELD_RECORD:
        if (is_there(field, record)) {
            record_encode(json, field->name, field->record, (const char *)record + field->offset);
        }
        break;
    case FIELD_CHARS_LIST:
        count = record_count(field, record);
        if (always || count > 0) {
            encode_texts(json, field, record_items(field, record), count);
        }
        break;
    case FIELD_RECORDS:
    case FIELD_RECORDS_INSIDE:
        count = record_count(field, record);
        if (always || count > 0) {
            encode_records(json, field, record_items(field, record), count);
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
