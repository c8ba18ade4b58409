#include "headend/upstream/rate_cap.h"

enum { BUCKET_US = 1000 * 1000 };

void rate_cap_set(struct rate_cap *cap, int per_second)
{
    *cap = (struct rate_cap){.interval_us = per_second > 0 ? BUCKET_US / per_second : 0};
}

int64_t rate_cap_take(struct rate_cap *cap, int64_t now_us, int64_t most_us)
{
    int64_t full_us = (cap->full_us > now_us ? cap->full_us : now_us) + cap->interval_us;
    int64_t wait_us = full_us > now_us + BUCKET_US ? full_us - now_us - BUCKET_US : 0;
    if (wait_us > most_us) {
        return RATE_CAP_NONE;
    }
    cap->full_us = full_us;
    return wait_us;
}

void rate_cap_give_back(struct rate_cap *cap)
{
    cap->full_us -= cap->interval_us;
}
