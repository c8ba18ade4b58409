#include "headend/upstream/circuit_breaker.h"

#include <string.h>

enum { FAILURES_TO_OPEN = 5, PAUSE_US = 5 * 1000 * 1000, PAUSE_MOST_US = 60 * 1000 * 1000 };

int circuit_breaker_is_open(const struct circuit_breaker *breaker)
{
    return breaker->try_at != 0;
}

int circuit_breaker_passes(const struct circuit_breaker *breaker, int64_t now_us)
{
    return breaker->try_at == 0 || (!breaker->trying && now_us >= breaker->try_at);
}

int circuit_breaker_asks(struct circuit_breaker *breaker, int64_t now_us)
{
    int passes = circuit_breaker_passes(breaker, now_us);
    breaker->trying = breaker->trying || (passes && breaker->try_at != 0);
    return passes;
}

void circuit_breaker_succeeded(struct circuit_breaker *breaker)
{
    memset(breaker, 0, sizeof *breaker);
}

void circuit_breaker_not_asked(struct circuit_breaker *breaker)
{
    breaker->trying = 0;
}

/* Each failed try doubles the pause. What was asked before it opened and fails later changes nothing. */
void circuit_breaker_failed(struct circuit_breaker *breaker, int64_t now_us)
{
    breaker->failures++;
    int opens = breaker->try_at == 0 && breaker->failures >= FAILURES_TO_OPEN;
    if (opens || breaker->trying) {
        breaker->pause = opens ? PAUSE_US : breaker->pause * 2;
        breaker->pause = breaker->pause > PAUSE_MOST_US ? PAUSE_MOST_US : breaker->pause;
        breaker->try_at = now_us + breaker->pause;
        breaker->trying = 0;
    }
}
