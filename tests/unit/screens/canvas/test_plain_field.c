#include "screens/canvas/plain_field.h"

#include "tests/unit/screens/canvas/screen.h"

/* What is said to be plain is plain: beside a picture on which all of it is drawn. */

enum { SIDE = 40, STEPS = 40, ROUNDS = 400 };

static unsigned seed = 20261201;

static int chance(int below)
{
    seed = seed * 1103515245u + 12345u;
    return (int)(seed >> 16) % below;
}

static struct rect some_rect(int longest)
{
    int w = 1 + chance(longest);
    int h = 1 + chance(longest);
    return (struct rect){chance(SIDE - w + 1), chance(SIDE - h + 1), w, h};
}

static void paint(int picture[SIDE][SIDE], struct rect area, int colour_step)
{
    for (int y = area.y; y < area.y + area.h; y++) {
        for (int x = area.x; x < area.x + area.w; x++) {
            picture[y][x] = colour_step < 0 ? -colour_step * SIDE * SIDE + y * SIDE + x : colour_step;
        }
    }
}

static int is_plain(int picture[SIDE][SIDE], struct rect area)
{
    for (int y = area.y; y < area.y + area.h; y++) {
        for (int x = area.x; x < area.x + area.w; x++) {
            if (picture[y][x] != picture[area.y][area.x]) {
                return 0;
            }
        }
    }
    return 1;
}

static void only_plain_fields_are_held(void **state)
{
    int held = 0;
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        static int picture[SIDE][SIDE];
        struct plain_field field;
        paint(picture, (struct rect){0, 0, SIDE, SIDE}, -1);
        plain_field_forget(&field);
        for (int step = 1; step < STEPS; step++) {
            struct rect area = some_rect(chance(4) == 0 ? SIDE : 6);
            if (chance(3) == 0) {
                paint(picture, area, step);
                plain_field_filled(&field, area);
            } else {
                int holds = plain_field_holds(&field, area);
                if (holds && !is_plain(picture, area)) {
                    fail_msg("round %d, step %d: %d,%d %dx%d is said to be plain", round, step, area.x,
                             area.y, area.w, area.h);
                }
                held += holds;
                paint(picture, area, -step - 1); /* each pixel another */
                plain_field_drawn(&field, area);
            }
        }
    }
    assert_true(held > ROUNDS / 4);
}

/* Letters side by side, and the next line below, though the second is the longer one. */
static void lines_of_letters_are_held(void **state)
{
    struct plain_field field;
    (void)state;
    plain_field_forget(&field);
    assert_int_equal(plain_field_holds(&field, (struct rect){0, 0, 1, 1}), 0);
    plain_field_filled(&field, (struct rect){0, 0, 400, 150});
    plain_field_filled(&field, (struct rect){0, 20, 10, 36}); /* smaller: drawn on it */
    for (int line = 0; line < 2; line++) {
        for (int letter = 0; letter < 5 + line * 3; letter++) {
            struct rect place = {20 + letter * 40, 20 + line * 50, 36, 36};
            assert_int_equal(plain_field_holds(&field, place), 1);
            plain_field_drawn(&field, place);
            assert_int_equal(plain_field_holds(&field, place), 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(only_plain_fields_are_held),
                                       cmocka_unit_test(lines_of_letters_are_held)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
