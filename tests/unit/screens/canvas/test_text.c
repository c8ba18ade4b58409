#include "tests/unit/screens/canvas/letters.h"

#include "screens/canvas/fonts_private.h"

static const colour paper = 0xFFFFFFFF;
static const colour black = 0xFF000000;

struct line {
    struct text_style style;
    int x, y, width;
    const char *text;
    int drawn;
};

static void draw_line(void *context, struct canvas *canvas, struct rect clip)
{
    struct line *line = context;
    canvas_fill(canvas, clip, paper);
    line->drawn = canvas_text(canvas, letters, line->style, line->x, line->y, line->width, line->text, black);
}

static void show(struct line *line)
{
    canvas_damage_all(screen_canvas);
    canvas_flush(screen_canvas, draw_line, line);
    screen_read();
}

static void width_is_what_is_drawn(void **state)
{
    static const char *const texts[] = {
        "",
        "电视政务大厅",
        "关于2026年城乡居民医保缴费的通告",
        "The quick brown fox, 0123456789",
        "￥1,280.50元；100%",
        "e\xCC\x81 combining",
        "零\xE2\x80\x8B宽\xE2\x80\x8F字\xEF\xBB\xBF符\xE2\x80\xAE",
        "tab\tand\nline\rends",
        "bad \xFF\xC3(\xE4\xB8 bytes \xED\xA0\x80",
        "\xF0\xAB\x96\xAF\xE4\xB6\xAE\xE3\x9B\x83",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        for (int size = 12; size <= 36; size += 8) {
            struct line line = {{size, size == 20 ? TEXT_BOLD : TEXT_REGULAR}, 50, 100, 1000, texts[i], -1};
            int width = text_width(letters, line.style, texts[i]);
            show(&line);
            struct rect ink = inked(paper);
            if (line.drawn != width) {
                fail_msg("\"%s\" at %d: drawn %d, measured %d", texts[i], size, line.drawn, width);
            }
            /* Bearings of a few pixels, and italic or closing marks that reach out a little. */
            if (ink.w > 0 && (ink.x < 50 - 3 || ink.x + ink.w > 50 + width + 3)) {
                fail_msg("\"%s\" at %d: ink %d..%d, width %d", texts[i], size, ink.x, ink.x + ink.w, width);
            }
        }
    }
}

static void chinese_letters_are_as_wide_as_the_size(void **state)
{
    (void)state;
    for (int size = 10; size <= 80; size++) {
        assert_int_equal(text_width(letters, (struct text_style){size, TEXT_REGULAR}, "市民"), 2 * size);
        assert_int_equal(text_width(letters, (struct text_style){size, TEXT_BOLD}, "市民"), 2 * size);
    }
}

static void ink_stands_in_the_em_box(void **state)
{
    struct line line = {{40, TEXT_REGULAR}, 100, 100, 400, "国", 0};
    (void)state;
    show(&line);
    struct rect ink = inked(paper);
    assert_in_range(ink.x, 100, 106);
    assert_in_range(ink.y, 100, 106);
    assert_in_range(ink.x + ink.w, 134, 140);
    assert_in_range(ink.y + ink.h, 134, 140);
    assert_int_equal(text_ascent(letters, line.style), 35);
    assert_int_equal(text_line_height(letters, line.style), 56);
}

static void long_lines_end_in_an_ellipsis(void **state)
{
    static const char text[] = "郴州市住房公积金管理中心提取业务流程";
    struct text_style style = {20, TEXT_REGULAR};
    (void)state;
    int whole = text_width(letters, style, text);
    int ellipsis = text_width(letters, style, "…");
    for (int width = 0; width <= whole + 20; width += 7) {
        struct line line = {style, 30, 100, width, text, -1};
        show(&line);
        if (width >= whole) {
            assert_int_equal(line.drawn, whole);
        } else if (width < ellipsis) {
            assert_int_equal(line.drawn, 0);
            assert_int_equal(inked(paper).w, 0);
        } else {
            assert_in_range(line.drawn, ellipsis, width);
            assert_true(line.drawn + 20 > width); /* no letter more would have fitted */
            assert_int_equal((line.drawn - ellipsis) % 20, 0);
        }
    }
}

