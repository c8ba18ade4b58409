#include "both-sides/xml/record_xml_value.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/digits.h"
#include "both-sides/records/record_values.h"

static const char blank[] = " \t\r\n";
static const char *const truth_words[] = {"false", "true"};
static const struct word_list truth = {truth_words, 2};

/* --- Names --- */

const char *xml_field_name(const struct record_field *field, char name[XML_NAME_SIZE])
{
    if (field->xml_name != NULL) {
        return field->xml_name;
    }
    (void)snprintf(name, XML_NAME_SIZE, "%s", field->name);
    for (char *at = strchr(name, '_'); at != NULL; at = strchr(at, '_')) {
        *at = '-';
    }
    return name;
}

const char *xml_child_name(const struct record_field *field, char name[XML_NAME_SIZE])
{
    return xml_is_list(field) && field->xml == XML_CHILD && field->xml_name == NULL
               ? field->record->element
               : xml_field_name(field, name);
}

int xml_is_list(const struct record_field *field)
{
    return field->type == FIELD_RECORDS || field->type == FIELD_RECORDS_INSIDE;
}

int xml_is_value(const struct record_field *field)
{
    return !xml_is_list(field) && field->type != FIELD_RECORD && field->type != FIELD_PART;
}

int xml_is_required(const struct record_field *field)
{
    return field->required && !field->xml_optional;
}

/* --- What a value is --- */

char *xml_trim(char *text)
{
    text += strspn(text, blank);
    size_t length = strlen(text);
    while (length > 0 && strchr(blank, text[length - 1]) != NULL) {
        length--;
    }
    text[length] = '\0';
    return text;
}

/* One space for each run of white space: an operator may break lines. */
static void collapse(char *text)
{
    char *out = text;
    for (const char *in = text; *in != '\0';) {
        size_t word = strcspn(in, blank);
        memmove(out, in, word);
        out += word;
        in += word;
        in += strspn(in, blank);
        if (*in != '\0') {
            *out++ = ' ';
        }
    }
    *out = '\0';
}

static int read_date(const char *text, int64_t *date)
{
    int good = strlen(text) == 8 && digits_read(text, 20000101, 29991231, date) == 0;
    return good && calendar_date_is_real((int)*date) ? 0 : -1;
}

static enum xml_verdict take_text(const struct record_field *field, const char *text, void *record,
                                  struct arena *arena)
{
    if (text[0] == '\0' || !record_text_fits(field, text)) {
        return XML_VALUE_WRONG;
    }
    if (field->offset == SIZE_MAX) {
        return XML_VALUE_GOOD;
    }
    if (field->type == FIELD_CHARS) {
        memcpy((char *)record + field->offset, text, strlen(text) + 1);
        return XML_VALUE_GOOD;
    }
    const char *copy = arena_text(arena, text, strlen(text));
    if (copy == NULL) {
        return XML_VALUE_NO_MEMORY;
    }
    record_set_pointer(field, copy, record);
    return XML_VALUE_GOOD;
}

static enum xml_verdict take_list(const struct record_field *field, const char *text, void *record,
                                  struct arena *arena)
{
    const struct record_field item = {.type = FIELD_CHARS,
                                      .form = field->form,
                                      .min = 1,
                                      .max = (int64_t)field->size - 1,
                                      .size = field->size};
    int64_t count = text[0] != '\0' ? 1 : 0;
    for (const char *at = strchr(text, ' '); at != NULL; at = strchr(at + 1, ' ')) {
        count++;
    }
    if (count == 0 || count > field->max) {
        return XML_VALUE_WRONG;
    }
    char *items = arena_alloc(arena, (size_t)count * field->size);
    if (items == NULL) {
        return XML_VALUE_NO_MEMORY;
    }
    for (char *at = items; at < items + (size_t)count * field->size; at += field->size) {
        size_t length = strcspn(text, " ");
        if (length >= field->size) {
            return XML_VALUE_WRONG;
        }
        memcpy(at, text, length);
        at[length] = '\0';
        if (!record_text_fits(&item, at)) {
            return XML_VALUE_WRONG;
        }
        text += length + 1;
    }
    record_set_pointer(field, items, record);
    record_set_count(field, (size_t)count, record);
    return XML_VALUE_GOOD;
}

static enum xml_verdict take_number(const struct record_field *field, const char *text, void *record)
{
    int64_t number = -1;
    int good = 0;
    if (field->type == FIELD_WORD || field->type == FIELD_FLAG) {
        number = (int64_t)word_list_find(field->type == FIELD_FLAG ? &truth : field->words, text);
        good = number >= 0;
    } else {
        good = (field->form == FORM_DATE ? read_date(text, &number)
                                         : digits_read(text, field->min, field->max, &number)) == 0;
    }
    if (good && field->offset != SIZE_MAX) {
        record_set_number(field, number, record);
    }
    return good ? XML_VALUE_GOOD : XML_VALUE_WRONG;
}

enum xml_verdict xml_value_take(const struct record_field *field, char *text, void *record,
                                struct arena *arena)
{
    text = xml_trim(text);
    if (field->type == FIELD_TEXT || field->type == FIELD_CHARS_LIST) {
        collapse(text);
    }
    switch (field->type) {
    case FIELD_TEXT:
    case FIELD_CHARS:
        return take_text(field, text, record, arena);
    case FIELD_CHARS_LIST:
        return take_list(field, text, record, arena);
    case FIELD_INT:
    case FIELD_INT64:
    case FIELD_WORD:
    case FIELD_FLAG:
        return take_number(field, text, record);
    case FIELD_RECORD:
    case FIELD_RECORDS:
    case FIELD_RECORDS_INSIDE:
    case FIELD_PART:
    case FIELD_LINE:
        break;
    }
    return XML_VALUE_WRONG;
}

