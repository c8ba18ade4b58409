/* Which clock of the system is believed. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/timex.h>

#include "both-sides/clock.h"

enum { NOW_S = 1796000000 };

static void a_clock_that_is_kept(void **state)
{
    static const struct {
        int answer, status;
        long seconds, fraction;
        int is_kept;
    } rows[] = {
        {TIME_OK, STA_PLL, NOW_S, 0, 1},
        {TIME_OK, STA_PLL, NOW_S, 999999, 1},
        {TIME_OK, STA_PLL | STA_NANO, NOW_S + 1, 999999999, 1},
        {TIME_INS, STA_PLL | STA_INS, NOW_S - 1, 0, 1},
        {TIME_OK, STA_PLL, NOW_S + 2, 0, 0},   /* not the clock that is read */
        {TIME_OK, STA_PLL, 0, 0, 0},           /* 1970 */
        {TIME_ERROR, STA_UNSYNC, NOW_S, 0, 0}, /* nobody keeps it */
        {TIME_OK, STA_PLL | STA_UNSYNC, NOW_S, 0, 0},
        {-1, 0, NOW_S, 0, 0}, /* the system does not say */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct timex kernel = {.status = rows[i].status,
                                     .time = {.tv_sec = rows[i].seconds, .tv_usec = rows[i].fraction}};
        int is_kept = wall_is_kept_by(rows[i].answer, &kernel, (int64_t)NOW_S * 1000);
        if (is_kept != rows[i].is_kept) {
            fail_msg("row %zu: kept %d, wanted %d", i, is_kept, rows[i].is_kept);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_clock_that_is_kept)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
