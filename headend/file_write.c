#include "headend/file_write.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int write_all(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "we");
    if (file == NULL) {
        return errno;
    }
    int problem = 0;
    if (fwrite(bytes, 1, length, file) != length || fflush(file) != 0 || fsync(fileno(file)) != 0) {
        problem = errno != 0 ? errno : EIO;
    }
    if (fclose(file) != 0 && problem == 0) {
        problem = errno;
    }
    return problem;
}

int file_write(const char *path, const char *bytes, size_t length)
{
    size_t size = strlen(path) + sizeof ".new";
    char *temporary = malloc(size);
    if (temporary == NULL) {
        return ENOMEM;
    }
    (void)snprintf(temporary, size, "%s.new", path);
    int problem = write_all(temporary, bytes, length);
    if (problem == 0 && rename(temporary, path) != 0) {
        problem = errno;
    }
    if (problem != 0) {
        (void)unlink(temporary);
    }
    free(temporary);
    return problem;
}
