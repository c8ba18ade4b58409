#include "both-sides/monotonic.h"

#include <time.h>

static int64_t ahead_us;

int64_t monotonic_us(void)
{
    struct timespec now;
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0) {
        return 0;
    }
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000 + ahead_us;
}

void monotonic_pass(int64_t us)
{
    ahead_us += us;
}