static void rare_characters_come_from_the_fallback(void **state)
{
    static const char *const rare[] = {"\xE3\x9B\x83",     /* U+36C3 */
                                       "\xE4\xB6\xAE",     /* U+4DAE */
                                       "\xF0\xAB\x96\xAF", /* U+2B5AF */
                                       "📢",
                                       "🔔",
                                       "\xE2\x98\x8E", /* ☎ */
                                       "①",
                                       "\xF0\x9F\x87\xA8"}; /* U+1F1E8, half of a flag */
    (void)state;
    struct line box = {{40, TEXT_REGULAR}, 100, 100, 400,
                       "\xF3\xB0\x80\x80", 0}; /* private use: no face has it */
    show(&box);
    static uint32_t box_pixels[SCREEN_PIXELS];
    memcpy(box_pixels, screen_pixels, sizeof box_pixels);
    assert_int_equal(inked(paper).w, 30);
    assert_int_equal(inked(paper).h, 30);
    for (size_t i = 0; i < sizeof rare / sizeof *rare; i++) {
        struct line line = {{40, TEXT_REGULAR}, 100, 100, 400, rare[i], 0};
        show(&line);
        struct rect ink = inked(paper);
        assert_in_range(ink.w, 18, 46);
        assert_in_range(ink.h, 22, 46);
        if (memcmp(box_pixels, screen_pixels, sizeof box_pixels) == 0) {
            fail_msg("rare character %zu is drawn as a box", i);
        }
    }
}

static void marks_stand_over_their_letter(void **state)
{
    /* The letter, the same with a mark, and how far the letter reaches. */
    static const char *const marked[] = {"e\xCC\x81", "m\xCC\x84"};
    (void)state;
    for (size_t i = 0; i < sizeof marked / sizeof *marked; i++) {
        char plain[5] = {0};
        const char *after = marked[i];
        (void)character_put(character_next(&after), plain);
        struct line line = {{40, TEXT_REGULAR}, 100, 100, 400, plain, 0};
        show(&line);
        struct rect letter = inked(paper);
        struct line both = {{40, TEXT_REGULAR}, 100, 100, 400, marked[i], 0};
        show(&both);
        struct rect ink = inked(paper);
        assert_int_equal(both.drawn, line.drawn);
        if (ink.y >= letter.y || ink.x < 95 || ink.x + ink.w > 105 + line.drawn) {
            fail_msg("%s: ink at %d,%d %dx%d, of the letter alone at %d,%d %dx%d", marked[i], ink.x, ink.y,
                     ink.w, ink.h, letter.x, letter.y, letter.w, letter.h);
        }
    }
    /* The frame of a key draws nothing. */
    struct line key = {{40, TEXT_REGULAR}, 100, 100, 400, "1\xEF\xB8\x8F\xE2\x83\xA3", 0};
    show(&key);
    assert_true(inked(paper).w < key.drawn);
}

static void missing_characters_are_reported_once_and_not_without_end(void **state)
{
    char text[8] = {0};
    (void)state;
    for (uint32_t c = 0xF0100; c < 0xF0200; c++) {
        text[character_put(c, text)] = '\0';
        for (int again = 0; again < 3; again++) {
            assert_int_equal(text_width(letters, (struct text_style){20, TEXT_REGULAR}, text), 20);
        }
    }
    assert_int_equal(letters->missing_count, MISSING_REPORTED_MAX);
}

static void clips_cut_letters(void **state)
{
    struct line line = {{40, TEXT_REGULAR}, 100, 100, 400, "国国国", 0};
    (void)state;
    show(&line);
    uint32_t before[SCREEN_WIDTH];
    memcpy(before, screen_pixels + (ptrdiff_t)120 * SCREEN_WIDTH, sizeof before);
    line.text = "一一一一";
    canvas_damage(screen_canvas, (struct rect){130, 0, 30, SCREEN_HEIGHT});
    canvas_flush(screen_canvas, draw_line, &line);
    screen_read();
    for (int x = 0; x < SCREEN_WIDTH; x++) {
        if (x < 130 || x >= 160) {
            assert_pixel(x, 120, before[x]);
        }
    }
    line.text = "国国国";
    canvas_damage(screen_canvas, (struct rect){130, 0, 30, SCREEN_HEIGHT});
    canvas_flush(screen_canvas, draw_line, &line);
    screen_read();
    for (int x = 0; x < SCREEN_WIDTH; x++) {
        assert_pixel(x, 120, before[x]);
    }
}

