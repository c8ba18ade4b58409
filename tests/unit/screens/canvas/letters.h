#ifndef TESTS_UNIT_SCREENS_CANVAS_LETTERS_H
#define TESTS_UNIT_SCREENS_CANVAS_LETTERS_H

/* The faces that the tests write with: those of the packages fonts-noto-cjk, fonts-hanazono and
 * fonts-symbola. */

#include "screens/canvas/fonts_private.h"
#include "tests/unit/screens/canvas/screen.h"

static struct fonts *letters;

static inline int letters_open(void **state)
{
    static const struct font_source sources[] = {
        {"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2, TEXT_REGULAR, 0},
        {"/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", 2, TEXT_BOLD, 0},
        {"/nowhere/there-is-no-such-face.ttf", 0, TEXT_REGULAR, 1},
        {"/usr/share/fonts/truetype/hanazono/HanaMinA.ttf", 0, TEXT_REGULAR, 1},
        {"/usr/share/fonts/truetype/hanazono/HanaMinB.ttf", 0, TEXT_REGULAR, 1},
        {"/usr/share/fonts/truetype/ancient-scripts/Symbola_hint.ttf", 0, TEXT_REGULAR, 1},
    };
    letters = fonts_new(sources, sizeof sources / sizeof *sources);
    if (letters == NULL) {
        return -1;
    }
    fonts_keep_lines(letters, 1);
    return screen_open(state);
}

static inline int letters_close(void **state)
{
    fonts_free(letters);
    letters = NULL;
    return screen_close(state);
}

static inline size_t kept_lines_count(void)
{
    size_t count = 0;
    for (size_t i = 0; i < KEPT_LINE_SETS * KEPT_LINE_WAYS; i++) {
        count += letters->lines.sets[i / KEPT_LINE_WAYS][i % KEPT_LINE_WAYS] != NULL;
    }
    return count;
}

#endif
