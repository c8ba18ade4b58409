#ifndef HEADEND_CRYPTO_BASE64URL_H
#define HEADEND_CRYPTO_BASE64URL_H

#include <stddef.h>

/* base64url without padding (RFC 4648 section 5, RFC 7515 appendix C). */

/* Room for the text of so many bytes, with its NUL. */
#define BASE64URL_SIZE(bytes) (((bytes)*4 + 2) / 3 + 1)

/* `size` must be BASE64URL_SIZE(length) or more. */
void base64url_write(const void *bytes, size_t length, char *text, size_t size);

/* Strict: no padding, no other characters, no bits that mean nothing. -1: it is no such text, or longer than
 * `size` bytes. */
int base64url_read(const char *text, size_t text_length, unsigned char *bytes, size_t size, size_t *length);

#endif