/* Far more glyphs than the atlas holds; afterwards every letter is still the right one. */
static void the_atlas_is_bounded_and_stays_right(void **state)
{
    struct line sample = {{36, TEXT_REGULAR}, 20, 100, 600, "郴州市民办事大厅欢迎您", 0};
    static uint32_t wanted[SCREEN_PIXELS];
    char text[64];
    (void)state;
    show(&sample);
    memcpy(wanted, screen_pixels, sizeof wanted);
    for (uint32_t c = 0x4E00; c < 0x4E00 + 4000; c += 16) {
        size_t length = 0;
        for (uint32_t i = 0; i < 16; i++) {
            length += character_put(c + i, text + length);
        }
        text[length] = '\0';
        struct line line = {{36, c & 16 ? TEXT_BOLD : TEXT_REGULAR}, 20, 100, 600, text, 0};
        canvas_damage_all(screen_canvas);
        canvas_flush(screen_canvas, draw_line, &line);
        assert_true(letters->atlas.page_count <= letters->atlas.page_limit);
        assert_true(letters->glyphs.capacity <= GLYPH_TABLE_MAX);
    }
    show(&sample);
    assert_memory_equal(wanted, screen_pixels, sizeof wanted);
}

static void measuring_without_end_is_bounded(void **state)
{
    char text[8] = {0};
    (void)state;
    for (int size = 10; size < 14; size++) {
        for (uint32_t c = 0x4E00; c < 0x9000; c++) {
            text[character_put(c, text)] = '\0';
            assert_int_equal(text_width(letters, (struct text_style){size, TEXT_REGULAR}, text), size);
        }
    }
    assert_true(letters->glyphs.capacity <= GLYPH_TABLE_MAX);
}

static void strange_sizes_do_no_harm(void **state)
{
    static const int sizes[] = {-5, 0, 1, 511, 512, 100000};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct line line = {{sizes[i], TEXT_BOLD}, -50, -50, 5000, "国Wg…", 0};
        show(&line);
        assert_int_equal(line.drawn, text_width(letters, line.style, line.text));
    }
}

static void fonts_need_a_regular_face(void **state)
{
    static const struct font_source none[] = {{"/nowhere/face.ttf", 0, TEXT_REGULAR, 0},
                                              {"/etc/passwd", 0, TEXT_REGULAR, 0}};
    (void)state;
    assert_null(fonts_new(none, 2));
    assert_null(fonts_new(none, 0));
}

static void bold_is_made_from_regular_if_there_is_no_other(void **state)
{
    static const struct font_source one[] = {
        {"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2, TEXT_REGULAR, 0}};
    long dark[2] = {0, 0};
    (void)state;
    struct fonts *all = letters;
    letters = fonts_new(one, 1);
    assert_non_null(letters);
    for (int bold = 0; bold < 2; bold++) {
        struct line line = {{40, bold ? TEXT_BOLD : TEXT_REGULAR}, 100, 100, 400, "国家", 0};
        show(&line);
        for (int i = 0; i < SCREEN_PIXELS; i++) {
            dark[bold] += 255 - (long)(screen_pixels[i] & 0xFF);
        }
    }
    fonts_free(letters);
    letters = all;
    assert_true(dark[1] > dark[0] * 11 / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(width_is_what_is_drawn),
        cmocka_unit_test(chinese_letters_are_as_wide_as_the_size),
        cmocka_unit_test(ink_stands_in_the_em_box),
        cmocka_unit_test(long_lines_end_in_an_ellipsis),
        cmocka_unit_test(rare_characters_come_from_the_fallback),
        cmocka_unit_test(marks_stand_over_their_letter),
        cmocka_unit_test(missing_characters_are_reported_once_and_not_without_end),
        cmocka_unit_test(clips_cut_letters),
        cmocka_unit_test(the_atlas_is_bounded_and_stays_right),
        cmocka_unit_test(measuring_without_end_is_bounded),
        cmocka_unit_test(strange_sizes_do_no_harm),
        cmocka_unit_test(fonts_need_a_regular_face),
        cmocka_unit_test(bold_is_made_from_regular_if_there_is_no_other),
    };
    return cmocka_run_group_tests(tests, letters_open, letters_close);
}
