#include <unistd.h>

#include "screens/canvas/rect.h"
#include "tests/unit/screens/canvas/screen.h"

static const colour ground = 0xFF102030;
static const colour paint = 0xFFF2B84B;

static void draw_ground(void *context, struct canvas *canvas, struct rect clip)
{
    (void)context;
    canvas_fill(canvas, clip, ground);
}

static int clean_screen(void **state)
{
    (void)state;
    canvas_damage_all(screen_canvas);
    canvas_flush(screen_canvas, draw_ground, NULL);
    return 0;
}

static void draw_fill(void *context, struct canvas *canvas, struct rect clip)
{
    (void)clip;
    canvas_fill(canvas, *(struct rect *)context, paint);
}

static void fill_is_half_open(void **state)
{
    struct rect area = {10, 20, 30, 40};
    (void)state;
    canvas_damage_all(screen_canvas);
    canvas_flush(screen_canvas, draw_fill, &area);
    screen_read();
    struct rect got = inked(ground);
    assert_memory_equal(&got, &area, sizeof area);
}

static void only_the_damage_is_drawn(void **state)
{
    struct rect everything = {-100, -100, 2000, 2000};
    struct rect damaged = {100, 50, 60, 70};
    (void)state;
    canvas_damage(screen_canvas, damaged);
    assert_true(canvas_is_damaged(screen_canvas));
    canvas_flush(screen_canvas, draw_fill, &everything);
    assert_false(canvas_is_damaged(screen_canvas));
    screen_read();
    struct rect got = inked(ground);
    assert_memory_equal(&got, &damaged, sizeof damaged);
}

static void damage_outside_the_screen_is_none(void **state)
{
    (void)state;
    canvas_damage(screen_canvas, (struct rect){SCREEN_WIDTH, 0, 10, 10});
    canvas_damage(screen_canvas, (struct rect){0, -10, 10, 10});
    canvas_damage(screen_canvas, (struct rect){5, 5, 0, 10});
    assert_false(canvas_is_damaged(screen_canvas));
}

static void draw_with_clips(void *context, struct canvas *canvas, struct rect clip)
{
    (void)context;
    (void)clip;
    canvas_clip_push(canvas, (struct rect){50, 50, 100, 100});
    canvas_clip_push(canvas, (struct rect){0, 0, 100, 100}); /* narrows to 50..100 */
    canvas_fill(canvas, (struct rect){0, 0, 640, 360}, paint);
    canvas_clip_push(canvas, (struct rect){300, 300, 10, 10}); /* nothing is left */
    assert_false(canvas_visible(canvas, (struct rect){0, 0, 640, 360}));
    canvas_fill_rounded(canvas, (struct rect){0, 0, 640, 360}, 20, 0xFFFFFFFF);
    canvas_ring(canvas, (struct rect){0, 0, 640, 360}, 20, 5, 0xFFFFFFFF);
    canvas_clip_pop(canvas);
    canvas_clip_pop(canvas);
    canvas_fill(canvas, (struct rect){140, 140, 640, 360}, paint);
    canvas_clip_pop(canvas);
    canvas_clip_pop(canvas); /* one too many: logged, no harm */
    for (int i = 0; i < 20; i++) {
        canvas_clip_push(canvas, (struct rect){0, 0, 640, 360});
    }
    for (int i = 0; i < 20; i++) {
        canvas_clip_pop(canvas);
    }
    canvas_fill(canvas, (struct rect){200, 200, 5, 5}, paint);
}

static void clips_narrow_and_come_back(void **state)
{
    (void)state;
    canvas_damage_all(screen_canvas);
    canvas_flush(screen_canvas, draw_with_clips, NULL);
    screen_read();
    assert_pixel(50, 50, paint);
    assert_pixel(99, 99, paint);
    assert_pixel(100, 100, ground);
    assert_pixel(49, 60, ground);
    assert_pixel(149, 149, paint);
    assert_pixel(150, 150, ground);
    assert_pixel(204, 204, paint);
    assert_pixel(300, 300, ground);
}

struct rounded {
    struct rect area;
    int radius, thickness;
};

static void draw_rounded(void *context, struct canvas *canvas, struct rect clip)
{
    const struct rounded *shape = context;
    (void)clip;
    if (shape->thickness) {
        canvas_ring(canvas, shape->area, shape->radius, shape->thickness, paint);
    } else {
        canvas_fill_rounded(canvas, shape->area, shape->radius, paint);
    }
}

/* How much of the ground is covered, in pixels, from the red channel. */
static double covered(void)
{
    double sum = 0;
    for (int i = 0; i < SCREEN_PIXELS; i++) {
        sum += (double)((screen_pixels[i] >> 16 & 0xFF) - 0x10u) / (0xF2 - 0x10);
    }
    return sum;
}

static double rounded_area(double w, double h, double r)
{
    return w * h - (4 - 3.14159265358979) * r * r;
}

