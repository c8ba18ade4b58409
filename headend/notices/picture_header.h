#ifndef HEADEND_NOTICES_PICTURE_HEADER_H
#define HEADEND_NOTICES_PICTURE_HEADER_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/picture_limits.h"

/* What a picture says it is, read from its first bytes and never believed from its name or Content-Type. */

enum { PICTURE_BYTES_MAX = 4 * 1024 * 1024 };

enum picture_kind { PICTURE_PNG, PICTURE_JPEG };

struct picture_header {
    enum picture_kind kind;
    uint32_t width, height;
    int at_once; /* interlaced or progressive: a box must hold it whole */
};

/* Returns NULL and fills `header`, or says why these bytes are not a picture that a box can be given. */
const char *picture_header_read(const unsigned char *bytes, size_t length, struct picture_header *header);

#endif
