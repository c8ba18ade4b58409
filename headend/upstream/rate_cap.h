#ifndef HEADEND_UPSTREAM_RATE_CAP_H
#define HEADEND_UPSTREAM_RATE_CAP_H

#include <stdint.h>

/* A token bucket: at most so many calls a second, and a second's worth at once. Whoever shares one holds a
 * lock. Times are of the steady clock. */

#define RATE_CAP_NONE INT64_MAX

struct rate_cap {
    int64_t interval_us; /* in which a token comes; 0: no cap */
    int64_t full_us;     /* when the bucket is full again */
};

/* `per_second` 0: no cap. */
void rate_cap_set(struct rate_cap *cap, int per_second);

/* Takes a token. Returns after how many µs it is there (0: now); RATE_CAP_NONE: that is more than `most_us`,
 * and none was taken. */
int64_t rate_cap_take(struct rate_cap *cap, int64_t now_us, int64_t most_us);
/* The call was not made. */
void rate_cap_give_back(struct rate_cap *cap);

#endif
