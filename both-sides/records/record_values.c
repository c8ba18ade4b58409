#include "both-sides/records/record_values.h"

#include <arpa/inet.h>
#include <regex.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/area.h"
#include "both-sides/opening_hours.h"
#include "both-sides/printable.h"
#include "both-sides/records/record_json.h"
#include "both-sides/records/record_lines.h"
#include "both-sides/web_address.h"

WORD_LIST(file_versions, 1, "1");

static const char *place_of(const struct record_field *field, const void *record)
{
    return (const char *)record + field->offset;
}

size_t record_field_count(const struct record_table *table)
{
    return table->field_count;
}

const struct record_field *record_field_at(const struct record_table *table, size_t index)
{
    return &table->fields[index];
}

const struct record_field *record_field_named(const struct record_table *table, const char *name)
{
    size_t i = 0;
    while (strcmp(record_field_at(table, i)->name, name) != 0) {
        i++;
    }
    return record_field_at(table, i);
}

int64_t record_number(const struct record_field *field, const void *record)
{
    int64_t number = 0;
    int narrow = 0;
    short shorter = 0;
    signed char shortest = 0;
    switch (field->size) {
    case sizeof shortest:
        memcpy(&shortest, place_of(field, record), sizeof shortest);
        return shortest;
    case sizeof shorter:
        memcpy(&shorter, place_of(field, record), sizeof shorter);
        return shorter;
    case sizeof narrow:
        memcpy(&narrow, place_of(field, record), sizeof narrow);
        return narrow;
    default:
        memcpy(&number, place_of(field, record), sizeof number);
        return number;
    }
}

void record_set_number(const struct record_field *field, int64_t number, void *record)
{
    char *place = (char *)record + field->offset;
    const int narrow = (int)number;
    const short shorter = (short)number;
    const signed char shortest = (signed char)number;
    switch (field->size) {
    case sizeof shortest:
        memcpy(place, &shortest, sizeof shortest);
        break;
    case sizeof shorter:
        memcpy(place, &shorter, sizeof shorter);
        break;
    case sizeof narrow:
        memcpy(place, &narrow, sizeof narrow);
        break;
    default:
        memcpy(place, &number, sizeof number);
        break;
    }
}

const char *record_text(const struct record_field *field, const void *record)
{
    return field->type == FIELD_TEXT ? record_items(field, record) : place_of(field, record);
}

void record_set_pointer(const struct record_field *field, const void *pointer, void *record)
{
    memcpy((char *)record + field->offset, &pointer, sizeof pointer);
}

const char *record_items(const struct record_field *field, const void *record)
{
    const char *items = NULL;
    if (field->type == FIELD_RECORDS_INSIDE) {
        return place_of(field, record);
    }
    memcpy(&items, place_of(field, record), sizeof items);
    return items;
}

size_t record_count(const struct record_field *field, const void *record)
{
    size_t count = 0;
    memcpy(&count, (const char *)record + field->count_offset, sizeof count);
    return count;
}

void record_set_count(const struct record_field *field, size_t count, void *record)
{
    memcpy((char *)record + field->count_offset, &count, sizeof count);
}

static void set_missing(const struct record_field *field, void *record)
{
    const char *text = field->fallback != NULL ? field->fallback : "";
    if (field->offset == SIZE_MAX) {
        return;
    }
    switch (field->type) {
    case FIELD_TEXT:
        record_set_pointer(field, text, record);
        break;
    case FIELD_CHARS:
        (void)snprintf((char *)record + field->offset, field->size, "%s", text);
        break;
    case FIELD_WORD:
    case FIELD_INT:
    case FIELD_INT64:
    case FIELD_FLAG:
        record_set_number(field, field->missing, record);
        break;
    case FIELD_RECORD:
    case FIELD_PART:
        record_set_missing(field->record, (char *)record + field->offset);
        break;
    case FIELD_CHARS_LIST:
    case FIELD_RECORDS:
        record_set_pointer(field, NULL, record);
        record_set_count(field, 0, record);
        break;
    case FIELD_RECORDS_INSIDE:
        record_set_count(field, 0, record);
        break;
    case FIELD_LINE:
        break;
    }
}

void record_set_missing(const struct record_table *table, void *record)
{
    for (size_t i = 0; i < record_field_count(table); i++) {
        set_missing(record_field_at(table, i), record);
    }
}

static int part_is_given(const struct record_table *table, const void *part)
{
    for (size_t i = 0; i < record_field_count(table); i++) {
        if (record_is_given(record_field_at(table, i), part)) {
            return 1;
        }
    }
    return 0;
}

