#ifndef BOTH_SIDES_XML_RECORD_XML_VALUE_H
#define BOTH_SIDES_XML_RECORD_XML_VALUE_H

#include "both-sides/arena.h"
#include "both-sides/records/record_table.h"

/* One value of a record as text: is it what its table line says, where does it go, how is it written; and
 * how fields are called in XML. */

enum { XML_NAME_SIZE = 64, XML_VALUE_TEXT_SIZE = 24 /* any number or date as text */ };

enum xml_verdict { XML_VALUE_GOOD, XML_VALUE_WRONG, XML_VALUE_NO_MEMORY };

/* Trims the text from a file (of a FIELD_TEXT each run of white space becomes one space) and stores a good
 * value into the record. */
enum xml_verdict xml_value_take(const struct record_field *field, char *text, void *record,
                                struct arena *arena);

/* What is allowed, in words: "a whole number from 0 to 99". */
void xml_value_allowed(const struct record_field *field, char *out, size_t size);

/* The value as it stands in a file; not of a FIELD_CHARS_LIST. A string of the record's, or `buffer`. */
const char *xml_value_text(const struct record_field *field, const void *record,
                           char buffer[XML_VALUE_TEXT_SIZE]);

/* The field's own name; the name of the elements that a list has. */
const char *xml_field_name(const struct record_field *field, char name[XML_NAME_SIZE]);
const char *xml_child_name(const struct record_field *field, char name[XML_NAME_SIZE]);

/* 1 if the field is a value: an attribute, or an element or the text of one. */
int xml_is_value(const struct record_field *field);
int xml_is_list(const struct record_field *field);
/* 1 if it has to be there in XML. */
int xml_is_required(const struct record_field *field);

/* Cuts the white space around the text. */
char *xml_trim(char *text);

#endif
