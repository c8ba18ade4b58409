#include "both-sides/records/record_json.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yajl/yajl_parse.h>

#include "both-sides/arena.h"
#include "both-sides/json/json_memory.h"
#include "both-sides/json/json_text.h"
#include "both-sides/records/record_reader.h"

enum { ITEM_BYTES_USUAL = 160 }; /* of JSON, an item */

static void append(char *error, size_t *at, const char *format, ...) __attribute__((format(printf, 3, 4)));

static void append(char *error, size_t *at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int written = vsnprintf(error + *at, JSON_ERROR_SIZE - *at, format, arguments);
    va_end(arguments);
    if (written > 0) {
        *at += (size_t)written;
        if (*at >= JSON_ERROR_SIZE) {
            *at = JSON_ERROR_SIZE - 1;
        }
    }
}

int json_fail(struct json_reader *reader, const struct record_field *field, const char *format, ...)
{
    size_t at = 0;
    reader->error[0] = '\0';
    if (reader->depth <= 1) {
        append(reader->error, &at, "%s: ", reader->root->name);
    }
    for (size_t i = 1; i < reader->depth; i++) {
        const struct json_frame *frame = &reader->frames[i];
        if (frame->record == NULL) {
            append(reader->error, &at, "%s[%zu]: ", frame->opened_by->name, frame->index);
        } else if (frame->opened_by != NULL) {
            append(reader->error, &at, "%s: ", frame->opened_by->name);
        }
    }
    int in_list = reader->depth > 0 && reader->frames[reader->depth - 1].record == NULL;
    if (field != NULL && !in_list) {
        append(reader->error, &at, "%s: ", field->name);
    }
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(reader->error + at, JSON_ERROR_SIZE - at, format, arguments);
    va_end(arguments);
    return 0;
}

int json_no_memory(struct json_reader *reader, const struct record_field *field)
{
    if (errno == EFBIG) {
        return json_fail(reader, field, "needs more memory than it may");
    }
    reader->error[0] = '\0';
    return 0;
}

static struct json_frame *push(struct json_reader *reader)
{
    if (reader->depth + reader->skipped_depth >= JSON_DEPTH_MAX) {
        (void)json_fail(reader, NULL, "deeper than %d", JSON_DEPTH_MAX);
        return NULL;
    }
    struct json_frame *frame = &reader->frames[reader->depth++];
    memset(frame, 0, sizeof *frame);
    reader->top = frame;
    return frame;
}

static void pop(struct json_reader *reader)
{
    reader->depth--;
    reader->top = reader->depth > 0 ? reader->top - 1 : NULL;
}

/* Enters a value that is ignored. */
static int skip(struct json_reader *reader)
{
    if (reader->depth + reader->skipped_depth >= JSON_DEPTH_MAX) {
        return json_fail(reader, NULL, "deeper than %d", JSON_DEPTH_MAX);
    }
    reader->skipped_depth++;
    return 1;
}

/* --- lists --- */

static size_t item_size(const struct record_field *list)
{
    return list->type == FIELD_CHARS_LIST ? list->size : list->record->size;
}

unsigned char *json_new_item(struct json_reader *reader, struct json_frame *list)
{
    const struct record_field *field = list->opened_by;
    size_t size = item_size(field);
    size_t most = (size_t)field->max;
    if (list->index >= most) {
        (void)json_fail(reader, NULL, "more than %zu", most);
        return NULL;
    }
    if (list->count == list->capacity) {
        /* As many as the whole document can hold at first: what is not written to costs no memory, and
         * nothing moves. */
        size_t capacity =
            list->capacity == 0 ? reader->input_length / ITEM_BYTES_USUAL + 1 : list->capacity * 2;
        capacity = capacity < most ? capacity : most;
        unsigned char *items = realloc(list->items, capacity * size);
        if (items == NULL) {
            (void)json_no_memory(reader, NULL);
            return NULL;
        }
        list->items = items;
        list->capacity = capacity;
    }
    unsigned char *item = list->items + list->count * size;
    memset(item, 0, size);
    return item;
}

