#include "headend/config/asset_path.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int asset_path_find(const char *name, const char *given, char *out, size_t size)
{
    if (given != NULL) {
        int length = snprintf(out, size, "%s", given);
        return length > 0 && (size_t)length < size ? 0 : -1;
    }
    /* PROGRAM stands in build/FLAVOUR of a source tree. */
    char program[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length > 0) {
        program[length] = '\0';
        char *slash = strrchr(program, '/');
        if (slash != NULL) {
            *slash = '\0';
        }
        int written = snprintf(out, size, "%s/../../assets/%s", program, name);
        if (written > 0 && (size_t)written < size && access(out, R_OK) == 0) {
            return 0;
        }
    }
    (void)snprintf(out, size, "%s/%s", TV_HALL_ASSETS, name);
    return access(out, R_OK) == 0 ? 0 : -1;
}
