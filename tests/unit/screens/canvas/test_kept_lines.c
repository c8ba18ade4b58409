/* Lines that are kept as they were laid out: drawn again they look the same, whatever happened to the atlas,
 * and nothing of them stays once they are forgotten. */

#include "tests/unit/screens/canvas/letters.h"

static const colour paper = 0xFFFFFFFF, black = 0xFF000000;

struct line {
    struct text_style style;
    int x, y, width;
    const char *text;
};

static void draw_line(void *context, struct canvas *canvas, struct rect clip)
{
    const struct line *line = context;
    canvas_fill(canvas, clip, paper);
    (void)canvas_text(canvas, letters, line->style, line->x, line->y, line->width, line->text, black);
}

static void show(struct line line)
{
    canvas_damage_all(screen_canvas);
    canvas_flush(screen_canvas, draw_line, &line);
    screen_read();
}

/* The line of these words in any width, whose letters are all there. */
static const struct kept_line *whole(const char *text)
{
    for (size_t i = 0; i < KEPT_LINE_SETS * KEPT_LINE_WAYS; i++) {
        const struct kept_line *line = letters->lines.sets[i / KEPT_LINE_WAYS][i % KEPT_LINE_WAYS];
        if (line != NULL && strcmp(line->words, text) == 0 &&
            kept_line_is_whole(line, letters->atlas.emptied)) {
            return line;
        }
    }
    return NULL;
}

static const struct line lines[] = {
    {{24, TEXT_REGULAR}, 40, 80, 560, "关于2026年城乡居民医保缴费的通告"},
    {{24, TEXT_BOLD}, 40, 80, 560, "关于2026年城乡居民医保缴费的通告"},
    {{32, TEXT_REGULAR}, 41, 83, 560, "关于2026年城乡居民医保缴费的通告"},
    {{24, TEXT_REGULAR}, 40, 80, 100, "关于2026年城乡居民医保缴费的通告"},
    {{24, TEXT_REGULAR}, 40, 80, 23, "关于2026年城乡居民医保缴费的通告"},
    {{24, TEXT_REGULAR}, -60, 340, 560, "The quick brown fox, 0123456789"},
    {{24, TEXT_REGULAR}, 600, -10, 560, "左边和右边"},
    {{40, TEXT_REGULAR}, 100, 100, 400, "e\xCC\x81m\xCC\x84 x"},
    {{40, TEXT_REGULAR}, 100, 100, 400, "零\xE2\x80\x8B宽\xE2\x80\x8F字"},
    {{24, TEXT_REGULAR}, 40, 80, 560, "bad \xFF\xC3(\xE4\xB8 bytes"},
    {{24, TEXT_REGULAR}, 40, 80, 560, "\xF3\xB0\x80\x80 in no face"},
    {{24, TEXT_REGULAR}, 40, 80, 560, "   "},
    {{24, TEXT_REGULAR}, 40, 80, 560, ""},
};
enum { LINES = sizeof lines / sizeof *lines };

static void drawn_again_it_looks_the_same(void **state)
{
    static uint32_t wanted[LINES][SCREEN_PIXELS];
    (void)state;
    for (size_t i = 0; i < LINES; i++) {
        fonts_forget_lines(letters);
        show(lines[i]);
        memcpy(wanted[i], screen_pixels, sizeof wanted[i]);
    }
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < LINES; i++) {
            (void)text_width(letters, lines[i].style, lines[i].text);
            show(lines[i]);
            if (memcmp(wanted[i], screen_pixels, sizeof wanted[i]) != 0) {
                fail_msg("line %zu is another in round %d", i, round);
            }
        }
    }
}

static void what_is_whole_and_fits_is_kept_once(void **state)
{
    struct line line = lines[0];
    (void)state;
    int width = text_width(letters, line.style, line.text);
    for (int more = 0; more < 5; more++) {
        line.width = width + more;
        show(line);
    }
    assert_int_equal(kept_lines_count(), 1);
    assert_non_null(whole(line.text));
    line.width = width - 1;
    show(line);
    assert_int_equal(kept_lines_count(), 2);
}

static void words_at_the_same_place_in_memory_are_others(void **state)
{
    static uint32_t wanted[SCREEN_PIXELS];
    char words[] = "一二三";
    struct line line = {{24, TEXT_REGULAR}, 40, 80, 560, words};
    (void)state;
    struct line other = line;
    other.text = "四五六";
    show(other);
    memcpy(wanted, screen_pixels, sizeof wanted);
    show(line);
    memcpy(words, other.text, sizeof words);
    show(line);
    assert_memory_equal(wanted, screen_pixels, sizeof wanted);
}

/* So many other letters that its pages are emptied and hold others; in lines that are too long to be kept, or
 * they would take its place. */
static void its_letters_have_left_the_atlas(void **state)
{
    enum { A_LINE = 90 };
    static uint32_t wanted[SCREEN_PIXELS];
    char text[4 * A_LINE + 1];
    (void)state;
    show(lines[0]);
    memcpy(wanted, screen_pixels, sizeof wanted);
    assert_non_null(whole(lines[0].text));
    for (uint32_t c = 0x5000; c < 0x5000 + 4000; c += A_LINE) {
        size_t length = 0;
        for (uint32_t i = 0; i < A_LINE; i++) {
            length += character_put(c + i, text + length);
        }
        text[length] = '\0';
        show((struct line){{40, TEXT_REGULAR}, 20, 100, 1000000, text});
    }
    assert_int_equal(kept_lines_count(), 1);
    assert_true(letters->atlas.emptied > 0);
    show(lines[0]);
    assert_memory_equal(wanted, screen_pixels, sizeof wanted);
}

