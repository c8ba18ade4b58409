#include "headend/crypto/own_secret.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int failed(char problem[OWN_SECRET_PROBLEM_SIZE], const char *path, const char *why)
{
    (void)snprintf(problem, OWN_SECRET_PROBLEM_SIZE, "%.250s: %.60s", path, why);
    return -1;
}

/* What others than its owner may not do with a file. */
struct forbidden {
    mode_t mode;
    const char *why;
};

static int read_open(int file, const char *path, const struct forbidden *forbidden,
                     char secret[OWN_SECRET_SIZE], char problem[OWN_SECRET_PROBLEM_SIZE])
{
    struct stat about;
    if (fstat(file, &about) != 0 || !S_ISREG(about.st_mode)) {
        return failed(problem, path, "it is no file");
    }
    if ((about.st_mode & forbidden->mode) != 0) {
        return failed(problem, path, forbidden->why);
    }
    ssize_t length = read(file, secret, OWN_SECRET_SIZE);
    if (length < 0 || length == OWN_SECRET_SIZE || memchr(secret, '\0', (size_t)length) != NULL) {
        explicit_bzero(secret, OWN_SECRET_SIZE);
        return failed(problem, path, "it is no text, or too long");
    }
    while (length > 0 && strchr(" \t\r\n", secret[length - 1]) != NULL) {
        length--;
    }
    secret[length] = '\0';
    return length > 0 ? 0 : failed(problem, path, "it is empty");
}

static int read_file(const char *path, const struct forbidden *forbidden, char secret[OWN_SECRET_SIZE],
                     char problem[OWN_SECRET_PROBLEM_SIZE])
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (file < 0) {
        return failed(problem, path, strerror(errno));
    }
    int result = read_open(file, path, forbidden, secret, problem);
    (void)close(file);
    return result;
}

int own_secret_read(const char *path, char secret[OWN_SECRET_SIZE], char problem[OWN_SECRET_PROBLEM_SIZE])
{
    static const struct forbidden use = {S_IRWXG | S_IRWXO, "others than its owner may use it: chmod 600"};
    return read_file(path, &use, secret, problem);
}

int own_public_read(const char *path, char text[OWN_SECRET_SIZE], char problem[OWN_SECRET_PROBLEM_SIZE])
{
    static const struct forbidden writing = {S_IWGRP | S_IWOTH,
                                             "others than its owner may write it: chmod 644"};
    return read_file(path, &writing, text, problem);
}
