#ifndef BOTH_SIDES_WALL_CLOCK_H
#define BOTH_SIDES_WALL_CLOCK_H

#include <stdint.h>

/* Milliseconds since 1970 UTC. The coarse clock (a few ms behind at most): it costs no system call. */
int64_t wall_clock_ms(void);

/* Microseconds since some fixed moment; never goes back. */
uint64_t steady_clock_us(void);

#endif
