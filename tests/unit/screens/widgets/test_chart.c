/* A chart: where keys lead, what is told in words, that a gap looks otherwise than nought, and that a key
 * draws what changed alone. */

#include "tests/unit/screens/widgets/kit_fixture.h"

#include "screens/widgets/chart.h"
#include "screens/widgets/chart_private.h"

static const struct rect area = {20, 20, 600, 320};

static int64_t values[CHART_SERIES_MAX][CHART_POINTS_MAX];
static const char *labels[CHART_POINTS_MAX];

static void say_point(void *context, size_t point, char text[CHART_WORDS_SIZE])
{
    (void)context;
    (void)snprintf(text, CHART_WORDS_SIZE, "point %zu", point);
}

/* A year's first month has a label; every value is 100 a point. */
static struct chart_data some_data(size_t count, struct chart_series series[CHART_SERIES_MAX])
{
    for (size_t i = 0; i < count; i++) {
        labels[i] = i % 12 == 0 ? "2024" : "";
        values[0][i] = (int64_t)(i + 1) * 100;
        values[1][i] = (int64_t)(count - i) * 100;
        values[2][i] = (int64_t)count * 50;
    }
    series[0] = (struct chart_series){"one", CHART_LINE, values[0]};
    series[1] = (struct chart_series){"two", CHART_BARS, values[1]};
    series[2] = (struct chart_series){"three", CHART_LINE, values[2]};
    return (struct chart_data){.count = count,
                               .labels = labels,
                               .series = series,
                               .series_count = 1,
                               .unit = {100, "yuan", 1000000, "wan", 0},
                               .missing_name = "missing",
                               .words = say_point};
}

static struct chart *open_chart(size_t count)
{
    struct chart_series series[CHART_SERIES_MAX];
    struct chart_data data = some_data(count, series);
    struct chart *chart = chart_new(&kit, &data, area);
    assert_non_null(chart);
    return chart;
}

static void draw_it(void *context, struct canvas *canvas, struct rect clip)
{
    (void)clip;
    canvas_ground(canvas, kit.theme->background);
    chart_draw(context);
}

static void show(struct chart *chart)
{
    canvas_damage_all(kit.canvas);
    canvas_flush(kit.canvas, draw_it, chart);
    screen_read();
}

/* --- Keys --- */

struct walk {
    size_t count;
    enum remote_key key;
    int presses, repeats;
    size_t to;
    enum key_result last;
};

static const struct walk walks[] = {
    {0, REMOTE_KEY_LEFT, 1, 0, 0, KEY_STAYED},
    {1, REMOTE_KEY_LEFT, 1, 0, 0, KEY_STAYED},
    {120, REMOTE_KEY_LEFT, 1, 0, 118, KEY_DONE},
    {120, REMOTE_KEY_RIGHT, 1, 0, 119, KEY_STAYED},
    {120, REMOTE_KEY_PAGE_UP, 2, 0, 95, KEY_DONE},
    {120, REMOTE_KEY_CHANNEL_DOWN, 1, 0, 107, KEY_DONE},
    {120, REMOTE_KEY_CHANNEL_UP, 1, 0, 119, KEY_STAYED},
    {120, REMOTE_KEY_PAGE_UP, 20, 0, 0, KEY_STAYED},
    {120, REMOTE_KEY_UP, 1, 0, 119, KEY_IGNORED},
    {120, REMOTE_KEY_OK, 1, 0, 119, KEY_IGNORED},
    /* Held: 1 and five times 1, then 2 six times, then 3. */
    {120, REMOTE_KEY_LEFT, 1, 5, 113, KEY_DONE},
    {120, REMOTE_KEY_LEFT, 1, 11, 101, KEY_DONE},
    {120, REMOTE_KEY_LEFT, 1, 12, 98, KEY_DONE},
    {120, REMOTE_KEY_LEFT, 1, 100, 0, KEY_STAYED},
};

static void keys_move_the_focus(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof walks / sizeof walks[0]; i++) {
        const struct walk *walk = &walks[i];
        struct chart *chart = open_chart(walk->count);
        enum key_result last = KEY_IGNORED;
        for (int n = 0; n < walk->presses + walk->repeats; n++) {
            struct remote_event event = {walk->key, n < walk->presses ? REMOTE_PRESS : REMOTE_REPEAT, 0};
            last = chart_key(chart, &event);
        }
        if (chart_focused(chart) != walk->to || last != walk->last) {
            fail_msg("%zu points, %d × %s and %d repeats: expected point %zu and %d, got %zu and %d",
                     walk->count, walk->presses, remote_key_name(walk->key), walk->repeats, walk->to,
                     (int)walk->last, chart_focused(chart), (int)last);
        }
        chart_free(chart);
    }
}

