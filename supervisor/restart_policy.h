#ifndef SUPERVISOR_RESTART_POLICY_H
#define SUPERVISOR_RESTART_POLICY_H

#include <stdint.h>

/* When the hall opens and when it stays closed, as a pure function of what happened and when. Times are
 * CLOCK_MONOTONIC in microseconds.
 *
 * Crashes count as "in a row" until the hall ends in good order or has run for steady_us: how long the viewer
 * waits between two tries does not matter, for a hall that dies each time it is opened is broken however
 * patient he is. */

enum policy_state { POLICY_TELEVISION, POLICY_OPEN, POLICY_CLOSED };

enum policy_event {
    POLICY_KEY,     /* the hall's key was pressed */
    POLICY_LEFT,    /* the hall ended with status 0 */
    POLICY_CRASHED, /* it ended otherwise, or was killed because it hung */
    POLICY_TIME     /* nothing but the time: call it at policy_deadline */
};

enum policy_action {
    POLICY_NOTHING,
    POLICY_START,  /* start the hall */
    POLICY_SHOW,   /* television again; the key opens the hall */
    POLICY_CLOSE,  /* television again; the key does nothing until policy_deadline */
    POLICY_REFUSE, /* the key was pressed while the hall stays closed */
    POLICY_REOPEN  /* the hall may be opened again */
};

struct policy_limits {
    int crashes;       /* this many in a row close the hall */
    int64_t steady_us; /* a hall that ran this long before it crashed begins a new row */
    int64_t closed_us; /* how long it stays closed */
};

struct policy {
    enum policy_state state;
    int crashes; /* in a row */
    int64_t started_us;
    int64_t closed_until_us;
};

/* The box starts in television. */
void policy_start(struct policy *policy);

enum policy_action policy_next(struct policy *policy, const struct policy_limits *limits,
                               enum policy_event event, int64_t now_us);

/* When POLICY_TIME is due; INT64_MAX: never. */
int64_t policy_deadline(const struct policy *policy);

#endif
