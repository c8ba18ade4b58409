/* Pictures from outside: any bytes, a small box. */
#include <stdint.h>
#include <stdlib.h>

#include "screens/canvas/picture_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct picture_pixels pixels;
    char problem[PICTURE_PROBLEM_SIZE];
    if (picture_read(data, size, 48, 32, &pixels, problem) == 0) {
        if (pixels.width < 1 || pixels.width > 48 || pixels.height < 1 || pixels.height > 32) {
            abort();
        }
        free(pixels.argb);
    }
    return 0;
}
