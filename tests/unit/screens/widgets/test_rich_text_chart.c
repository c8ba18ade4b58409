/* A chart in a long text: whole in sight it has Left and Right, and nobody who turns pages is stopped by it.
 */

#include "tests/unit/screens/widgets/kit_fixture.h"

#include "screens/widgets/chart_private.h"
#include "screens/widgets/rich_text.h"

enum { POINTS = 12, AREA_H = 330 };

static const struct rect area = {20, 20, 500, AREA_H};

static void say_point(void *context, size_t point, char text[CHART_WORDS_SIZE])
{
    (void)context;
    (void)snprintf(text, CHART_WORDS_SIZE, "point %zu", point);
}

static int add_chart(struct rich_text *rich_text, const char *title)
{
    static int64_t values[POINTS];
    static const char *labels[POINTS];
    static const struct chart_series series = {"one", CHART_LINE, values};
    for (size_t i = 0; i < POINTS; i++) {
        labels[i] = "m";
        values[i] = (int64_t)i;
    }
    const struct chart_data data = {.count = POINTS,
                                    .labels = labels,
                                    .series = &series,
                                    .series_count = 1,
                                    .unit = {.one = 1, .name = "unit"},
                                    .words = say_point};
    return rich_text_add_chart(rich_text, title, &data, "highest, lowest, last");
}

static void add_lines(struct rich_text *rich_text, int lines)
{
    for (int i = 0; i < lines; i++) {
        struct text_span span = {"one line", TEXT_REGULAR, 0xFFFFFFFF, 0};
        struct rich_text_paragraph text = {.spans = &span, .span_count = 1, .size = kit.theme->text_body};
        assert_int_equal(rich_text_add_paragraph(rich_text, &text), 0);
    }
}

/* Lines, a chart, lines, a chart, lines. */
static struct rich_text *open_text(int first, int second, int third)
{
    struct rich_text *rich_text = rich_text_new(&kit);
    assert_non_null(rich_text);
    rich_text_place(rich_text, area);
    add_lines(rich_text, first);
    assert_int_equal(add_chart(rich_text, "a title"), 0);
    add_lines(rich_text, second);
    assert_int_equal(add_chart(rich_text, ""), 0);
    add_lines(rich_text, third);
    rich_text_settle(rich_text);
    return rich_text;
}

static enum key_result press(struct rich_text *rich_text, enum remote_key key)
{
    struct remote_event event = {key, REMOTE_PRESS, 0};
    return rich_text_chart_key(rich_text, &event);
}

static enum key_result hold(struct rich_text *rich_text, enum remote_key key)
{
    struct remote_event event = {key, REMOTE_REPEAT, 0};
    return rich_text_chart_key(rich_text, &event);
}

/* Down to the first chart. */
static const struct chart *scroll_to_chart(struct rich_text *rich_text)
{
    while (rich_text_chart(rich_text) == NULL) {
        assert_int_equal(rich_text_key(rich_text, REMOTE_KEY_DOWN), KEY_DONE);
    }
    return rich_text_chart(rich_text);
}

static void it_has_the_keys_while_it_is_whole(void **state)
{
    (void)state;
    struct rich_text *rich_text = open_text(9, 9, 9);
    assert_int_equal(press(rich_text, REMOTE_KEY_LEFT), KEY_IGNORED);
    const struct chart *chart = scroll_to_chart(rich_text);
    assert_int_equal(chart_focused(chart), POINTS - 1);
    assert_false(chart->unfocused);
    assert_int_equal(press(rich_text, REMOTE_KEY_UP), KEY_IGNORED);
    assert_int_equal(press(rich_text, REMOTE_KEY_PAGE_DOWN), KEY_IGNORED);
    assert_int_equal(press(rich_text, REMOTE_KEY_LEFT), KEY_DONE);
    assert_int_equal(chart_focused(chart), POINTS - 2);
    assert_int_equal(hold(rich_text, REMOTE_KEY_RIGHT), KEY_DONE);
    assert_int_equal(hold(rich_text, REMOTE_KEY_RIGHT), KEY_STAYED); /* held, it stops */
    assert_int_equal(press(rich_text, REMOTE_KEY_RIGHT), KEY_IGNORED);
    assert_int_equal(press(rich_text, REMOTE_KEY_LEFT), KEY_DONE);
    while (rich_text_chart(rich_text) == chart) {
        assert_int_equal(rich_text_key(rich_text, REMOTE_KEY_DOWN), KEY_DONE);
    }
    assert_true(chart->unfocused);
    assert_int_equal(rich_text_key(rich_text, REMOTE_KEY_UP), KEY_DONE);
    assert_ptr_equal(rich_text_chart(rich_text), chart);
    assert_int_equal(chart_focused(chart), POINTS - 2); /* by lines it is as it was left */
    rich_text_free(rich_text);
}

