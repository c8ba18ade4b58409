#include "headend/admin/box_making.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "headend/admin/command.h"
#include "headend/admin/text_option.h"
#include "headend/crypto/hex.h"

const char *box_name_problem(const char *name, char *problem)
{
    return text_problem(name, BOX_NAME_CHARACTERS, 0, problem);
}

static int no_random(void)
{
    (void)fputs("tv-hall-admin: the system gives no random bytes\n", stderr);
    return -1;
}

int box_make_token(char token[PROVISIONING_TOKEN_SIZE], struct token_digest *digest)
{
    return token_make(token) == 0 && token_digest_of(token, digest) == 0 ? 0 : no_random();
}

int box_make_number(char number[PROVISIONING_NUMBER_SIZE])
{
    unsigned char random[(PROVISIONING_NUMBER_SIZE - 1) / 2];
    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random) {
        return no_random();
    }
    hex_write(random, sizeof random, number);
    return 0;
}

static int write_and_close(int file, const struct provisioning *provisioning, int sync)
{
    char text[PROVISIONING_TEXT_SIZE];
    size_t length = provisioning_text(provisioning, text);
    ssize_t written = write(file, text, length);
    int problem = written == (ssize_t)length ? 0 : written < 0 ? errno : ENOSPC;
    explicit_bzero(text, sizeof text);
    if (problem == 0 && sync && fsync(file) != 0) {
        problem = errno;
    }
    return close(file) != 0 && problem == 0 ? errno : problem;
}

static int make_file(int folder, const char *path, const struct provisioning *provisioning, int sync)
{
    int file = openat(folder, path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, PROVISIONING_MODE);
    if (file < 0) {
        return errno;
    }
    int problem = write_and_close(file, provisioning, sync);
    if (problem != 0) {
        (void)unlinkat(folder, path, 0); /* the problem above is the one to tell */
    }
    return problem;
}

int box_write_file(int folder, const char *path, const struct provisioning *provisioning)
{
    return make_file(folder, path, provisioning, 0);
}

static int sync_folder_of(const char *path)
{
    char copy[CONFIG_PATH_SIZE * 2];
    int length = snprintf(copy, sizeof copy, "%s", path);
    int folder = length >= 0 && (size_t)length < sizeof copy
                     ? open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
                     : -1;
    int good = folder >= 0 && fsync(folder) == 0;
    return folder >= 0 && close(folder) == 0 && good ? 0 : -1;
}

int box_write_one_file(const char *path, const struct provisioning *provisioning)
{
    int problem = make_file(AT_FDCWD, path, provisioning, 1);
    if (problem == 0 && sync_folder_of(path) != 0) {
        problem = errno;
        (void)unlink(path);
    }
    if (problem != 0) {
        (void)fprintf(stderr, "tv-hall-admin: nothing was changed: %s: %s\n", path,
                      problem == EEXIST ? "there is such a file already" : strerror(problem));
    }
    return problem == 0 ? 0 : -1;
}

int box_end_change(struct store *store, int stored, const char *path)
{
    if (stored && store_commit(store) == 0) {
        return ADMIN_DONE;
    }
    (void)fprintf(stderr, "tv-hall-admin: nothing was changed: %s\n", store_problem(store));
    (void)unlink(path);
    return ADMIN_STORE;
}