int record_is_given(const struct record_field *field, const void *record)
{
    int given = 0;
    if (field->offset == SIZE_MAX) {
        return 0;
    }
    switch (field->type) {
    case FIELD_TEXT:
    case FIELD_CHARS:
        return strcmp(record_text(field, record), field->fallback != NULL ? field->fallback : "") != 0;
    case FIELD_WORD:
    case FIELD_INT:
    case FIELD_INT64:
    case FIELD_FLAG:
        return record_number(field, record) != field->missing;
    case FIELD_CHARS_LIST:
    case FIELD_RECORDS:
    case FIELD_RECORDS_INSIDE:
        return record_count(field, record) > 0;
    case FIELD_RECORD:
    case FIELD_PART:
        if (field->type == FIELD_PART || field->count_offset == SIZE_MAX) {
            return part_is_given(field->record, place_of(field, record));
        }
        memcpy(&given, (const char *)record + field->count_offset, sizeof given);
        return given;
    case FIELD_LINE:
        break;
    }
    return 0;
}

size_t word_list_find(const struct word_list *list, const char *word)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->words[i], word) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* --- What a text may look like --- */

int64_t text_characters(const char *text)
{
    int64_t characters = 0;
    for (size_t at = 0, length = strlen(text); at < length; characters++) {
        uint32_t code_point = 0;
        size_t taken = utf8_character(text + at, length - at, &code_point);
        if (taken == 0 || is_control_character(code_point)) {
            return -1;
        }
        at += taken;
    }
    return characters;
}

static int characters_fit(const struct record_field *field, const char *text)
{
    size_t length = strlen(text);
    return (int64_t)length >= field->min && (int64_t)length <= field->max &&
           field_form_allows(field->form, text, length);
}

static int pattern_fits(const struct record_field *field, const char *text)
{
    char whole[FIELD_PATTERN_SIZE];
    regex_t pattern;
    (void)snprintf(whole, sizeof whole, "^%s$", field_form_pattern(field->form));
    if (regcomp(&pattern, whole, REG_EXTENDED | REG_NOSUB) != 0) {
        return 0;
    }
    int good = regexec(&pattern, text, 0, NULL, 0) == 0;
    regfree(&pattern);
    return good;
}

/* As it goes into a QR: the grammar has the scheme in small letters, and no apostrophe. */
static int https_fits(const struct record_field *field, const char *text)
{
    return (int64_t)strlen(text) <= field->max && web_address_is_good(text, WEB_HTTPS) &&
           strncmp(text, "https", 5) == 0 && strchr(text, '\'') == NULL;
}

/* Bytes are what has to fit; a grammar counts characters, so a path of many wide ones is refused here only.
 */
static int bytes_fit(const struct record_field *field, const char *text)
{
    return (int64_t)strlen(text) >= field->min && (int64_t)strlen(text) <= field->max &&
           text_characters(text) > 0;
}

static int ip_address_fits(const char *text)
{
    unsigned char address[sizeof(struct in6_addr)];
    return inet_pton(AF_INET, text, address) == 1 || inet_pton(AF_INET6, text, address) == 1;
}

static int opening_hours_fit(const struct record_field *field, const char *text)
{
    struct opening_hours hours;
    return (int64_t)strlen(text) <= field->max && opening_hours_read(text, &hours) == 0;
}

static int form_fits(const struct record_field *field, const char *text)
{
    int64_t characters = 0;
    switch (field->form) {
    case FORM_ANY:
        characters = text_characters(text);
        return characters >= field->min && characters <= field->max;
    case FORM_NOTICE_ID:
    case FORM_NAME:
    case FORM_DIGITS:
        return characters_fit(field, text);
    case FORM_AREA_CODE:
        return area_code_is_valid(text);
    case FORM_OPENING_HOURS:
        return opening_hours_fit(field, text);
    case FORM_WEB_ADDRESS:
        return (int64_t)strlen(text) <= field->max && pattern_fits(field, text);
    case FORM_HTTPS_ADDRESS:
        return https_fits(field, text);
    case FORM_PATH:
    case FORM_DEVICE_PATTERN:
        return bytes_fit(field, text);
    case FORM_IP_ADDRESS:
        return ip_address_fits(text);
    case FORM_KEY_CODE:
    case FORM_SCANCODE:
        return pattern_fits(field, text);
    case FORM_DATE:
    case FORM_ID_TAIL: /* in no XML; likewise below */
    case FORM_TOKEN:
    case FORM_ERROR:
    case FORM_INITIALS:
    case FORM_PAGE:
    case FORM_COUNT:
        break;
    }
    return 0;
}

int record_text_fits(const struct record_field *field, const char *text)
{
    if (field->words != NULL) {
        return word_list_find(field->words, text) != SIZE_MAX;
    }
    return form_fits(field, text) && (field->type != FIELD_CHARS || strlen(text) < field->size);
}
