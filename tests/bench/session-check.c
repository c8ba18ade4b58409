/* What it costs to see whether a session holds, with 10,000 of them: ns of processor time, a median. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headend/household/sessions.h"
#include "tests/bench/timing.h"

enum { SESSIONS = 10000, RUNS = 21, CHECKS = 100000 };

static char boxes[SESSIONS][BOX_NUMBER_SIZE];
static char tokens[SESSIONS][TOKEN_SIZE];

int main(void)
{
    const struct session_about about = {.person = {.level = 2, .scopes = 1}};
    struct sessions *sessions =
        sessions_create(&(struct sessions_options){.idle_us = 1000000, .life_us = 1000000});
    double times[RUNS];
    if (sessions == NULL) {
        return 1;
    }
    for (int i = 0; i < SESSIONS; i++) {
        (void)snprintf(boxes[i], sizeof boxes[i], "%032x", (unsigned)i * 2654435761U);
        if (sessions_begin(sessions, boxes[i], &about, 0, tokens[i]) != 0) {
            return 1;
        }
    }
    for (int run = 0; run < RUNS; run++) {
        double begun = thread_ms();
        for (int i = 0; i < CHECKS; i++) {
            struct session_person person;
            int at = (int)((unsigned)i * 7919U % SESSIONS);
            if (!sessions_find(sessions, boxes[at], tokens[at], 1, &person)) {
                return 1;
            }
        }
        times[run] = (thread_ms() - begun) * 1e6 / CHECKS;
    }
    (void)printf("%.1f\n", median_of(times, RUNS));
    sessions_free(sessions);
    return 0;
}