static void the_focused_point_is_told(void **state)
{
    (void)state;
    struct chart *chart = open_chart(120);
    assert_string_equal(chart_words(chart), "point 119");
    chart_focus(chart, 7);
    assert_string_equal(chart_words(chart), "point 7");
    chart_focus(chart, 5000);
    assert_string_equal(chart_words(chart), "point 119");
    chart_free(chart);
    chart = open_chart(0);
    assert_string_equal(chart_words(chart), "");
    chart_free(chart);
}

/* --- What is refused --- */

static void what_cannot_be_drawn_is_refused(void **state)
{
    (void)state;
    struct chart_series series[CHART_SERIES_MAX];
    struct chart_data good = some_data(12, series);
    struct chart_data bad = good;
    bad.count = CHART_POINTS_MAX + 1;
    assert_null(chart_new(&kit, &bad, area));
    bad = good;
    bad.series_count = CHART_SERIES_MAX + 1;
    assert_null(chart_new(&kit, &bad, area));
    bad.series_count = 0;
    assert_null(chart_new(&kit, &bad, area));
    bad = good;
    bad.unit.one = 0;
    assert_null(chart_new(&kit, &bad, area));
    values[0][3] = INT64_MAX;
    assert_null(chart_new(&kit, &good, area));
    chart_free(NULL);
}

/* --- What is seen --- */

static int count_of(uint32_t wanted, struct rect in)
{
    int found = 0;
    for (int y = in.y; y < in.y + in.h; y++) {
        for (int x = in.x; x < in.x + in.w; x++) {
            found += pixel(x, y) == wanted;
        }
    }
    return found;
}

static struct rect slot_of(const struct chart *chart, size_t point)
{
    int left = chart_slot_x(chart, point);
    return (struct rect){left, chart->plot.y, chart_slot_x(chart, point + 1) - left, chart->plot.h};
}

/* Point 3 is nought, point 6 missing: of the first something is drawn, of the second the stripes alone. */
static void missing_is_not_nought(void **state)
{
    (void)state;
    static const enum chart_form forms[] = {CHART_LINE, CHART_BARS};
    for (size_t i = 0; i < 2; i++) {
        struct chart_series series[CHART_SERIES_MAX];
        struct chart_data data = some_data(12, series);
        series[0].form = forms[i];
        values[0][3] = 0;
        values[0][6] = CHART_MISSING;
        struct chart *chart = chart_new(&kit, &data, area);
        assert_non_null(chart);
        show(chart);
        int nought = count_of(kit.theme->accent, slot_of(chart, 3));
        int missing = count_of(kit.theme->accent, slot_of(chart, 6));
        if (nought == 0 || missing != 0) {
            fail_msg("form %zu: %d pixels of a nought, %d of what is missing", i, nought, missing);
        }
        chart_free(chart);
    }
}

/* A chart whose series are all of one form and have the same values. */
static struct chart *open_alike(enum chart_form form, size_t count)
{
    struct chart_series series[CHART_SERIES_MAX];
    struct chart_data data = some_data(12, series);
    data.series_count = count;
    for (size_t s = 0; s < count; s++) {
        series[s].form = form;
        for (size_t n = 0; n < 12; n++) {
            values[s][n] = 1000;
        }
    }
    struct chart *chart = chart_new(&kit, &data, area);
    assert_non_null(chart);
    return chart;
}

/* Each of three is seen, though lines lie on each other, and no bar is as wide as another. */
static void three_series_differ_by_shape(void **state)
{
    (void)state;
    static const enum chart_form forms[] = {CHART_LINE, CHART_BARS};
    for (size_t i = 0; i < 2; i++) {
        struct chart *chart = open_alike(forms[i], 3);
        chart_focus(chart, 11);
        show(chart);
        struct rect plot = {chart->plot.x, chart->plot.y, slot_of(chart, 10).x - chart->plot.x,
                            chart->plot.h};
        int first = count_of(kit.theme->accent, plot);
        int second = count_of(kit.theme->link, plot);
        int third = count_of(kit.theme->ink, plot);
        chart_free(chart);
        if (first == 0 || second == 0 || third == 0 ||
            (forms[i] == CHART_BARS && (second * 10 > first * 9 || third * 10 > first * 9))) {
            fail_msg("form %zu: %d pixels of the first, %d of the second, %d of the third", i, first, second,
                     third);
        }
    }
}

