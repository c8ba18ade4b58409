/* Icon files. */
#include <stdint.h>
#include <stdlib.h>

#include "screens/canvas/pgm.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pgm pgm;
    const char *problem = NULL;
    if (pgm_read(data, size, &pgm, &problem) == 0) {
        if (pgm.width < 1 || pgm.height < 1) {
            abort();
        }
        free(pgm.pixels);
    } else if (!problem) {
        abort();
    }
    return 0;
}
