#include "stb-app/kept_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "both-sides/log.h"

enum { PATH_SIZE = 600 };

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

static int write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t put = write(fd, bytes, length);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put <= 0) {
            return -1;
        }
        bytes += put;
        length -= (size_t)put;
    }
    return 0;
}

/* Opens the folder of `path`, making its last part if need be. */
static int open_folder(const char *path)
{
    char folder[PATH_SIZE];
    const char *slash = strrchr(path, '/');
    size_t length = slash != NULL ? (size_t)(slash - path) : 0;
    if (length >= sizeof folder) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(folder, path, length);
    folder[length] = '\0';
    const char *name = slash == NULL ? "." : length == 0 ? "/" : folder;
    if (mkdir(name, 0755) != 0 && errno != EEXIST) {
        return -1;
    }
    return open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

int kept_file_write(const char *path, const void *bytes, size_t length)
{
    char temporary[PATH_SIZE];
    int fd = -1;
    int folder = open_folder(path);
    int named = snprintf(temporary, sizeof temporary, "%s.new", path);
    if (folder < 0 || named < 0 || (size_t)named >= sizeof temporary) {
        goto fail;
    }
    fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0 || write_all(fd, bytes, length) != 0 || fsync(fd) != 0) {
        goto fail;
    }
    int closed = close(fd);
    fd = -1;
    if (closed != 0 || rename(temporary, path) != 0 || fsync(folder) != 0) {
        goto fail;
    }
    close(folder);
    return 0;
fail:
    log_line(LOG_LEVEL_WARNING, "state", "%s: %s", path, strerror(errno));
    if (fd >= 0) {
        close(fd);
    }
    if (folder >= 0) {
        close(folder);
    }
    return -1;
}

void kept_file_remove(const char *path)
{
    if (unlink(path) != 0 && errno != ENOENT) {
        log_line(LOG_LEVEL_WARNING, "state", "%s: %s", path, strerror(errno));
    }
}