/* Names that do not fit beside the unit go on below it, in the card and apart from the plot. */
static void long_names_have_lines_of_their_own(void **state)
{
    (void)state;
    static const char *const names[] = {"a name of many letters", "another one of them", "and a third name"};
    for (size_t count = 1; count <= CHART_SERIES_MAX; count++) {
        struct chart_series series[CHART_SERIES_MAX];
        struct chart_data data = some_data(12, series);
        data.series_count = count;
        for (size_t s = 0; s < count; s++) {
            series[s].name = names[s];
        }
        struct rect narrow = {20, 20, 320, 320};
        struct chart *chart = chart_new(&kit, &data, narrow);
        assert_non_null(chart);
        assert_int_equal(chart->legend_lines, 1 + count);
        assert_int_equal(chart->legend.h, chart->legend_lines * chart_legend_line_height(&kit));
        assert_true(chart->legend.y + chart->legend.h <= chart->plot.y);
        show(chart);
        for (int line = 1; line < chart->legend_lines; line++) {
            struct rect place = chart->legend;
            place.h = chart_legend_line_height(&kit);
            place.y += line * place.h;
            if (count_of(kit.theme->ink_soft, place) == 0) {
                fail_msg("%zu names: line %d of the legend is empty", count, line);
            }
        }
        chart_free(chart);
    }
}

/* Moved, it is drawn as if it had been made there. */
static void it_can_be_moved(void **state)
{
    (void)state;
    static uint32_t wanted[SCREEN_PIXELS];
    struct rect elsewhere = {area.x + 7, area.y - 13, area.w, area.h};
    struct chart_series series[CHART_SERIES_MAX];
    struct chart_data data = some_data(24, series);
    data.series_count = 3;
    struct chart *there = chart_new(&kit, &data, elsewhere);
    struct chart *moved = chart_new(&kit, &data, area);
    assert_non_null(there);
    assert_non_null(moved);
    assert_int_equal(moved->legend_lines, 1);
    show(there);
    memcpy(wanted, screen_pixels, sizeof wanted);
    chart_move(moved, elsewhere.x, elsewhere.y);
    show(moved);
    assert_memory_equal(wanted, screen_pixels, sizeof wanted);
    chart_free(there);
    chart_free(moved);
}

/* Two series of one form differ in shape: the same chart without colours is still two. */
static void series_differ_by_shape(void **state)
{
    (void)state;
    static const enum chart_form forms[] = {CHART_LINE, CHART_BARS};
    for (size_t i = 0; i < 2; i++) {
        struct chart_series series[CHART_SERIES_MAX];
        struct chart_data data = some_data(12, series);
        data.series_count = 2;
        for (size_t n = 0; n < 12; n++) {
            values[0][n] = 1000;
            values[1][n] = 1000;
        }
        series[0].form = forms[i];
        series[1].form = forms[i];
        values[1][11] = CHART_MISSING;
        struct chart *chart = chart_new(&kit, &data, area);
        assert_non_null(chart);
        show(chart);
        struct rect plot = {chart->plot.x, chart->plot.y, slot_of(chart, 10).x - chart->plot.x,
                            chart->plot.h};
        int first = count_of(kit.theme->accent, plot);
        int second = count_of(kit.theme->link, plot);
        chart_free(chart);
        /* Of lines the second lies on the first, with gaps through which that is seen. */
        if (second == 0 || (forms[i] == CHART_BARS && second * 10 > first * 9) ||
            (forms[i] == CHART_LINE && first == 0)) {
            fail_msg("form %zu: %d pixels of the first, %d of the second", i, first, second);
        }
    }
}

static struct rect drawn[8];
static size_t drawn_count;

static void note_drawn(void *context, struct canvas *canvas, struct rect clip)
{
    if (drawn_count < 8) {
        drawn[drawn_count++] = clip;
    }
    draw_it(context, canvas, clip);
}

