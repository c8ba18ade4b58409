#ifndef BOTH_SIDES_UTF8_H
#define BOTH_SIDES_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Strict UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF. */

/* How many bytes from the start are whole, right characters: `length` if all are. */
size_t utf8_valid_length(const unsigned char *bytes, size_t length);

/* Code points in valid UTF-8. */
size_t utf8_count(const unsigned char *bytes, size_t length);

/* The longest start of valid UTF-8 that fits in `size` bytes. */
size_t utf8_fit(const unsigned char *bytes, size_t length, size_t size);

enum { UTF8_WRONG = 0xFFFD };

/* One character of any bytes; what is wrong gives UTF8_WRONG and a step of 1. `length` > 0. */
uint32_t utf8_decode(const unsigned char *bytes, size_t length, size_t *step);

/* Characters that were written as two surrogates of three bytes each (CESU-8, as older databases send rare
 * characters) become one of four, in place. Half a pair stays as it is, which is no UTF-8. Returns the new
 * length; *joined (may be NULL) is how many there were. */
size_t utf8_join_surrogates(unsigned char *bytes, size_t length, size_t *joined);

/* Writes up to 4 bytes; returns how many. */
size_t utf8_encode(uint32_t code_point, char out[4]);

#endif
