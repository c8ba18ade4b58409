/* Any text as words, in both languages, into places of any size. What comes out is well-formed UTF-8 that
 * ends in its place, without a digit, a star, a bracket or a line end. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/printable.h"
#include "screens/stage/spoken_words.h"

enum { TEXT_MAX = 4096, OUT_MAX = 6000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const char *out, size_t size)
{
    size_t length = strnlen(out, size);
    if (length == size) {
        abort();
    }
    for (size_t at = 0; at < length;) {
        uint32_t code_point;
        size_t bytes = utf8_character(out + at, length - at, &code_point);
        if (bytes == 0 || code_point == '\n') {
            abort();
        }
        at += bytes;
    }
    if (strpbrk(out, "0123456789*<>{}[]()|#_`^\\\"") != NULL) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct spoken_language languages[2];
    char text[TEXT_MAX + 1];
    char out[OUT_MAX];
    if (languages[0].strings == NULL) {
        languages[0] = (struct spoken_language){strings_read("assets/strings/zh-CN.xml"), 0};
        languages[1] = (struct spoken_language){strings_read("assets/strings/en.xml"), 1};
        if (languages[0].strings == NULL || languages[1].strings == NULL) {
            abort();
        }
    }
    if (size < 2) {
        return 0;
    }
    size_t room = (size_t)(data[0] | data[1] << 8) % OUT_MAX + 1;
    size_t length = size - 2 < TEXT_MAX ? size - 2 : TEXT_MAX;
    memcpy(text, data + 2, length);
    text[length] = '\0';
    for (size_t i = 0; i < 2; i++) {
        spoken_words_write(out, room, text, &languages[i]);
        check(out, room);
    }
    return 0;
}
