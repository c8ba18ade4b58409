#include "both-sides/clock.h"

static int64_t ahead_us;

int64_t steady_us(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000 + ahead_us;
}

struct timespec steady_timespec(int64_t us)
{
    return (struct timespec){.tv_sec = (time_t)(us / 1000000), .tv_nsec = (long)(us % 1000000) * 1000};
}

void steady_pass(int64_t us)
{
    ahead_us += us;
}

int64_t wall_ms(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_REALTIME_COARSE, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t moment_not_ahead(int64_t moment, int64_t now)
{
    const int64_t day_ms = 24LL * 3600 * 1000;
    return moment <= now ? moment : now - now % day_ms;
}
