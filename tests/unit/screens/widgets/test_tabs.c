/* Which key chooses which tab, and what is said of it. */

#include "tests/unit/screens/widgets/kit_fixture.h"

#include "screens/widgets/tabs.h"

static void keys_walk_along_and_stay_at_the_ends(void **state)
{
    (void)state;
    static const struct {
        int count, from;
        enum remote_key key;
        int to;
        enum key_result result;
    } cases[] = {
        {3, 0, REMOTE_KEY_RIGHT, 1, KEY_DONE},          {3, 1, REMOTE_KEY_VOLUME_UP, 1, KEY_IGNORED},
        {3, 2, REMOTE_KEY_RIGHT, 2, KEY_STAYED},        {3, 1, REMOTE_KEY_LEFT, 0, KEY_DONE},
        {3, 1, REMOTE_KEY_VOLUME_DOWN, 1, KEY_IGNORED}, {3, 1, REMOTE_KEY_UP, 1, KEY_IGNORED},
        {3, 1, REMOTE_KEY_OK, 1, KEY_IGNORED},          {3, 1, REMOTE_KEY_2, 1, KEY_IGNORED},
        {0, 0, REMOTE_KEY_RIGHT, 0, KEY_IGNORED},       {0, 0, REMOTE_KEY_LEFT, 0, KEY_IGNORED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tabs tabs = {.area = {0, 0, 600, 40}, .count = cases[i].count, .chosen = cases[i].from};
        enum key_result result = tabs_key(&tabs, &kit, cases[i].key);
        if (result != cases[i].result || tabs.chosen != cases[i].to) {
            fail_msg("%d of %d, %s: expected %d (result %d), got %d (result %d)", cases[i].from,
                     cases[i].count, remote_key_name(cases[i].key), cases[i].to, (int)cases[i].result,
                     tabs.chosen, (int)result);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(keys_walk_along_and_stay_at_the_ends)};
    return cmocka_run_group_tests_name("tabs", tests, kit_open, kit_close);
}
