#ifndef TESTS_UNIT_SCREENS_CANVAS_SCREEN_H
#define TESTS_UNIT_SCREENS_CANVAS_SCREEN_H

/* A real canvas on DirectFB's dummy system, and its pixels read back. */

/* cmocka.h needs these before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "screens/canvas/canvas.h"
#include "screens/canvas/text.h"

enum { SCREEN_WIDTH = 640, SCREEN_HEIGHT = 360, SCREEN_PIXELS = SCREEN_WIDTH * SCREEN_HEIGHT };

static struct canvas *screen_canvas;
static uint32_t screen_pixels[SCREEN_PIXELS];

static inline int screen_open(void **state)
{
    (void)state;
    struct canvas_options options = {.system = "dummy", .width = SCREEN_WIDTH, .height = SCREEN_HEIGHT};
    screen_canvas = canvas_open(&options);
    return screen_canvas ? 0 : -1;
}

static inline int screen_close(void **state)
{
    (void)state;
    canvas_close(screen_canvas);
    screen_canvas = NULL;
    return 0;
}

static inline void screen_read(void)
{
    char path[] = "/tmp/tv-hall-canvas-XXXXXX";
    static unsigned char rgb[3 * SCREEN_PIXELS];
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(close(fd), 0);
    assert_int_equal(canvas_write_ppm(screen_canvas, path), 0);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char head[16] = {0};
    assert_int_equal(fread(head, 1, 15, file), 15);
    assert_string_equal(head, "P6\n640 360\n255\n");
    assert_int_equal(fread(rgb, 3, SCREEN_PIXELS, file), SCREEN_PIXELS);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(unlink(path), 0);
    const unsigned char *from = rgb;
    for (int i = 0; i < SCREEN_PIXELS; i++, from += 3) {
        screen_pixels[i] = 0xFF000000u | (uint32_t)from[0] << 16 | (uint32_t)from[1] << 8 | from[2];
    }
}

static inline uint32_t pixel(int x, int y)
{
    return screen_pixels[y * SCREEN_WIDTH + x];
}

/* The smallest rectangle that holds every pixel other than `ground`. */
static inline struct rect inked(uint32_t ground)
{
    int left = SCREEN_WIDTH;
    int top = SCREEN_HEIGHT;
    int right = -1;
    int bottom = -1;
    for (int y = 0; y < SCREEN_HEIGHT; y++) {
        for (int x = 0; x < SCREEN_WIDTH; x++) {
            if (pixel(x, y) != ground) {
                left = x < left ? x : left;
                right = x > right ? x : right;
                top = y < top ? y : top;
                bottom = y > bottom ? y : bottom;
            }
        }
    }
    return right < 0 ? (struct rect){0, 0, 0, 0}
                     : (struct rect){left, top, right - left + 1, bottom - top + 1};
}

static inline void assert_pixel(int x, int y, uint32_t wanted)
{
    if (pixel(x, y) != wanted) {
        fail_msg("pixel %d,%d is %08X, expected %08X", x, y, pixel(x, y), wanted);
    }
}

#endif
