#ifndef TESTS_UNIT_SCREENS_WIDGETS_KIT_FIXTURE_H
#define TESTS_UNIT_SCREENS_WIDGETS_KIT_FIXTURE_H

/* A kit on a real canvas, with the theme that is delivered. */

#include "tests/unit/screens/canvas/letters.h"

#include "screens/widgets/kit.h"

static struct theme kit_theme;
static struct kit kit;

static inline int kit_open(void **state)
{
    if (letters_open(state) != 0 || theme_read("assets/theme/dusk.xml", 720, &kit_theme) != 0) {
        return -1;
    }
    kit = (struct kit){.canvas = screen_canvas, .fonts = letters, .theme = &kit_theme};
    return 0;
}

static inline int kit_close(void **state)
{
    return letters_close(state);
}

#endif
