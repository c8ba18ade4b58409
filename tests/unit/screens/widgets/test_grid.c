/* The grid of tiles: where each key leads, and that the focus belongs to the tile. */

#include "tests/unit/screens/widgets/kit_fixture.h"

#include "screens/widgets/grid.h"

/* Nine tiles, and a second page with two. */
static const struct grid_item eleven[] = {
    {"a", "", 1, NULL, 0, 1, 1}, {"b", "", 2, NULL, 0, 1, 2}, {"c", "", 3, NULL, 0, 1, 3},
    {"d", "", 4, NULL, 0, 2, 1}, {"e", "", 5, NULL, 0, 2, 2}, {"f", "", 6, NULL, 0, 2, 3},
    {"g", "", 7, NULL, 0, 3, 1}, {"h", "", 8, NULL, 0, 3, 2}, {"i", "", 9, NULL, 0, 3, 3},
    {"j", "", 0, NULL, 0, 4, 1}, {"k", "", 0, NULL, 0, 4, 2},
};

struct move {
    const char *from;
    enum remote_key key;
    enum key_result answer;
    const char *to;
};

static const struct move moves[] = {
    {"a", REMOTE_KEY_RIGHT, KEY_DONE, "b"},        {"a", REMOTE_KEY_LEFT, KEY_STAYED, "a"},
    {"a", REMOTE_KEY_UP, KEY_STAYED, "a"},         {"a", REMOTE_KEY_DOWN, KEY_DONE, "d"},
    {"c", REMOTE_KEY_RIGHT, KEY_STAYED, "c"},      {"e", REMOTE_KEY_UP, KEY_DONE, "b"},
    {"e", REMOTE_KEY_LEFT, KEY_DONE, "d"},         {"g", REMOTE_KEY_DOWN, KEY_DONE, "j"},
    {"i", REMOTE_KEY_DOWN, KEY_DONE, "k"},         {"k", REMOTE_KEY_RIGHT, KEY_STAYED, "k"},
    {"k", REMOTE_KEY_UP, KEY_DONE, "h"},           {"e", REMOTE_KEY_PAGE_DOWN, KEY_DONE, "j"},
    {"j", REMOTE_KEY_PAGE_UP, KEY_DONE, "a"},      {"j", REMOTE_KEY_PAGE_DOWN, KEY_STAYED, "j"},
    {"a", REMOTE_KEY_CHANNEL_UP, KEY_STAYED, "a"}, {"a", REMOTE_KEY_OK, KEY_PRESSED, "a"},
    {"a", REMOTE_KEY_7, KEY_PRESSED, "g"},         {"k", REMOTE_KEY_2, KEY_PRESSED, "b"},
    {"a", REMOTE_KEY_0, KEY_IGNORED, "a"},         {"a", REMOTE_KEY_RED, KEY_IGNORED, "a"},
    {"a", REMOTE_KEY_BACK, KEY_IGNORED, "a"},
};

static void focus_id(struct grid *grid, const char *id)
{
    for (size_t i = 0; i < grid->count; i++) {
        if (strcmp(grid->items[i].id, id) == 0) {
            grid_focus_index(grid, i);
            return;
        }
    }
    fail_msg("the test names a tile \"%s\" that is none", id);
}

static void every_key_leads_where_it_should(void **state)
{
    (void)state;
    struct grid grid = {0};
    grid_place(&grid, (struct rect){0, 0, 600, 300});
    grid_set_items(&grid, eleven, sizeof eleven / sizeof eleven[0]);
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
        focus_id(&grid, moves[i].from);
        enum key_result answer = grid_key(&grid, &kit, moves[i].key, 1);
        const char *to = grid_focused(&grid)->id;
        if (answer != moves[i].answer || strcmp(to, moves[i].to) != 0) {
            fail_msg("from %s, %s: expected answer %d at %s, got %d at %s", moves[i].from,
                     remote_key_name(moves[i].key), (int)moves[i].answer, moves[i].to, (int)answer, to);
        }
    }
}

static void holes_are_jumped_over(void **state)
{
    (void)state;
    static const struct grid_item corners[] = {
        {"nw", "", 0, NULL, 0, 1, 1}, {"ne", "", 0, NULL, 0, 1, 3}, {"sw", "", 0, NULL, 0, 3, 1}};
    struct grid grid = {0};
    grid_set_items(&grid, corners, 3);
    assert_int_equal(grid_key(&grid, &kit, REMOTE_KEY_RIGHT, 1), KEY_DONE);
    assert_string_equal(grid_focused(&grid)->id, "ne");
    assert_int_equal(grid_key(&grid, &kit, REMOTE_KEY_DOWN, 1), KEY_DONE);
    assert_string_equal(grid_focused(&grid)->id, "sw");
}

static void focus_stays_on_the_tile_when_tiles_change(void **state)
{
    (void)state;
    struct grid grid = {0};
    grid_set_items(&grid, eleven, 9);
    focus_id(&grid, "e");
    /* "e" has moved to the first place, and its old strings are gone. */
    char id[] = "e";
    struct grid_item others[] = {
        {id, "", 1, NULL, 0, 1, 1}, {"x", "", 2, NULL, 0, 1, 2}, {"y", "", 3, NULL, 0, 2, 2}};
    grid_set_items(&grid, others, 3);
    assert_string_equal(grid_focused(&grid)->id, "e");
    /* "e" has gone: the tile nearest to its place takes over. */
    grid_set_items(&grid, eleven + 1, 2);
    assert_string_equal(grid_focused(&grid)->id, "b");
    grid_set_items(&grid, eleven, 0);
    assert_null(grid_focused(&grid));
    assert_int_equal(grid_key(&grid, &kit, REMOTE_KEY_OK, 1), KEY_IGNORED);
}

static void tiles_outside_the_grid_are_left_out(void **state)
{
    (void)state;
    static const struct grid_item bad[] = {{"row-0", "", 0, NULL, 0, 0, 1},
                                           {"row-10", "", 0, NULL, 0, 10, 1},
                                           {"column-4", "", 0, NULL, 0, 1, 4},
                                           {"good", "", 0, NULL, 0, 9, 3}};
    struct grid grid = {0};
    grid_set_items(&grid, bad, 4);
    assert_int_equal(grid.count, 1);
    assert_string_equal(grid_focused(&grid)->id, "good");
    assert_int_equal(grid_page_count(&grid), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_leads_where_it_should),
        cmocka_unit_test(holes_are_jumped_over),
        cmocka_unit_test(focus_stays_on_the_tile_when_tiles_change),
        cmocka_unit_test(tiles_outside_the_grid_are_left_out),
    };
    return cmocka_run_group_tests_name("grid", tests, kit_open, kit_close);
}
