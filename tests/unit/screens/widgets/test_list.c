/* The list: keys, the window of rows, and the focus that belongs to the row. */

#include "tests/unit/screens/widgets/kit_fixture.h"

#include "screens/widgets/list.h"

/* Rows are numbers; "shift" moves all ids, as when new rows come in at the top. */
struct numbers {
    size_t shift;
};

static void read_number(void *context, size_t index, struct list_row *row)
{
    const struct numbers *numbers = context;
    snprintf(row->id, sizeof row->id, "n%zu", index + 100 - numbers->shift);
    row->title = "";
}

/* Six rows are in sight. */
static void open_list(struct list *list, struct numbers *numbers, size_t count)
{
    int pitch = kit.theme->row_height + kit.theme->gap_small;
    *list = (struct list){.source = read_number, .context = numbers};
    list_place(list, (struct rect){0, 0, 400, 6 * pitch});
    list_refresh(list, &kit, count, (int64_t)count);
}

struct walk {
    size_t count;
    enum remote_key key;
    int times;
    size_t focus, first;
};

static const struct walk walks[] = {
    {20, REMOTE_KEY_DOWN, 0, 0, 0},        {20, REMOTE_KEY_DOWN, 4, 4, 0},
    {20, REMOTE_KEY_DOWN, 5, 5, 1},        {20, REMOTE_KEY_DOWN, 19, 19, 14},
    {20, REMOTE_KEY_DOWN, 50, 19, 14},     {20, REMOTE_KEY_PAGE_DOWN, 1, 6, 2},
    {20, REMOTE_KEY_PAGE_DOWN, 9, 19, 14}, {20, REMOTE_KEY_UP, 3, 0, 0},
    {3, REMOTE_KEY_DOWN, 5, 2, 0},         {1, REMOTE_KEY_DOWN, 1, 0, 0},
    {0, REMOTE_KEY_DOWN, 1, 0, 0},
};

static void keys_move_the_focus_and_the_window(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof walks / sizeof walks[0]; i++) {
        struct numbers numbers = {0};
        struct list list;
        open_list(&list, &numbers, walks[i].count);
        for (int n = 0; n < walks[i].times; n++) {
            (void)list_key(&list, &kit, walks[i].key, 1);
        }
        if (list.focus != walks[i].focus || list.first != walks[i].first) {
            fail_msg("%zu rows, %d × %s: expected focus %zu, first %zu; got %zu, %zu", walks[i].count,
                     walks[i].times, remote_key_name(walks[i].key), walks[i].focus, walks[i].first,
                     list.focus, list.first);
        }
    }
}

static void focus_and_place_survive_new_rows(void **state)
{
    (void)state;
    struct numbers numbers = {0};
    struct list list;
    open_list(&list, &numbers, 20);
    for (int n = 0; n < 8; n++) {
        (void)list_key(&list, &kit, REMOTE_KEY_DOWN, 1);
    }
    assert_string_equal(list.focus_id, "n108");
    size_t place = list.focus - list.first;
    numbers.shift = 5; /* five new rows above */
    list_refresh(&list, &kit, 25, 25);
    assert_string_equal(list.focus_id, "n108");
    assert_int_equal(list.focus, 13);
    assert_int_equal(list.focus - list.first, place);
}

static void a_row_that_is_gone_leaves_the_focus_at_its_place(void **state)
{
    (void)state;
    struct numbers numbers = {0};
    struct list list;
    open_list(&list, &numbers, 20);
    for (int n = 0; n < 12; n++) {
        (void)list_key(&list, &kit, REMOTE_KEY_DOWN, 1);
    }
    numbers.shift = 1000000; /* quite other rows, and fewer */
    list_refresh(&list, &kit, 7, 7);
    assert_int_equal(list.focus, 6);
    list_refresh(&list, &kit, 0, 0);
    assert_int_equal(list.focus, 0);
    assert_int_equal(list_key(&list, &kit, REMOTE_KEY_OK, 1), KEY_IGNORED);
}

static void the_focus_can_be_put_on_a_row(void **state)
{
    (void)state;
    struct numbers numbers = {0};
    struct list list;
    open_list(&list, &numbers, 20);
    list_focus(&list, &kit, 9);
    assert_string_equal(list.focus_id, "n109");
    assert_in_range(9, list.first, list.first + 5);
    list_focus(&list, &kit, 20); /* there is none such */
    assert_string_equal(list.focus_id, "n109");
}

/* Rows half as high: twice as many are in sight, and a page is as many. */
static void rows_may_be_lower(void **state)
{
    (void)state;
    struct numbers numbers = {0};
    struct list list;
    open_list(&list, &numbers, 40);
    list.row_height = (kit.theme->row_height + kit.theme->gap_small) / 2 - kit.theme->gap_small;
    assert_int_equal(list_visible_rows(&list, &kit), 12);
    (void)list_key(&list, &kit, REMOTE_KEY_PAGE_DOWN, 1);
    assert_int_equal(list.focus, 12);
}

static size_t lowest_asked, highest_asked;

static void read_and_note(void *context, size_t index, struct list_row *row)
{
    (void)context;
    lowest_asked = index < lowest_asked ? index : lowest_asked;
    highest_asked = index > highest_asked ? index : highest_asked;
    snprintf(row->id, sizeof row->id, "%zu", index);
    row->title = "\xE9\x80\x9A\xE7\x9F\xA5"; /* 通知 */
    row->mark_text = "!";
}

static void draw(void *context, struct canvas *canvas, struct rect clip)
{
    (void)canvas;
    (void)clip;
    list_draw(context, &kit, 1);
}

static void drawing_asks_only_for_rows_in_sight(void **state)
{
    (void)state;
    struct numbers numbers = {0};
    struct list list;
    open_list(&list, &numbers, 1000);
    list.source = read_and_note;
    list.first = 500;
    list.focus = 502;
    lowest_asked = SIZE_MAX;
    highest_asked = 0;
    canvas_damage_all(kit.canvas);
    canvas_flush(kit.canvas, draw, &list);
    assert_true(lowest_asked >= 500 && highest_asked < 506);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_move_the_focus_and_the_window),
        cmocka_unit_test(focus_and_place_survive_new_rows),
        cmocka_unit_test(a_row_that_is_gone_leaves_the_focus_at_its_place),
        cmocka_unit_test(the_focus_can_be_put_on_a_row),
        cmocka_unit_test(rows_may_be_lower),
        cmocka_unit_test(drawing_asks_only_for_rows_in_sight),
    };
    return cmocka_run_group_tests_name("list", tests, kit_open, kit_close);
}
