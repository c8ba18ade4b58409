/* Whatever is damaged and moved, and in which order: the screen is what one drawing of all of it gives. */

#include "tests/unit/screens/widgets/scroll_fixture.h"

#include "screens/widgets/list.h"

enum { ROWS = 60, STEPS = 250 };

static void read_number(void *context, size_t index, struct list_row *row)
{
    static char title[32];
    (void)context;
    snprintf(row->id, sizeof row->id, "n%zu", index);
    snprintf(title, sizeof title, "第 %zu 条 Ägypten", index * 7919 % 1000);
    snprintf(row->trailing, sizeof row->trailing, "%zu", index);
    row->title = title;
}

static void draw_list(void *context, struct canvas *canvas, struct rect clip)
{
    const struct list *list = context;
    (void)clip;
    list_cover(list, &kit);
    canvas_ground(canvas, kit.theme->background);
    list_draw(list, &kit, INT64_MAX / 2);
}

static void keys_leave_no_wrong_pixel(void **state)
{
    static const enum remote_key keys[] = {REMOTE_KEY_DOWN,   REMOTE_KEY_DOWN, REMOTE_KEY_DOWN,
                                           REMOTE_KEY_UP,     REMOTE_KEY_UP,   REMOTE_KEY_PAGE_DOWN,
                                           REMOTE_KEY_PAGE_UP};
    static const int heights[] = {70, 200, 330};
    (void)state;
    for (size_t h = 0; h < sizeof heights / sizeof heights[0]; h++) {
        struct list list = {.source = read_number, .settle = SETTLE_AT_REST};
        unsigned seed = (unsigned)h + 1;
        struct rect where;
        list_place(&list, (struct rect){20, 15, 500, heights[h]});
        list_refresh(&list, &kit, ROWS, ROWS);
        canvas_damage_all(screen_canvas);
        canvas_flush(screen_canvas, draw_list, &list);
        for (int step = 0; step < STEPS; step++) {
            unsigned times = next_random(&seed) % 3 + 1; /* keys that come before a picture */
            enum remote_key key = REMOTE_KEY_NONE;
            for (unsigned i = 0; i < times; i++) {
                key = keys[next_random(&seed) % (sizeof keys / sizeof keys[0])];
                (void)list_key(&list, &kit, key, 1);
            }
            settle_stop(&list.settle);
            canvas_flush(screen_canvas, draw_list, &list);
            if (step % 5 == 0 && differs_from_full(draw_list, &list, &where)) {
                fail_msg("height %d, step %d, last key %s: pixel %d,%d differs from a full drawing",
                         heights[h], step, remote_key_name(key), where.x, where.y);
            }
        }
    }
}

/* A picture that moves: lines of its own colour. */
struct lines {
    int top;
};

static const struct rect lines_area = {60, 40, 300, 240};

static void draw_lines(void *context, struct canvas *canvas, struct rect clip)
{
    const struct lines *lines = context;
    (void)clip;
    canvas_ground(canvas, 0xFF101820);
    canvas_clip_push(canvas, lines_area);
    for (int y = 0; y < lines_area.h; y++) {
        unsigned line = (unsigned)(lines->top + y);
        canvas_fill(canvas, (struct rect){lines_area.x, lines_area.y + y, lines_area.w, 1},
                    0xFF000000 | (line * 2654435761u >> 8));
    }
    canvas_clip_pop(canvas);
}

static void random_damage_and_moves(void **state)
{
    struct lines lines = {1000};
    unsigned seed = 7;
    struct rect where;
    (void)state;
    canvas_damage_all(screen_canvas);
    canvas_flush(screen_canvas, draw_lines, &lines);
    for (int step = 0; step < STEPS; step++) {
        unsigned what = next_random(&seed) % 4;
        for (unsigned i = 0; i <= what; i++) {
            int by = (int)(next_random(&seed) % 300) - 150;
            struct rect part = {(int)(next_random(&seed) % 700) - 30, (int)(next_random(&seed) % 400) - 20,
                                (int)(next_random(&seed) % 200), (int)(next_random(&seed) % 200)};
            canvas_damage(screen_canvas, part);
            lines.top -= by;
            canvas_scroll(screen_canvas, lines_area, by);
        }
        canvas_flush(screen_canvas, draw_lines, &lines);
        if (differs_from_full(draw_lines, &lines, &where)) {
            fail_msg("step %d: pixel %d,%d differs from a full drawing", step, where.x, where.y);
        }
    }
}

static void a_move_beside_another_is_drawn(void **state)
{
    struct lines lines = {0};
    struct rect where;
    (void)state;
    canvas_damage_all(screen_canvas);
    canvas_flush(screen_canvas, draw_lines, &lines);
    lines.top += 20;
    canvas_scroll(screen_canvas, lines_area, -20);
    canvas_scroll(screen_canvas, (struct rect){0, 300, 600, 50}, 7); /* the ground: all alike */
    canvas_scroll(screen_canvas, (struct rect){-50, -50, 0, 20}, 7); /* nothing */
    canvas_scroll(screen_canvas, (struct rect){0, 300, 600, 50}, 70);
    canvas_flush(screen_canvas, draw_lines, &lines);
    assert_int_equal(differs_from_full(draw_lines, &lines, &where), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_leave_no_wrong_pixel),
        cmocka_unit_test(random_damage_and_moves),
        cmocka_unit_test(a_move_beside_another_is_drawn),
    };
    return cmocka_run_group_tests_name("scroll", tests, kit_open, kit_close);
}
