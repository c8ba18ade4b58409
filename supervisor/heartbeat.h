#ifndef SUPERVISOR_HEARTBEAT_H
#define SUPERVISOR_HEARTBEAT_H

#include <stdint.h>

/* Whether the hall still beats: it writes bytes into a pipe from its loop. Pure; times are CLOCK_MONOTONIC in
 * microseconds.
 *
 * A pause that is too long makes the hall suspect; only HEARTBEAT_GRACE_US later is it hung. When the whole
 * box stood still (an emulator that was not scheduled, a slow disk under memory pressure) both programs wake
 * at the same time, and the grace lets the hall's byte arrive. */

enum { HEARTBEAT_GRACE_US = 250000 };

struct heartbeat {
    int begun; /* the first byte has come */
    int suspect;
    int64_t due_us;
};

struct heartbeat_limits {
    int64_t start_us; /* from exec to the first byte: reading fonts and assets from slow flash takes its time;
                         and from the end of the pipe to the end of the hall */
    int64_t pause_us; /* from byte to byte, without the grace */
};

void heartbeat_start(struct heartbeat *heart, const struct heartbeat_limits *limits, int64_t now_us);

/* A byte has come. Returns 1 for the first one: the hall is up. */
int heartbeat_beat(struct heartbeat *heart, const struct heartbeat_limits *limits, int64_t now_us);

/* The hall has closed its end: it is being left, or has crashed. What is queued is written to flash before it
 * ends, which may take as long as a start. */
void heartbeat_leave(struct heartbeat *heart, const struct heartbeat_limits *limits, int64_t now_us);

/* 1: the hall hangs. Call it at due_us, after the pipe was read. */
int heartbeat_is_lost(struct heartbeat *heart, int64_t now_us);

#endif
