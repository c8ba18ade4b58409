#ifndef TESTS_UNIT_SCREENS_WIDGETS_SCROLL_FIXTURE_H
#define TESTS_UNIT_SCREENS_WIDGETS_SCROLL_FIXTURE_H

/* What is drawn part by part, held against one drawing of all of it. */

#include "tests/unit/screens/widgets/kit_fixture.h"

static uint32_t scroll_kept[SCREEN_PIXELS];

/* 1 and the first such pixel if the screen is not what a full drawing makes of it. */
static inline int differs_from_full(canvas_draw draw, void *context, struct rect *where)
{
    screen_read();
    memcpy(scroll_kept, screen_pixels, sizeof scroll_kept);
    canvas_damage_all(screen_canvas);
    canvas_flush(screen_canvas, draw, context);
    screen_read();
    for (int i = 0; i < SCREEN_PIXELS; i++) {
        if (scroll_kept[i] != screen_pixels[i]) {
            *where = (struct rect){i % SCREEN_WIDTH, i / SCREEN_WIDTH, 1, 1};
            return 1;
        }
    }
    return 0;
}

static inline unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1103515245 + 12345;
    return *seed >> 16;
}

#endif
