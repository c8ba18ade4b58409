#ifndef HEADEND_HTTP_FORM_H
#define HEADEND_HTTP_FORM_H

#include <stddef.h>

/* The body of a form (application/x-www-form-urlencoded), exactly as browsers write it. */

enum { FORM_FIELDS_MAX = 64, FORM_NAME_BYTES_MAX = 40 };

struct form_field {
    const char *name;  /* never "" */
    const char *value; /* UTF-8 without control characters, but for line ends and tabs */
};

struct form {
    struct form_field fields[FORM_FIELDS_MAX];
    size_t count;
};

/* Decodes in place: names and values stand in `body`, which has room for a NUL behind `length` bytes, and is
 * the caller's to wipe. -1: anything that a browser does not write, more fields or longer names than the
 * bounds, a name that comes twice, or what is not UTF-8. */
int form_read(char *body, size_t length, struct form *form);

/* NULL: there is no such field. */
const char *form_value(const struct form *form, const char *name);

#endif
