#ifndef BOTH_SIDES_HTML_HTML_ADDRESS_H
#define BOTH_SIDES_HTML_HTML_ADDRESS_H

#include <stddef.h>

/* Addresses as people write them into pages → as RFC 3986 wants them. */

/* What `size` must be for an address of so many bytes. */
#define HTML_ADDRESS_SIZE(length) ((length)*3 + 3)

/* As browsers read it: blanks around it and line breaks in it are nothing, "\" is "/", and whatever may not
 * stand in an address (Chinese, blanks, brackets, "%" alone) is percent-encoded. It may be relative. Returns
 * its length, 0 if nothing is left or it does not fit. */
size_t html_address_clean(const char *address, char *out, size_t size);

/* 1 if it begins with a scheme: "http:", "data:". */
int html_address_has_scheme(const char *address);

#endif
