#include "headend/config/asset_path.h"

#include <stdio.h>
#include <unistd.h>

#include "both-sides/asset_directory.h"

int asset_path_find(const char *name, const char *given, char *out, size_t size)
{
    if (given != NULL) {
        int length = snprintf(out, size, "%s", given);
        return length > 0 && (size_t)length < size ? 0 : -1;
    }
    char directory[ASSET_DIRECTORY_SIZE];
    (void)asset_directory_find(directory); /* else it is the installed place */
    int length = snprintf(out, size, "%s/%s", directory, name);
    return length > 0 && (size_t)length < size && access(out, R_OK) == 0 ? 0 : -1;
}
