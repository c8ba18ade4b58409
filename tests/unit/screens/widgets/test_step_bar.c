/* The way of a matter as stations: how far keys lead, and that it draws whatever words come. */

#include "tests/unit/screens/widgets/kit_fixture.h"

#include "screens/widgets/step_bar.h"

enum { STATIONS_MAX = 12 };

static struct step_bar *open_flow(size_t count, const char *end, int height)
{
    struct step_station stations[STATIONS_MAX];
    struct step_bar_icons icons = {NULL, NULL, NULL, NULL, NULL};
    for (size_t i = 0; i < count; i++) {
        stations[i] = (struct step_station){"name", "who", "does", "takes", "output", STEP_NUMBERED};
    }
    struct step_bar *steps =
        step_bar_new(&kit, stations, count, end, &icons, (struct rect){40, 100, 1000, height});
    assert_non_null(steps);
    return steps;
}

struct walk {
    size_t count;
    const char *end;
    enum remote_key key;
    int times;
    size_t first, stations;
};

/* Four are in sight. */
static const struct walk walks[] = {
    {0, "", REMOTE_KEY_DOWN, 3, 0, 0},
    {1, "", REMOTE_KEY_DOWN, 3, 0, 1},
    {4, "", REMOTE_KEY_DOWN, 3, 0, 4},
    {8, "", REMOTE_KEY_DOWN, 1, 1, 8},
    {8, "", REMOTE_KEY_DOWN, 50, 4, 8},
    {8, "", REMOTE_KEY_PAGE_DOWN, 1, 4, 8},
    {12, "", REMOTE_KEY_CHANNEL_DOWN, 1, 4, 12},
    {12, "", REMOTE_KEY_PAGE_DOWN, 9, 8, 12},
    {8, "", REMOTE_KEY_UP, 1, 0, 8},
    {8, "end", REMOTE_KEY_DOWN, 0, 0, 9},
    {0, "end", REMOTE_KEY_DOWN, 1, 0, 1},
};

/* The height of four stations: two lines, or the disc. */
static int height_of_four(void)
{
    const struct theme *theme = kit.theme;
    int words = theme->text_title * 5 / 4 + theme->gap_small / 2 + theme->text_small * 5 / 4;
    int disc = theme->text_body * 2 - 2 * theme->gap_small;
    int station = (words > disc ? words : disc) + 2 * theme->gap_small;
    return 4 * station + 3 * theme->gap_small + station / 2;
}

static void keys_move_by_whole_stations(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof walks / sizeof walks[0]; i++) {
        struct step_bar *steps = open_flow(walks[i].count, walks[i].end, height_of_four());
        for (int n = 0; n < walks[i].times; n++) {
            (void)step_bar_key(steps, walks[i].key);
        }
        if (step_bar_first(steps) != walks[i].first || step_bar_count(steps) != walks[i].stations) {
            fail_msg("%zu stations and \"%s\", %d × %s: expected the first %zu of %zu, got %zu of %zu",
                     walks[i].count, walks[i].end, walks[i].times, remote_key_name(walks[i].key),
                     walks[i].first, walks[i].stations, step_bar_first(steps), step_bar_count(steps));
        }
        step_bar_free(steps);
    }
}

static void what_a_key_did_is_said(void **state)
{
    (void)state;
    struct step_bar *steps = open_flow(8, "", height_of_four());
    assert_int_equal(step_bar_key(steps, REMOTE_KEY_UP), KEY_STAYED);
    assert_int_equal(step_bar_key(steps, REMOTE_KEY_DOWN), KEY_DONE);
    assert_int_equal(step_bar_key(steps, REMOTE_KEY_RIGHT), KEY_IGNORED);
    assert_int_equal(step_bar_key(steps, REMOTE_KEY_OK), KEY_IGNORED);
    step_bar_free(steps);
}

