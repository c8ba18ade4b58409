/* The rich_text: scrolling, pictures that come and go, tables from bad shapes. */

#include "tests/unit/screens/widgets/kit_fixture.h"

#include "screens/widgets/rich_text.h"

static void add_lines(struct rich_text *rich_text, int lines)
{
    for (int i = 0; i < lines; i++) {
        struct text_span span = {"one line", TEXT_REGULAR, 0xFFFFFFFF, 0};
        struct rich_text_paragraph text = {.spans = &span, .span_count = 1, .size = kit.theme->text_body};
        assert_int_equal(rich_text_add_paragraph(rich_text, &text), 0);
    }
}

static struct rich_text *open_flow(int lines)
{
    struct rich_text *rich_text = rich_text_new(&kit);
    assert_non_null(rich_text);
    rich_text_place(rich_text, (struct rect){20, 20, 500, 200});
    add_lines(rich_text, lines);
    return rich_text;
}

static void scrolling_stops_at_both_ends(void **state)
{
    (void)state;
    struct rich_text *rich_text = open_flow(50);
    assert_int_equal(rich_text_key(rich_text, REMOTE_KEY_UP), KEY_STAYED);
    assert_int_equal(rich_text_key(rich_text, REMOTE_KEY_DOWN), KEY_DONE);
    int line = rich_text_scroll(rich_text);
    assert_true(line > 0);
    assert_int_equal(rich_text_key(rich_text, REMOTE_KEY_PAGE_DOWN), KEY_DONE);
    assert_true(rich_text_scroll(rich_text) > line);
    for (int i = 0; i < 100; i++) {
        (void)rich_text_key(rich_text, REMOTE_KEY_RIGHT);
    }
    assert_true(rich_text_at_end(rich_text));
    assert_int_equal(rich_text_scroll(rich_text), rich_text_height(rich_text) - 200);
    assert_int_equal(rich_text_key(rich_text, REMOTE_KEY_DOWN), KEY_STAYED);
    assert_int_equal(rich_text_key(rich_text, REMOTE_KEY_5), KEY_IGNORED);
    rich_text_free(rich_text);
}

static void a_short_text_does_not_scroll(void **state)
{
    (void)state;
    struct rich_text *rich_text = open_flow(2);
    assert_int_equal(rich_text_key(rich_text, REMOTE_KEY_PAGE_DOWN), KEY_STAYED);
    assert_true(rich_text_at_end(rich_text));
    rich_text_free(rich_text);
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
    struct rich_text *rich_text = open_flow(1);
    rich_text_on_picture_wanted(rich_text, want, NULL);
    assert_int_equal(rich_text_add_picture(rich_text, 7, "caption"), 0);
    add_lines(rich_text, 60);
    assert_int_equal(rich_text_add_picture(rich_text, 8, "far below"), 0);
    wanted_count = 0;
    rich_text_settle(rich_text);
    assert_int_equal(wanted_count, 1);
    assert_int_equal(wanted_key, 7);
    /* The reader goes on; the picture arrives above him, taller than its caption was. */
    rich_text_scroll_to(rich_text, 400);
    struct picture *picture = picture_qr("https://example.org/", 180);
    assert_non_null(picture);
    int before = rich_text_height(rich_text);
    rich_text_set_picture(rich_text, 7, picture);
    assert_int_equal(rich_text_scroll(rich_text) - 400, rich_text_height(rich_text) - before);
    /* Far away it is dropped, and asked for again when he returns. */
    rich_text_scroll_to(rich_text, 1000000);
    assert_int_equal(wanted_key, 8);
    wanted_count = 0;
    rich_text_scroll_to(rich_text, 0);
    assert_int_equal(wanted_count, 1);
    assert_int_equal(wanted_key, 7);
    rich_text_free(rich_text);
}

enum { PICTURES = 12, AREA_H = 200 };

