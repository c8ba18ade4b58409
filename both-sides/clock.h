#ifndef BOTH_SIDES_CLOCK_H
#define BOTH_SIDES_CLOCK_H

#include <stdint.h>
#include <time.h>

/* The steady clock of a program, CLOCK_MONOTONIC in microseconds: deadlines and intervals. */
int64_t steady_us(void);
/* A moment of it, as pthread_cond_timedwait wants it. */
struct timespec steady_timespec(int64_t us);

/* It runs ahead by so much more from here on, for everything that asks it: a test need not wait. Programs of
 * one thread only. */
void steady_pass(int64_t us);

/* Milliseconds since 1970 UTC. The coarse clock (a few ms behind at most): it costs no system call. */
int64_t wall_ms(void);

/* 1: the system says that its clock is kept by others' (NTP), and means the clock that wall_ms reads. */
int wall_is_kept(void);
/* What wall_is_kept judges: adjtimex's answer, and wall_ms at the same time. */
struct timex;
int wall_is_kept_by(int answer, const struct timex *state, int64_t now_ms);

/* A moment of the past (ms). One that lies ahead of `now` was written while a clock was wrong: then the begin
 * of the day (UTC), which stays the same for a while. */
int64_t moment_not_ahead(int64_t moment, int64_t now);

#endif
