/* Pictures that lie about what they are. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "headend/notices/picture_header.h"

#define SIGNATURE   "\x89PNG\r\n\x1a\n"
#define HEADER      "\0\0\0\x0dIHDR"
#define DEPTH       "\x08\x02\0\0\0\0\0\0\0"
#define END         "\0\0\0\0IEND\xae\x42\x60\x82"
#define START       "\xff\xd8"
#define APPLICATION "\xff\xe0\0\4ab"

#define CASE(name, bytes, wanted_kind, width, height)                                                        \
    {                                                                                                        \
        name, bytes, sizeof(bytes) - 1, wanted_kind, width, height                                           \
    }

enum { REFUSED = -1 };

static void what_they_say(void **state)
{
    static const struct {
        const char *name, *bytes;
        size_t length;
        int kind;
        unsigned width, height;
    } cases[] = {
        CASE("PNG", SIGNATURE HEADER "\0\0\x01\x40\0\0\0\xf0" DEPTH END, PICTURE_PNG, 320, 240),
        CASE("PNG of 8 million pixels", SIGNATURE HEADER "\0\0\x1f\x40\0\0\x03\xe8" DEPTH END, PICTURE_PNG,
             8000, 1000),
        CASE("PNG of more", SIGNATURE HEADER "\0\0\x1f\x41\0\0\x03\xe8" DEPTH END, REFUSED, 0, 0),
        CASE("PNG whose pixels overflow", SIGNATURE HEADER "\0\x01\0\0\0\x01\0\0" DEPTH END, REFUSED, 0, 0),
        CASE("PNG with the greatest numbers", SIGNATURE HEADER "\xff\xff\xff\xff\xff\xff\xff\xff" DEPTH END,
             REFUSED, 0, 0),
        CASE("PNG without width", SIGNATURE HEADER "\0\0\0\0\0\0\0\xf0" DEPTH END, REFUSED, 0, 0),
        CASE("PNG with more behind its end", SIGNATURE HEADER "\0\0\x01\x40\0\0\0\xf0" DEPTH END "more",
             PICTURE_PNG, 320, 240),
        CASE("interlaced PNG of 3 million pixels",
             SIGNATURE HEADER "\0\0\x07\xd0\0\0\x05\xdc\x08\2\0\0\1"
                              "crc " END,
             REFUSED, 0, 0),
        CASE("progressive JPEG of 3 million pixels", START "\xff\xc2\0\x0b\x08\x05\xdc\x07\xd0\1\1\1\0",
             REFUSED, 0, 0),
        CASE("JPEG of 3 million pixels", START "\xff\xc0\0\x0b\x08\x05\xdc\x07\xd0\1\1\1\0", PICTURE_JPEG,
             2000, 1500),
        CASE("JPEG of 3 million pixels in a scan a colour",
             START "\xff\xc0\0\x0b\x08\x05\xdc\x07\xd0\3\1\1\0\xff\xda\0\x08\1\1\0\0", REFUSED, 0, 0),
        CASE("PNG without end", SIGNATURE HEADER "\0\0\0\1\0\0\0\1" DEPTH "123456789012", REFUSED, 0, 0),
        CASE("PNG without header", SIGNATURE "\0\0\0\x0dIDAT\0\0\0\1\0\0\0\1" DEPTH END, REFUSED, 0, 0),
        CASE("PNG cut in its header", SIGNATURE HEADER "\0\0", REFUSED, 0, 0),
        CASE("PNG's signature", SIGNATURE, REFUSED, 0, 0),
        CASE("JPEG", START APPLICATION "\xff\xc0\0\x0b\x08\0\xf0\x01\x40\1\1\1\0", PICTURE_JPEG, 320, 240),
        CASE("progressive JPEG", START "\xff\xc2\0\x0b\x08\0\xf0\x01\x40\1\1\1\0", PICTURE_JPEG, 320, 240),
        CASE("JPEG with filling", START "\xff\xff\xff\xff\xc0\0\x0b\x08\0\xf0\x01\x40\1\1\1\0", PICTURE_JPEG,
             320, 240),
        CASE("JPEG whose table is no frame", START "\xff\xc4\0\x0b\x08\0\xf0\x01\x40\1\1\1\0", REFUSED, 0, 0),
        CASE("JPEG without frame", START APPLICATION "\xff\xd9\0\0", REFUSED, 0, 0),
        CASE("JPEG with a segment of no length", START "\xff\xe0\0\0\xff\xe0\0\0", REFUSED, 0, 0),
        CASE("JPEG with a segment beyond its end",
             START "\xff\xe0\xff\xff"
                   "ab",
             REFUSED, 0, 0),
        CASE("JPEG cut in its frame", START "\xff\xc0\0\x0b\x08\0\xf0", REFUSED, 0, 0),
        CASE("JPEG without height", START "\xff\xc0\0\x0b\x08\0\0\x01\x40\1\1\1\0", REFUSED, 0, 0),
        CASE("JPEG of too many pixels", START "\xff\xc0\0\x0b\x08\xff\xff\xff\xff\1\1\1\0", REFUSED, 0, 0),
        CASE("GIF", "GIF89a\1\0\1\0\0\0\0", REFUSED, 0, 0),
        CASE("a page", "<!DOCTYPE html>", REFUSED, 0, 0),
        CASE("nothing", "", REFUSED, 0, 0),
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct picture_header header;
        /* In memory of exactly its length, so that the sanitizer sees a byte too far. */
        unsigned char *bytes = malloc(cases[i].length + (cases[i].length == 0 ? 1 : 0));
        assert_non_null(bytes);
        if (cases[i].length > 0) {
            memcpy(bytes, cases[i].bytes, cases[i].length);
        }
        const char *problem = picture_header_read(bytes, cases[i].length, &header);
        free(bytes);
        if (cases[i].kind == REFUSED) {
            if (problem == NULL) {
                fail_msg("%s: wanted a refusal", cases[i].name);
            }
        } else if (problem != NULL || (int)header.kind != cases[i].kind || header.width != cases[i].width ||
                   header.height != cases[i].height) {
            fail_msg("%s: wanted %ux%u, got %ux%u, %s", cases[i].name, cases[i].width, cases[i].height,
                     header.width, header.height, problem != NULL ? problem : "taken");
        }
    }
}

static void too_many_bytes(void **state)
{
    static const unsigned char one[] = "";
    struct picture_header header;
    (void)state;
    /* The length is looked at before a byte is. */
    assert_non_null(picture_header_read(one, PICTURE_BYTES_MAX + (size_t)1, &header));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_they_say), cmocka_unit_test(too_many_bytes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
