#ifndef SUPERVISOR_OPTIONS_H
#define SUPERVISOR_OPTIONS_H

#include <stddef.h>

#include "supervisor/heartbeat.h"
#include "supervisor/key_watch.h"
#include "supervisor/restart_policy.h"

/* The command line of tv-hall-supervisor. All strings point into argv. */
struct options {
    char *const *command;         /* after --; NULL at its end */
    const char *framebuffer;      /* --screen; NULL: none, someone else shows the television */
    const char *picture;          /* --picture; NULL: a plain field */
    const char *device_directory; /* --devices */
    unsigned codes[KEY_WATCH_CODE_MAX];
    size_t code_count;
    int no_watchdog; /* --no-watchdog: the command gives no heartbeat */
    struct heartbeat_limits heartbeat;
    struct policy_limits policy;
};

/* More than 0: go on; 0: --help or --version, which is done; -1: after a line on standard error that says
 * what is wrong. */
int options_read(int argc, char **argv, struct options *options);

#endif
