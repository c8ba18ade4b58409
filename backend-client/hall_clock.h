#ifndef BACKEND_CLIENT_HALL_CLOCK_H
#define BACKEND_CLIENT_HALL_CLOCK_H

#include <stdint.h>

/* The time of day of a box whose own clock may have started in 1970. …_at_ms is counted from the start of the
 * system. */
struct hall_clock {
    int64_t floor_ms; /* newest moment that the cache has shown: it is later than that; 0: none */
    int64_t floor_at_ms;
    int64_t date_ms; /* the headend's last word; 0: none */
    int64_t date_at_ms;
};

void hall_clock_seen(struct hall_clock *clock, int64_t moment_ms);
/* A moment that cannot be true is ignored. */
void hall_clock_set(struct hall_clock *clock, int64_t date_ms);
int64_t hall_clock_now_ms(const struct hall_clock *clock);
/* 0: hall_clock_now_ms is only the earliest that it can be. */
int hall_clock_is_known(const struct hall_clock *clock);

#endif
