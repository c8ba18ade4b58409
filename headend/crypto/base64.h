#ifndef HEADEND_CRYPTO_BASE64_H
#define HEADEND_CRYPTO_BASE64_H

#include <stddef.h>

/* base64 with padding (RFC 4648 section 4). */

/* Room for the text of so many bytes, with its NUL. */
#define BASE64_SIZE(bytes) (((bytes) + 2) / 3 * 4 + 1)

/* `text` must have BASE64_SIZE(length). */
void base64_write(const void *bytes, size_t length, char *text);

/* Strict: padded, no blanks or line ends. -1: it is no such text, or of more than `size` bytes. */
int base64_read(const char *text, size_t text_length, unsigned char *bytes, size_t size, size_t *length);

#endif
