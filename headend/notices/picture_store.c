#include "headend/notices/picture_store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "both-sides/durable_file.h"
#include "headend/crypto/digest.h"

int picture_name_is_valid(const char *name)
{
    size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789.-");
    return name[length] == '\0' && length >= 1 && length < PICTURE_NAME_SIZE && name[0] != '.' &&
           name[0] != '-';
}

static int open_directory(const char *directory)
{
    int folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0 && errno == ENOENT && mkdir(directory, 0755) == 0) {
        folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    }
    return folder;
}

/* The name stands for the whole picture or for nothing. */
static int write_new(int folder, const char *name, const unsigned char *bytes, size_t length)
{
    char temporary[32];
    (void)snprintf(temporary, sizeof temporary, ".new-%ld", (long)getpid());
    return durable_file_write_in(folder, name, temporary, 0644, bytes, length);
}

int picture_store_put(const char *directory, const unsigned char *bytes, size_t length,
                      enum picture_kind kind, char name[PICTURE_NAME_SIZE])
{
    char hex[DIGEST_HEX_SIZE];
    struct stat there;
    if (digest_bytes(bytes, length, hex) != 0) {
        return ENOMEM;
    }
    (void)snprintf(name, PICTURE_NAME_SIZE, "%s.%s", hex, kind == PICTURE_PNG ? "png" : "jpg");
    int folder = open_directory(directory);
    if (folder < 0) {
        return errno;
    }
    int problem = 0;
    if (fstatat(folder, name, &there, AT_SYMLINK_NOFOLLOW) != 0 || there.st_size != (off_t)length) {
        problem = write_new(folder, name, bytes, length);
    }
    (void)close(folder);
    return problem;
}

int picture_store_is_writable(const char *directory)
{
    int folder = open_directory(directory);
    int is_writable = folder >= 0 && faccessat(folder, ".", W_OK | X_OK, 0) == 0;
    if (folder >= 0) {
        (void)close(folder);
    }
    return is_writable;
}

int picture_store_has(const char *directory, const char *name)
{
    struct stat there;
    int folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int has =
        folder >= 0 && fstatat(folder, name, &there, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(there.st_mode);
    if (folder >= 0) {
        (void)close(folder);
    }
    return has;
}

static unsigned char *read_whole(int file, size_t length)
{
    unsigned char *bytes = malloc(length);
    size_t done = 0;
    while (bytes != NULL && done < length) {
        ssize_t got = pread(file, bytes + done, length - done, (off_t)done);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) { /* an error, or it became shorter */
            errno = got == 0 ? EIO : errno;
            free(bytes);
            return NULL;
        }
        done += (size_t)got;
    }
    return bytes;
}

unsigned char *picture_store_get(const char *directory, const char *name, size_t *length,
                                 enum picture_kind *kind)
{
    struct stat there;
    struct picture_header header = {0};
    unsigned char *bytes = NULL;
    int problem = ENOENT;
    int folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int file = folder >= 0 ? openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) : -1;
    if (file < 0) {
        problem = folder >= 0 && (errno == ELOOP || errno == ENAMETOOLONG) ? ENOENT : errno;
    } else if (fstat(file, &there) != 0) {
        problem = errno;
    } else if (S_ISREG(there.st_mode) && there.st_size > 0 && there.st_size <= PICTURE_BYTES_MAX) {
        *length = (size_t)there.st_size;
        bytes = read_whole(file, *length);
        problem = errno;
        if (bytes != NULL && picture_header_read(bytes, *length, &header) != NULL) {
            free(bytes);
            bytes = NULL;
            problem = ENOENT;
        }
        *kind = header.kind;
    }
    if (file >= 0) {
        (void)close(file);
    }
    if (folder >= 0) {
        (void)close(folder);
    }
    errno = problem;
    return bytes;
}
