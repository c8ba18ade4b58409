#include "tests/unit/screens/canvas/screen.h"

#include <math.h>

#include "screens/canvas/canvas.h"
#include "screens/canvas/theme.h"

/* Tests run in the project's root. */
static const char *const shipped[] = {"assets/theme/dusk.xml", "assets/theme/day.xml"};

static double linear(unsigned value)
{
    double v = value / 255.0;
    return v <= 0.03928 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double luminance(colour c)
{
    return 0.2126 * linear(c >> 16 & 255) + 0.7152 * linear(c >> 8 & 255) + 0.0722 * linear(c & 255);
}

/* WCAG 2, relative. */
static double contrast(colour a, colour b)
{
    double la = luminance(a);
    double lb = luminance(b);
    return ((la > lb ? la : lb) + 0.05) / ((la > lb ? lb : la) + 0.05);
}

#define AT(name) offsetof(struct theme, name)
#define PAIR(a, b)                                                                                           \
    {                                                                                                        \
#a " on " #b, AT(a), AT(b)                                                                           \
    }

static colour colour_at(const struct theme *theme, size_t offset)
{
    colour c;
    memcpy(&c, (const char *)theme + offset, sizeof c);
    return c;
}

static void letters_stand_out(void **state)
{
    static const struct {
        const char *name;
        size_t ink, ground;
    } pairs[] = {
        PAIR(ink, background),
        PAIR(ink, background_band),
        PAIR(ink, surface),
        PAIR(ink, accent_soft),
        PAIR(ink_soft, background),
        PAIR(ink_soft, background_band),
        PAIR(ink_soft, surface),
        PAIR(ink_on_focus, surface_focused),
        PAIR(ink, surface_raised),
        PAIR(ink_soft_on_focus, surface_focused),
        PAIR(ink_soft, surface_raised),
        PAIR(accent, background),
        PAIR(accent, background_band),
        PAIR(accent, surface),
        PAIR(link, background),
        PAIR(link, background_band),
        PAIR(link, surface),
        PAIR(on_urgent, urgent),
        PAIR(on_important, important),
        PAIR(on_notice_bar, notice_bar),
        PAIR(ink_on_tint, tile_tints[0]),
        PAIR(ink_on_tint, tile_tints[1]),
        PAIR(ink_on_tint, tile_tints[2]),
        PAIR(ink_on_tint, tile_tints[3]),
        PAIR(ink_on_tint, tile_tints[4]),
        PAIR(ink_on_tint, tile_tints[5]),
        PAIR(ink_on_tint, tile_tints[6]),
        PAIR(ink_on_tint, tile_tints[7]),
        PAIR(ink_on_tint, tile_tints[8]),
    };
    (void)state;
    for (size_t t = 0; t < sizeof shipped / sizeof *shipped; t++) {
        struct theme theme;
        assert_int_equal(theme_read(shipped[t], 1080, &theme), 0);
        for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
            double got = contrast(colour_at(&theme, pairs[i].ink), colour_at(&theme, pairs[i].ground));
            if (got < 4.5) {
                fail_msg("%s: %s has a contrast of %.2f, at least 4.5 is needed", shipped[t], pairs[i].name,
                         got);
            }
        }
        assert_true(contrast(theme.focus_ring, theme.background) >= 3);
        assert_true(contrast(theme.urgent, theme.background) >= 3);
    }
}

static void lengths_follow_the_screen(void **state)
{
    struct theme full;
    struct theme small;
    struct theme tiny;
    (void)state;
    assert_int_equal(theme_read(shipped[0], 1080, &full), 0);
    assert_int_equal(theme_read(shipped[0], 720, &small), 0);
    assert_int_equal(theme_read(shipped[0], 1, &tiny), 0);
    assert_int_equal(full.text_small, 32);
    assert_int_equal(full.text_body, 36);
    assert_int_equal(full.text_title, 40);
    assert_int_equal(full.text_heading, 54);
    assert_int_equal(full.text_display, 60);
    assert_int_equal(small.text_small, 21);
    assert_int_equal(small.text_body, 24);
    assert_int_equal(small.text_display, 40);
    assert_int_equal(small.article_line, full.article_line);
    assert_int_equal(tiny.ring, 1);
    assert_int_equal(full.background >> 24, 0xFF);
}

