#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "screens/canvas/ground_table.h"

/* What the tables draw is what libpixman draws. */

enum { WIDTH = 37, HEIGHT = 5, STRIDE = 40 };

static uint32_t seed = 20261130;

static uint32_t random_bits(void)
{
    seed = seed * 1664525 + 1013904223;
    return seed ^ seed >> 15;
}

static pixman_image_t *solid(uint32_t ink)
{
    uint16_t alpha = (uint16_t)((ink >> 24) * 257);
    pixman_color_t colour = {.alpha = alpha};
    colour.red = (uint16_t)((ink >> 16 & 0xFF) * 257 * alpha / 65535);
    colour.green = (uint16_t)((ink >> 8 & 0xFF) * 257 * alpha / 65535);
    colour.blue = (uint16_t)((ink & 0xFF) * 257 * alpha / 65535);
    return pixman_image_create_solid_fill(&colour);
}

struct scene {
    uint32_t coverage[STRIDE / 4 * HEIGHT];
    uint32_t ours[WIDTH * HEIGHT], theirs[WIDTH * HEIGHT];
};

static void draw_theirs(struct scene *scene, pixman_image_t *source, pixman_format_code_t format)
{
    pixman_image_t *mask =
        pixman_image_create_bits_no_clear(PIXMAN_a8, WIDTH, HEIGHT, scene->coverage, STRIDE);
    pixman_image_t *target =
        pixman_image_create_bits_no_clear(format, WIDTH, HEIGHT, scene->theirs, WIDTH * 4);
    assert_non_null(mask);
    assert_non_null(target);
    pixman_image_composite32(PIXMAN_OP_OVER, source, mask, target, 0, 0, 0, 0, 0, 0, WIDTH, HEIGHT);
    (void)pixman_image_unref(target);
    (void)pixman_image_unref(mask);
}

static void fill(struct scene *scene, uint32_t ground)
{
    unsigned char *coverage = (unsigned char *)scene->coverage;
    for (int i = 0; i < STRIDE * HEIGHT; i++) {
        uint32_t bits = random_bits();
        coverage[i] = bits % 3 == 0 ? 0 : bits % 3 == 1 ? 255 : (unsigned char)(bits >> 8);
    }
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        scene->ours[i] = ground;
        scene->theirs[i] = ground;
    }
}

static struct covered covered_of(struct scene *scene)
{
    return (struct covered){.to = (unsigned char *)scene->ours,
                            .coverage = (unsigned char *)scene->coverage,
                            .pitch = WIDTH * 4,
                            .stride = STRIDE,
                            .width = WIDTH,
                            .height = HEIGHT};
}

static int draw_ours(struct scene *scene, const struct ground_table *table, int *drawn)
{
    const struct covered covered = covered_of(scene);
    return ground_table_draw(table, &covered, 0, drawn);
}

/* More inks and grounds than there are tables, each several times; also inks that let the ground through. */
static void test_same_as_libpixman(void **state)
{
    static const pixman_format_code_t formats[] = {PIXMAN_x8r8g8b8, PIXMAN_a8r8g8b8};
    struct ground_tables tables = {0};
    struct scene scene;
    (void)state;
    for (int turn = 0; turn < 400; turn++) {
        uint32_t ink = (uint32_t)(turn % 13) * 0x123457 | (turn % 4 == 0 ? 0x80000000u : 0xFF000000u);
        uint32_t ground = (uint32_t)(turn % 7) * 0x1F2E3D | 0xFF000000u;
        pixman_format_code_t format = formats[turn / 200];
        pixman_image_t *source = solid(ink);
        assert_non_null(source);
        fill(&scene, ground);
        draw_theirs(&scene, source, format);
        const struct ground_table *table = ground_table_get(&tables, format, source, ink, ground);
        assert_non_null(table);
        int drawn = 0;
        assert_int_equal(draw_ours(&scene, table, &drawn), HEIGHT);
        assert_memory_equal(scene.ours, scene.theirs, sizeof scene.ours);
        const struct covered covered = covered_of(&scene);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            scene.ours[i] = ground;
        }
        ground_table_draw_plain(table, &covered);
        assert_memory_equal(scene.ours, scene.theirs, sizeof scene.ours);
        (void)pixman_image_unref(source);
    }
}

/* Another colour under the mask, at every place: it stops there and has drawn nothing beyond. */
static void test_another_colour(void **state)
{
    const uint32_t ink = 0xFFF5F0E6, ground = 0xFF223341, other = 0xFF14202B;
    struct ground_tables tables = {0};
    struct scene scene;
    pixman_image_t *source = solid(ink);
    (void)state;
    assert_non_null(source);
    for (int at = 0; at < WIDTH * HEIGHT; at++) {
        int drawn = 0;
        fill(&scene, ground);
        unsigned char *coverage = (unsigned char *)scene.coverage + at / WIDTH * STRIDE + at % WIDTH;
        *coverage = at % 2 ? 255 : 0; /* with 0, what stands there does not matter */
        scene.ours[at] = other;
        scene.theirs[at] = other;
        draw_theirs(&scene, source, PIXMAN_x8r8g8b8);
        const struct ground_table *table = ground_table_get(&tables, PIXMAN_x8r8g8b8, source, ink, ground);
        assert_non_null(table);
        int y = draw_ours(&scene, table, &drawn);
        if (at % 2) {
            assert_int_equal(y, at / WIDTH);
            assert_int_equal(drawn, at % WIDTH);
            assert_memory_equal(scene.ours, scene.theirs, (size_t)at * 4);
            assert_int_equal(scene.ours[at], other);
        } else {
            assert_int_equal(y, HEIGHT);
            assert_memory_equal(scene.ours, scene.theirs, sizeof scene.ours);
        }
    }
    (void)pixman_image_unref(source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_same_as_libpixman),
                                       cmocka_unit_test(test_another_colour)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
