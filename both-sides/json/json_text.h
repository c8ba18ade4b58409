#ifndef BOTH_SIDES_JSON_JSON_TEXT_H
#define BOTH_SIDES_JSON_JSON_TEXT_H

#include <stddef.h>

/* What the parser (yajl) takes although RFC 8259 does not: bytes that are not UTF-8, form feeds and vertical
 * tabs as blanks, `\ud888\u1234` and half a surrogate pair as characters, half a text behind the end. Every
 * reader of JSON asks here besides. */

/* NULL: the text may go to the parser; else what is wrong, at byte *at. */
const char *json_text_problem(const unsigned char *bytes, size_t length, size_t *at);

/* 1 if nothing but blanks stands there. */
int json_text_is_blank(const unsigned char *bytes, size_t length);

#endif
