#ifndef BACKEND_CLIENT_HALL_CLOCK_H
#define BACKEND_CLIENT_HALL_CLOCK_H

#include <stdint.h>

/* The time of day of a box whose own clock may have started in 1970, or stand in 2099. */
struct hall_clock {
    int64_t heard_ms;    /* the headend's last word; 0: none */
    int64_t heard_at_ms; /* since the start of the system */
    int is_from_before;  /* of another run, kept since: it is later than that, by how much nobody knows */
    int system_is_wrong; /* it did not go with a certificate, and nothing was heard since */
};

/* What the headend said last in another run. */
void hall_clock_remember(struct hall_clock *clock, int64_t moment_ms);
/* The headend says so now. The last word counts, also where it goes back: a headend's clock may have been
 * ahead. A moment that cannot be true is ignored. */
void hall_clock_set(struct hall_clock *clock, int64_t date_ms);
/* The headend's last word, run on since; 0: none. */
int64_t hall_clock_heard_ms(const struct hall_clock *clock);
int64_t hall_clock_now_ms(const struct hall_clock *clock);
/* 0: hall_clock_now_ms is only the earliest that it can be. */
int hall_clock_is_known(const struct hall_clock *clock);

/* By which moment certificates are judged: the latest of the system's clock, the build and the last word. */
int64_t hall_clock_judged_ms(const struct hall_clock *clock);
/* A certificate was out of its time by that. 1: the clock is the reason, as far as the box can know, and is
 * not believed from then on. A last word that cannot be true is forgotten. */
int hall_clock_is_to_blame(struct hall_clock *clock);

#endif