/* As many as there are, and more. */
static void they_are_bounded(void **state)
{
    static uint32_t wanted[SCREEN_PIXELS];
    char text[] = "a row 0000";
    (void)state;
    for (int i = 0; i < 10 * KEPT_LINE_SETS * KEPT_LINE_WAYS; i++) {
        (void)snprintf(text, sizeof text, "a row %d", i % 1000);
        (void)text_width(letters, lines[0].style, text);
    }
    assert_int_equal(kept_lines_count(), KEPT_LINE_SETS * KEPT_LINE_WAYS);
    struct line line = {{24, TEXT_REGULAR}, 40, 80, 560, text};
    show(line);
    memcpy(wanted, screen_pixels, sizeof wanted);
    fonts_forget_lines(letters);
    show(line);
    assert_memory_equal(wanted, screen_pixels, sizeof wanted);
}

/* A line of letters of which each needs a page of its own: none of them may be drawn from a place that was
 * given to another. */
static void a_page_is_emptied_for_one_of_its_letters(void **state)
{
    static const struct line wide = {{400, TEXT_REGULAR}, 0, 0, 640 * 40, "一丁七万丈三上下不与丐丑"};
    static uint32_t wanted[SCREEN_PIXELS];
    (void)state;
    struct line line = wide;
    for (int place = 0; place < 12; place++) {
        line.x = -400 * place;
        fonts_forget_lines(letters);
        show(line);
        memcpy(wanted, screen_pixels, sizeof wanted);
        show(line);
        if (memcmp(wanted, screen_pixels, sizeof wanted) != 0) {
            fail_msg("letter %d is another when it is drawn again", place);
        }
    }
    assert_null(whole(wide.text)); /* six pages, twelve letters */
}

static void what_is_too_long_is_drawn_and_not_kept(void **state)
{
    static char text[2 * KEPT_LINE_BYTES_MAX];
    static uint32_t wanted[SCREEN_PIXELS];
    struct line line = {{24, TEXT_REGULAR}, 40, 80, 560, text};
    (void)state;
    memset(text, 'i', KEPT_LINE_BYTES_MAX);
    show(line);
    memcpy(wanted, screen_pixels, sizeof wanted);
    assert_int_equal(kept_lines_count(), 1);
    fonts_forget_lines(letters);
    memset(text, 'i', KEPT_LINE_BYTES_MAX + 1);
    assert_true(text_width(letters, line.style, text) > line.width);
    show(line);
    show(line);
    assert_int_equal(kept_lines_count(), 0);
    assert_memory_equal(wanted, screen_pixels, sizeof wanted); /* both are cut at the same letter */
}

/* What is only noted has no letters to be kept, and takes no place. */
static void what_nobody_sees_is_not_kept(void **state)
{
    static uint32_t wanted[SCREEN_PIXELS];
    struct line line = {{28, TEXT_REGULAR}, 40, 80, 560, "新字新词"};
    (void)state;
    (void)text_width(letters, line.style, line.text);
    letters_ahead_begin(letters);
    canvas_draw_unseen(screen_canvas, draw_line, &line);
    struct line next = {{28, TEXT_REGULAR}, 40, 80, 560, "下一个"};
    canvas_draw_unseen(screen_canvas, draw_line, &next);
    letters_ahead_end(letters);
    assert_int_equal(kept_lines_count(), 1);
    assert_null(whole(line.text));
    show(line);
    memcpy(wanted, screen_pixels, sizeof wanted);
    assert_true(inked(paper).w > 90);
    show(line);
    assert_memory_equal(wanted, screen_pixels, sizeof wanted);
}

static void forgotten_nothing_stays(void **state)
{
    (void)state;
    for (size_t i = 0; i < LINES; i++) {
        show(lines[i]);
    }
    assert_true(kept_lines_count() > 5);
    fonts_forget_lines(letters);
    assert_int_equal(kept_lines_count(), 0);
}

static int begin(void **state)
{
    (void)state;
    fonts_forget_lines(letters);
    atlas_free(&letters->atlas);
    glyph_table_free(&letters->glyphs);
    letters->atlas.page_limit = 6;
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(drawn_again_it_looks_the_same, begin),
        cmocka_unit_test_setup(what_is_whole_and_fits_is_kept_once, begin),
        cmocka_unit_test_setup(words_at_the_same_place_in_memory_are_others, begin),
        cmocka_unit_test_setup(its_letters_have_left_the_atlas, begin),
        cmocka_unit_test_setup(they_are_bounded, begin),
        cmocka_unit_test_setup(a_page_is_emptied_for_one_of_its_letters, begin),
        cmocka_unit_test_setup(what_is_too_long_is_drawn_and_not_kept, begin),
        cmocka_unit_test_setup(what_nobody_sees_is_not_kept, begin),
        cmocka_unit_test_setup(forgotten_nothing_stays, begin),
    };
    return cmocka_run_group_tests(tests, letters_open, letters_close);
}
