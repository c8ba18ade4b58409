#include "both-sides/durable_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static int write_all(int file, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(file, bytes, length);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return written < 0 ? errno : EIO;
        }
        bytes += written;
        length -= (size_t)written;
    }
    return fsync(file) == 0 ? 0 : errno;
}

int durable_file_write_in(int folder, const char *name, const char *temporary, mode_t mode, const void *bytes,
                          size_t length)
{
    (void)unlinkat(folder, temporary,
                   0); /* mostly there is none; what cannot be removed fails the next step */
    int file = openat(folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (file < 0) {
        return errno;
    }
    int problem = write_all(file, bytes, length);
    if (close(file) != 0 && problem == 0) {
        problem = errno;
    }
    if (problem == 0 && renameat(folder, temporary, folder, name) != 0) {
        problem = errno;
    }
    if (problem != 0) {
        (void)unlinkat(folder, temporary, 0); /* the problem above is the one to tell */
        return problem;
    }
    return fsync(folder) == 0 ? 0 : errno;
}

/* The folder that `path` lies in; NULL: its name is too long. */
static const char *folder_of(const char *path, char folder[PATH_MAX])
{
    const char *slash = strrchr(path, '/');
    size_t length = slash != NULL ? (size_t)(slash - path) : 0;
    if (length >= PATH_MAX) {
        return NULL;
    }
    memcpy(folder, path, length);
    folder[length] = '\0';
    return slash == NULL ? "." : length == 0 ? "/" : folder;
}

int durable_file_make_folder(const char *path)
{
    char space[PATH_MAX];
    const char *folder = folder_of(path, space);
    if (folder == NULL) {
        return ENAMETOOLONG;
    }
    return mkdir(folder, 0755) == 0 || errno == EEXIST ? 0 : errno;
}

int durable_file_write(const char *path, mode_t mode, const void *bytes, size_t length)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    char temporary[NAME_MAX + 1];
    char space[PATH_MAX];
    const char *parent = folder_of(path, space);
    int named = snprintf(temporary, sizeof temporary, "%s.new", name);
    if (parent == NULL || named < 0 || (size_t)named >= sizeof temporary) {
        return ENAMETOOLONG;
    }
    int folder = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) {
        return errno;
    }
    /* Who writes the same file at the same time uses the same temporary one: one waits for the other. Where
     * the file system has no locks nobody waits. The lock goes with the descriptor. */
    (void)flock(folder, LOCK_EX);
    int problem = durable_file_write_in(folder, name, temporary, mode, bytes, length);
    (void)close(folder); /* opened for reading */
    return problem;
}