const char *xml_value_text(const struct record_field *field, const void *record,
                           char buffer[XML_VALUE_TEXT_SIZE])
{
    switch (field->type) {
    case FIELD_WORD:
        return field->words->words[record_number(field, record)];
    case FIELD_FLAG:
        return truth_words[record_number(field, record) != 0];
    case FIELD_INT:
    case FIELD_INT64:
        (void)snprintf(buffer, XML_VALUE_TEXT_SIZE, "%" PRId64, record_number(field, record));
        return buffer;
    case FIELD_TEXT:
    case FIELD_CHARS:
    case FIELD_CHARS_LIST:
    case FIELD_RECORD:
    case FIELD_RECORDS:
    case FIELD_RECORDS_INSIDE:
    case FIELD_PART:
    case FIELD_LINE:
        break;
    }
    return record_text(field, record);
}

/* --- What is allowed --- */

static void words_allowed(const struct word_list *list, char *out, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; i < list->count && used < size; i++) {
        const char *between = i == 0 ? "" : i + 1 == list->count ? " or " : ", ";
        int written = snprintf(out + used, size - used, "%s%s", between, list->words[i]);
        used += written > 0 ? (size_t)written : 0;
    }
}

static void text_allowed(const struct record_field *field, int64_t least, int64_t most, char *out,
                         size_t size)
{
    switch (field->form) {
    case FORM_ANY:
        (void)snprintf(out, size, "%" PRId64 " to %" PRId64 " characters, no control characters", least,
                       most);
        break;
    case FORM_NAME:
        (void)snprintf(out, size, "small letters a-z, digits and hyphens, %" PRId64 " to %" PRId64 " of them",
                       least, most);
        break;
    case FORM_NOTICE_ID:
        (void)snprintf(out, size, "letters, digits, _ and hyphens, %" PRId64 " to %" PRId64 " of them", least,
                       most);
        break;
    case FORM_DIGITS:
        (void)snprintf(out, size, "%" PRId64 " digits", most);
        break;
    case FORM_PATH:
        (void)snprintf(out, size, "a path of at most %" PRId64 " bytes without control characters", most);
        break;
    case FORM_DEVICE_PATTERN:
        (void)snprintf(out, size,
                       "the name of an input device, * ? and [ ] as in file names, at most %" PRId64 " bytes",
                       most);
        break;
    case FORM_WEB_ADDRESS:
        (void)snprintf(out, size,
                       "http:// or https://, a host, perhaps :port and a path; no user name, no '?', no "
                       "closing slash; at most %" PRId64 " bytes",
                       most);
        break;
    case FORM_HTTPS_ADDRESS:
        (void)snprintf(out, size, "https:// and a host, at most %" PRId64 " ASCII characters", most);
        break;
    case FORM_OPENING_HOURS:
        (void)snprintf(out, size,
                       "days and hours such as 12345:0900-1200,1330-1700;6:0900-1200 (1 is Monday), in "
                       "order, without overlap, a day once, at most %" PRId64 " characters",
                       most);
        break;
    case FORM_AREA_CODE:
        (void)snprintf(out, size, "an area code of 6, 9 or 12 digits, such as 431000");
        break;
    case FORM_DATE:
        (void)snprintf(out, size, "a day as YYYYMMDD, such as 20261001");
        break;
    case FORM_IP_ADDRESS:
        (void)snprintf(out, size, "an IPv4 or IPv6 address such as 127.0.0.1, 0.0.0.0 or ::1");
        break;
    case FORM_KEY_CODE:
        (void)snprintf(out, size, "KEY_ and a name of the Linux kernel, such as KEY_PROG1, or its number");
        break;
    case FORM_SCANCODE:
        (void)snprintf(out, size, "0x and up to 8 hexadecimal digits, as tv-hall --keys prints it");
        break;
    /* Of JSON only. */
    case FORM_ID_TAIL:
    case FORM_TOKEN:
    case FORM_ERROR:
    case FORM_INITIALS:
    case FORM_PAGE:
    case FORM_COUNT:
        out[0] = '\0';
        break;
    }
}

void xml_value_allowed(const struct record_field *field, char *out, size_t size)
{
    int used = 0;
    switch (field->type) {
    case FIELD_TEXT:
    case FIELD_CHARS:
        if (field->words != NULL) {
            words_allowed(field->words, out, size);
        } else {
            text_allowed(field, field->min > 1 ? field->min : 1, field->max, out, size);
        }
        break;
    case FIELD_CHARS_LIST:
        used = snprintf(out, size, "1 to %" PRId64 " ids with spaces between, each ", field->max);
        text_allowed(field, 1, (int64_t)field->size - 1, out + used, size - (size_t)used);
        break;
    case FIELD_WORD:
        words_allowed(field->words, out, size);
        break;
    case FIELD_FLAG:
        words_allowed(&truth, out, size);
        break;
    case FIELD_INT:
    case FIELD_INT64:
        if (field->form == FORM_DATE) {
            text_allowed(field, 0, 0, out, size);
        } else {
            (void)snprintf(out, size, "a whole number from %" PRId64 " to %" PRId64, field->min, field->max);
        }
        break;
    case FIELD_RECORD:
    case FIELD_RECORDS:
    case FIELD_RECORDS_INSIDE:
    case FIELD_PART:
    case FIELD_LINE:
        out[0] = '\0';
        break;
    }
}
