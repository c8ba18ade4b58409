#include "backend-client/hall_clock.h"

#include <time.h>

static const int64_t first_ms = 1704067200000; /* 2024-01-01 */
static const int64_t last_ms = 4102444800000;  /* 2100-01-01 */

/* Date counts whole seconds; below this difference our own clock is the steadier one. */
static const int64_t tolerated_ms = 2000;

/* The middle of the second that Date names. */
static const int64_t half_second_ms = 500;

/* A clock that is right may be set back by so much: that is no start in the past. */
static const int64_t set_back_ms = 60000;

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
    return moment_ms >= first_ms && moment_ms < last_ms;
}

/* The newest moment of the cache, run on since; 0: none. */
static int64_t earliest_now_ms(const struct hall_clock *clock)
{
    return clock->floor_ms != 0 ? clock->floor_ms + read_ms(CLOCK_BOOTTIME) - clock->floor_at_ms : 0;
}

static int system_clock_is_right(const struct hall_clock *clock, int64_t system_ms)
{
    return is_believable(system_ms) && system_ms >= earliest_now_ms(clock) - set_back_ms;
}

void hall_clock_seen(struct hall_clock *clock, int64_t moment_ms)
{
    if (is_believable(moment_ms) && moment_ms > earliest_now_ms(clock)) {
        clock->floor_ms = moment_ms;
        clock->floor_at_ms = read_ms(CLOCK_BOOTTIME);
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
    int64_t system_ms = read_ms(CLOCK_REALTIME);
    int64_t earliest_ms = earliest_now_ms(clock);
    return system_clock_is_right(clock, system_ms) || earliest_ms == 0 ? system_ms : earliest_ms;
}

int hall_clock_is_known(const struct hall_clock *clock)
{
    return clock->date_ms != 0 || system_clock_is_right(clock, read_ms(CLOCK_REALTIME));
}
