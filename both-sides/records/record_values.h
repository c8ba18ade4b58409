#ifndef BOTH_SIDES_RECORDS_RECORD_VALUES_H
#define BOTH_SIDES_RECORDS_RECORD_VALUES_H

#include "both-sides/records/record_table.h"

/* The fields of a struct by its table. */

size_t record_field_count(const struct record_table *table);
const struct record_field *record_field_at(const struct record_table *table, size_t index);
/* Of a field that the table has for certain. */
const struct record_field *record_field_named(const struct record_table *table, const char *name);

/* Of a FIELD_INT, FIELD_INT64, FIELD_WORD or FIELD_FLAG of whatever size. */
int64_t record_number(const struct record_field *field, const void *record);
void record_set_number(const struct record_field *field, int64_t number, void *record);

/* Of a FIELD_TEXT or FIELD_CHARS. */
const char *record_text(const struct record_field *field, const void *record);
void record_set_pointer(const struct record_field *field, const void *pointer, void *record);

/* Of a list: its items, and how many. */
const char *record_items(const struct record_field *field, const void *record);
size_t record_count(const struct record_field *field, const void *record);
void record_set_count(const struct record_field *field, size_t count, void *record);

/* Puts into every field what holds where nothing is given; of a list: nothing. */
void record_set_missing(const struct record_table *table, void *record);

/* 1 if the field has another value than that. */
int record_is_given(const struct record_field *field, const void *record);

/* SIZE_MAX: it is none of the words. */
size_t word_list_find(const struct word_list *list, const char *word);

/* 1 if `text` is of the field's form and within its bounds. */
int record_text_fits(const struct record_field *field, const char *text);

/* What a text of the form looks like in XML, as a POSIX extended expression for the whole of it; a hyphen for
 * itself stands last in its brackets. NULL: it is not said so. With what is put around it, it has room in
 * FIELD_PATTERN_SIZE. */
enum { FIELD_PATTERN_SIZE = 320 };
const char *field_form_pattern(enum field_form form);

/* The characters of a text that may stand on the screen; -1 if it has control characters. */
int64_t text_characters(const char *text);

#endif
