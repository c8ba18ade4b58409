/* What a picture says it is: any bytes. What is taken has a size that a box can bear. */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "headend/notices/picture_header.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct picture_header header;
    if (picture_header_read(data, size, &header) == NULL &&
        (header.width == 0 || header.height == 0 ||
         (uint64_t)header.width * header.height > PICTURE_PIXELS_MAX)) {
        abort();
    }
    return 0;
}
