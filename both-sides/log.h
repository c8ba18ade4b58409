#ifndef BOTH_SIDES_LOG_H
#define BOTH_SIDES_LOG_H

/* One event, one line, on standard error (the supervisor or journald keeps it). */

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARNING, LOG_LEVEL_NOTICE, LOG_LEVEL_DEBUG };

/* Lines above this level are dropped; LOG_LEVEL_NOTICE until told otherwise. */
void log_set_level(enum log_level level);

/* Writes "<time> <level> <where>: <message>". Control characters and bytes that are not UTF-8 are
 * escaped and the line is cut at 1,000 bytes, so text from outside can be logged safely. Personal data,
 * tokens and payment addresses must never be passed in (domain.md 11). Thread safe. */
void log_line(enum log_level level, const char *where, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
