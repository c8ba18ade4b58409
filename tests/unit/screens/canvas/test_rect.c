#include "tests/unit/screens/canvas/screen.h"

#include <limits.h>

#include "screens/canvas/rect.h"

static void intersections(void **state)
{
    static const struct {
        struct rect a, b, wanted;
    } cases[] = {
        {{0, 0, 10, 10}, {5, 5, 10, 10}, {5, 5, 5, 5}},
        {{0, 0, 10, 10}, {10, 0, 10, 10}, {0, 0, 0, 0}}, /* they only touch */
        {{0, 0, 10, 10}, {2, 3, 4, 5}, {2, 3, 4, 5}},
        {{0, 0, 10, 10}, {0, 0, 0, 10}, {0, 0, 0, 0}},
        {{0, 0, 10, 10}, {-5, -5, 7, 7}, {0, 0, 2, 2}},
        {{0, 0, 10, 10}, {5, 5, -3, 4}, {0, 0, 0, 0}},
        {{0, 0, 10, 10}, {INT_MAX - 1, 0, INT_MAX, 5}, {0, 0, 0, 0}},
        {{0, 0, 10, 10}, {INT_MIN, INT_MIN, INT_MAX, INT_MAX}, {0, 0, 0, 0}},
        {{-5, -5, INT_MAX, INT_MAX}, {0, 0, 10, 10}, {0, 0, 10, 10}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rect got = rect_intersection(cases[i].a, cases[i].b);
        if (memcmp(&got, &cases[i].wanted, sizeof got) != 0) {
            fail_msg("case %zu: %d,%d %dx%d", i, got.x, got.y, got.w, got.h);
        }
    }
}

/* One axis in numbers that nothing overflows. */
static int64_t common(int a, int a_length, int b, int b_length)
{
    int64_t a_end = (int64_t)a + a_length;
    int64_t b_end = (int64_t)b + b_length;
    int64_t end = a_end < b_end ? a_end : b_end;
    return a_length > 0 && b_length > 0 && end > (a > b ? a : b) ? end - (a > b ? a : b) : 0;
}

static void any_ints_intersect(void **state)
{
    static const int numbers[] = {INT_MIN, INT_MIN + 1, -1280,       -1,          0,      1,
                                  7,       720,         INT_MAX / 2, INT_MAX - 1, INT_MAX};
    enum { COUNT = sizeof numbers / sizeof *numbers };
    (void)state;
    for (int i = 0; i < COUNT * COUNT * COUNT * COUNT; i++) {
        int a = numbers[i % COUNT];
        int a_length = numbers[i / COUNT % COUNT];
        int b = numbers[i / COUNT / COUNT % COUNT];
        int b_length = numbers[i / COUNT / COUNT / COUNT];
        int64_t wanted = common(a, a_length, b, b_length);
        struct rect across =
            rect_intersection((struct rect){a, 5, a_length, 10}, (struct rect){b, 0, b_length, 9});
        struct rect down =
            rect_intersection((struct rect){5, a, 10, a_length}, (struct rect){0, b, 9, b_length});
        int overlap = rect_overlaps((struct rect){a, 5, a_length, 10}, (struct rect){b, 0, b_length, 9});
        if (across.w != wanted || down.h != wanted || overlap != (wanted > 0)) {
            fail_msg("%d+%d and %d+%d: across %d, down %d, overlap %d; %lld expected", a, a_length, b,
                     b_length, across.w, down.h, overlap, (long long)wanted);
        }
    }
}

static void damage_is_disjoint_and_covers_everything(void **state)
{
    unsigned random = 1;
    (void)state;
    for (int round = 0; round < 300; round++) {
        static unsigned char wanted[100][100];
        struct damage damage = {.count = 0};
        memset(wanted, 0, sizeof wanted);
        for (int i = 0; i < 20; i++) {
            int numbers[4];
            for (int k = 0; k < 4; k++) {
                random = random * 1103515245u + 12345u;
                numbers[k] = (int)(random >> 16) % (k < 2 ? 80 : 20);
            }
            struct rect area = {numbers[0], numbers[1], numbers[2], numbers[3]};
            damage_add(&damage, area);
            for (int y = area.y; y < area.y + area.h; y++) {
                memset(&wanted[y][area.x], 1, (size_t)area.w);
            }
            assert_true(damage.count <= DAMAGE_MAX);
        }
        for (size_t i = 0; i < damage.count; i++) {
            for (size_t k = i + 1; k < damage.count; k++) {
                assert_true(rect_is_empty(rect_intersection(damage.items[i], damage.items[k])));
            }
            struct rect r = damage.items[i];
            for (int y = r.y; y < r.y + r.h; y++) {
                memset(&wanted[y][r.x], 0, (size_t)r.w);
            }
        }
        for (int i = 0; i < 100 * 100; i++) {
            assert_int_equal(wanted[i / 100][i % 100], 0);
        }
    }
}

static void apart_stays_apart(void **state)
{
    struct damage damage = {.count = 0};
    (void)state;
    damage_add(&damage, (struct rect){0, 0, 320, 150});
    damage_add(&damage, (struct rect){400, 300, 320, 150});
    assert_int_equal(damage.count, 2);
    damage_add(&damage, (struct rect){0, 150, 320, 150}); /* one whole edge in common: nothing is wasted */
    assert_int_equal(damage.count, 2);
    damage_add(&damage, (struct rect){0, 0, 0, 10});
    assert_int_equal(damage.count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intersections),
        cmocka_unit_test(any_ints_intersect),
        cmocka_unit_test(damage_is_disjoint_and_covers_everything),
        cmocka_unit_test(apart_stays_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