/* What a key draws anew, pixel by pixel as if all were drawn; and that it is little. */
static void a_key_draws_what_changed(void **state)
{
    (void)state;
    static uint32_t wanted[SCREEN_PIXELS];
    static const enum chart_form forms[] = {CHART_LINE, CHART_BARS};
    for (size_t i = 0; i < 2; i++) {
        struct chart_series series[CHART_SERIES_MAX];
        struct chart_data data = some_data(60, series);
        data.series_count = 2;
        series[0].form = forms[i];
        series[1].form = forms[1 - i];
        values[0][30] = CHART_MISSING;
        values[1][30] = CHART_MISSING;
        struct chart *chart = chart_new(&kit, &data, area);
        assert_non_null(chart);
        chart_focus(chart, 32);
        show(chart);
        for (int n = 0; n < 4; n++) {
            struct remote_event event = {REMOTE_KEY_LEFT, REMOTE_PRESS, 0};
            assert_int_equal(chart_key(chart, &event), KEY_DONE);
            drawn_count = 0;
            canvas_flush(kit.canvas, note_drawn, chart);
            screen_read();
            memcpy(wanted, screen_pixels, sizeof wanted);
            int64_t pixels = 0;
            for (size_t d = 0; d < drawn_count; d++) {
                pixels += (int64_t)drawn[d].w * drawn[d].h;
            }
            show(chart);
            assert_memory_equal(wanted, screen_pixels, sizeof wanted);
            if (pixels > (int64_t)area.w * area.h / 3) {
                fail_msg("a key drew %lld of %d pixels", (long long)pixels, area.w * area.h);
            }
        }
        chart_free(chart);
    }
}

static void labels_do_not_touch(void **state)
{
    (void)state;
    struct chart *chart = open_chart(CHART_POINTS_MAX);
    int right = 0;
    size_t shown = 0;
    for (size_t i = 0; i < CHART_POINTS_MAX; i++) {
        const struct chart_own_label *label = &chart->labels[i];
        if (label->text[0] != '\0') {
            assert_true(label->x >= right + kit.theme->gap);
            right = label->x + label->width;
            shown++;
        }
    }
    assert_true(right <= area.x + area.w);
    assert_true(shown >= 3 && shown < CHART_POINTS_MAX / 12);
    chart_free(chart);
}

/* The end of a year gives way to the whole years behind it. */
static void the_first_label_gives_way(void **state)
{
    (void)state;
    struct chart_series series[CHART_SERIES_MAX];
    struct chart_data data = some_data(24, series);
    labels[0] = "2024";
    labels[1] = labels[12] = "";
    labels[2] = "2025";
    labels[14] = "2026";
    struct chart *chart = chart_new(&kit, &data, area);
    assert_non_null(chart);
    assert_string_equal(chart->labels[0].text, "");
    assert_string_equal(chart->labels[2].text, "2025");
    assert_string_equal(chart->labels[14].text, "2026");
    chart_free(chart);
}

/* Without room, without points, with one point, with all the same or all missing, or negative. */
static void anything_is_drawn(void **state)
{
    (void)state;
    static const struct rect areas[] = {{20, 20, 600, 320}, {0, 0, 60, 40}, {600, 340, 300, 300}};
    static const int64_t fills[] = {0, CHART_MISSING, -500, INT64_C(10000000000000000)};
    static const size_t counts[] = {0, 1, 2, CHART_POINTS_MAX};
    for (size_t i = 0; i < 3 * 4 * 4; i++) {
        struct chart_series series[CHART_SERIES_MAX];
        size_t count = counts[i / 3 % 4];
        struct chart_data data = some_data(count, series);
        data.series_count = 2;
        for (size_t n = 0; n < count; n++) {
            values[0][n] = fills[i / 12];
        }
        struct chart *chart = chart_new(&kit, &data, areas[i % 3]);
        assert_non_null(chart);
        show(chart);
        struct remote_event event = {REMOTE_KEY_LEFT, REMOTE_PRESS, 0};
        (void)chart_key(chart, &event);
        canvas_flush(kit.canvas, draw_it, chart);
        chart_free(chart);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_move_the_focus),
        cmocka_unit_test(the_focused_point_is_told),
        cmocka_unit_test(what_cannot_be_drawn_is_refused),
        cmocka_unit_test(missing_is_not_nought),
        cmocka_unit_test(series_differ_by_shape),
        cmocka_unit_test(three_series_differ_by_shape),
        cmocka_unit_test(long_names_have_lines_of_their_own),
        cmocka_unit_test(it_can_be_moved),
        cmocka_unit_test(a_key_draws_what_changed),
        cmocka_unit_test(labels_do_not_touch),
        cmocka_unit_test(the_first_label_gives_way),
        cmocka_unit_test(anything_is_drawn),
    };
    return cmocka_run_group_tests(tests, kit_open, kit_close);
}
