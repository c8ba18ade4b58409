#include "both-sides/narrow.h"

#include <stdint.h>
#include <string.h>

#include "both-sides/utf8.h"

enum { FULL_FIRST = 0xFF01, FULL_LAST = 0xFF5E, FULL_TO_ASCII = 0xFEE0 };

static int is_padding(uint32_t c)
{
    static const uint32_t blanks[] = {0x7F,   0xA0,   0x1680, 0x180E, 0x2028, 0x2029,
                                      0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF};
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
        if (c == blanks[i]) {
            return 1;
        }
    }
    return c <= 0x20 || (c >= 0x2000 && c <= 0x200F);
}

const char *narrow(const char *text, char out[NARROW_SIZE])
{
    const unsigned char *at = (const unsigned char *)text;
    size_t left = strlen(text);
    size_t used = 0;
    size_t kept = 0; /* as far as the last character that is no padding */
    size_t step = 0;
    for (; left > 0; at += step, left -= step) {
        char character[4];
        uint32_t c = utf8_decode(at, left, &step);
        size_t size = utf8_encode(c >= FULL_FIRST && c <= FULL_LAST ? c - FULL_TO_ASCII : c, character);
        int pads = is_padding(c);
        if (pads && used == 0) {
            continue;
        }
        if (used + size < NARROW_SIZE) {
            memcpy(out + used, character, size);
            used += size;
            kept = pads ? kept : used;
        } else if (!pads) {
            kept = 0;
            break;
        }
    }
    out[kept] = '\0';
    return out;
}
