#include "both-sides/asset_directory.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PROGRAM_SIZE = 320 };

static void cut_last(char *path)
{
    char *slash = strrchr(path, '/');
    *(slash != NULL ? slash : path) = '\0';
}

int asset_directory_find(char out[ASSET_DIRECTORY_SIZE])
{
    static const char *const places[] = {"assets", "share/tv-hall"};
    char above[PROGRAM_SIZE];
    ssize_t length = readlink("/proc/self/exe", above, sizeof above - 1); /* links to it are followed */
    above[length > 0 ? length : 0] = '\0';
    cut_last(above);
    cut_last(above);
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        (void)snprintf(out, ASSET_DIRECTORY_SIZE, "%s/%s", above, places[i]);
        if (access(out, R_OK | X_OK) == 0) {
            return 0;
        }
    }
    return -1;
}
