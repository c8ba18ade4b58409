/* Keys in any order move a text or the stations of a way; pictures come meanwhile. The screen is what one
 * drawing of all of it gives, whoever draws. */

#include "tests/unit/screens/widgets/scroll_fixture.h"

#include "screens/canvas/canvas_private.h"
#include "screens/widgets/rich_text.h"
#include "screens/widgets/step_bar.h"

enum { STEPS = 50, BLOCKS = 24, POINTS = 9, PICTURES_MAX = 8, STATIONS_MAX = 9, CELLS_MAX = 30 };

static const enum remote_key keys[] = {
    REMOTE_KEY_DOWN, REMOTE_KEY_DOWN, REMOTE_KEY_DOWN,    REMOTE_KEY_DOWN,  REMOTE_KEY_UP,
    REMOTE_KEY_UP,   REMOTE_KEY_UP,   REMOTE_KEY_PAGE_UP, REMOTE_KEY_RIGHT, REMOTE_KEY_LEFT,
};

#define LONG_SAYING                                                                                                \
    "参保人员达到法定退休年龄，缴费满规定年限的，可以申请按月领取基本养老金；" \
    "不满的，可以缴满后领取。请带好身份证、户口簿和近期照片，到社区服务中心或者用手机办理。"

static const char *const sayings[] = {"短句。", "Ägypten gjpq Ŷ, (一) ﷽ 30 km²", LONG_SAYING};

static unsigned seed;

static int chance(int below)
{
    return (int)(next_random(&seed) % (unsigned)below);
}

static const char *any_words(void)
{
    return sayings[chance((int)(sizeof sayings / sizeof *sayings))];
}

/* --- A text --- */

struct read_text {
    struct rich_text *rich_text;
    size_t wanted[PICTURES_MAX]; /* pictures that have been asked for and not come */
    size_t wanted_count;
};

static void want(void *context, size_t key)
{
    struct read_text *read = context;
    if (read->wanted_count < PICTURES_MAX) {
        read->wanted[read->wanted_count++] = key;
    } else {
        rich_text_ask_later(read->rich_text, key);
    }
}

static void add_paragraph(struct rich_text *rich_text)
{
    struct text_span spans[] = {{any_words(), TEXT_REGULAR, kit.theme->ink, 0},
                                {any_words(), TEXT_BOLD, kit.theme->accent, TEXT_UNDERLINED}};
    int is_listed = chance(4) == 0;
    struct rich_text_paragraph text = {
        .spans = spans,
        .span_count = (size_t)chance(2) + 1,
        .size = chance(3) == 0 ? kit.theme->text_heading : kit.theme->text_body,
        .line_height = chance(4) == 0 ? kit.theme->text_heading * 4 / 3 : 0,
        .margin_left = is_listed ? kit.theme->gap_large * 2 : 0,
        .space_above = chance(3) * kit.theme->gap_small,
        .marker = is_listed ? "3." : NULL,
        .bar = chance(4) == 0,
    };
    assert_int_equal(rich_text_add_paragraph(rich_text, &text), 0);
}

static void add_table(struct rich_text *rich_text)
{
    struct rich_text_cell cells[CELLS_MAX];
    struct text_span spans[CELLS_MAX];
    int columns = chance(3) + 1;
    int rows = chance(CELLS_MAX / columns) + 1;
    for (int i = 0; i < rows * columns; i++) {
        spans[i] = (struct text_span){any_words(), TEXT_REGULAR, kit.theme->ink, 0};
        cells[i] = (struct rich_text_cell){&spans[i], 1, i / columns, i % columns,
                                           1,         1, i < columns, TEXT_ALIGN_START};
    }
    assert_int_equal(rich_text_add_table(rich_text, cells, (size_t)(rows * columns), rows, columns), 0);
}

static void say_point(void *context, size_t point, char text[CHART_WORDS_SIZE])
{
    (void)context;
    (void)snprintf(text, CHART_WORDS_SIZE, "第 %zu 月", point);
}

