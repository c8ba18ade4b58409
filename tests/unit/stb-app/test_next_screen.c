/* When the letters of the next screen are made: once after a key, in slices, never while one waits. */

#include "tests/unit/screens/stage/stage_fixture.h"

#include "screens/canvas/fonts_private.h"
#include "stb-app/next_screen.h"

static struct next_screen next;
static int opens; /* 0: there is no row yet */
static int opened;

static void open_next(struct screen *screen)
{
    opened++;
    if (opens) {
        stage_open(screen->stage, DESTINATION_POLICIES, "", "Policies");
    }
}

static void draw(struct screen *screen, struct rect clip)
{
    (void)screen;
    (void)clip;
}

static const struct screen_operations list = {.name = "list", .draw = draw, .open_next = open_next};
static struct screen top = {&list, &stage};

enum { START_US = 1000 };
static const int64_t due_us = START_US + NEXT_SCREEN_AFTER_US, never = INT64_MAX;

static int waits; /* asked so often, a key waits */

static int key_waits(void *context)
{
    (void)context;
    return --waits == 0;
}

static int service(int64_t now_us)
{
    return next_screen_service(&next, &top, now_us, key_waits, NULL);
}

static int begin(void **state)
{
    (void)state;
    letters_ahead_forget(letters);
    atlas_free(&letters->atlas);
    glyph_table_free(&letters->glyphs);
    next_screen_start(&next, START_US);
    next.slice_us = INT64_C(60) * SECOND_US; /* no machine is that slow */
    opens = 1;
    opened = 0;
    waits = 0;
    return service(START_US); /* the first pass of the loop: it sees the screen */
}

static void it_rests_before_and_after(void **state)
{
    (void)state;
    service(due_us - 1);
    assert_int_equal(opened, 0);
    service(due_us);
    assert_int_equal(opened, 1);
    assert_true(letters->ahead.count > 0);
    assert_true(next.due_us <= due_us);
    service(due_us);
    assert_int_equal(letters->ahead.count, 0);
    assert_true(next.due_us == never);
    for (int i = 0; i < 10; i++) {
        next_screen_heard(&next, due_us + i); /* whatever comes: it has been done */
        service(due_us + i * (int64_t)SECOND_US);
    }
    assert_int_equal(opened, 1);
    assert_true(next.due_us == never);
}

/* Nothing wakes for what has no letters to be made. */
static void where_no_letter_is_missing_it_ends_at_once(void **state)
{
    (void)state;
    service(due_us);
    service(due_us);
    assert_true(next.due_us == never);
    next_screen_touch(&next, due_us);
    int64_t again_us = due_us + NEXT_SCREEN_AFTER_US;
    assert_true(next_screen_deadline(&next, &top) == again_us);
    service(again_us);
    assert_int_equal(opened, 2);
    assert_int_equal(next.is_making, 0);
    assert_true(next_screen_deadline(&next, &top) == never);
    next_screen_heard(&next, again_us); /* it is known still */
    assert_true(next_screen_deadline(&next, &top) == never);
}

static void a_screen_that_opens_nothing_wakes_nothing(void **state)
{
    static const struct screen_operations page = {.name = "page", .draw = draw};
    static struct screen leaf = {&page, &stage};
    (void)state;
    assert_true(next_screen_deadline(&next, &leaf) == never);
    assert_int_equal(next_screen_service(&next, &leaf, due_us, key_waits, NULL), 0);
    assert_int_equal(next.is_known, 0);
}

