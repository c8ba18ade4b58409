#include "both-sides/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "both-sides/printable.h"

enum { LINE_BYTES_MAX = 1000 };

static atomic_int highest_level = LOG_LEVEL_NOTICE;

void log_set_level(enum log_level level)
{
    atomic_store(&highest_level, (int)level);
}

static const char *level_name(enum log_level level)
{
    switch (level) {
    case LOG_LEVEL_ERROR:
        return "error";
    case LOG_LEVEL_WARNING:
        return "warning";
    case LOG_LEVEL_NOTICE:
        return "notice";
    case LOG_LEVEL_DEBUG:
        return "debug";
    }
    return "unknown";
}

/* "2026-11-24T03:57:49.123Z": the same in every time zone, so that lines of box and headend can be laid side
 * by side. */
static void write_time(char *out, size_t size)
{
    struct timespec now;
    struct tm parts;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0 || gmtime_r(&now.tv_sec, &parts) == NULL) {
        (void)snprintf(out, size, "-");
        return;
    }
    size_t used = strftime(out, size, "%Y-%m-%dT%H:%M:%S", &parts);
    (void)snprintf(out + used, size - used, ".%03dZ", (int)(now.tv_nsec / 1000000));
}

/* One write for one line: lines of several threads never mix. What cannot be written is lost: there is no one
 * to tell. */
static void write_line(const char *line, size_t length)
{
    while (length > 0) {
        ssize_t written = write(STDERR_FILENO, line, length);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return;
        }
        line += written;
        length -= (size_t)written;
    }
}

void log_line(enum log_level level, const char *where, const char *format, ...)
{
    if ((int)level > atomic_load(&highest_level)) {
        return;
    }
    int kept_errno = errno;
    char when[40];
    char message[2 * LINE_BYTES_MAX];
    write_time(when, sizeof when);
    va_list arguments;
    va_start(arguments, format);
    int formatted = vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (formatted < 0) {
        (void)snprintf(message, sizeof message, "(a message that could not be formatted: %s)", format);
    }

    char line[LINE_BYTES_MAX + 1];
    int head = snprintf(line, LINE_BYTES_MAX / 2, "%s %s ", when, level_name(level));
    size_t used = head > 0 ? (size_t)head : 0;
    used += printable_copy(line + used, LINE_BYTES_MAX / 4, where, strlen(where), NULL);
    used += printable_copy(line + used, sizeof line - used, ": ", 2, NULL);
    used += printable_copy(line + used, LINE_BYTES_MAX - used, message, strlen(message), NULL);
    line[used] = '\n';
    write_line(line, used + 1);
    errno = kept_errno;
}
