#ifndef HEADEND_UPSTREAM_REFUSAL_MOMENT_H
#define HEADEND_UPSTREAM_REFUSAL_MOMENT_H

#include <stdint.h>

/* Refusals leave at fixed moments after the question came, so that their time says nothing of what was found:
 * 400 ms, 800 ms, 1.6 s, 3.2 s …; few moments, far apart, as every one that can be told from another says
 * something. */

/* The first of these moments from `now_us` on. */
int64_t refusal_moment(int64_t arrived_us, int64_t now_us);

#endif