/* Writes the shipped theme with `from` replaced by `to` into a file. */
static void write_changed(const char *path, const char *from, const char *to)
{
    static char text[32768];
    FILE *in = fopen(shipped[0], "rb");
    assert_non_null(in);
    size_t length = fread(text, 1, sizeof text - 1, in);
    assert_int_equal(fclose(in), 0);
    text[length] = '\0';
    char *at = strstr(text, from);
    if (!at) {
        fail_msg("the theme does not hold %s", from);
        return;
    }
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(text, 1, (size_t)(at - text), out), (size_t)(at - text));
    assert_true(fputs(to, out) >= 0);
    assert_true(fputs(at + strlen(from), out) >= 0);
    assert_int_equal(fclose(out), 0);
}

static void changed_files(void **state)
{
    static const struct {
        const char *from, *to;
        int wanted;
    } cases[] = {
        {"#14202B", "#80aBcDeF", 0},
        {"value=\"#14202B\"", "value='#14202b'", 0},
        {"#14202B", "#14202", -1},
        {"#14202B", "#14202G", -1},
        {"#14202B", "14202BB", -1},
        {"#14202B", "", -1},
        {"#14202B", "##14202", -1},
        {"<theme>", "<thema>", -1},
        {"</theme>", "", -1},
        {"</theme>", "<length name=\"gap\" value=\"3\"/></theme>", -1},
        {"</theme>", "<length name=\"gob\" value=\"3\"/></theme>", -1},
        {"</theme>", "<hint/></theme>", -1},
        {"</theme>", "<!-- and a comment --></theme>", 0},
        {"<length name=\"gap\" value=\"24\"/>", "", -1},
        {"<length name=\"gap\"", "<colour name=\"gap\"", -1},
        {"value=\"24\"", "value=\"-1\"", -1},
        {"value=\"24\"", "value=\"1001\"", -1},
        {"value=\"24\"", "value=\"99999999999999999999\"", -1},
        {"value=\"24\"", "value=\"1000\"", 0},
        {"value=\"24\"", "value=\"\"", -1},
        {"value=\"24\"", "value=\"2 4\"", -1},
        {"value=\"165\"", "value=\"99\"", -1},
        {"value=\"165\"", "value=\"301\"", -1},
        {"name=\"gap\"", "", -1},
        {"<theme>", "<!DOCTYPE theme [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><theme>", -1},
    };
    char path[] = "/tmp/tv-hall-theme-XXXXXX";
    (void)state;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(close(fd), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct theme theme;
        struct theme before;
        memset(&theme, 0x5A, sizeof theme);
        before = theme;
        write_changed(path, cases[i].from, cases[i].to);
        int got = theme_read(path, 720, &theme);
        if (got != cases[i].wanted) {
            fail_msg("case %zu (%s to %s): %d, expected %d", i, cases[i].from, cases[i].to, got,
                     cases[i].wanted);
        }
        if (got < 0) {
            assert_memory_equal(&theme, &before, sizeof theme);
        }
    }
    assert_int_equal(unlink(path), 0);
}

static void no_file(void **state)
{
    struct theme theme;
    (void)state;
    assert_int_equal(theme_read("/nowhere/theme.xml", 720, &theme), -1);
    assert_int_equal(theme_read("/tmp", 720, &theme), -1);
    assert_int_equal(theme_read("/dev/null", 720, &theme), -1);
}

static void lines_of_a_screen(void **state)
{
    static const struct {
        int width, height, lines;
    } rows[] = {{1280, 720, 720}, {1920, 1080, 1080}, {3840, 2160, 2160}, {1366, 768, 768}, {1024, 768, 576},
                {720, 576, 405},  {640, 480, 360},    {2560, 1080, 1080}, {0, 0, 0}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int lines = canvas_lines(rows[i].width, rows[i].height);
        if (lines != rows[i].lines) {
            fail_msg("%dx%d has %d lines, wanted %d", rows[i].width, rows[i].height, lines, rows[i].lines);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_of_a_screen),
        cmocka_unit_test(letters_stand_out),
        cmocka_unit_test(lengths_follow_the_screen),
        cmocka_unit_test(changed_files),
        cmocka_unit_test(no_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
