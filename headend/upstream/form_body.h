#ifndef HEADEND_UPSTREAM_FORM_BODY_H
#define HEADEND_UPSTREAM_FORM_BODY_H

#include <stddef.h>

/* Writes name=value&… with everything but RFC 3986's unreserved characters as %XX: the body of a form
 * (application/x-www-form-urlencoded), or what stands behind "?". */

struct form_body {
    char *text; /* the caller's; always ended by a NUL */
    size_t size, length;
    int too_long; /* remembered: something was left out */
};

void form_body_begin(struct form_body *form, char *text, size_t size);
/* As it stands. */
void form_body_text(struct form_body *form, const char *text);
/* The value alone, encoded. */
void form_body_value(struct form_body *form, const char *value);
/* "&" where the text does not end with "?" or is empty, name, "=", value. */
void form_body_add(struct form_body *form, const char *name, const char *value);

#endif
