/* When a screen asks the headend, and what is left marked. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "screens/stage/asking.h"

enum { SECOND_US = 1000000 };

enum what { ENTER, UPDATE, RETRY, KEPT, FRESH, SAME, NOTHING, GONE };

static const struct {
    int at_s;
    enum what what;
    unsigned asked; /* how often by then */
    int failed;
} steps[] = {
    {1000, ENTER, 1, 0},  {1000, KEPT, 1, 0},    {1001, FRESH, 1, 0},
    {1010, ENTER, 1, 0}, /* back at once */
    {1031, ENTER, 2, 0}, /* later */
    {1032, SAME, 2, 0},   {1330, UPDATE, 2, 0},  {1331, UPDATE, 3, 0},
    {1331, KEPT, 3, 0},   {1332, NOTHING, 3, 1}, {1631, UPDATE, 4, 1},
    {1631, KEPT, 4, 1},                        /* what is kept is not the headend */
    {1632, SAME, 4, 0},   {1633, RETRY, 4, 0}, /* nothing to be mended */
    {1931, UPDATE, 5, 0}, {1932, NOTHING, 5, 1}, {1933, RETRY, 6, 0},
    {1933, KEPT, 6, 0},   {1934, GONE, 6, 1},    {1935, RETRY, 7, 0},
    {1936, FRESH, 7, 0},
};

static unsigned asked;

static request_id ask(void *screen)
{
    (void)screen;
    asked++;
    return 0;
}

static void hear(struct asking *asking, enum what what)
{
    struct response response = {.final = what != KEPT};
    response.state = what == KEPT    ? RESPONSE_CACHED
                     : what == FRESH ? RESPONSE_FRESH
                     : what == SAME  ? RESPONSE_UNCHANGED
                                     : RESPONSE_FAILED;
    response.failure = what == NOTHING ? FAILURE_UNREACHABLE
                       : what == GONE  ? FAILURE_NOT_FOUND
                                       : FAILURE_NONE;
    asking_heard(asking, &response);
}

static void do_step(struct asking *asking, enum what what)
{
    switch (what) {
    case ENTER:
        asking_enter(asking);
        break;
    case UPDATE:
        asking_update(asking);
        break;
    case RETRY:
        (void)asking_retry(asking);
        break;
    default: /* all other steps are answers */
        hear(asking, what);
        break;
    }
}

static void it_is_asked_for_again_and_a_failure_stays_until_the_headend_answers(void **state)
{
    (void)state;
    struct hall_client_options options = {.backend_url = "http://127.0.0.1:1", .area_code = "431000"};
    struct stage stage = {.client = hall_client_new(&options)};
    struct asking asking;
    assert_non_null(stage.client);
    asking_start(&asking, &stage, ask, NULL);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        stage.now_us = (int64_t)steps[i].at_s * SECOND_US;
        do_step(&asking, steps[i].what);
        if (asked != steps[i].asked || asking_failed(&asking) != steps[i].failed) {
            fail_msg("step %zu: asked %u times, failed %d", i, asked, asking_failed(&asking));
        }
        assert_int_equal(asking_is_gone(&asking), steps[i].what == GONE);
    }
    assert_int_equal(asking_deadline(&asking, INT64_MAX), (int64_t)(1935 + 300) * SECOND_US);
    assert_int_equal(asking_deadline(&asking, 7), 7); /* something else comes first */
    asking_seldom(&asking);
    assert_int_equal(asking_deadline(&asking, INT64_MAX), (int64_t)(1935 + 900) * SECOND_US);
    asking_stop(&asking);
    hall_client_free(stage.client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_asked_for_again_and_a_failure_stays_until_the_headend_answers),
    };
    return cmocka_run_group_tests_name("asking", tests, NULL, NULL);
}
