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

static const struct {
    const char *text;
    struct rect box;
    int two_rows;
} names[] = {
    {"短", {LEFT, TOP, 200, 50}, 0},
    {"一件事一次办", {LEFT, TOP, 200, 100}, 1},
    {"Water, power and gas cuts", {LEFT, TOP, 200, 100}, 1},
    {"Marriage and family", {LEFT, TOP, 160, 56}, 1}, /* a shelf: two rows of small letters alone */
};
static char name_text[80];

static void draw_the_name(void *context, struct canvas *canvas, struct rect clip)
{
    (void)context;
    canvas_fill(canvas, clip, 0xFF000000U);
    draw_name(&kit, style_heading(&kit), names[drawing].box, name_text, kit_theme.ink);
}

/* What was drawn, summed up. */
static uint32_t look_at_the_name(const char *behind, struct rect *ink)
{
    uint32_t sum = 0;
    (void)snprintf(name_text, sizeof name_text, "%s%s", names[drawing].text, behind);
    canvas_damage_all(kit.canvas);
    canvas_flush(kit.canvas, draw_the_name, NULL);
    screen_read();
    *ink = inked(0xFF000000U);
    for (int i = 0; i < SCREEN_PIXELS; i++) {
        sum = sum * 31 + screen_pixels[i];
    }
    return sum;
}

/* A name that is cut looks the same whatever stands behind it. */
static void a_name_takes_two_rows_before_it_is_cut(void **state)
{
    (void)state;
    for (drawing = 0; drawing < sizeof names / sizeof names[0]; drawing++) {
        struct rect box = names[drawing].box, ink, ink_of_longer;
        uint32_t whole = look_at_the_name("", &ink);
        uint32_t longer = look_at_the_name("!", &ink_of_longer);
        int two = ink.h > kit_theme.text_heading;
        if (ink.x < box.x || ink.y < box.y || ink.x + ink.w > box.x + box.w ||
            ink.y + ink.h > box.y + box.h) {
            fail_msg("\"%s\": drawn at %d,%d %dx%d, beyond its box", names[drawing].text, ink.x, ink.y, ink.w,
                     ink.h);
        }
        if (whole == longer || two != names[drawing].two_rows) {
            fail_msg("\"%s\": %s, %s", names[drawing].text, whole == longer ? "cut" : "whole",
                     two ? "two rows" : "one row");
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_many_rows_as_are_needed),
                                       cmocka_unit_test(a_name_takes_two_rows_before_it_is_cut)};
    return cmocka_run_group_tests(tests, kit_open, kit_close);
}
