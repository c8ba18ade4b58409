#include "stb-app/kept_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "both-sides/durable_file.h"
#include "both-sides/log.h"

char *kept_file_read(const char *path, size_t limit, size_t *length)
{
    char *bytes = NULL;
    size_t used = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return NULL;
    }
    struct stat status;
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size < 0 ||
        (size_t)status.st_size > limit) {
        goto fail;
    }
    bytes = malloc((size_t)status.st_size + 1);
    if (bytes == NULL) {
        goto fail;
    }
    while (used < (size_t)status.st_size) {
        ssize_t got = read(fd, bytes + used, (size_t)status.st_size - used);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            goto fail;
        }
        used += (size_t)got;
    }
    close(fd);
    bytes[used] = '\0';
    *length = used;
    return bytes;
fail:
    free(bytes);
    close(fd);
    return NULL;
}

int kept_file_write(const char *path, const void *bytes, size_t length)
{
    int problem = durable_file_make_folder(path);
    if (problem == 0) {
        problem = durable_file_write(path, 0644, bytes, length);
    }
    if (problem != 0) {
        log_line(LOG_LEVEL_WARNING, "state", "%s: %s", path, strerror(problem));
    }
    return problem == 0 ? 0 : -1;
}

void kept_file_remove(const char *path)
{
    if (unlink(path) != 0 && errno != ENOENT) {
        log_line(LOG_LEVEL_WARNING, "state", "%s: %s", path, strerror(errno));
    }
}