/* Wherever charts stand, one press a page leads to the end, and back. */
static void turning_pages_is_never_stopped(void **state)
{
    (void)state;
    for (int text = 0; text < 60; text++) {
        struct rich_text *rich_text = open_text(text % 11, text * 3 % 13, text * 7 % 9);
        int seen = AREA_H;
        int charts = 0;
        for (int way = 0; way < 2; way++) {
            enum remote_key key = way == 0 ? REMOTE_KEY_RIGHT : REMOTE_KEY_LEFT;
            enum key_result result = KEY_DONE;
            for (int presses = 0; result == KEY_DONE; presses++) {
                charts += rich_text_chart(rich_text) != NULL;
                assert_true(presses < 40);
                if (way == 0 && rich_text_scroll(rich_text) > seen) {
                    fail_msg("text %d: from %d to %d was not seen", text, seen, rich_text_scroll(rich_text));
                }
                seen = rich_text_scroll(rich_text) + AREA_H;
                /* A chart in sight from the start has its last point in focus: the way back begins there. */
                if (press(rich_text, key) != KEY_IGNORED && !(way == 1 && presses == 0)) {
                    fail_msg("text %d, way %d, press %d: the chart has taken it", text, way, presses);
                }
                while (way == 1 && presses == 0 && press(rich_text, key) == KEY_DONE) {
                }
                result = rich_text_key(rich_text, key);
            }
            assert_true(way == 0 ? rich_text_at_end(rich_text) : rich_text_scroll(rich_text) == 0);
        }
        if (charts < 2) {
            fail_msg("text %d: by pages a chart was whole %d times", text, charts);
        }
        rich_text_free(rich_text);
    }
}

static void draw_it(void *context, struct canvas *canvas, struct rect clip)
{
    (void)clip;
    canvas_ground(canvas, kit.theme->background);
    rich_text_draw(context);
}

/* It is drawn where its block is, at every place of the text, and nowhere outside of the text's area. */
static void it_moves_with_the_text(void **state)
{
    (void)state;
    struct rich_text *rich_text = open_text(6, 2, 6);
    for (int scroll = 0; scroll <= rich_text_height(rich_text) - AREA_H; scroll += 7) {
        rich_text_scroll_to(rich_text, scroll);
        const struct chart *chart = rich_text_chart(rich_text);
        if (chart != NULL) {
            assert_int_equal(chart->area.x, area.x);
            assert_true(chart->area.y >= area.y && chart->area.y + chart->area.h <= area.y + area.h);
        }
        canvas_damage_all(kit.canvas);
        canvas_flush(kit.canvas, draw_it, rich_text);
        screen_read();
        for (int x = area.x; x < area.x + area.w; x++) {
            assert_int_equal(screen_pixels[(area.y - 1) * SCREEN_WIDTH + x], screen_pixels[0]);
        }
    }
    rich_text_free(rich_text);
}

static void it_is_told_in_words(void **state)
{
    (void)state;
    char words[400];
    struct rich_text *rich_text = open_text(0, 1, 1);
    rich_text_words(rich_text, words, sizeof words);
    assert_non_null(strstr(words, "a title\nhighest, lowest, last"));
    rich_text_free(rich_text);
}

static void without_room_there_is_none(void **state)
{
    (void)state;
    struct rich_text *rich_text = rich_text_new(&kit);
    assert_non_null(rich_text);
    rich_text_place(rich_text, (struct rect){20, 20, 500, 120});
    add_lines(rich_text, 1);
    int height = rich_text_height(rich_text);
    assert_int_equal(add_chart(rich_text, "a title"), -1);
    assert_int_equal(add_chart(rich_text, ""), -1);
    assert_int_equal(rich_text_height(rich_text), height);
    add_lines(rich_text, 1);
    assert_true(rich_text_height(rich_text) > height);
    rich_text_free(rich_text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_has_the_keys_while_it_is_whole),
        cmocka_unit_test(turning_pages_is_never_stopped),
        cmocka_unit_test(it_moves_with_the_text),
        cmocka_unit_test(it_is_told_in_words),
        cmocka_unit_test(without_room_there_is_none),
    };
    return cmocka_run_group_tests(tests, kit_open, kit_close);
}
