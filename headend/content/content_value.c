#include "headend/content/content_value.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/area.h"
#include "both-sides/calendar_date.h"
#include "both-sides/opening_hours.h"
#include "both-sides/records/record_values.h"

enum { NUMBER_DIGITS_MAX = 16 }; /* of 2^53 */

/* --- What a value is --- */

static int read_number(const struct content_value *value, const char *text, int64_t *number)
{
    const char *digits = text + (text[0] == '-');
    size_t length = strspn(digits, "0123456789");
    if (length == 0 || length > NUMBER_DIGITS_MAX || digits[length] != '\0') {
        return -1;
    }
    *number = strtoll(text, NULL, 10);
    return *number >= value->low && *number <= value->high ? 0 : -1;
}

static int read_date(const char *text, int64_t *date)
{
    if (strlen(text) != 8 || strspn(text, "0123456789") != 8) {
        return -1;
    }
    *date = strtoll(text, NULL, 10);
    return *date >= 20000101 && *date <= 29991231 && calendar_date_is_real((int)*date) ? 0 : -1;
}

static int read_choice(const struct content_value *value, const char *text, int64_t *choice)
{
    for (int i = 0; value->choices[i] != NULL; i++) {
        if (strcmp(value->choices[i], text) == 0) {
            *choice = i;
            return 0;
        }
    }
    return -1;
}

static int text_good(const struct content_value *value, const char *text)
{
    int64_t length = text_characters(text);
    return length >= value->low && length <= value->high;
}

/* As it goes into a QR: no space, no quotes, nothing but ASCII. */
static int link_good(const struct content_value *value, const char *text)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                  "-._~:/?#[]@!$&()*+,;=%";
    static const char scheme[] = "https://";
    size_t length = strlen(text);
    return length <= (size_t)value->high && length > sizeof scheme - 1 &&
           strncmp(text, scheme, sizeof scheme - 1) == 0 && strspn(text, allowed) == length &&
           strchr("/?#:@", text[sizeof scheme - 1]) == NULL;
}

static int spans_good(const struct content_value *value, const char *text)
{
    struct opening_hours hours;
    return strlen(text) <= (size_t)value->high && opening_hours_read(text, &hours) == 0;
}

/* --- Where it goes --- */

static void store_number(const struct content_value *value, int64_t number, void *record)
{
    char *place = (char *)record + value->offset;
    if (value->size == sizeof(int)) {
        int narrow = (int)number;
        memcpy(place, &narrow, sizeof narrow);
    } else {
        memcpy(place, &number, sizeof number);
    }
}

static int64_t stored_number(const struct content_value *value, const void *record)
{
    const char *place = (const char *)record + value->offset;
    int64_t number = 0;
    if (value->size == sizeof(int)) {
        int narrow = 0;
        memcpy(&narrow, place, sizeof narrow);
        return narrow;
    }
    memcpy(&number, place, sizeof number);
    return number;
}

static const char *stored_text(const struct content_value *value, const void *record)
{
    const char *text = NULL;
    memcpy(&text, (const char *)record + value->offset, sizeof text);
    return text;
}

static void store_pointer(size_t offset, const void *pointer, void *record)
{
    memcpy((char *)record + offset, &pointer, sizeof pointer);
}

static enum content_verdict take_text(const struct content_value *value, const char *text, void *record,
                                      struct arena *arena)
{
    const char *copy = arena_text(arena, text, strlen(text));
    if (copy == NULL) {
        return CONTENT_VALUE_NO_MEMORY;
    }
    store_pointer(value->offset, copy, record);
    return CONTENT_VALUE_GOOD;
}

static enum content_verdict take_ids(const struct content_value *value, const char *text, void *record,
                                     struct arena *arena)
{
    size_t count = text[0] != '\0' ? 1 : 0;
    for (const char *at = strchr(text, ' '); at != NULL; at = strchr(at + 1, ' ')) {
        count++;
    }
    if (count == 0 || count > (size_t)value->high) {
        return CONTENT_VALUE_WRONG;
    }
    char(*ids)[CONTENT_ID_SIZE] = arena_alloc(arena, count * sizeof *ids);
    if (ids == NULL) {
        return CONTENT_VALUE_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        size_t length = strcspn(text, " ");
        if (length >= CONTENT_ID_SIZE) {
            return CONTENT_VALUE_WRONG;
        }
        memcpy(ids[i], text, length);
        ids[i][length] = '\0';
        if (!flow_id_is_good(ids[i])) {
            return CONTENT_VALUE_WRONG;
        }
        text += length + 1;
    }
    store_pointer(value->offset, ids, record);
    memcpy((char *)record + value->count_offset, &count, sizeof count);
    return CONTENT_VALUE_GOOD;
}

static enum content_verdict take_fixed(const struct content_value *value, int good, const char *text,
                                       void *record)
{
    size_t length = strlen(text);
    if (!good || length >= value->size) {
        return CONTENT_VALUE_WRONG;
    }
    memcpy((char *)record + value->offset, text, length + 1);
    return CONTENT_VALUE_GOOD;
}

static enum content_verdict take_number(const struct content_value *value, const char *text, void *record)
{
    int64_t number = 0;
    int read = value->kind == CONTENT_NUMBER ? read_number(value, text, &number)
               : value->kind == CONTENT_DATE ? read_date(text, &number)
                                             : read_choice(value, text, &number);
    if (read != 0) {
        return CONTENT_VALUE_WRONG;
    }
    store_number(value, number, record);
    return CONTENT_VALUE_GOOD;
}

