/* The banner that says that a session ends lies over whatever screen there is, and goes with a key: nothing
 * of it may be left where that key moves what lay below. */

#include "tests/unit/screens/stage/stage_fixture.h"

#include "stb-app/hall.h"
#include "stb-app/hall_session.h"

#define TOKEN "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP-"

static struct hall hall;
static int scrolled; /* px, of what the screen shows: rows of two colours */

enum { ROW = 20, STEP = 30 };

static void draw(void *context, struct canvas *canvas, struct rect clip)
{
    (void)context;
    canvas_fill(canvas, clip, 0xFF102030);
    for (int row = 0; row * ROW < SCREEN_HEIGHT + scrolled; row += 2) {
        canvas_fill(canvas, (struct rect){0, row * ROW - scrolled, SCREEN_WIDTH, ROW}, 0xFF405060);
    }
    hall_session_draw(&hall);
}

/* A key that moves what is shown, and nothing else: no position bar, no focus. */
static void press_down(int height)
{
    hall_session_touch(&hall);
    scrolled += STEP;
    canvas_scroll(kit.canvas, (struct rect){0, 0, SCREEN_WIDTH, height}, -STEP);
    hall_session_service(&hall);
}

static void look(void)
{
    canvas_flush(kit.canvas, draw, NULL);
    screen_read();
}

static int open_all(void **state)
{
    if (stage_open_fixture(state) != 0 || session_open(&hall.session) != 0) {
        return -1;
    }
    stage.safe_area = (struct rect){0, 0, SCREEN_WIDTH, SCREEN_HEIGHT};
    hall.stage = stage;
    hall.canvas = kit.canvas;
    hall.client = stage.client;
    hall.strings = (struct strings *)(uintptr_t)stage.strings;
    return 0;
}

static int close_all(void **state)
{
    session_close(&hall.session);
    return stage_close_fixture(state);
}

/* The banner is shown. */
static int begin(void **state)
{
    (void)state;
    scrolled = 0;
    if (session_begin(&hall.session, TOKEN, hall.stage.now_us) != 0) {
        return -1;
    }
    hall.stage.now_us += SESSION_IDLE_US - SESSION_WARN_US + SECOND_US;
    canvas_damage_all(kit.canvas);
    hall_session_service(&hall);
    look();
    return hall.session_warning == SESSION_ENDS_IDLE ? 0 : -1;
}

static void assert_as_drawn_anew(int height)
{
    static uint32_t moved[SCREEN_PIXELS];
    look();
    memcpy(moved, screen_pixels, sizeof moved);
    canvas_damage_all(kit.canvas);
    look();
    for (int i = 0; i < SCREEN_PIXELS; i++) {
        if (moved[i] != screen_pixels[i]) {
            fail_msg("%d lines move: %08X is left at %d,%d, drawn anew it is %08X", height, moved[i],
                     i % SCREEN_WIDTH, i / SCREEN_WIDTH, screen_pixels[i]);
        }
    }
}

static void a_key_moves_nothing_of_the_banner(void **state)
{
    int top = SCREEN_HEIGHT - kit_theme.footer_height - kit_theme.gap;
    /* All of the screen; a part of the banner, as with a screen's body; what ends above it. */
    const int heights[] = {SCREEN_HEIGHT, SCREEN_HEIGHT - kit_theme.footer_height / 2, top + 2, top};
    for (size_t i = 0; i < sizeof heights / sizeof *heights; i++) {
        assert_int_equal(begin(state), 0);
        assert_int_equal(pixel(SCREEN_WIDTH / 2, top + 1), kit_theme.notice_bar);
        press_down(heights[i]);
        assert_int_equal(hall.session_warning, SESSION_NO_WARNING);
        assert_as_drawn_anew(heights[i]);
    }
}

static void several_keys_before_one_picture(void **state)
{
    (void)state;
    press_down(SCREEN_HEIGHT);
    press_down(SCREEN_HEIGHT);
    press_down(SCREEN_HEIGHT);
    assert_as_drawn_anew(SCREEN_HEIGHT);
}

/* The hard end comes whatever is pressed: the banner stays where it is, over what moves. */
static void a_banner_that_stays_does_not_move(void **state)
{
    (void)state;
    hall.session.began_us = hall.stage.now_us - SESSION_HARD_US + SESSION_WARN_US / 2;
    hall_session_service(&hall);
    assert_int_equal(hall.session_warning, SESSION_ENDS_HARD);
    look();
    press_down(SCREEN_HEIGHT);
    assert_int_equal(hall.session_warning, SESSION_ENDS_HARD);
    assert_as_drawn_anew(SCREEN_HEIGHT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_key_moves_nothing_of_the_banner, begin),
        cmocka_unit_test_setup(several_keys_before_one_picture, begin),
        cmocka_unit_test_setup(a_banner_that_stays_does_not_move, begin),
    };
    return cmocka_run_group_tests_name("hall session", tests, open_all, close_all);
}
