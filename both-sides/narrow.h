#ifndef BOTH_SIDES_NARROW_H
#define BOTH_SIDES_NARROW_H

/* Numbers, dates and codes as other systems send them: padded at both ends with blanks of any width, line
 * ends or byte order marks, and in full-width forms. */

enum { NARROW_SIZE = 64 };

/* Writes it without padding, and in ASCII where there is a full-width form; "" for what is too long to be
 * one. Returns `out`. */
const char *narrow(const char *text, char out[NARROW_SIZE]);

#endif
