/* Words in one line or two, and that two are drawn within the width. */

#include "tests/unit/screens/widgets/kit_fixture.h"

enum { WIDTH = 400, TOP = 100, LEFT = 200 };

static const struct {
    const char *text;
    int rows;
} cases[] = {
    {"", 1},
    {"word", 1},
    {"一二三四五六七八九十", 1},
    {"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十", 2},
    {"To keep it, press a key that you have just taught, or wait for some time", 2},
};

static size_t drawing;

static void draw_it(void *context, struct canvas *canvas, struct rect clip)
{
    (void)context;
    canvas_fill(canvas, clip, kit_theme.background);
    draw_text_rows(&kit, style_body(&kit), (struct rect){LEFT, TOP, WIDTH, kit_theme.text_body * 2},
                   cases[drawing].text, kit_theme.ink);
}

static void as_many_rows_as_are_needed(void **state)
{
    (void)state;
    for (drawing = 0; drawing < sizeof cases / sizeof cases[0]; drawing++) {
        int rows = text_rows(&kit, style_body(&kit), WIDTH, cases[drawing].text);
        if (rows != cases[drawing].rows) {
            fail_msg("\"%s\": %d rows, wanted %d", cases[drawing].text, rows, cases[drawing].rows);
        }
        canvas_damage_all(kit.canvas);
        canvas_flush(kit.canvas, draw_it, NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_many_rows_as_are_needed)};
    return cmocka_run_group_tests(tests, kit_open, kit_close);
}