static void rounded_shapes_cover_their_area(void **state)
{
    static const struct rounded cases[] = {
        {{100, 100, 200, 100}, 12, 0}, {{100, 100, 200, 100}, 24, 0}, {{10, 10, 61, 33}, 8, 0},
        {{10, 10, 40, 40}, 20, 0},     {{10, 10, 200, 100}, 12, 4},   {{10, 10, 200, 100}, 20, 3},
        {{10, 10, 200, 100}, 4, 9},    {{10, 10, 200, 100}, 0, 5},    {{10, 10, 200, 100}, 0, 0},
        {{10, 10, 30, 20}, 500, 0},    {{10, 10, 7, 7}, 3, 1},        {{10, 10, 20, 20}, 5, 10},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rounded shape = cases[i];
        assert_int_equal(clean_screen(state), 0);
        canvas_damage_all(screen_canvas);
        canvas_flush(screen_canvas, draw_rounded, &shape);
        screen_read();
        struct rect got = inked(ground);
        if (memcmp(&got, &shape.area, sizeof got) != 0) {
            fail_msg("case %zu: inked %d,%d %dx%d", i, got.x, got.y, got.w, got.h);
        }
        int half = (shape.area.w < shape.area.h ? shape.area.w : shape.area.h) / 2;
        int r = shape.radius < half ? shape.radius : half;
        double wanted = rounded_area(shape.area.w, shape.area.h, r);
        if (shape.thickness && shape.thickness < half) {
            int inner = r > shape.thickness ? r - shape.thickness : 0;
            wanted -=
                rounded_area(shape.area.w - 2 * shape.thickness, shape.area.h - 2 * shape.thickness, inner);
        }
        double off = covered() - wanted;
        if (off < -3 || off > 3) {
            fail_msg("case %zu: %.1f pixels covered, expected %.1f", i, covered(), wanted);
        }
    }
}

static void rounded_corners_are_smooth_and_alike(void **state)
{
    struct rounded shape = {{100, 100, 200, 100}, 16, 0};
    int between = 0;
    (void)state;
    canvas_damage_all(screen_canvas);
    canvas_flush(screen_canvas, draw_rounded, &shape);
    screen_read();
    for (int y = 0; y < 16; y++) {
        for (int x = 0; x < 16; x++) {
            uint32_t here = pixel(100 + x, 100 + y);
            between += here != ground && here != paint;
            assert_pixel(299 - x, 100 + y, here);
            assert_pixel(100 + x, 199 - y, here);
            assert_pixel(299 - x, 199 - y, here);
            assert_pixel(100 + y, 100 + x, here);
        }
    }
    assert_true(between >= 16);
    assert_pixel(100, 100, ground);
    assert_pixel(200, 100, paint);
}

static void draw_many_radii(void *context, struct canvas *canvas, struct rect clip)
{
    (void)context;
    (void)clip;
    for (int round = 0; round < 3; round++) {
        for (int radius = 1; radius < 60; radius++) {
            canvas_fill_rounded(canvas, (struct rect){10, 10, 200, 200}, radius, paint);
            canvas_ring(canvas, (struct rect){10, 10, 200, 200}, radius, 3, paint);
        }
    }
    canvas_fill_rounded(canvas, (struct rect){10, 10, 200, 200}, -4, paint);
    canvas_ring(canvas, (struct rect){10, 10, 200, 200}, -4, -1, paint);
}

static void masks_come_and_go(void **state)
{
    struct rect all = {10, 10, 200, 200};
    (void)state;
    canvas_damage_all(screen_canvas);
    canvas_flush(screen_canvas, draw_many_radii, NULL);
    screen_read();
    struct rect got = inked(ground);
    assert_memory_equal(&got, &all, sizeof all);
    assert_pixel(10, 10, paint); /* the last one has no round corners */
}

static void draw_translucent(void *context, struct canvas *canvas, struct rect clip)
{
    (void)context;
    (void)clip;
    canvas_fill(canvas, (struct rect){10, 10, 10, 10}, 0x80FFFFFF);
    canvas_fill(canvas, (struct rect){30, 10, 10, 10}, 0x00FFFFFF);
}

static void fills_blend_by_their_alpha(void **state)
{
    (void)state;
    canvas_damage_all(screen_canvas);
    canvas_flush(screen_canvas, draw_translucent, NULL);
    screen_read();
    int red = (int)(pixel(15, 15) >> 16 & 0xFF);
    assert_in_range(red, 0x84, 0x8C); /* half way from 0x10 to 0xFF */
    assert_pixel(35, 15, ground);
}

static void draw_damages(void *context, struct canvas *canvas, struct rect clip)
{
    (void)context;
    (void)clip;
    canvas_damage(canvas, (struct rect){1, 1, 5, 5});
}

static void damage_while_drawing_is_for_the_next_frame(void **state)
{
    (void)state;
    canvas_damage_all(screen_canvas);
    canvas_flush(screen_canvas, draw_damages, NULL);
    assert_true(canvas_is_damaged(screen_canvas));
    canvas_flush(screen_canvas, draw_ground, NULL);
    assert_false(canvas_is_damaged(screen_canvas));
}

