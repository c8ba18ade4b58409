#ifndef HEADEND_CRYPTO_HEX_H
#define HEADEND_CRYPTO_HEX_H

#include <stddef.h>

/* 2 × `count` lower-case hexadecimal digits and a NUL. */
void hex_write(const unsigned char *bytes, size_t count, char *hex);

#endif
