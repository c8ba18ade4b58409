#include "both-sides/clock.h"

#include <sys/timex.h>

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

int wall_is_kept_by(int answer, const struct timex *state, int64_t now_ms)
{
    enum { APART_MS = 2000 }; /* a clock that a test made up is further away */
    int64_t fraction_ms = state->time.tv_usec / ((state->status & STA_NANO) != 0 ? 1000000 : 1000);
    int64_t apart_ms = (int64_t)state->time.tv_sec * 1000 + fraction_ms - now_ms;
    return answer >= 0 && answer != TIME_ERROR && (state->status & STA_UNSYNC) == 0 && apart_ms < APART_MS &&
           apart_ms > -APART_MS;
}

int wall_is_kept(void)
{
    struct timex state = {.modes = 0}; /* asks only */
    int answer = adjtimex(&state);
    return wall_is_kept_by(answer, &state, wall_ms());
}
