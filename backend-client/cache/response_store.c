#include "backend-client/cache/response_store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend-client/cache/response_file.h"
#include "both-sides/durable_file.h"
#include "both-sides/log.h"

enum { RESPONSE_FILES_MAX = 2000, DAY_MS = 24 * 3600 * 1000 };

static const char temporary_name[] = "writing.tmp";

struct kept_file {
    char name[RESPONSE_NAME_SIZE];
    size_t size;
    int64_t fetched_ms;
};

struct response_store {
    int directory;
    size_t limit, total;
    struct kept_file *files; /* known to the writer only */
    size_t count, capacity;
    int scanned;
    int failing;
};

struct response_store *response_store_open(const char *directory, size_t limit_bytes)
{
    if (mkdir(directory, 0700) != 0 && errno != EEXIST) {
        log_line(LOG_LEVEL_WARNING, "cache", "%s: %s: nothing is cached", directory, strerror(errno));
        return NULL;
    }
    int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        log_line(LOG_LEVEL_WARNING, "cache", "%s: %s: nothing is cached", directory, strerror(errno));
        return NULL;
    }
    struct response_store *store = calloc(1, sizeof *store);
    if (store == NULL) {
        (void)close(fd);
        return NULL;
    }
    store->directory = fd;
    store->limit = limit_bytes;
    return store;
}

void response_store_close(struct response_store *store)
{
    if (store != NULL) {
        (void)close(store->directory);
        free(store->files);
        free(store);
    }
}

/* Returns bytes read, as many as there are up to `size`, or -1. */
static ssize_t read_all(int fd, unsigned char *bytes, size_t size)
{
    size_t at = 0;
    while (at < size) {
        ssize_t got = read(fd, bytes + at, size - at);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return -1;
        }
        if (got == 0) {
            break;
        }
        at += (size_t)got;
    }
    return (ssize_t)at;
}

/* Only plain files: a link or a pipe in the folder is not ours. */
static int open_plain(const struct response_store *store, const char *name, struct stat *status)
{
    int fd = openat(store->directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd >= 0 && (fstat(fd, status) != 0 || !S_ISREG(status->st_mode))) {
        (void)close(fd);
        fd = -1;
    }
    return fd;
}

unsigned char *response_store_read(const struct response_store *store, const char *name, size_t *size)
{
    struct stat status;
    int fd = open_plain(store, name, &status);
    if (fd < 0) {
        return NULL;
    }
    unsigned char *bytes = NULL;
    if (status.st_size >= RESPONSE_HEADER_BYTES && status.st_size <= RESPONSE_FILE_MAX) {
        *size = (size_t)status.st_size;
        bytes = malloc(*size);
        if (bytes != NULL && read_all(fd, bytes, *size) != (ssize_t)*size) {
            free(bytes);
            bytes = NULL;
        }
    }
    (void)close(fd);
    if (bytes == NULL) {
        log_line(LOG_LEVEL_WARNING, "cache", "%s: %lld bytes: not readable, dropped", name,
                 (long long)status.st_size);
        response_store_remove(store, name);
    }
    return bytes;
}

int response_store_has(const struct response_store *store, const char *name)
{
    return faccessat(store->directory, name, R_OK, 0) == 0;
}

void response_store_remove(const struct response_store *store, const char *name)
{
    if (unlinkat(store->directory, name, 0) != 0 && errno != ENOENT) {
        log_line(LOG_LEVEL_DEBUG, "cache", "%s: not removed: %s", name, strerror(errno));
    }
}

/* --- what is kept: bounded in number and size --- */

static struct kept_file *find(struct response_store *store, const char *name)
{
    for (size_t i = 0; i < store->count; i++) {
        if (strcmp(store->files[i].name, name) == 0) {
            return &store->files[i];
        }
    }
    return NULL;
}

static int note_file(struct response_store *store, const char *name, size_t size, int64_t fetched_ms)
{
    struct kept_file *file = find(store, name);
    if (file == NULL) {
        if (store->count == store->capacity) {
            size_t capacity = store->capacity == 0 ? 64 : store->capacity * 2;
            struct kept_file *files = realloc(store->files, capacity * sizeof *files);
            if (files == NULL) {
                return -1;
            }
            store->files = files;
            store->capacity = capacity;
        }
        file = &store->files[store->count++];
        memcpy(file->name, name, RESPONSE_NAME_SIZE);
        file->size = 0;
    }
    store->total += size - file->size;
    file->size = size;
    file->fetched_ms = fetched_ms;
    return 0;
}

/* A moment long after that of what is being written is from a clock that was ahead. */
static int64_t age_order(const struct kept_file *file, int64_t now_ms)
{
    return file->fetched_ms < now_ms + DAY_MS ? file->fetched_ms : INT64_MIN;
}

static void forget_oldest(struct response_store *store, int64_t now_ms)
{
    size_t oldest = 0;
    for (size_t i = 1; i < store->count; i++) {
        if (age_order(&store->files[i], now_ms) < age_order(&store->files[oldest], now_ms)) {
            oldest = i;
        }
    }
    response_store_remove(store, store->files[oldest].name);
    store->total -= store->files[oldest].size;
    store->files[oldest] = store->files[--store->count];
}

static int is_feed_name(const char *name)
{
    return strlen(name) == RESPONSE_NAME_SIZE - 1 && strspn(name, "0123456789abcdef") == 16 &&
           strcmp(name + 16, ".feed") == 0;
}

/* What a run before this one left. Names that are not ours are let be. */
static void scan(struct response_store *store)
{
    store->scanned = 1;
    int fd = openat(store->directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    if (folder == NULL) {
        if (fd >= 0) {
            (void)close(fd);
        }
        return;
    }
    const struct dirent *item;
    while ((item = readdir(folder)) != NULL) {
        if (!is_feed_name(item->d_name)) {
            continue;
        }
        struct stat status;
        unsigned char header[RESPONSE_HEADER_BYTES];
        int file = open_plain(store, item->d_name, &status);
        if (file < 0) {
            continue;
        }
        int whole = read_all(file, header, sizeof header) == (ssize_t)sizeof header;
        (void)close(file);
        if (store->count >= RESPONSE_FILES_MAX || note_file(store, item->d_name, (size_t)status.st_size,
                                                            whole ? response_file_peek_ms(header) : 0) != 0) {
            response_store_remove(store, item->d_name);
        }
    }
    (void)closedir(folder);
}

/* --- writing --- */

void response_store_write(struct response_store *store, const char *name, const unsigned char *bytes,
                          size_t size)
{
    if (!store->scanned) {
        scan(store);
    }
    int problem = durable_file_write_in(store->directory, name, temporary_name, 0600, bytes, size);
    if (problem != 0) {
        if (!store->failing) {
            log_line(LOG_LEVEL_WARNING, "cache", "not written: %s: answers are not kept until this is over",
                     strerror(problem));
        }
        store->failing = 1;
        return;
    }
    store->failing = 0;
    int64_t now_ms = response_file_peek_ms(bytes);
    if (note_file(store, name, size, now_ms) != 0) {
        response_store_remove(store, name);
    }
    while (store->count > 1 && (store->total > store->limit || store->count > RESPONSE_FILES_MAX)) {
        forget_oldest(store, now_ms);
    }
}
