#include "backend-client/hall_clock.h"

#include <time.h>

static const int64_t earliest_ms = 1704067200000; /* 2024-01-01 */
static const int64_t latest_ms = 4102444800000;   /* 2100-01-01 */

/* Date counts whole seconds; below this difference our own clock is the steadier one. */
static const int64_t tolerated_ms = 2000;

/* The middle of the second that Date names. */
static const int64_t half_second_ms = 500;

static int64_t read_ms(clockid_t clock)
{
    struct timespec now;
    if (clock_gettime(clock, &now) != 0) {
        return 0;
    }
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int is_believable(int64_t moment_ms)
{
    return moment_ms >= earliest_ms && moment_ms < latest_ms;
}

void hall_clock_seen(struct hall_clock *clock, int64_t moment_ms)
{
    if (is_believable(moment_ms) && moment_ms > clock->floor_ms) {
        clock->floor_ms = moment_ms;
    }
}

void hall_clock_set(struct hall_clock *clock, int64_t date_ms)
{
    if (!is_believable(date_ms)) {
        return;
    }
    int64_t difference = date_ms - hall_clock_now_ms(clock);
    if (clock->date_ms != 0 && difference > -tolerated_ms && difference < tolerated_ms) {
        return;
    }
    clock->date_ms = date_ms + half_second_ms;
    clock->date_at_ms = read_ms(CLOCK_BOOTTIME);
}

int64_t hall_clock_now_ms(const struct hall_clock *clock)
{
    if (clock->date_ms != 0) {
        return clock->date_ms + read_ms(CLOCK_BOOTTIME) - clock->date_at_ms;
    }
    int64_t now_ms = read_ms(CLOCK_REALTIME);
    return now_ms > clock->floor_ms ? now_ms : clock->floor_ms;
}
