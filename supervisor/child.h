#ifndef SUPERVISOR_CHILD_H
#define SUPERVISOR_CHILD_H

#include <sys/types.h>

/* The hall as a child process: in a process group of its own, with the writing end of a pipe for its
 * heartbeat. */

/* Names the descriptor to the child: the hall writes a byte there at least every second while its loop runs.
 */
#define CHILD_HEARTBEAT_VARIABLE "TV_HALL_WATCHDOG_FD"

struct child {
    pid_t pid;        /* -1: none */
    int heartbeat_fd; /* reading end, non-blocking; -1: none */
};

/* Starts `command` (NULL at its end, found through PATH). The kernel kills it when we die. A command that
 * cannot be run is a child that ends with status 127. Returns 0, or -1 after a line in the log. */
int child_start(struct child *child, char *const *command);

/* A signal for the whole group. */
void child_signal(const struct child *child, int number);

/* After it was reaped: ends what it left behind in its group, closes the pipe. */
void child_forget(struct child *child);

enum child_heartbeat {
    CHILD_SILENT,
    CHILD_BEATS,
    CHILD_LEAVES, /* told once: it has closed its end, and so is ours */
};

/* Reads what is in the pipe. */
enum child_heartbeat child_read_heartbeat(struct child *child);

#endif