static int close_list(struct json_reader *reader, struct json_frame *list)
{
    const struct record_field *field = list->opened_by;
    size_t bytes = list->count * item_size(field);
    if (field->type == FIELD_RECORDS_INSIDE) {
        if (bytes > 0) {
            memcpy(list->base + field->offset, list->items, bytes);
        }
    } else if (bytes > 0) {
        void *fitting = realloc(list->items, bytes); /* many short lists must not cost what they could hold */
        list->items = fitting != NULL ? fitting : list->items;
        if (arena_adopt(reader->arena, list->items, bytes) != 0) {
            return json_no_memory(reader, NULL);
        }
        memcpy(list->base + field->offset, &list->items, sizeof list->items);
        list->items = NULL;
    }
    memcpy(list->base + field->count_offset, &list->count, sizeof list->count);
    free(list->items);
    list->items = NULL;
    pop(reader);
    return 1;
}

static int is_list(const struct record_field *field)
{
    return field->type == FIELD_RECORDS || field->type == FIELD_RECORDS_INSIDE ||
           field->type == FIELD_CHARS_LIST;
}

static int on_start_array(void *context)
{
    struct json_reader *reader = context;
    struct json_frame *frame = reader->top;
    if (frame == NULL) {
        return json_fail(reader, NULL, "wrong type: a list");
    }
    if (reader->skipped_depth > 0 || (frame->record != NULL && frame->field == NULL)) {
        return skip(reader);
    }
    const struct record_field *field = frame->field;
    if (frame->record == NULL || !is_list(field)) {
        return json_fail(reader, field, "wrong type: a list");
    }
    struct json_frame *list = push(reader);
    if (list == NULL) {
        return 0;
    }
    list->opened_by = field;
    list->base = frame->base;
    return 1;
}

static int on_end_array(void *context)
{
    struct json_reader *reader = context;
    if (reader->skipped_depth > 0) {
        reader->skipped_depth--;
        return 1;
    }
    return close_list(reader, reader->top);
}

/* --- objects --- */

static int open_object(struct json_reader *reader, const struct record_field *opened_by,
                       const struct record_table *record, unsigned char *base)
{
    struct json_frame *frame = push(reader);
    if (frame == NULL) {
        return 0;
    }
    frame->opened_by = opened_by;
    frame->record = record;
    frame->base = base;
    frame->next = record->fields;
    frame->next_bit = 1;
    return 1;
}

static int on_start_map(void *context)
{
    struct json_reader *reader = context;
    struct json_frame *frame = reader->top;
    if (frame == NULL) {
        return open_object(reader, NULL, reader->root, reader->out);
    }
    if (reader->skipped_depth > 0) {
        return skip(reader);
    }
    if (frame->record == NULL) {
        if (frame->opened_by->type == FIELD_CHARS_LIST) {
            return json_fail(reader, frame->opened_by, "wrong type: an object");
        }
        unsigned char *item = json_new_item(reader, frame);
        return item != NULL && open_object(reader, NULL, frame->opened_by->record, item);
    }
    if (frame->field == NULL) {
        return skip(reader);
    }
    if (frame->field->type != FIELD_RECORD) {
        return json_fail(reader, frame->field, "wrong type: an object");
    }
    if (frame->field->count_offset != SIZE_MAX) {
        int there = 1;
        memcpy(frame->base + frame->field->count_offset, &there, sizeof there);
    }
    return open_object(reader, frame->field, frame->field->record, frame->base + frame->field->offset);
}

static inline int same_word(const void *a, const void *b, size_t size)
{
    uint64_t x = 0;
    uint64_t y = 0;
    memcpy(&x, a, size);
    memcpy(&y, b, size);
    return x == y;
}

/* memcmp for names of equal length, in line: a list of 1,000 notices has 10,000 keys. */
static int same_name(const char *name, const unsigned char *key, size_t length)
{
    if (length > 16 || length < 4) {
        return memcmp(name, key, length) == 0;
    }
    if (length >= 8) { /* the first and the last eight bytes, which may overlap */
        return same_word(name, key, 8) && same_word(name + length - 8, key + length - 8, 8);
    }
    return same_word(name, key, 4) && same_word(name + length - 4, key + length - 4, 4);
}

