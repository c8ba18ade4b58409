#include "tests/unit/screens/canvas/screen.h"

#include "screens/canvas/pgm.h"

#define FILE_OF(text) (const unsigned char *)(text), sizeof(text) - 1

static void files(void **state)
{
    static const struct {
        const unsigned char *bytes;
        size_t length;
        int width, height; /* 0: to be refused */
    } cases[] = {
        {FILE_OF("P5\n2 2\n255\nabcd"), 2, 2},
        {FILE_OF("P5 2 2 255 abcd"), 2, 2},
        {FILE_OF("P5\n# made by hand\n2 # wide\n2\n255\nabcd"), 2, 2},
        {FILE_OF("P5\n2 2\n255\nabcdef"), 2, 2},
        {FILE_OF("P5\n2 2\n255\nabc"), 0, 0},
        {FILE_OF("P5\n2 2\n255"), 0, 0},
        {FILE_OF("P5\n2 2\n255abcd"), 0, 0},
        {FILE_OF("P5\n2 2\n65535\nabcdabcd"), 0, 0},
        {FILE_OF("P5\n2 2\n1\nabcd"), 0, 0},
        {FILE_OF("P5\n0 2\n255\nabcd"), 0, 0},
        {FILE_OF("P5\n-2 2\n255\nabcd"), 0, 0},
        {FILE_OF("P5\n513 1\n255\nabcd"), 0, 0},
        {FILE_OF("P5\n99999999999999999999 1\n255\nabcd"), 0, 0},
        {FILE_OF("P5\n512 512\n255\nabcd"), 0, 0},
        {FILE_OF("P2\n1 1\n255\n1"), 0, 0},
        {FILE_OF("P5\n#"), 0, 0},
        {FILE_OF("P5"), 0, 0},
        {FILE_OF("P"), 0, 0},
        {FILE_OF(""), 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pgm pgm = {0, 0, NULL};
        const char *problem = NULL;
        int got = pgm_read(cases[i].bytes, cases[i].length, &pgm, &problem);
        if ((got == 0) != (cases[i].width > 0)) {
            fail_msg("case %zu: %d (%s)", i, got, problem ? problem : "taken");
        }
        assert_int_equal(pgm.width, cases[i].width);
        assert_int_equal(pgm.height, cases[i].height);
        if (got == 0) {
            assert_memory_equal(pgm.pixels, "abcd", 4);
        } else {
            assert_non_null(problem);
        }
        free(pgm.pixels);
    }
}

static void draw_icon(void *context, struct canvas *canvas, struct rect clip)
{
    canvas_fill(canvas, clip, 0xFF000000);
    canvas_icon(canvas, context, 10, 20, 0xFF00FF00);
}

static void icons_are_tinted_masks(void **state)
{
    char path[] = "/tmp/tv-hall-icon-XXXXXX";
    static const unsigned char file[] = {'P', '5', '\n', '3',  ' ', '1', '\n',
                                         '2', '5', '5',  '\n', 255, 128, 0};
    (void)state;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, file, sizeof file), (ssize_t)sizeof file);
    assert_int_equal(close(fd), 0);
    struct icon *icon = icon_load(path);
    assert_int_equal(unlink(path), 0);
    assert_non_null(icon);
    assert_int_equal(icon_width(icon), 3);
    assert_int_equal(icon_height(icon), 1);
    canvas_damage_all(screen_canvas);
    canvas_flush(screen_canvas, draw_icon, icon);
    screen_read();
    assert_pixel(10, 20, 0xFF00FF00);
    assert_in_range(pixel(11, 20) >> 8 & 0xFF, 0x7E, 0x82);
    assert_pixel(12, 20, 0xFF000000);
    icon_free(icon);
    assert_null(icon_load("/nowhere/icon.pgm"));
    assert_null(icon_load("/tmp"));
    assert_null(icon_load("/etc/passwd"));
    icon_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(icons_are_tinted_masks),
    };
    return cmocka_run_group_tests(tests, screen_open, screen_close);
}