static void a_screen_that_comes_by_itself_is_tried_after_a_moment(void **state)
{
    static const struct screen_operations page = {.name = "page", .draw = draw};
    static struct screen leaf = {&page, &stage};
    (void)state;
    (void)next_screen_service(&next, &leaf, START_US, key_waits, NULL);
    assert_int_equal(service(due_us + 5), 0); /* the leaf has gone: what lay below it has not been tried */
    assert_int_equal(opened, 0);
    assert_true(next_screen_deadline(&next, &top) == due_us + 5 + NEXT_SCREEN_AFTER_US);
    assert_int_equal(service(due_us + 5 + NEXT_SCREEN_AFTER_US), 1);
    assert_int_equal(opened, 1);
    assert_int_equal(next.is_making, 1);
    assert_int_equal(next_screen_service(&next, &leaf, due_us * 3, key_waits, NULL), 0); /* and comes again */
    assert_int_equal(next.is_making, 0);
    assert_true(next_screen_deadline(&next, &leaf) == never);
    (void)service(due_us * 3);
    assert_int_equal(next.is_known, 0); /* what was known was of the letters before */
}

static void a_slice_is_bounded(void **state)
{
    (void)state;
    next.slice_us = 0; /* over after one letter */
    service(due_us);
    size_t left = letters->ahead.count;
    assert_true(left > 3);
    for (; left > 0; left--) {
        assert_int_equal(letters->ahead.count, left);
        assert_true(next.due_us <= due_us); /* the loop comes back at once */
        service(due_us);
    }
    assert_true(next.due_us == never);
}

static void a_key_ends_it_at_once(void **state)
{
    (void)state;
    service(due_us);
    size_t left = letters->ahead.count;
    waits = 3;
    service(due_us);
    assert_int_equal(letters->ahead.count, left - 3);
    next_screen_touch(&next, due_us);
    service(due_us + NEXT_SCREEN_AFTER_US - 1);
    assert_int_equal(letters->ahead.count, left - 3);
    assert_int_equal(opened, 1);
    service(due_us + NEXT_SCREEN_AFTER_US); /* of what has the focus now */
    assert_int_equal(opened, 2);
    assert_int_equal(letters->ahead.count, left - 3);
}

static void a_key_ends_the_opening(void **state)
{
    (void)state;
    waits = 2; /* the screen is made, and not drawn */
    service(due_us);
    assert_int_equal(letters->ahead.count, 0);
    assert_int_equal(next.is_known, 0);
    assert_true(next_screen_deadline(&next, &top) == due_us + NEXT_SCREEN_AFTER_US);
    service(due_us + NEXT_SCREEN_AFTER_US);
    assert_int_equal(next.is_known, 1);
    assert_true(letters->ahead.count > 0);
}

static void a_key_on_another_row_forgets_the_letters(void **state)
{
    (void)state;
    service(due_us);
    assert_true(letters->ahead.count > 0);
    next_screen_touch(&next, due_us);
    opens = 0;
    service(due_us + NEXT_SCREEN_AFTER_US);
    assert_int_equal(letters->ahead.count, 0);
}

static void rows_that_come_later_are_not_missed(void **state)
{
    (void)state;
    opens = 0;
    service(due_us);
    assert_int_equal(opened, 1);
    assert_true(next.due_us == never);
    opens = 1;
    next_screen_heard(&next, due_us + 10);
    assert_true(next.due_us == due_us + 10 + NEXT_SCREEN_AFTER_US);
    service(next.due_us);
    assert_int_equal(opened, 2);
    assert_true(letters->ahead.count > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(it_rests_before_and_after, begin),
        cmocka_unit_test_setup(where_no_letter_is_missing_it_ends_at_once, begin),
        cmocka_unit_test_setup(a_screen_that_opens_nothing_wakes_nothing, begin),
        cmocka_unit_test_setup(a_screen_that_comes_by_itself_is_tried_after_a_moment, begin),
        cmocka_unit_test_setup(a_slice_is_bounded, begin),
        cmocka_unit_test_setup(a_key_ends_it_at_once, begin),
        cmocka_unit_test_setup(a_key_ends_the_opening, begin),
        cmocka_unit_test_setup(a_key_on_another_row_forgets_the_letters, begin),
        cmocka_unit_test_setup(rows_that_come_later_are_not_missed, begin),
    };
    return cmocka_run_group_tests_name("next screen", tests, stage_open_fixture, stage_close_fixture);
}
