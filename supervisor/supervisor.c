#include "supervisor/supervisor.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "both-sides/clock.h"
#include "both-sides/log.h"
#include "supervisor/television.h"

enum {
    FD_MAX = KEY_WATCH_FD_MAX + 2,
    STOP_GRACE_US = 2 * 1000000,
    KEYS_RETRY_US = 5 * 1000000,
    LONGEST_WAIT_US = 3600 * 1000000LL / 2
};

static const char where[] = "supervisor";

static void show_television(struct supervisor *supervisor)
{
    const struct options *options = supervisor->options;
    if (options->framebuffer != NULL) {
        (void)television_show(options->framebuffer, options->picture);
    }
    if (supervisor->keys == NULL) {
        supervisor->keys = key_watch_new(options->device_directory, options->codes, options->code_count);
    }
    if (supervisor->keys == NULL) {
        log_line(LOG_LEVEL_ERROR, where, "the remotes cannot be watched; trying again");
    }
}

static void act(struct supervisor *supervisor, enum policy_event event, int64_t now_us);

static void start_hall(struct supervisor *supervisor, int64_t now_us)
{
    supervisor->hung = 0;
    supervisor->started_us = now_us;
    heartbeat_start(&supervisor->heartbeat, &supervisor->options->heartbeat, now_us);
    if (child_start(&supervisor->child, supervisor->options->command) != 0) {
        act(supervisor, POLICY_CRASHED, now_us);
        return;
    }
    key_watch_free(supervisor->keys); /* from here on the keys are the hall's */
    supervisor->keys = NULL;
    log_line(LOG_LEVEL_NOTICE, where, "the hall starts: process %d", (int)supervisor->child.pid);
}

static void refuse(struct supervisor *supervisor, int64_t now_us)
{
    if (!supervisor->refused) {
        supervisor->refused = 1;
        log_line(LOG_LEVEL_NOTICE, where,
                 "the key was pressed, but the hall stays closed for another %" PRId64 " s",
                 (policy_deadline(&supervisor->policy) - now_us) / 1000000);
    }
}

static void act(struct supervisor *supervisor, enum policy_event event, int64_t now_us)
{
    const struct policy_limits *limits = &supervisor->options->policy;
    switch (policy_next(&supervisor->policy, limits, event, now_us)) {
    case POLICY_START:
        start_hall(supervisor, now_us);
        break;
    case POLICY_SHOW:
        show_television(supervisor);
        log_line(LOG_LEVEL_NOTICE, where, "television again; the key opens the hall");
        break;
    case POLICY_CLOSE:
        show_television(supervisor);
        supervisor->refused = 0;
        log_line(LOG_LEVEL_ERROR, where,
                 "television again; %d crashes in a row: the hall stays closed for %" PRId64 " s",
                 limits->crashes, limits->closed_us / 1000000);
        break;
    case POLICY_REFUSE:
        refuse(supervisor, now_us);
        break;
    case POLICY_REOPEN:
        log_line(LOG_LEVEL_NOTICE, where, "the key opens the hall again");
        break;
    case POLICY_NOTHING:
        break;
    }
}

static void log_end(const struct supervisor *supervisor, int status, int64_t ran_us)
{
    int64_t ran_ms = ran_us / 1000;
    if (supervisor->hung) {
        log_line(LOG_LEVEL_ERROR, where, "the hall was killed after %" PRId64 " ms, since it hung", ran_ms);
    } else if (WIFSIGNALED(status)) {
        log_line(LOG_LEVEL_ERROR, where, "the hall crashed after %" PRId64 " ms with signal %d (%s)", ran_ms,
                 WTERMSIG(status), strsignal(WTERMSIG(status)));
    } else if (WEXITSTATUS(status) != 0) {
        log_line(LOG_LEVEL_ERROR, where, "the hall ended after %" PRId64 " ms with status %d", ran_ms,
                 WEXITSTATUS(status));
    } else {
        log_line(LOG_LEVEL_NOTICE, where, "the hall was left after %" PRId64 " ms", ran_ms);
    }
}

static void reap(struct supervisor *supervisor, int64_t now_us)
{
    int status = 0;
    pid_t pid = 0;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        if (pid != supervisor->child.pid) {
            continue; /* an orphan of the hall, or of anyone if we are process 1 */
        }
        log_end(supervisor, status, now_us - supervisor->started_us);
        child_forget(&supervisor->child);
        int in_order = !supervisor->hung && WIFEXITED(status) && WEXITSTATUS(status) == 0;
        act(supervisor, in_order ? POLICY_LEFT : POLICY_CRASHED, now_us);
    }
}

static void stop(struct supervisor *supervisor, int64_t now_us)
{
    if (!supervisor->stopping) {
        supervisor->stopping = 1;
        supervisor->stop_us = now_us + STOP_GRACE_US;
        child_signal(&supervisor->child, SIGTERM);
    }
}

