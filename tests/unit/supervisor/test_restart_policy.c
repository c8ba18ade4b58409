#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "supervisor/restart_policy.h"

#define SECOND INT64_C(1000000)

enum { STEPS_MAX = 16 };

static const struct policy_limits limits = {
    .crashes = 3, .steady_us = 60 * SECOND, .closed_us = 600 * SECOND};

struct step {
    int64_t at_s;
    enum policy_event event;
    enum policy_action wanted;
};

struct story {
    const char *name;
    struct step steps[STEPS_MAX];
    size_t count;
};

#define STORY(text, ...)                                                                                     \
    {                                                                                                        \
        text, {__VA_ARGS__}, sizeof((struct step[]){__VA_ARGS__}) / sizeof(struct step)                      \
    }

static const struct story stories[] = {
    STORY("the key opens, Back closes, the key opens", {1, POLICY_KEY, POLICY_START},
          {9, POLICY_LEFT, POLICY_SHOW}, {10, POLICY_KEY, POLICY_START}),
    STORY("nothing ends a hall that does not run", {1, POLICY_LEFT, POLICY_NOTHING},
          {2, POLICY_CRASHED, POLICY_NOTHING}, {3, POLICY_TIME, POLICY_NOTHING},
          {4, POLICY_KEY, POLICY_START}),
    STORY("a second key while it runs does nothing", {1, POLICY_KEY, POLICY_START},
          {2, POLICY_KEY, POLICY_NOTHING}, {3, POLICY_TIME, POLICY_NOTHING}, {4, POLICY_LEFT, POLICY_SHOW}),
    STORY("three crashes in a row close it, whatever the pauses", {1, POLICY_KEY, POLICY_START},
          {2, POLICY_CRASHED, POLICY_SHOW}, {500, POLICY_KEY, POLICY_START},
          {501, POLICY_CRASHED, POLICY_SHOW}, {900, POLICY_KEY, POLICY_START},
          {901, POLICY_CRASHED, POLICY_CLOSE}, {902, POLICY_KEY, POLICY_REFUSE},
          {903, POLICY_KEY, POLICY_REFUSE}),
    STORY("it opens again after ten minutes, with a new row", {1, POLICY_KEY, POLICY_START},
          {2, POLICY_CRASHED, POLICY_SHOW}, {3, POLICY_KEY, POLICY_START}, {4, POLICY_CRASHED, POLICY_SHOW},
          {5, POLICY_KEY, POLICY_START}, {6, POLICY_CRASHED, POLICY_CLOSE},
          {605, POLICY_TIME, POLICY_NOTHING}, {605, POLICY_KEY, POLICY_REFUSE},
          {606, POLICY_TIME, POLICY_REOPEN}, {607, POLICY_KEY, POLICY_START},
          {608, POLICY_CRASHED, POLICY_SHOW}),
    STORY("a good end forgets crashes", {1, POLICY_KEY, POLICY_START}, {2, POLICY_CRASHED, POLICY_SHOW},
          {3, POLICY_KEY, POLICY_START}, {4, POLICY_CRASHED, POLICY_SHOW}, {5, POLICY_KEY, POLICY_START},
          {6, POLICY_LEFT, POLICY_SHOW}, {7, POLICY_KEY, POLICY_START}, {8, POLICY_CRASHED, POLICY_SHOW}),
    STORY("so does a minute of running well", {1, POLICY_KEY, POLICY_START}, {2, POLICY_CRASHED, POLICY_SHOW},
          {3, POLICY_KEY, POLICY_START}, {4, POLICY_CRASHED, POLICY_SHOW}, {5, POLICY_KEY, POLICY_START},
          {65, POLICY_CRASHED, POLICY_SHOW}, {66, POLICY_KEY, POLICY_START},
          {67, POLICY_CRASHED, POLICY_SHOW}, {68, POLICY_KEY, POLICY_START},
          {69, POLICY_CRASHED, POLICY_CLOSE}),
    STORY("a second less than a minute does not", {1, POLICY_KEY, POLICY_START},
          {2, POLICY_CRASHED, POLICY_SHOW}, {3, POLICY_KEY, POLICY_START}, {4, POLICY_CRASHED, POLICY_SHOW},
          {5, POLICY_KEY, POLICY_START}, {64, POLICY_CRASHED, POLICY_CLOSE}),
};

static void test_stories(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof stories / sizeof *stories; i++) {
        struct policy policy;
        policy_start(&policy);
        for (size_t j = 0; j < stories[i].count; j++) {
            const struct step *step = &stories[i].steps[j];
            enum policy_action got = policy_next(&policy, &limits, step->event, step->at_s * SECOND);
            if (got != step->wanted) {
                fail_msg("%s: step %zu (event %d at %d s): wanted action %d, got %d", stories[i].name, j + 1,
                         (int)step->event, (int)step->at_s, (int)step->wanted, (int)got);
            }
        }
    }
}

static void test_deadline(void **state)
{
    (void)state;
    struct policy policy;
    policy_start(&policy);
    assert_true(policy_deadline(&policy) == INT64_MAX);
    for (int i = 0; i < limits.crashes; i++) {
        (void)policy_next(&policy, &limits, POLICY_KEY, i * SECOND);
        assert_true(policy_deadline(&policy) == INT64_MAX);
        (void)policy_next(&policy, &limits, POLICY_CRASHED, i * SECOND);
    }
    assert_true(policy_deadline(&policy) == 2 * SECOND + limits.closed_us);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stories),
        cmocka_unit_test(test_deadline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
