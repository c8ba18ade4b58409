/* Sections and actions in one row: which key leads where. */

#include "tests/unit/screens/widgets/kit_fixture.h"

#include "screens/widgets/section_bar.h"

/* 1 2 3 | 7 8: an item that is not there leaves its digit out. */
static const int digits[] = {1, 2, 3, 7, 8};
enum { ITEMS = sizeof digits / sizeof digits[0] };

static void open_bar(struct section_bar *bar, int chosen)
{
    *bar = (struct section_bar){
        .area = {0, 0, 1000, section_bar_height(&kit)}, .count = ITEMS, .chosen = chosen};
    bar->settle = SETTLE_AT_REST;
    for (int i = 0; i < ITEMS; i++) {
        bar->items[i] = (struct section_bar_item){"", digits[i], digits[i] > 5, NULL};
    }
}

struct step {
    int from;
    enum remote_key key;
    int to;
};

static const struct step steps[] = {
    {0, REMOTE_KEY_RIGHT, 1},       {2, REMOTE_KEY_RIGHT, 3}, {4, REMOTE_KEY_RIGHT, 4},
    {0, REMOTE_KEY_LEFT, 0},        {3, REMOTE_KEY_LEFT, 2},  {0, REMOTE_KEY_VOLUME_UP, 0},
    {1, REMOTE_KEY_VOLUME_DOWN, 1}, {0, REMOTE_KEY_3, 2},     {0, REMOTE_KEY_8, 4},
    {0, REMOTE_KEY_1, 0},           {1, REMOTE_KEY_4, 1},     {1, REMOTE_KEY_0, 1},
    {1, REMOTE_KEY_OK, 1},          {1, REMOTE_KEY_DOWN, 1},  {1, REMOTE_KEY_CHANNEL_UP, 1},
};

static void keys_choose(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        struct section_bar bar;
        open_bar(&bar, steps[i].from);
        int changed = section_bar_key(&bar, &kit, steps[i].key, 1) == KEY_DONE;
        if (bar.chosen != steps[i].to || changed != (steps[i].to != steps[i].from)) {
            fail_msg("from %d, %s: expected %d, got %d (said to have changed: %d)", steps[i].from,
                     remote_key_name(steps[i].key), steps[i].to, bar.chosen, changed);
        }
    }
}

static void nothing_is_chosen_in_an_empty_bar(void **state)
{
    (void)state;
    struct section_bar bar = {.settle = SETTLE_AT_REST};
    assert_int_equal(section_bar_key(&bar, &kit, REMOTE_KEY_RIGHT, 1), KEY_IGNORED);
    assert_int_equal(section_bar_key(&bar, &kit, REMOTE_KEY_1, 1), KEY_IGNORED);
    section_bar_choose(&bar, &kit, 3, 1);
    assert_int_equal(bar.chosen, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_choose),
        cmocka_unit_test(nothing_is_chosen_in_an_empty_bar),
    };
    return cmocka_run_group_tests(tests, kit_open, kit_close);
}
