#include "remote-input/device_directory.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "both-sides/digits.h"
#include "both-sides/log.h"

enum {
    NUMBER_MAX = 9999,      /* eventN; the kernel stops at 1,023 */
    SCAN_MAX = 256,         /* nodes looked at in a scan */
    READS_MAX = 8,          /* a call */
    BUFFER_SIZE = 16 * 1024 /* some 500 events with short names */
};

struct device_directory {
    int fd;
    int watch;        /* of the directory, or -1 */
    int parent_watch; /* while the directory is missing, or -1 */
    char path[PATH_MAX];
};

/* The N of "eventN", or -1. */
static int node_number(const char *name)
{
    int64_t number = 0;
    return strncmp(name, "event", 5) == 0 && digits_read(name + 5, 0, NUMBER_MAX, &number) == 0 ? (int)number
                                                                                                : -1;
}

static void watch_parent(struct device_directory *directory)
{
    char parent[PATH_MAX];
    char *slash;

    (void)snprintf(parent, sizeof parent, "%s", directory->path);
    slash = strrchr(parent, '/');
    if (slash == NULL) {
        (void)snprintf(parent, sizeof parent, ".");
    } else {
        slash[slash == parent ? 1 : 0] = '\0';
    }
    directory->parent_watch = inotify_add_watch(directory->fd, parent, IN_CREATE | IN_MOVED_TO | IN_ONLYDIR);
    if (directory->parent_watch < 0) {
        log_line(LOG_LEVEL_WARNING, "remote", "%s: devices plugged in later will not be seen: %s", parent,
                 strerror(errno));
    }
}

/* Returns 1 when the directory itself is watched. */
static int watch(struct device_directory *directory)
{
    const uint32_t wanted =
        IN_CREATE | IN_ATTRIB | IN_DELETE | IN_MOVED_TO | IN_MOVED_FROM | IN_MOVE_SELF | IN_ONLYDIR;

    directory->watch = inotify_add_watch(directory->fd, directory->path, wanted);
    if (directory->watch < 0 && directory->parent_watch < 0) {
        watch_parent(directory);
        /* It may have been made just before its parent was watched. */
        directory->watch = inotify_add_watch(directory->fd, directory->path, wanted);
    }
    if (directory->watch >= 0 && directory->parent_watch >= 0) {
        (void)inotify_rm_watch(directory->fd, directory->parent_watch); /* gone is as good as removed */
        directory->parent_watch = -1;
    }
    return directory->watch >= 0;
}

struct device_directory *device_directory_new(const char *path)
{
    struct device_directory *directory = calloc(1, sizeof *directory);
    int length;

    if (directory == NULL) {
        return NULL;
    }
    directory->watch = -1;
    directory->parent_watch = -1;
    directory->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (directory->fd < 0) {
        log_line(LOG_LEVEL_WARNING, "remote", "devices plugged in later will not be seen: inotify: %s",
                 strerror(errno));
        free(directory);
        return NULL;
    }
    length = snprintf(directory->path, sizeof directory->path, "%s", path);
    if (length < 0 || (size_t)length >= sizeof directory->path) {
        device_directory_free(directory);
        return NULL;
    }
    while (length > 1 && directory->path[length - 1] == '/') {
        directory->path[--length] = '\0';
    }
    (void)watch(directory);
    return directory;
}

void device_directory_free(struct device_directory *directory)
{
    if (directory != NULL) {
        (void)close(directory->fd);
        free(directory);
    }
}

int device_directory_fd(const struct device_directory *directory)
{
    return directory->fd;
}

static void take_event(struct device_directory *directory, const struct inotify_event *event,
                       device_change_callback callback, void *context)
{
    int number;

    if ((event->mask & IN_Q_OVERFLOW) != 0) {
        callback(context, DEVICE_LOOK_AGAIN, -1);
        return;
    }
    if (event->wd == directory->parent_watch) {
        if ((event->mask & IN_IGNORED) != 0) {
            directory->parent_watch = -1;
        } else if (watch(directory)) {
            callback(context, DEVICE_LOOK_AGAIN, -1);
        }
        return;
    }
    if (event->wd != directory->watch) {
        return; /* told before the watch was removed */
    }
    if ((event->mask & (IN_IGNORED | IN_MOVE_SELF)) != 0) {
        if ((event->mask & IN_IGNORED) == 0) {
            (void)inotify_rm_watch(directory->fd, directory->watch);
        }
        (void)watch(directory);
        callback(context, DEVICE_LOOK_AGAIN, -1);
        return;
    }
    number = event->len > 0 ? node_number(event->name) : -1;
    if (number >= 0) {
        int went = (event->mask & (IN_DELETE | IN_MOVED_FROM)) != 0;
        callback(context, went ? DEVICE_WENT : DEVICE_CAME, number);
    }
}

int device_directory_read(struct device_directory *directory, device_change_callback callback, void *context)
{
    _Alignas(struct inotify_event) char buffer[BUFFER_SIZE];

    for (int i = 0; i < READS_MAX; i++) {
        ssize_t length = read(directory->fd, buffer, sizeof buffer);
        if (length <= 0) {
            return 0; /* EAGAIN; anything else shows again at the next poll */
        }
        for (size_t at = 0; at + sizeof(struct inotify_event) <= (size_t)length;) {
            const struct inotify_event *event = (const struct inotify_event *)(const void *)(buffer + at);
            take_event(directory, event, callback, context);
            at += sizeof *event + event->len;
        }
    }
    return 1;
}

static int by_number(const void *a, const void *b)
{
    const int *left = a;
    const int *right = b;

    return (*left > *right) - (*left < *right);
}

int device_directory_scan(const char *path, device_change_callback callback, void *context)
{
    int numbers[SCAN_MAX];
    size_t count = 0;
    DIR *stream = opendir(path);
    const struct dirent *entry;

    if (stream == NULL) {
        return -errno;
    }
    while (count < SCAN_MAX && (entry = readdir(stream)) != NULL) {
        int number = node_number(entry->d_name);
        if (number >= 0) {
            numbers[count++] = number;
        }
    }
    (void)closedir(stream);
    qsort(numbers, count, sizeof numbers[0], by_number);
    for (size_t i = 0; i < count; i++) {
        callback(context, DEVICE_CAME, numbers[i]);
    }
    return 0;
}
