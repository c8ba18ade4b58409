#include "both-sides/printable.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/utf8.h"

size_t utf8_character(const char *text, size_t length, uint32_t *code_point)
{
    size_t step = 0;
    uint32_t found = utf8_decode((const unsigned char *)text, length, &step);
    if (found == UTF8_WRONG && step == 1) {
        return 0;
    }
    *code_point = found;
    return step;
}

int is_control_character(uint32_t code_point)
{
    return code_point < 0x20 || (code_point >= 0x7f && code_point <= 0x9f) ||
           (code_point >= 0x2028 && code_point <= 0x202e) || (code_point >= 0x2066 && code_point <= 0x2069) ||
           code_point == 0x061c || code_point == 0x200e || code_point == 0x200f || code_point == 0xfeff;
}

size_t printable_copy(char *out, size_t size, const char *text, size_t length, int *cut)
{
    size_t used = 0;
    size_t at = 0;
    while (at < length) {
        uint32_t code_point = 0;
        size_t taken = utf8_character(text + at, length - at, &code_point);
        char escaped[8];
        const char *piece = text + at;
        size_t piece_length = taken;
        if (taken == 0 || is_control_character(code_point)) {
            int wide = taken > 1 && code_point > 0xff;
            unsigned value = taken == 0 ? (unsigned char)text[at] : (unsigned)code_point;
            int written = snprintf(escaped, sizeof escaped, wide ? "\\u%04x" : "\\x%02x", value & 0xffffU);
            piece = escaped;
            piece_length = written > 0 ? (size_t)written : 0;
            taken = taken == 0 ? 1 : taken;
        }
        if (used + piece_length >= size) {
            break;
        }
        memcpy(out + used, piece, piece_length);
        used += piece_length;
        at += taken;
    }
    out[used] = '\0';
    if (cut != NULL) {
        *cut = at < length;
    }
    return used;
}
