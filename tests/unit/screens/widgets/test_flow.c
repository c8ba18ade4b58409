/* The flow: scrolling, pictures that come and go, tables from bad shapes. */

#include "tests/unit/screens/widgets/kit_fixture.h"

#include "screens/widgets/flow.h"

static void add_lines(struct flow *flow, int lines)
{
    for (int i = 0; i < lines; i++) {
        struct text_span span = {"one line", TEXT_REGULAR, 0xFFFFFFFF, 0};
        struct flow_text text = {.spans = &span, .span_count = 1, .size = kit.theme->text_body};
        assert_int_equal(flow_add_text(flow, &text), 0);
    }
}

static struct flow *open_flow(int lines)
{
    struct flow *flow = flow_new(&kit);
    assert_non_null(flow);
    flow_place(flow, (struct rect){20, 20, 500, 200});
    add_lines(flow, lines);
    return flow;
}

static void scrolling_stops_at_both_ends(void **state)
{
    (void)state;
    struct flow *flow = open_flow(50);
    assert_int_equal(flow_key(flow, REMOTE_KEY_UP), KEY_STAYED);
    assert_int_equal(flow_key(flow, REMOTE_KEY_DOWN), KEY_DONE);
    int line = flow_scroll(flow);
    assert_true(line > 0);
    assert_int_equal(flow_key(flow, REMOTE_KEY_PAGE_DOWN), KEY_DONE);
    assert_true(flow_scroll(flow) > line);
    for (int i = 0; i < 100; i++) {
        (void)flow_key(flow, REMOTE_KEY_RIGHT);
    }
    assert_true(flow_at_end(flow));
    assert_int_equal(flow_scroll(flow), flow_height(flow) - 200);
    assert_int_equal(flow_key(flow, REMOTE_KEY_DOWN), KEY_STAYED);
    assert_int_equal(flow_key(flow, REMOTE_KEY_5), KEY_IGNORED);
    flow_free(flow);
}

static void a_short_text_does_not_scroll(void **state)
{
    (void)state;
    struct flow *flow = open_flow(2);
    assert_int_equal(flow_key(flow, REMOTE_KEY_PAGE_DOWN), KEY_STAYED);
    assert_true(flow_at_end(flow));
    flow_free(flow);
}

static size_t wanted_key;
static int wanted_count;

static void want(void *context, size_t key)
{
    (void)context;
    wanted_key = key;
    wanted_count++;
}

static void pictures_are_asked_for_when_near_and_do_not_move_the_reader(void **state)
{
    (void)state;
    struct flow *flow = open_flow(1);
    flow_on_picture_wanted(flow, want, NULL);
    assert_int_equal(flow_add_picture(flow, 7, "caption"), 0);
    add_lines(flow, 60);
    assert_int_equal(flow_add_picture(flow, 8, "far below"), 0);
    wanted_count = 0;
    flow_settle(flow);
    assert_int_equal(wanted_count, 1);
    assert_int_equal(wanted_key, 7);
    /* The reader goes on; the picture arrives above him, taller than its caption was. */
    flow_scroll_to(flow, 400);
    struct picture *picture = picture_qr(kit.canvas, "https://example.org/", 180);
    assert_non_null(picture);
    int before = flow_height(flow);
    flow_set_picture(flow, 7, picture);
    assert_int_equal(flow_scroll(flow) - 400, flow_height(flow) - before);
    /* Far away it is dropped, and asked for again when he returns. */
    flow_scroll_to(flow, 1000000);
    assert_int_equal(wanted_key, 8);
    wanted_count = 0;
    flow_scroll_to(flow, 0);
    assert_int_equal(wanted_count, 1);
    assert_int_equal(wanted_key, 7);
    flow_free(flow);
}

static void a_picture_nobody_waits_for_is_freed(void **state)
{
    (void)state;
    struct flow *flow = open_flow(1);
    flow_set_picture(flow, 99, picture_qr(kit.canvas, "x", 100));
    flow_set_picture(flow, 99, NULL);
    flow_free(flow);
}

struct shape {
    int rows, columns;
    struct flow_cell cell;
    int accepted;
};

static void tables_keep_every_cell_inside(void **state)
{
    (void)state;
    static const struct text_span words = {"words in a cell", TEXT_REGULAR, 0xFFFFFFFF, 0};
    static const struct shape shapes[] = {
        {1, 1, {&words, 1, 0, 0, 1, 1, 0, TEXT_ALIGN_START}, 1},
        {2, 3, {&words, 1, 0, 0, 99, 99, 1, TEXT_ALIGN_CENTRE}, 1},
        {2, 3, {&words, 1, 50, -4, 0, 0, 0, TEXT_ALIGN_END}, 1},
        {2, 64, {&words, 1, 1, 63, 1, 1, 0, TEXT_ALIGN_START}, 1},
        {0, 3, {&words, 1, 0, 0, 1, 1, 0, TEXT_ALIGN_START}, 0},
        {3, 65, {&words, 1, 0, 0, 1, 1, 0, TEXT_ALIGN_START}, 0},
        {100000, 2, {&words, 1, 0, 0, 1, 1, 0, TEXT_ALIGN_START}, 0},
    };
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        struct flow *flow = open_flow(0);
        int result = flow_add_table(flow, &shapes[i].cell, 1, shapes[i].rows, shapes[i].columns);
        if ((result == 0) != shapes[i].accepted) {
            fail_msg("table %d × %d: expected %s", shapes[i].rows, shapes[i].columns,
                     shapes[i].accepted ? "to be laid out" : "to be refused");
        }
        flow_free(flow);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scrolling_stops_at_both_ends),
        cmocka_unit_test(a_short_text_does_not_scroll),
        cmocka_unit_test(pictures_are_asked_for_when_near_and_do_not_move_the_reader),
        cmocka_unit_test(a_picture_nobody_waits_for_is_freed),
        cmocka_unit_test(tables_keep_every_cell_inside),
    };
    return cmocka_run_group_tests_name("flow", tests, kit_open, kit_close);
}
