#include "backend-client/hall_clock.h"

#include <time.h>

#include "both-sides/build_time.h"

static const int64_t first_ms = 1704067200000; /* 2024-01-01 */
static const int64_t last_ms = 4102444800000;  /* 2100-01-01 */

/* Date counts whole seconds; below this difference our own clock is the steadier one. */
static const int64_t tolerated_ms = 2000;

/* The middle of the second that Date names. */
static const int64_t half_second_ms = 500;

static const int64_t year_ms = 366LL * 24 * 3600 * 1000;

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

int64_t hall_clock_heard_ms(const struct hall_clock *clock)
{
    return clock->heard_ms != 0 ? clock->heard_ms + read_ms(CLOCK_BOOTTIME) - clock->heard_at_ms : 0;
}

static int system_clock_is_right(const struct hall_clock *clock, int64_t system_ms)
{
    return !clock->system_is_wrong && is_believable(system_ms) &&
           system_ms >= hall_clock_heard_ms(clock) - set_back_ms;
}

static int is_heard_now(const struct hall_clock *clock)
{
    return clock->heard_ms != 0 && !clock->is_from_before;
}

void hall_clock_remember(struct hall_clock *clock, int64_t moment_ms)
{
    if (is_believable(moment_ms)) {
        *clock = (struct hall_clock){
            .heard_ms = moment_ms, .heard_at_ms = read_ms(CLOCK_BOOTTIME), .is_from_before = 1};
    }
}

void hall_clock_set(struct hall_clock *clock, int64_t date_ms)
{
    if (!is_believable(date_ms)) {
        return;
    }
    int64_t difference = date_ms - hall_clock_now_ms(clock);
    if (is_heard_now(clock) && difference > -tolerated_ms && difference < tolerated_ms) {
        return;
    }
    *clock =
        (struct hall_clock){.heard_ms = date_ms + half_second_ms, .heard_at_ms = read_ms(CLOCK_BOOTTIME)};
}

int64_t hall_clock_now_ms(const struct hall_clock *clock)
{
    int64_t heard_ms = hall_clock_heard_ms(clock);
    int64_t system_ms = read_ms(CLOCK_REALTIME);
    int is_systems = !is_heard_now(clock) && (heard_ms == 0 || system_clock_is_right(clock, system_ms));
    return is_systems ? system_ms : heard_ms;
}

int hall_clock_is_known(const struct hall_clock *clock)
{
    return is_heard_now(clock) || system_clock_is_right(clock, read_ms(CLOCK_REALTIME));
}

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

int64_t hall_clock_judged_ms(const struct hall_clock *clock)
{
    return later(later(read_ms(CLOCK_REALTIME), build_time_ms), hall_clock_heard_ms(clock));
}

int hall_clock_is_to_blame(struct hall_clock *clock)
{
    int64_t system_ms = read_ms(CLOCK_REALTIME);
    int64_t heard_ms = hall_clock_heard_ms(clock);
    int64_t believable_ms = system_ms >= build_time_ms ? system_ms : build_time_ms + 10 * year_ms;
    if (heard_ms > believable_ms + set_back_ms) {
        *clock = (struct hall_clock){0};
        return 1;
    }
    /* Where it goes with what the headend said last, the certificate is the reason. */
    clock->system_is_wrong =
        heard_ms == 0 || system_ms < heard_ms - set_back_ms || system_ms > heard_ms + year_ms;
    return clock->system_is_wrong;
}
