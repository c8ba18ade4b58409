/* Theme files, by way of a file in memory. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "both-sides/log.h"
#include "screens/canvas/theme.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int descriptor = -1;
    static char path[64];
    struct theme theme = {0};
    if (descriptor < 0) {
        log_set_level(LOG_LEVEL_ERROR);
        descriptor = memfd_create("theme", MFD_CLOEXEC);
        (void)snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    }
    if (descriptor < 0 || ftruncate(descriptor, 0) != 0 ||
        pwrite(descriptor, data, size, 0) != (ssize_t)size) {
        abort();
    }
    if (theme_read(path, 720, &theme) == 0 && (theme.article_line < 100 || theme.gap > 1000)) {
        abort();
    }
    return 0;
}