static int is_field(const struct record_field *field, const unsigned char *key, size_t length)
{
    return field->name_length == length && length > 0 && same_name(field->name, key, length);
}

/* The field of that name, made the next; NULL if there is none. Looked for from `next` on, as what is passed
 * over is mostly one optional field. */
static const struct record_field *find_field(struct json_frame *frame, const unsigned char *key,
                                             size_t length)
{
    const struct record_field *fields = frame->record->fields;
    size_t count = frame->record->field_count;
    size_t place = (size_t)(frame->next - fields);
    for (size_t tried = 0; tried < count; tried++, place++) {
        place = place < count ? place : 0;
        if (is_field(&fields[place], key, length)) {
            frame->next = &fields[place];
            frame->next_bit = (uint64_t)1 << place;
            return frame->next;
        }
    }
    return NULL;
}

static int on_map_key(void *context, const unsigned char *key, size_t length)
{
    struct json_reader *reader = context;
    struct json_frame *frame = reader->top;
    if (reader->skipped_depth > 0) {
        return 1;
    }
    const struct record_field *field = frame->next;
    /* The usual order costs one comparison. */
    if (frame->record->field_count == 0 || field == frame->record->fields + frame->record->field_count ||
        !is_field(field, key, length)) {
        field = find_field(frame, key, length);
    }
    frame->field = field;
    if (field == NULL) {
        return 1;
    }
    if (frame->seen & frame->next_bit) {
        return json_fail(reader, field, "there twice");
    }
    frame->seen |= frame->next_bit;
    frame->next = field + 1;
    frame->next_bit <<= 1;
    return 1;
}

/* The value that stands for nothing; what is 0 was cleared with the record. Within an optional object that is
 * missing all fields are: its texts must still not be NULL. */
static void set_to_nothing(const struct record_field *field, unsigned char *base)
{
    static const char *const nothing = "";
    unsigned char *at = base + field->offset;
    if (field->name_length == 0) {
        return;
    }
    if (field->type == FIELD_TEXT) {
        memcpy(at, (const void *)&nothing, sizeof(void *));
    } else if (field->missing != 0 && field->type == FIELD_INT64) {
        memcpy(at, &field->missing, sizeof field->missing);
    } else if (field->missing != 0) {
        json_store_int(field, at, (int)field->missing);
    } else if (field->type == FIELD_RECORD) {
        for (size_t i = 0; i < field->record->field_count; i++) {
            set_to_nothing(&field->record->fields[i], at);
        }
    }
}

/* Missing fields: an error, or the value that stands for nothing. */
static int finish_object(struct json_reader *reader, struct json_frame *frame)
{
    uint64_t all = frame->record->field_count > 0 /* else it is shifted by all its bits */
                       ? UINT64_MAX >> (JSON_FIELDS_MAX - frame->record->field_count)
                       : 0;
    uint64_t missing = ~frame->seen & all;
    for (; missing != 0; missing &= missing - 1) {
        const struct record_field *field = &frame->record->fields[__builtin_ctzll(missing)];
        if (field->required && !field->unread && field->name_length != 0) {
            return json_fail(reader, field, "missing");
        }
        set_to_nothing(field, frame->base);
    }
    return 1;
}

static int on_end_map(void *context)
{
    struct json_reader *reader = context;
    if (reader->skipped_depth > 0) {
        reader->skipped_depth--;
        return 1;
    }
    struct json_frame *frame = reader->top;
    if (!finish_object(reader, frame)) {
        return 0;
    }
    pop(reader);
    struct json_frame *outer = reader->top;
    if (outer == NULL) {
        reader->done = 1;
        reader->end = yajl_get_bytes_consumed(reader->parser);
    } else if (outer->record == NULL) {
        int (*accept)(const void *) = frame->record->accept;
        outer->count += accept == NULL || accept(frame->base);
        outer->index++;
    }
    return 1;
}

/* --- the document --- */

static const yajl_callbacks callbacks = {
    .yajl_null = json_on_null,
    .yajl_boolean = json_on_boolean,
    .yajl_number = json_on_number,
    .yajl_string = json_on_string,
    .yajl_start_map = on_start_map,
    .yajl_map_key = on_map_key,
    .yajl_end_map = on_end_map,
    .yajl_start_array = on_start_array,
    .yajl_end_array = on_end_array,
};

