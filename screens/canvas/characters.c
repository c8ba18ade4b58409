#include "screens/canvas/characters.h"

#include <string.h>

#include "both-sides/utf8.h"

enum { BYTES_MAX = 4 }; /* of a character */

uint32_t character_next(const char **text)
{
    const unsigned char *bytes = (const unsigned char *)*text;
    size_t step = 0;
    if (bytes[0] < 0x80) {
        *text += bytes[0] != 0;
        return bytes[0];
    }
    uint32_t character = utf8_decode(bytes, strnlen(*text, BYTES_MAX), &step);
    *text += step;
    return character;
}

size_t character_put(uint32_t character, char *out)
{
    return utf8_encode(character, out);
}

struct range {
    uint32_t first, last;
    enum character_kind kind;
};

/* In order; what is not listed takes room. From the Unicode categories Cc, Cf, Mn and Zs, as far as Chinese
 * and Latin text carries them. */
static const struct range ranges[] = {
    {0x0001, 0x0008, CHARACTER_HIDDEN},    {0x0009, 0x000D, CHARACTER_SPACE},
    {0x000E, 0x001F, CHARACTER_HIDDEN},    {0x0020, 0x0020, CHARACTER_SPACE},
    {0x007F, 0x009F, CHARACTER_HIDDEN},    {0x00A0, 0x00A0, CHARACTER_SPACE},
    {0x00AD, 0x00AD, CHARACTER_HIDDEN},    {0x0300, 0x034E, CHARACTER_COMBINING},
    {0x034F, 0x034F, CHARACTER_HIDDEN},    {0x0350, 0x036F, CHARACTER_COMBINING},
    {0x0483, 0x0489, CHARACTER_COMBINING}, {0x0591, 0x05BD, CHARACTER_COMBINING},
    {0x061C, 0x061C, CHARACTER_HIDDEN},    {0x064B, 0x065F, CHARACTER_COMBINING},
    {0x115F, 0x1160, CHARACTER_HIDDEN},    {0x180B, 0x180F, CHARACTER_HIDDEN},
    {0x1AB0, 0x1AFF, CHARACTER_COMBINING}, {0x1DC0, 0x1DFF, CHARACTER_COMBINING},
    {0x200B, 0x200F, CHARACTER_HIDDEN},    {0x2028, 0x2029, CHARACTER_SPACE},
    {0x202A, 0x202E, CHARACTER_HIDDEN},    {0x202F, 0x202F, CHARACTER_SPACE},
    {0x2060, 0x206F, CHARACTER_HIDDEN},    {0x20D0, 0x20FF, CHARACTER_COMBINING},
    {0x302A, 0x302F, CHARACTER_COMBINING}, {0x3099, 0x309A, CHARACTER_COMBINING},
    {0x3164, 0x3164, CHARACTER_HIDDEN},    {0xFE00, 0xFE0F, CHARACTER_HIDDEN},
    {0xFE20, 0xFE2F, CHARACTER_COMBINING}, {0xFEFF, 0xFEFF, CHARACTER_HIDDEN},
    {0xFFF9, 0xFFFB, CHARACTER_HIDDEN},    {0x1F3FB, 0x1F3FF, CHARACTER_HIDDEN},
    {0xE0000, 0xE0FFF, CHARACTER_HIDDEN},
};

enum character_kind character_kind(uint32_t character)
{
    size_t low = 0;
    size_t high = sizeof ranges / sizeof *ranges;
    if (character > 0x20 && character < 0x7F) {
        return CHARACTER_SPACING;
    }
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (character < ranges[middle].first) {
            high = middle;
        } else if (character > ranges[middle].last) {
            low = middle + 1;
        } else {
            return ranges[middle].kind;
        }
    }
    return CHARACTER_SPACING;
}
