#include <signal.h>
#include <stdio.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "both-sides/core_files.h"
#include "stb-app/hall.h"
#include "stb-app/keys_command.h"
#include "stb-app/loop.h"

/* Signals become a descriptor of the loop. Blocked before any thread exists, so that DirectFB's threads do
 * not take them. */
static int open_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    if (sigprocmask(SIG_BLOCK, &set, NULL) != 0 || signal(SIGPIPE, SIG_IGN) == SIG_ERR) {
        return -1;
    }
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int main(int argc, char **argv)
{
    static struct hall hall;
    int read = options_read(argc, argv, &hall.options);
    if (read <= 0) {
        return read == 0 ? 0 : 2;
    }
    hall.signal_fd = open_signals();
    if (hall.signal_fd < 0 || core_files_forbid() != 0) {
        perror("tv-hall: signals, core files");
        return 1;
    }
    if (hall.options.keys) {
        int status = keys_command_run(&hall.options, hall.signal_fd);
        close(hall.signal_fd);
        return status;
    }
    int no_arguments = 1; /* DirectFB takes its options from $DFBARGS only: ours are all read above */
    int result = hall_open(&hall, &no_arguments, &argv);
    if (result == 0) {
        loop_run(&hall);
    }
    hall_close(&hall);
    close(hall.signal_fd);
    return result == 0 ? 0 : 1;
}
