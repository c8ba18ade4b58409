#ifndef STB_APP_WATCHDOG_H
#define STB_APP_WATCHDOG_H

#include <stdint.h>

/* Proof to the supervisor that the loop runs: a byte into the descriptor that $TV_HALL_WATCHDOG_FD names, at
 * least every second. Without the variable nothing is written and nothing wakes for it. */
struct watchdog {
    int fd; /* -1: no supervisor */
    int64_t due_us;
};

void watchdog_open(struct watchdog *watchdog);

/* From every pass of the loop. */
void watchdog_service(struct watchdog *watchdog, int64_t now_us);

/* The loop has ended: from here on the hall may take its time. */
void watchdog_close(struct watchdog *watchdog);

/* When the loop has to come by; INT64_MAX: never. */
int64_t watchdog_deadline(const struct watchdog *watchdog);

#endif