static void read_signals(struct supervisor *supervisor, int64_t now_us)
{
    struct signalfd_siginfo signal;
    while (read(supervisor->signal_fd, &signal, sizeof signal) == (ssize_t)sizeof signal) {
        if (signal.ssi_signo == SIGUSR1) {
            act(supervisor, POLICY_KEY, now_us);
        } else if (signal.ssi_signo != SIGCHLD) {
            stop(supervisor, now_us);
        }
    }
    reap(supervisor, now_us);
}

static void look_after_hall(struct supervisor *supervisor, int64_t now_us)
{
    const struct heartbeat_limits *limits = &supervisor->options->heartbeat;
    enum child_heartbeat heard = child_read_heartbeat(&supervisor->child);
    if (heard == CHILD_LEAVES) {
        heartbeat_leave(&supervisor->heartbeat, limits, now_us);
    } else if (heard == CHILD_BEATS && heartbeat_beat(&supervisor->heartbeat, limits, now_us)) {
        log_line(LOG_LEVEL_NOTICE, where, "the hall is up after %" PRId64 " ms",
                 (now_us - supervisor->started_us) / 1000);
    }
    if (!supervisor->options->no_watchdog && !supervisor->hung &&
        heartbeat_is_lost(&supervisor->heartbeat, now_us)) {
        supervisor->hung = 1;
        child_signal(&supervisor->child, SIGKILL);
    }
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t deadline(const struct supervisor *supervisor, int64_t now_us)
{
    int64_t due = policy_deadline(&supervisor->policy);
    if (supervisor->child.pid > 0 && !supervisor->options->no_watchdog && !supervisor->hung) {
        due = earlier(due, supervisor->heartbeat.due_us);
    }
    if (supervisor->child.pid <= 0 && supervisor->keys == NULL) {
        due = earlier(due, now_us + KEYS_RETRY_US);
    }
    return supervisor->stopping ? earlier(due, supervisor->stop_us) : due;
}

static void wait_for_something(const struct supervisor *supervisor)
{
    struct pollfd fds[FD_MAX];
    size_t count = 0;
    fds[count++] = (struct pollfd){.fd = supervisor->signal_fd, .events = POLLIN};
    if (supervisor->child.heartbeat_fd >= 0) {
        fds[count++] = (struct pollfd){.fd = supervisor->child.heartbeat_fd, .events = POLLIN};
    }
    if (supervisor->keys != NULL) {
        count += key_watch_fds(supervisor->keys, fds + count, FD_MAX - count);
    }
    int64_t now_us = steady_us();
    int64_t wait_us = deadline(supervisor, now_us) - now_us;
    wait_us = wait_us < 0 ? 0 : earlier(wait_us, LONGEST_WAIT_US);
    if (poll(fds, (nfds_t)count, (int)((wait_us + 999) / 1000)) < 0 && errno != EINTR) {
        log_line(LOG_LEVEL_ERROR, where, "poll: %s", strerror(errno));
        usleep(100000); /* never spin on an error that stays */
    }
}

static void one_pass(struct supervisor *supervisor)
{
    int64_t now_us = steady_us();
    read_signals(supervisor, now_us);
    if (supervisor->child.pid > 0) {
        look_after_hall(supervisor, now_us);
    } else if (supervisor->keys == NULL) {
        show_television(supervisor);
    }
    act(supervisor, POLICY_TIME, now_us);
    if (!supervisor->stopping && supervisor->keys != NULL && key_watch_service(supervisor->keys) != 0) {
        act(supervisor, POLICY_KEY, now_us);
    }
}

static int open_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    sigaddset(&set, SIGUSR1);
    if (sigprocmask(SIG_BLOCK, &set, NULL) != 0 || prctl(PR_SET_CHILD_SUBREAPER, 1) != 0) {
        return -1;
    }
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int supervisor_run(struct supervisor *supervisor, const struct options *options)
{
    *supervisor = (struct supervisor){.options = options, .child = {.pid = -1, .heartbeat_fd = -1}};
    supervisor->signal_fd = open_signals();
    if (supervisor->signal_fd < 0) {
        log_line(LOG_LEVEL_ERROR, where, "signals: %s", strerror(errno));
        return 1;
    }
    policy_start(&supervisor->policy);
    show_television(supervisor);
    log_line(LOG_LEVEL_NOTICE, where, "television; the key opens the hall");
    while (!supervisor->stopping || (supervisor->child.pid > 0 && steady_us() < supervisor->stop_us)) {
        wait_for_something(supervisor);
        one_pass(supervisor);
    }
    if (supervisor->child.pid > 0) {
        child_forget(&supervisor->child);
    }
    key_watch_free(supervisor->keys);
    close(supervisor->signal_fd);
    return 0;
}