enum content_verdict content_value_take(const struct content_value *value, const char *text, void *record,
                                        struct arena *arena)
{
    int good = 0;
    switch (value->kind) {
    case CONTENT_TEXT:
        good = text_good(value, text);
        break;
    case CONTENT_LINK:
        good = link_good(value, text);
        break;
    case CONTENT_SPANS:
        good = spans_good(value, text);
        break;
    case CONTENT_ID:
        return take_fixed(value, flow_id_is_good(text), text, record);
    case CONTENT_AREA:
        return take_fixed(value, area_code_is_valid(text), text, record);
    case CONTENT_DIGITS:
        good = strlen(text) == (size_t)value->low && strspn(text, "0123456789") == (size_t)value->low;
        return take_fixed(value, good, text, record);
    case CONTENT_IDS:
        return take_ids(value, text, record, arena);
    case CONTENT_NUMBER:
    case CONTENT_DATE:
    case CONTENT_CHOICE:
        return take_number(value, text, record);
    }
    return good ? take_text(value, text, record, arena) : CONTENT_VALUE_WRONG;
}

void content_value_missing(const struct content_value *value, void *record)
{
    switch (value->kind) {
    case CONTENT_TEXT:
    case CONTENT_LINK:
    case CONTENT_SPANS:
        store_pointer(value->offset, "", record);
        break;
    case CONTENT_NUMBER:
    case CONTENT_DATE:
    case CONTENT_CHOICE:
        store_number(value, value->missing, record);
        break;
    case CONTENT_ID:
    case CONTENT_AREA:
    case CONTENT_DIGITS:
    case CONTENT_IDS:
        break; /* records begin as zeros */
    }
}

int content_value_given(const struct content_value *value, const void *record)
{
    size_t count = 0;
    switch (value->kind) {
    case CONTENT_TEXT:
    case CONTENT_LINK:
    case CONTENT_SPANS:
        return stored_text(value, record)[0] != '\0';
    case CONTENT_NUMBER:
    case CONTENT_DATE:
    case CONTENT_CHOICE:
        return stored_number(value, record) != value->missing;
    case CONTENT_IDS:
        memcpy(&count, (const char *)record + value->count_offset, sizeof count);
        return count > 0;
    case CONTENT_ID:
    case CONTENT_AREA:
    case CONTENT_DIGITS:
        break;
    }
    return ((const char *)record)[value->offset] != '\0';
}

const char *content_value_text(const struct content_value *value, const void *record,
                               char buffer[CONTENT_VALUE_TEXT_SIZE])
{
    switch (value->kind) {
    case CONTENT_TEXT:
    case CONTENT_LINK:
    case CONTENT_SPANS:
        return stored_text(value, record);
    case CONTENT_CHOICE:
        return value->choices[stored_number(value, record)];
    case CONTENT_NUMBER:
    case CONTENT_DATE:
        (void)snprintf(buffer, CONTENT_VALUE_TEXT_SIZE, "%" PRId64, stored_number(value, record));
        return buffer;
    case CONTENT_ID:
    case CONTENT_AREA:
    case CONTENT_DIGITS:
    case CONTENT_IDS:
        break;
    }
    return (const char *)record + value->offset;
}

static void choices_in_words(const struct content_value *value, char *out, size_t size)
{
    size_t used = 0;
    for (int i = 0; value->choices[i] != NULL && used < size; i++) {
        const char *between = i == 0 ? "" : value->choices[i + 1] == NULL ? " or " : ", ";
        int written = snprintf(out + used, size - used, "%s%s", between, value->choices[i]);
        used += written > 0 ? (size_t)written : 0;
    }
}

void content_value_allowed(const struct content_value *value, char *out, size_t size)
{
    static const char id[] = "small letters a-z, digits and hyphens, 1 to 40 of them";
    switch (value->kind) {
    case CONTENT_TEXT:
        (void)snprintf(out, size, "%" PRId64 " to %" PRId64 " characters, no control characters", value->low,
                       value->high);
        break;
    case CONTENT_ID:
        (void)snprintf(out, size, "%s", id);
        break;
    case CONTENT_IDS:
        (void)snprintf(out, size, "1 to %" PRId64 " ids with spaces between, each %s", value->high, id);
        break;
    case CONTENT_DIGITS:
        (void)snprintf(out, size, "%" PRId64 " digits", value->low);
        break;
    case CONTENT_AREA:
        (void)snprintf(out, size, "an area code of 6, 9 or 12 digits, such as 431000");
        break;
    case CONTENT_NUMBER:
        (void)snprintf(out, size, "a whole number from %" PRId64 " to %" PRId64, value->low, value->high);
        break;
    case CONTENT_DATE:
        (void)snprintf(out, size, "a day as YYYYMMDD, such as 20261001");
        break;
    case CONTENT_CHOICE:
        choices_in_words(value, out, size);
        break;
    case CONTENT_LINK:
        (void)snprintf(out, size, "https:// and a host, at most %" PRId64 " ASCII characters", value->high);
        break;
    case CONTENT_SPANS:
        (void)snprintf(
            out, size,
            "days and hours such as 12345:0900-1200,1330-1700;6:0900-1200 (1 is Monday), in order, "
            "without overlap, a day once, at most %" PRId64 " characters",
            value->high);
        break;
    }
}