/* Where there is no room for one the text goes without. */
static void add_chart(struct rich_text *rich_text)
{
    static int64_t values[POINTS];
    static const char *labels[POINTS];
    static const struct chart_series series = {"one", CHART_LINE, values};
    for (size_t i = 0; i < POINTS; i++) {
        labels[i] = "m";
        values[i] = chance(1000);
    }
    const struct chart_data data = {.count = POINTS,
                                    .labels = labels,
                                    .series = &series,
                                    .series_count = 1,
                                    .unit = {.one = 1, .name = "元"},
                                    .words = say_point};
    (void)rich_text_add_chart(rich_text, chance(2) ? "图" : "", &data, "words");
}

static void fill_text(struct read_text *read, int blocks)
{
    for (int i = 0; i < blocks; i++) {
        int kind = chance(10);
        if (kind < 6) {
            add_paragraph(read->rich_text);
        } else if (kind == 6) {
            add_table(read->rich_text);
        } else if (kind == 7) {
            add_chart(read->rich_text);
        } else if (kind == 8) {
            assert_int_equal(rich_text_add_picture(read->rich_text, (size_t)i, "说明"), 0);
        } else {
            assert_int_equal(rich_text_add_rule(read->rich_text), 0);
        }
    }
}

static void picture_comes(struct read_text *read)
{
    if (read->wanted_count > 0) {
        size_t key = read->wanted[--read->wanted_count];
        struct picture *picture = chance(4) > 0 ? picture_qr("示例", 60 + chance(120)) : NULL;
        rich_text_set_picture(read->rich_text, key, picture);
    }
}

static enum remote_key press_text(struct read_text *read)
{
    struct remote_event event = {keys[chance((int)(sizeof keys / sizeof *keys))], REMOTE_PRESS, 0};
    if (rich_text_chart_key(read->rich_text, &event) == KEY_IGNORED) {
        (void)rich_text_key(read->rich_text, event.key);
    }
    if (chance(6) == 0) {
        picture_comes(read);
    }
    return event.key;
}

static void draw_text(void *context, struct canvas *canvas, struct rect clip)
{
    const struct read_text *read = context;
    (void)clip;
    canvas_ground(canvas, kit.theme->background);
    rich_text_draw(read->rich_text);
}

/* `height` of the area; `blocks` may be fewer than fill it. */
static void read_text(const char *painted, int height, int blocks)
{
    struct read_text read = {.rich_text = rich_text_new(&kit)};
    enum remote_key key = REMOTE_KEY_NONE;
    struct rect where;
    assert_non_null(read.rich_text);
    rich_text_place(read.rich_text, (struct rect){20, 10, 560, height});
    rich_text_on_picture_wanted(read.rich_text, want, &read);
    fill_text(&read, blocks);
    rich_text_settle(read.rich_text);
    canvas_damage_all(screen_canvas);
    canvas_flush(screen_canvas, draw_text, &read);
    for (int step = 0; step < STEPS; step++) {
        for (int times = chance(3); times >= 0; times--) { /* keys that come before a picture */
            key = press_text(&read);
        }
        canvas_flush(screen_canvas, draw_text, &read);
        if (chance(3) > 0 && differs_from_full(draw_text, &read, &where)) {
            fail_msg("%s, %d lines high, %d blocks, step %d, last key %s, at %d: pixel %d,%d differs from a "
                     "full drawing",
                     painted, height, blocks, step, remote_key_name(key), rich_text_scroll(read.rich_text),
                     where.x, where.y);
        }
    }
    rich_text_free(read.rich_text);
}

/* --- A way --- */

static void draw_way(void *context, struct canvas *canvas, struct rect clip)
{
    (void)clip;
    canvas_ground(canvas, kit.theme->background);
    step_bar_draw(context);
}