/* What a step does, of as many wide letters, stands in as many lines as it needs. */
static void words_are_not_cut(void **state)
{
    (void)state;
    static const struct {
        size_t letters;
        int lines;
    } cases[] = {{0, 0}, {1, 1}, {40, 2}, {120, 5}};
    struct step_bar_icons icons = {NULL, NULL, NULL, NULL, NULL};
    const struct theme *theme = kit.theme;
    int line = theme->text_small * 5 / 4;
    int without = theme->text_title * 5 / 4 + theme->gap_small / 2 + 2 * theme->gap_small;
    char does[3 * 120 + 1];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        does[0] = '\0';
        for (size_t n = 0; n < cases[i].letters; n++) {
            memcpy(does + 3 * n, "一", 4);
        }
        struct step_station station = {"name", "who", does, "", "", STEP_NUMBERED};
        struct rect area = {40, 100, 1000, 400};
        struct step_bar *steps = step_bar_new(&kit, &station, 1, "", &icons, area);
        assert_non_null(steps);
        int wanted = without + cases[i].lines * line;
        if (cases[i].lines > 0 && step_bar_highest(steps) != wanted) {
            fail_msg("%zu letters: %d high, wanted %d", cases[i].letters, step_bar_highest(steps), wanted);
        }
        step_bar_free(steps);
    }
}

static struct text_layout *panel_of(int lines)
{
    struct text_span span = {"\n\n\n\n\n\n\n\nend", TEXT_REGULAR, 0xFF000000, 0};
    struct text_layout_options options = {
        .size = kit.theme->text_body, .width = 900, .line_height = kit.theme->text_body, .line_limit = lines};
    struct text_layout *layout = text_layout_new(kit.fonts, &span, 1, &options);
    assert_non_null(layout);
    return layout;
}

/* A panel before the stations is scrolled away first and comes back last. */
static void a_panel_leads(void **state)
{
    (void)state;
    static const struct {
        size_t stations;
        int times;
        size_t first, count;
    } cases[] = {{0, 3, 0, 1}, {2, 0, 0, 3}, {2, 1, 1, 3}, {8, 1, 1, 9}, {8, 50, 5, 9}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct step_bar *steps = open_flow(cases[i].stations, "", height_of_four());
        step_bar_lead(steps, panel_of(9));
        assert_int_equal(step_bar_count(steps), cases[i].count);
        for (int n = 0; n < cases[i].times; n++) {
            (void)step_bar_key(steps, REMOTE_KEY_DOWN);
        }
        if (step_bar_first(steps) != cases[i].first) {
            fail_msg("panel and %zu stations, %d × Down: %zu at the top, wanted %zu", cases[i].stations,
                     cases[i].times, step_bar_first(steps), cases[i].first);
        }
        while (step_bar_key(steps, REMOTE_KEY_UP) == KEY_DONE) {
        }
        assert_int_equal(step_bar_first(steps), 0);
        step_bar_free(steps);
    }
}

static void draw_it(void *context, struct canvas *canvas, struct rect clip)
{
    (void)canvas;
    (void)clip;
    step_bar_draw(context);
}

/* Words as long as the contract allows, words that are missing, and no room: nothing to see, but no harm. */
static void any_words_are_drawn(void **state)
{
    (void)state;
    char long_words[601];
    memset(long_words, 'w', sizeof long_words - 1);
    long_words[sizeof long_words - 1] = '\0';
    const struct step_station stations[] = {
        {long_words, long_words, long_words, long_words, long_words, STEP_DONE},
        {"", "", "", "", "", STEP_NOW},
        {"name", "", "", "", "output", STEP_AHEAD},
    };
    struct step_bar_icons icons = {NULL, NULL, NULL, NULL, NULL};
    static const struct rect areas[] = {{40, 100, 1000, 400}, {40, 100, 200, 20}};
    for (size_t i = 0; i < sizeof areas / sizeof areas[0]; i++) {
        struct step_bar *steps = step_bar_new(&kit, stations, 3, long_words, &icons, areas[i]);
        assert_non_null(steps);
        step_bar_lead(steps, panel_of(0));
        for (int n = 0; n < 5; n++) {
            canvas_damage_all(kit.canvas);
            canvas_flush(kit.canvas, draw_it, steps);
            (void)step_bar_key(steps, REMOTE_KEY_DOWN);
        }
        step_bar_free(steps);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_move_by_whole_stations), cmocka_unit_test(what_a_key_did_is_said),
        cmocka_unit_test(words_are_not_cut),           cmocka_unit_test(a_panel_leads),
        cmocka_unit_test(any_words_are_drawn),
    };
    return cmocka_run_group_tests(tests, kit_open, kit_close);
}
