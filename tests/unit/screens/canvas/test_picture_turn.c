/* Pictures as cameras were held. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "screens/canvas/picture_turn.h"

static void turned(void **state)
{
    static const struct {
        int width, height;
        const char *pixels;
    } cases[] = {{3, 2, "ABCDEF"}, {3, 2, "CBAFED"}, {3, 2, "FEDCBA"}, {3, 2, "DEFABC"},
                 {2, 3, "ADBECF"}, {2, 3, "DAEBFC"}, {2, 3, "FCEBDA"}, {2, 3, "CFBEAD"}};
    (void)state;
    for (int orientation = 1; orientation <= 8; orientation++) {
        struct picture_pixels pixels = {3, 2, 0, malloc(6 * sizeof(uint32_t))};
        char got[7] = "";
        assert_non_null(pixels.argb);
        for (size_t i = 0; i < 6; i++) {
            pixels.argb[i] = (uint32_t)('A' + i);
        }
        assert_int_equal(picture_turn(&pixels, orientation), 0);
        for (size_t i = 0; i < 6; i++) {
            got[i] = (char)pixels.argb[i];
        }
        free(pixels.argb);
        assert_string_equal(got, cases[orientation - 1].pixels);
        assert_int_equal(pixels.width, cases[orientation - 1].width);
        assert_int_equal(pixels.height, cases[orientation - 1].height);
    }
}

static void said_by_exif(void **state)
{
#define INTEL    "Exif\0\0II*\0\x08\0\0\0\2\0\0\1\3\0\1\0\0\0\1\0\0\0"
#define MOTOROLA "Exif\0\0MM\0*\0\0\0\x08\0\1"
    static const struct {
        const char *bytes;
        size_t length;
        int orientation;
    } cases[] = {
        {INTEL "\x12\1\3\0\1\0\0\0\6\0\0\0", 44, 6},
        {MOTOROLA "\1\x12\0\3\0\0\0\1\0\x08\0\0", 28, 8},
        {MOTOROLA "\1\x12\0\3\0\0\0\1\0\x09\0\0", 28, 1},
        {MOTOROLA "\1\x12\0\3", 20, 1},
        {"Exif\0\0MM\0*\xff\xff\xff\xff", 14, 1},
        {"http://ns.adobe.com/xap/1.0/", 28, 1},
        {"", 0, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int got = exif_orientation((const unsigned char *)cases[i].bytes, cases[i].length);
        if (got != cases[i].orientation) {
            fail_msg("case %zu: wanted %d, got %d", i, cases[i].orientation, got);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(turned), cmocka_unit_test(said_by_exif)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
