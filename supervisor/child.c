#include "supervisor/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "both-sides/log.h"

enum { READ_SIZE = 512, STATUS_NOT_FOUND = 127 };

static const char where[] = "supervisor";

/* In the child, between fork and exec: nothing here may allocate or lock. */
static _Noreturn void become(char *const *command, pid_t parent)
{
    sigset_t none;
    sigemptyset(&none);
    (void)setpgid(0, 0);
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() == parent) { /* it may have died before prctl */
        (void)sigprocmask(SIG_SETMASK, &none, NULL);
        (void)execvp(command[0], command);
    }
    _exit(STATUS_NOT_FOUND);
}

static int open_pipe(int ends[2], char *number, size_t size)
{
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) {
        return -1;
    }
    int length = snprintf(number, size, "%d", ends[1]);
    if (length < 0 || (size_t)length >= size || setenv(CHILD_HEARTBEAT_VARIABLE, number, 1) != 0) {
        return -1;
    }
    return fcntl(ends[1], F_SETFD, 0); /* the hall inherits this end, and only this */
}

int child_start(struct child *child, char *const *command)
{
    int ends[2] = {-1, -1};
    char number[16];
    pid_t parent = getpid();
    pid_t pid = -1;
    *child = (struct child){.pid = -1, .heartbeat_fd = -1};
    if (open_pipe(ends, number, sizeof number) != 0) {
        log_line(LOG_LEVEL_ERROR, where, "no pipe for the heartbeat: %s", strerror(errno));
        goto fail;
    }
    pid = fork();
    if (pid == 0) {
        become(command, parent);
    }
    if (pid < 0) {
        log_line(LOG_LEVEL_ERROR, where, "%s cannot be started: %s", command[0], strerror(errno));
        goto fail;
    }
    (void)setpgid(pid, pid); /* here too: whoever comes first; EACCES after its exec is no harm */
    close(ends[1]);
    *child = (struct child){.pid = pid, .heartbeat_fd = ends[0]};
    return 0;
fail:
    if (ends[0] >= 0) {
        close(ends[0]);
        close(ends[1]);
    }
    return -1;
}

void child_signal(const struct child *child, int number)
{
    if (child->pid > 0 && kill(-child->pid, number) != 0 && errno != ESRCH) {
        log_line(LOG_LEVEL_ERROR, where, "signal %d: %s", number, strerror(errno));
    }
}

static void close_heartbeat(struct child *child)
{
    if (child->heartbeat_fd >= 0) {
        close(child->heartbeat_fd);
        child->heartbeat_fd = -1;
    }
}

void child_forget(struct child *child)
{
    child_signal(child, SIGKILL);
    close_heartbeat(child);
    child->pid = -1;
}

enum child_heartbeat child_read_heartbeat(struct child *child)
{
    char bytes[READ_SIZE];
    if (child->heartbeat_fd < 0) {
        return CHILD_SILENT;
    }
    ssize_t length = read(child->heartbeat_fd, bytes, sizeof bytes);
    if (length == 0) {
        close_heartbeat(child);
        return CHILD_LEAVES;
    }
    return length > 0 ? CHILD_BEATS : CHILD_SILENT;
}