/* Pictures among texts of all lengths; tops[i] and bottoms[i] of picture i. */
static struct rich_text *open_album(const int *lines, int pictures, int tops[], int bottoms[])
{
    struct rich_text *rich_text = open_flow(1);
    for (int i = 0; i < pictures; i++) {
        struct picture *picture = picture_qr("https://example.org/", 90 + 37 * i % 80);
        add_lines(rich_text, lines[i]);
        assert_non_null(picture);
        int height = picture_height(picture);
        assert_int_equal(rich_text_add_picture(rich_text, (size_t)i, "caption"), 0);
        rich_text_set_picture(rich_text, (size_t)i, picture);
        bottoms[i] = rich_text_height(rich_text);
        tops[i] = bottoms[i] - height;
    }
    add_lines(rich_text, lines[pictures]);
    return rich_text;
}

/* The picture that is cut by a view from there; PICTURES: none. */
static int cut_at(int top, const int tops[], const int bottoms[])
{
    int i = 0;
    for (int bottom = top + AREA_H; i < PICTURES; i++) {
        if ((tops[i] < top && top < bottoms[i]) || (tops[i] < bottom && bottom < bottoms[i])) {
            break;
        }
    }
    return i;
}

/* No picture is cut, unless wherever one could go on from `from` another would be. */
static void pictures_are_whole(const struct rich_text *rich_text, int album, int from, const int tops[],
                               const int bottoms[])
{
    int top = rich_text_scroll(rich_text);
    int cut = cut_at(top, tops, bottoms);
    for (int other = from + 1; cut < PICTURES && other <= from + AREA_H; other++) {
        if (cut_at(other, tops, bottoms) == PICTURES) {
            fail_msg("album %d, from %d: at %d picture %d, %d to %d, is cut; at %d none would be", album,
                     from, top, cut, tops[cut], bottoms[cut], other);
        }
    }
}

static void page_down_cuts_no_picture_and_passes_nothing_over(void **state)
{
    (void)state;
    for (int album = 0; album < 300; album++) {
        int lines[PICTURES + 1], tops[PICTURES], bottoms[PICTURES];
        for (int i = 0; i <= PICTURES; i++) {
            lines[i] = (album * 7 + i * i * 13 + album * i) % 9;
        }
        struct rich_text *rich_text = open_album(lines, PICTURES, tops, bottoms);
        int seen = AREA_H, presses = 0;
        while (rich_text_key(rich_text, REMOTE_KEY_PAGE_DOWN) == KEY_DONE) {
            if (rich_text_scroll(rich_text) > seen) {
                fail_msg("album %d: from %d to %d was not seen", album, seen, rich_text_scroll(rich_text));
            }
            pictures_are_whole(rich_text, album, seen - AREA_H, tops, bottoms);
            seen = rich_text_scroll(rich_text) + AREA_H;
            assert_true(++presses < 200);
        }
        assert_true(rich_text_at_end(rich_text));
        assert_true(seen >= rich_text_height(rich_text));
        while (rich_text_key(rich_text, REMOTE_KEY_PAGE_UP) == KEY_DONE) {
            assert_true(++presses < 400);
        }
        assert_int_equal(rich_text_scroll(rich_text), 0);
        rich_text_free(rich_text);
    }
}

static void a_picture_nobody_waits_for_is_freed(void **state)
{
    (void)state;
    struct rich_text *rich_text = open_flow(1);
    rich_text_set_picture(rich_text, 99, picture_qr("x", 100));
    rich_text_set_picture(rich_text, 99, NULL);
    rich_text_free(rich_text);
}

struct shape {
    int rows, columns;
    struct rich_text_cell cell;
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
        struct rich_text *rich_text = open_flow(0);
        int result = rich_text_add_table(rich_text, &shapes[i].cell, 1, shapes[i].rows, shapes[i].columns);
        if ((result == 0) != shapes[i].accepted) {
            fail_msg("table %d × %d: expected %s", shapes[i].rows, shapes[i].columns,
                     shapes[i].accepted ? "to be laid out" : "to be refused");
        }
        rich_text_free(rich_text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scrolling_stops_at_both_ends),
        cmocka_unit_test(a_short_text_does_not_scroll),
        cmocka_unit_test(pictures_are_asked_for_when_near_and_do_not_move_the_reader),
        cmocka_unit_test(page_down_cuts_no_picture_and_passes_nothing_over),
        cmocka_unit_test(a_picture_nobody_waits_for_is_freed),
        cmocka_unit_test(tables_keep_every_cell_inside),
    };
    return cmocka_run_group_tests_name("rich_text", tests, kit_open, kit_close);
}
