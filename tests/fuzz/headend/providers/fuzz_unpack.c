#include <stdint.h>
#include <stdlib.h>

#include "headend/providers/unpack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int take(void *context, const struct unpacked *file)
{
    size_t *total = context;
    *total += file->length;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct unpacked file;
    size_t total = 0;
    if (unpack_gzip(data, size, &file) == 0) {
        free(file.bytes);
    }
    (void)unpack_zip(data, size, take, &total);
    if (total > UNPACKED_MAX) {
        abort();
    }
    return 0;
}
