#include "stb-app/watchdog.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "both-sides/digits.h"
#include "both-sides/log.h"

enum { FD_LIMIT = 1024, BEAT_US = 400000 };

void watchdog_open(struct watchdog *watchdog)
{
    const char *text = getenv("TV_HALL_WATCHDOG_FD");
    int64_t fd = -1;
    *watchdog = (struct watchdog){.fd = -1};
    if (text == NULL) {
        return;
    }
    /* A full pipe must not stop the loop that it watches. */
    if (digits_read(text, 3, FD_LIMIT - 1, &fd) != 0 || fcntl((int)fd, F_SETFD, FD_CLOEXEC) != 0 ||
        fcntl((int)fd, F_SETFL, O_NONBLOCK) != 0) {
        log_line(LOG_LEVEL_WARNING, "watchdog", "TV_HALL_WATCHDOG_FD=%s is no open descriptor", text);
        return;
    }
    watchdog->fd = (int)fd;
}

void watchdog_close(struct watchdog *watchdog)
{
    if (watchdog->fd >= 0) {
        close(watchdog->fd);
        watchdog->fd = -1;
    }
}

void watchdog_service(struct watchdog *watchdog, int64_t now_us)
{
    static const char beat = 1;
    if (watchdog->fd < 0 || now_us < watchdog->due_us) {
        return;
    }
    watchdog->due_us = now_us + BEAT_US;
    if (write(watchdog->fd, &beat, 1) < 0 && errno != EAGAIN && errno != EINTR) {
        watchdog_close(watchdog); /* the supervisor has gone */
    }
}

int64_t watchdog_deadline(const struct watchdog *watchdog)
{
    return watchdog->fd >= 0 ? watchdog->due_us : INT64_MAX;
}