/* yajl's own words for what is no JSON, on one line. */
static void report_syntax(struct json_reader *reader, yajl_handle yajl, const char *what)
{
    size_t byte = yajl_get_bytes_consumed(yajl);
    unsigned char *text = yajl_get_error(yajl, 0, NULL, 0);
    size_t length = text == NULL ? 0 : strcspn((const char *)text, "\n");
    (void)snprintf(reader->error, JSON_ERROR_SIZE, "%s: %s at byte %zu: %.*s", reader->root->name, what, byte,
                   length > 80 ? 80 : (int)length, text == NULL ? "" : (const char *)text);
    if (text != NULL) {
        yajl_free_error(yajl, text);
    }
}

static int parse(struct json_reader *reader, yajl_alloc_funcs *memory)
{
    yajl_handle yajl = yajl_alloc(&callbacks, memory, reader);
    reader->parser = yajl;
    int result = -1;
    /* The whole document was checked already, and more strictly than yajl does. */
    (void)yajl_config(yajl, yajl_dont_validate_strings, 1);
    yajl_status status = yajl_parse(yajl, reader->input, reader->input_length);
    if (status == yajl_status_error) {
        report_syntax(reader, yajl, "not JSON");
    } else if (status == yajl_status_ok) {
        status = yajl_complete_parse(yajl);
        if (status == yajl_status_error || (status == yajl_status_ok && !reader->done)) {
            (void)snprintf(reader->error, JSON_ERROR_SIZE, "%s: cut off after %zu bytes", reader->root->name,
                           reader->input_length);
        } else if (status == yajl_status_ok &&
                   !json_text_is_blank(reader->input + reader->end, reader->input_length - reader->end)) {
            (void)snprintf(reader->error, JSON_ERROR_SIZE, "%s: more behind its end at byte %zu",
                           reader->root->name, reader->end);
        } else if (status == yajl_status_ok) {
            result = 0;
        }
    }
    return result;
}

static int run(struct json_reader *reader)
{
    struct json_memory memory;
    json_memory_begin(&memory);
    int result =
        setjmp(memory.out) == 0 ? parse(reader, &memory.functions) : json_no_memory(reader, NULL) - 1;
    json_memory_end(&memory);
    return result;
}

int record_decode(const struct record_table *record, const void *bytes, size_t length, void *out,
                  struct arena *arena, char error[JSON_ERROR_SIZE])
{
    static const unsigned char byte_order_mark[] = {0xEF, 0xBB, 0xBF};
    struct json_reader reader = {
        .root = record, .out = out, .arena = arena, .input = bytes, .input_length = length, .error = error};
    error[0] = '\0';
    memset(out, 0, record->size);
    if (length >= sizeof byte_order_mark && memcmp(bytes, byte_order_mark, sizeof byte_order_mark) == 0) {
        reader.input += sizeof byte_order_mark;
        reader.input_length -= sizeof byte_order_mark;
    }
    size_t at = 0;
    const char *wrong = json_text_problem(reader.input, reader.input_length, &at);
    if (wrong != NULL) {
        (void)snprintf(error, JSON_ERROR_SIZE, "%s: %s at byte %zu", record->name, wrong, at);
        return -1;
    }
    int result = run(&reader);
    for (size_t i = 0; i < reader.depth; i++) {
        free(reader.frames[i].items);
    }
    return result;
}

void *record_decode_new(const struct record_table *table, size_t arena_offset, const void *bytes,
                        size_t length, size_t memory, char error[JSON_ERROR_SIZE])
{
    struct arena *arena = arena_new(length / 2, memory);
    unsigned char *record = malloc(table->size);
    error[0] = '\0';
    if (arena == NULL || record == NULL || record_decode(table, bytes, length, record, arena, error) != 0) {
        arena_wipe_and_free(arena);
        if (record != NULL) {
            explicit_bzero(record, table->size);
        }
        free(record);
        return NULL;
    }
    memcpy(record + arena_offset, (void *)&arena, sizeof(void *));
    return record;
}
