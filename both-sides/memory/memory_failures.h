#ifndef BOTH_SIDES_MEMORY_MEMORY_FAILURES_H
#define BOTH_SIDES_MEMORY_MEMORY_FAILURES_H

#include <stdint.h>

/* A text that may be missing is NULL where there is none, and NULL where there was no memory for it: whoever
 * reads it last cannot tell. So what makes such texts counts its failures, and whoever keeps what was made
 * compares before and after: if they differ, anything may be missing, and nothing is kept. */

/* How many allocations that are counted have failed in this thread. */
uint64_t memory_failures(void);

/* Counts one if `memory`, what an allocation returned, is NULL; returns it. */
void *memory_counted(void *memory);

#endif