enum { PARTS_MAX = 8 };

struct parts {
    struct rect items[PARTS_MAX];
    size_t count;
};

static void note_part(void *context, struct canvas *canvas, struct rect clip)
{
    struct parts *parts = context;
    (void)canvas;
    assert_in_range(parts->count, 0, PARTS_MAX - 1);
    parts->items[parts->count++] = clip;
}

static void assert_parts(const struct rect *wanted, size_t count)
{
    struct parts parts = {.count = 0};
    assert_true(canvas_is_damaged(screen_canvas));
    canvas_flush(screen_canvas, note_part, &parts);
    assert_int_equal(parts.count, count);
    assert_memory_equal(parts.items, wanted, count * sizeof *wanted);
    assert_false(canvas_is_damaged(screen_canvas));
}

static void one_part_is_drawn_before_the_others(void **state)
{
    struct rect old = {10, 10, 40, 30};
    struct rect other = {200, 100, 40, 30};
    struct rect first = {50, 10, 40, 30}; /* beside `old`: as any other it would be drawn with it */
    (void)state;
    canvas_damage(screen_canvas, old);
    canvas_damage_first(screen_canvas, first);
    assert_parts((struct rect[]){first, old}, 2);
    canvas_damage_first(screen_canvas, first);
    assert_parts(&first, 1);
    canvas_damage_first(screen_canvas, old);
    canvas_damage_first(screen_canvas, other); /* the last */
    assert_parts((struct rect[]){other, old}, 2);
    canvas_damage_first(screen_canvas, first);
    canvas_damage_all(screen_canvas);
    assert_parts(&(struct rect){0, 0, SCREEN_WIDTH, SCREEN_HEIGHT}, 1);
    canvas_damage_first(screen_canvas, (struct rect){SCREEN_WIDTH, 0, 10, 10});
    assert_false(canvas_is_damaged(screen_canvas));
}

/* A surface that is locked cannot be flipped: the log would say so, and the part would stay unseen. */
static void the_first_part_is_shown_without_a_failure(void **state)
{
    (void)state;
    FILE *said = tmpfile();
    int stderr_before = dup(STDERR_FILENO);
    assert_non_null(said);
    assert_true(stderr_before >= 0);
    assert_true(dup2(fileno(said), STDERR_FILENO) >= 0);
    canvas_damage_first(screen_canvas, (struct rect){50, 10, 40, 30});
    canvas_damage(screen_canvas, (struct rect){200, 100, 40, 30});
    canvas_flush(screen_canvas, draw_ground, NULL);
    assert_true(dup2(stderr_before, STDERR_FILENO) >= 0);
    (void)close(stderr_before);
    assert_int_equal(fseek(said, 0, SEEK_END), 0);
    assert_int_equal(ftell(said), 0);
    (void)fclose(said);
}

/* What waits to be drawn moves along with what scrolls. */
static void the_first_part_scrolls(void **state)
{
    (void)state;
    canvas_damage_first(screen_canvas, (struct rect){10, 50, 20, 20});
    canvas_scroll(screen_canvas, (struct rect){0, 40, 100, 100}, -10);
    struct parts parts = {.count = 0};
    canvas_flush(screen_canvas, note_part, &parts);
    struct rect drawn = {0, 0, 0, 0};
    for (size_t i = 0; i < parts.count; i++) {
        drawn = rect_union(drawn, parts.items[i]);
    }
    assert_int_equal(drawn.y, 40);
    assert_int_equal(drawn.y + drawn.h, 140);
}

static void no_window_no_keys(void **state)
{
    unsigned symbol;
    int pressed;
    (void)state;
    assert_int_equal(canvas_event_fd(screen_canvas), -1);
    assert_int_equal(canvas_next_key(screen_canvas, &symbol, &pressed), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(fill_is_half_open, clean_screen),
        cmocka_unit_test_setup(only_the_damage_is_drawn, clean_screen),
        cmocka_unit_test_setup(damage_outside_the_screen_is_none, clean_screen),
        cmocka_unit_test_setup(clips_narrow_and_come_back, clean_screen),
        cmocka_unit_test_setup(rounded_shapes_cover_their_area, clean_screen),
        cmocka_unit_test_setup(rounded_corners_are_smooth_and_alike, clean_screen),
        cmocka_unit_test_setup(masks_come_and_go, clean_screen),
        cmocka_unit_test_setup(fills_blend_by_their_alpha, clean_screen),
        cmocka_unit_test_setup(damage_while_drawing_is_for_the_next_frame, clean_screen),
        cmocka_unit_test_setup(one_part_is_drawn_before_the_others, clean_screen),
        cmocka_unit_test_setup(the_first_part_is_shown_without_a_failure, clean_screen),
        cmocka_unit_test_setup(the_first_part_scrolls, clean_screen),
        cmocka_unit_test(no_window_no_keys),
    };
    return cmocka_run_group_tests(tests, screen_open, screen_close);
}
