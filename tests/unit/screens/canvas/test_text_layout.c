#include "tests/unit/screens/canvas/letters.h"

#include "screens/canvas/characters.h"
#include "screens/canvas/text_layout.h"

enum { SIZE = 20 };

static struct text_layout *lay_out(const char *text, struct text_layout_options options)
{
    struct text_span span = {text, TEXT_REGULAR, 0xFF000000, 0};
    options.size = SIZE;
    struct text_layout *layout = text_layout_new(letters, &span, 1, &options);
    assert_non_null(layout);
    return layout;
}

/* The lines joined by "|", an ellipsis added where one is drawn. */
static void lines_of(const struct text_layout *layout, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < layout->line_count; i++) {
        const struct layout_line *line = &layout->lines[i];
        int wrote =
            snprintf(out + used, size - used, "%s%.*s%s", i ? "|" : "", (int)(line->end - line->start),
                     layout->text + line->start, line->ellipsis ? "…" : "");
        assert_true(wrote >= 0 && (size_t)wrote < size - used);
        used += (size_t)wrote;
    }
}

static void lines_break_where_they_may(void **state)
{
    static const struct {
        const char *text;
        int width, indent, limit;
        const char *wanted;
    } cases[] = {
        {"", 100, 0, 0, ""},
        {"市民", 100, 0, 0, "市民"},
        {"一二三四五六七", 100, 0, 0, "一二三四五|六七"},
        {"一二三四五六七", 100, 40, 0, "一二三|四五六七"},
        /* No closing mark begins a line, no opening one ends it. */
        {"一二三四五。六七", 100, 0, 0, "一二三四|五。六七"},
        {"一二三四五，六七", 100, 0, 0, "一二三四|五，六七"},
        {"一二三四五、六七", 100, 0, 0, "一二三四|五、六七"},
        {"一二三四五）六七", 100, 0, 0, "一二三四|五）六七"},
        {"一二三四五》六七", 100, 0, 0, "一二三四|五》六七"},
        {"一二三四五”六七", 100, 0, 0, "一二三四|五”六七"},
        {"一二三四五？！六", 100, 0, 0, "一二三四|五？！六"},
        {"一二三四（五六七", 100, 0, 0, "一二三四|（五六七"},
        {"一二三四《五六七", 100, 0, 0, "一二三四|《五六七"},
        {"一二三四“五六七", 100, 0, 0, "一二三四|“五六七"},
        {"一二三四五：“六七", 100, 0, 0, "一二三四|五：“六七"},
        /* Half of the room of a closing mark may be missing at the end of a line. */
        {"一二三四五。六七", 112, 0, 0, "一二三四五。|六七"},
        {"一二三四五）六七", 110, 0, 0, "一二三四五）|六七"},
        {"一二三四五）。六", 132, 0, 0, "一二三四五）。|六"},
        /* Words and numbers stay whole, with their units. */
        {"一二三四 water", 100, 0, 0, "一二三四|water"},
        {"一二三四2026年", 130, 0, 0, "一二三四|2026年"},
        {"一二三四100%好", 120, 0, 0, "一二三四|100%好"},
        {"一二三四五1,280.50元", 180, 0, 0, "一二三四五|1,280.50元"},
        {"一二三四￥99", 100, 0, 0, "一二三四|￥99"},
        {"30日前", 40, 0, 0, "30|日前"},
        /* What is too long even for a line of its own is broken where it must. */
        {"abcdefghijklmnopqrstuvwxyz", 100, 0, 0, "abcdefghij|klmnopqr|stuvwxyz"},
        {"一二", 5, 0, 0, "一|二"},
        {"一二", 0, 0, 0, "一|二"},
        {"一二", -9, 0, 0, "一|二"},
        /* Forced breaks, blanks, other line ends. */
        {"一\n二", 100, 0, 0, "一|二"},
        {"一\n\n二\n", 100, 0, 0, "一||二"},
        {"一\r\n二\r三", 100, 0, 0, "一|二 三"},
        {"一二三四五 六七", 100, 0, 0, "一二三四五|六七"},
        {"一二三四五   六", 100, 0, 0, "一二三四五|六"},
        {"a\tb", 100, 0, 0, "a b"},
        {"一\xE2\x80\x8B二\xEF\xBB\xBF三\xE2\x80\xAE四", 100, 0, 0, "一\xE2\x80\x8B二\xEF\xBB\xBF三四"},
        {"\xFF\xC0 \xE4\xB8", 100, 0, 0, "\xEF\xBF\xBD\xEF\xBF\xBD \xEF\xBF\xBD\xEF\xBF\xBD"},
        {"a\xEF\xBF\xBF z\xEF\xBF\xBE", 100, 0, 0, "a\xEF\xBF\xBF z\xEF\xBF\xBE"}, /* noncharacters */
        {"一二三四五　　六", 100, 0, 0, "一二三四五|六"}, /* blanks of full width hang */
        {"　　一二三", 100, 0, 0, "　　一二三"},
        /* At most so many lines. */
        {"一二三四五六七八九十", 100, 0, 1, "一二三四…"},
        {"一二三四五六七八九十甲乙", 100, 0, 2, "一二三四五|六七八九…"},
        {"一二三四五六七八九十", 100, 0, 2, "一二三四五|六七八九十"},
        {"一\n二\n三", 100, 0, 2, "一|二…"},
        {"一二", 10, 0, 1, ""},
    };
    char got[400];
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text_layout_options options = {
            .width = cases[i].width, .indent = cases[i].indent, .line_limit = cases[i].limit};
        struct text_layout *layout = lay_out(cases[i].text, options);
        lines_of(layout, got, sizeof got);
        text_layout_free(layout);
        if (strcmp(got, cases[i].wanted) != 0) {
            print_error("case %zu: got \"%s\", expected \"%s\"\n", i, got, cases[i].wanted);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static uint32_t first_of(const char *text)
{
    return character_next(&text);
}

static uint32_t last_of(const char *text, size_t start, size_t end)
{
    uint32_t last = 0;
    const char *at = text + start;
    while (at < text + end) {
        last = character_next(&at);
    }
    return last;
}

/* A real paragraph at every width: the marks stand right, no line is too wide, nothing is lost. */
static void marks_stand_right_at_every_width(void **state)
{
    static const char text[] = "各县（市、区）人民政府，市直各单位：根据《湖南省人民政府办公厅关于做好2026年"
                               "城乡居民基本医疗保险工作的通知》（湘政办发〔2026〕"
                               "12号）精神，参保人员应于11月30日前缴清保费400元/"
                               "人；逾期的，按“断保”处理！联系电话：0735-2888888、12345（24小时）。";
    static const char closing[] = "。，、）》：；！？”〕";
    static const char opening[] = "（《“〔";
    (void)state;
    for (int width = 100; width <= 640; width++) {
        size_t ink = 0;
        struct text_layout *layout = lay_out(text, (struct text_layout_options){.width = width});
        for (size_t i = 0; i < layout->line_count; i++) {
            const struct layout_line *line = &layout->lines[i];
            char utf8[5] = {0};
            utf8[character_put(first_of(layout->text + line->start), utf8)] = '\0';
            if (i > 0 && strstr(closing, utf8)) {
                fail_msg("width %d, line %zu begins with %s", width, i, utf8);
            }
            memset(utf8, 0, sizeof utf8);
            (void)character_put(last_of(layout->text, line->start, line->end), utf8);
            if (strstr(opening, utf8)) {
                fail_msg("width %d, line %zu ends with %s", width, i, utf8);
            }
            if (line->width > width) {
                fail_msg("width %d, line %zu is %d wide", width, i, line->width);
            }
            ink += line->end - line->start;
        }
        assert_int_equal(ink, strlen(text));
        text_layout_free(layout);
    }
}

static void lines_are_aligned(void **state)
{
    static const struct {
        enum text_align align;
        int wanted;
    } cases[] = {{TEXT_ALIGN_START, 0}, {TEXT_ALIGN_CENTRE, 80}, {TEXT_ALIGN_END, 160}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text_layout *layout =
            lay_out("市民", (struct text_layout_options){.width = 200, .align = cases[i].align});
        assert_int_equal(layout->lines[0].x, cases[i].wanted);
        text_layout_free(layout);
    }
}

static void sizes_are_told(void **state)
{
    struct text_layout_options options = {.width = 100, .line_height = 33};
    (void)state;
    struct text_layout *layout = lay_out("一二三四五六七", options);
    assert_int_equal(text_layout_line_count(layout), 2);
    assert_int_equal(text_layout_height(layout), 66);
    assert_int_equal(text_layout_width(layout), 100);
    text_layout_free(layout);
    layout = lay_out("", options);
    assert_int_equal(text_layout_height(layout), 0);
    text_layout_free(layout);
}

static void draw_layout(void *context, struct canvas *canvas, struct rect clip)
{
    canvas_fill(canvas, clip, 0xFFFFFFFF);
    canvas_text_layout(canvas, letters, context, 50, 40);
}

static void spans_keep_their_colours_and_lines(void **state)
{
    static const struct text_span spans[] = {{"国", TEXT_REGULAR, 0xFFFF0000, 0},
                                             {"", TEXT_BOLD, 0xFF000000, 1},
                                             {"国国国国国国", TEXT_BOLD, 0xFF0000FF, 1}};
    struct text_layout_options options = {.size = SIZE, .width = 100, .line_height = 30};
    (void)state;
    struct text_layout *layout = text_layout_new(letters, spans, 3, &options);
    assert_non_null(layout);
    canvas_damage_all(screen_canvas);
    canvas_flush(screen_canvas, draw_layout, layout);
    screen_read();
    struct rect ink = inked(0xFFFFFFFF);
    assert_in_range(ink.x, 50, 53);
    assert_in_range(ink.x + ink.w, 148, 150);
    int red = 0;
    int blue = 0;
    for (int y = 0; y < SCREEN_HEIGHT; y++) {
        for (int x = 0; x < SCREEN_WIDTH; x++) {
            if (pixel(x, y) == 0xFFFF0000) {
                red++;
                assert_in_range(x, 50, 69);
            } else if (pixel(x, y) == 0xFF0000FF) {
                blue++;
                assert_true(x >= 70 || y >= 70);
            }
        }
    }
    assert_true(red > 10 && blue > 100);
    /* The line under the second span: below the baseline of the first line, from 70 to 150. */
    int baseline = 40 + 5 + text_ascent(letters, (struct text_style){SIZE, TEXT_REGULAR});
    for (int x = 70; x < 150; x++) {
        assert_pixel(x, baseline + 2, 0xFF0000FF);
    }
    assert_pixel(60, baseline + 2, 0xFFFFFFFF);

    /* Drawing a part anew gives the same picture. */
    static uint32_t whole[SCREEN_PIXELS];
    memcpy(whole, screen_pixels, sizeof whole);
    for (int y = 30; y < 130; y += 9) {
        canvas_damage(screen_canvas, (struct rect){60, y, 50, 9});
        canvas_flush(screen_canvas, draw_layout, layout);
    }
    screen_read();
    assert_memory_equal(whole, screen_pixels, sizeof whole);
    text_layout_free(layout);
}

static void long_texts_take_bounded_time(void **state)
{
    size_t length = (size_t)3 << 20;
    char *text = malloc(length + 1);
    (void)state;
    assert_non_null(text);
    memset(text, 'x', length);
    text[length] = '\0';
    struct text_layout *layout = lay_out(text, (struct text_layout_options){.width = 1});
    assert_true(text_layout_line_count(layout) <= 100000);
    text_layout_free(layout);
    free(text);
}

static void no_spans_no_lines(void **state)
{
    struct text_layout_options options = {.size = SIZE, .width = 100};
    (void)state;
    struct text_layout *layout = text_layout_new(letters, NULL, 0, &options);
    assert_non_null(layout);
    assert_int_equal(text_layout_line_count(layout), 0);
    canvas_damage_all(screen_canvas);
    canvas_flush(screen_canvas, draw_layout, layout);
    text_layout_free(layout);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_break_where_they_may),
        cmocka_unit_test(marks_stand_right_at_every_width),
        cmocka_unit_test(lines_are_aligned),
        cmocka_unit_test(sizes_are_told),
        cmocka_unit_test(spans_keep_their_colours_and_lines),
        cmocka_unit_test(long_texts_take_bounded_time),
        cmocka_unit_test(no_spans_no_lines),
    };
    return cmocka_run_group_tests(tests, letters_open, letters_close);
}