static struct step_bar *any_way(int height)
{
    struct step_station stations[STATIONS_MAX];
    struct step_bar_icons icons = {NULL, NULL, NULL, NULL, NULL};
    size_t count = (size_t)chance(STATIONS_MAX) + 1;
    for (size_t i = 0; i < count; i++) {
        stations[i] = (struct step_station){any_words(),
                                            chance(2) ? "窗口" : "",
                                            chance(2) ? any_words() : "",
                                            chance(2) ? "3 天" : "",
                                            chance(2) ? "受理单" : "",
                                            (enum step_state)chance(STEP_AHEAD + 1)};
    }
    struct step_bar *steps = step_bar_new(&kit, stations, count, chance(2) ? "办好了" : "", &icons,
                                          (struct rect){20, 10, 560, height});
    assert_non_null(steps);
    if (chance(3) == 0) {
        struct text_span span = {any_words(), TEXT_REGULAR, kit.theme->ink, 0};
        struct text_layout_options options = {.size = kit.theme->text_body, .width = 500};
        struct text_layout *words = text_layout_new(kit.fonts, &span, 1, &options);
        assert_non_null(words);
        step_bar_lead(steps, words);
    }
    return steps;
}

static void read_way(const char *painted, int height)
{
    struct step_bar *steps = any_way(height);
    enum remote_key key = REMOTE_KEY_NONE;
    struct rect where;
    step_bar_show(steps, (size_t)chance(3));
    canvas_damage_all(screen_canvas);
    canvas_flush(screen_canvas, draw_way, steps);
    for (int step = 0; step < STEPS / 2; step++) {
        for (int times = chance(3); times >= 0; times--) {
            key = keys[chance((int)(sizeof keys / sizeof *keys))];
            (void)step_bar_key(steps, key);
        }
        canvas_flush(screen_canvas, draw_way, steps);
        if (chance(3) > 0 && differs_from_full(draw_way, steps, &where)) {
            fail_msg("%s, %d lines high, %zu stations, step %d, last key %s, from %zu on: pixel %d,%d "
                     "differs from a full drawing",
                     painted, height, step_bar_count(steps), step, remote_key_name(key),
                     step_bar_first(steps), where.x, where.y);
        }
    }
    step_bar_free(steps);
}

/* --- On every kind of screen --- */

static void read_all(const char *painter)
{
    static const char *const themes[] = {"assets/theme/dusk.xml", "assets/theme/day.xml"};
    static const int lines[] = {576, 720, 1080};
    static const int heights[] = {90, 250, 330};
    char painted[80];
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        const char *theme = themes[i % 2];
        seed = (unsigned)i + 1;
        assert_int_equal(theme_read(theme, lines[i], &kit_theme), 0);
        (void)snprintf(painted, sizeof painted, "%s, %s, %d lines", painter, theme, lines[i]);
        for (size_t h = 0; h < sizeof heights / sizeof heights[0]; h++) {
            read_text(painted, heights[h], BLOCKS);
            read_way(painted, heights[h]);
        }
        read_text(painted, 330, 2);
    }
}

static void on_memory(void **state)
{
    (void)state;
    read_all("libpixman");
}

static struct painter *directfb;

static void by_directfb(void **state)
{
    struct painter *own = screen_canvas->painter;
    (void)state;
    directfb = painter_directfb_new(screen_canvas->directfb, screen_canvas->target);
    assert_non_null(directfb);
    screen_canvas->painter = directfb;
    /* It moves what scrolls, so that what is compared below was copied. */
    assert_int_equal(directfb->operations->scroll(directfb, (struct rect){10, 10, 200, 100}, -8), 0);
    assert_int_equal(directfb->operations->scroll(directfb, (struct rect){0, 0, 300, 40}, 39), 0);
    assert_int_equal(directfb->operations->scroll(directfb, (struct rect){0, 0, 300, 40}, 40), 0);
    read_all("DirectFB");
    corner_masks_free(&screen_canvas->corner_masks);
    screen_canvas->painter = own;
}

/* The letters' masks are still cached by the second painter when they go, and it has a surface of its own. */
static int close_all(void **state)
{
    fonts_free(letters);
    letters = NULL;
    if (directfb != NULL) {
        directfb->operations->free(directfb);
    }
    return kit_close(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(on_memory), cmocka_unit_test(by_directfb)};
    return cmocka_run_group_tests_name("scroll_text", tests, kit_open, close_all);
}
