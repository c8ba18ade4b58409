#include "both-sides/jitter.h"

#include <sys/random.h>

#include "both-sides/clock.h"

int64_t jittered(int64_t value)
{
    uint16_t dice;
    if (getrandom(&dice, sizeof dice, GRND_NONBLOCK) != (ssize_t)sizeof dice) {
        dice = (uint16_t)steady_us();
    }
    return value / 2 + value * dice / UINT16_MAX;
}
