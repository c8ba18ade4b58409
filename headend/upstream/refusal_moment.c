#include "headend/upstream/refusal_moment.h"

enum { FIRST_US = 400 * 1000, MOMENTS = 16 };

int64_t refusal_moment(int64_t arrived_us, int64_t now_us)
{
    int64_t after = FIRST_US;
    for (int i = 0; i < MOMENTS && arrived_us + after < now_us; i++) {
        after *= 2;
    }
    return arrived_us + after;
}
