#ifndef HEADEND_PROVIDERS_UNPACK_H
#define HEADEND_PROVIDERS_UNPACK_H

#include <stddef.h>

/* Files of a day as they are sent: gzip (WeChat Pay), zip (Alipay). Whatever a file says of its own size, no
 * more than UNPACKED_MAX comes out of it. */

enum { PACKED_MAX = 16 * 1024 * 1024, UNPACKED_MAX = 64 * 1024 * 1024 };

/* malloc'ed, with a NUL behind it. */
struct unpacked {
    char *bytes;
    size_t length;
};

/* One gzip file (RFC 1952) and nothing behind it. -1: it is none, is cut, or too long. */
int unpack_gzip(const void *bytes, size_t length, struct unpacked *out);

/* Each file of an archive in turn, up to a handful; `take` returns 0 to go on. -1: it is no zip archive as
 * Alipay makes them (stored or deflated, one part, not encrypted), is cut or too long, or `take` said so. */
int unpack_zip(const unsigned char *bytes, size_t length,
               int (*take)(void *context, const struct unpacked *file), void *context);

#endif
