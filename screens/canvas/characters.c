#include "screens/canvas/characters.h"

static int is_continuation(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* Reads the continuation bytes; a NUL is none, so the end of the string is never passed. */
static uint32_t multi_byte(const unsigned char *bytes, size_t length, uint32_t lead_bits, uint32_t least)
{
    uint32_t character = lead_bits;
    for (size_t i = 1; i < length; i++) {
        if (!is_continuation(bytes[i])) {
            return CHARACTER_INVALID;
        }
        character = character << 6 | (bytes[i] & 0x3F);
    }
    int is_surrogate = character >= 0xD800 && character <= 0xDFFF;
    return character < least || character > 0x10FFFF || is_surrogate ? CHARACTER_INVALID : character;
}

uint32_t character_next(const char **text)
{
    const unsigned char *bytes = (const unsigned char *)*text;
    uint32_t character = CHARACTER_INVALID;
    size_t length = 1;
    if (bytes[0] < 0x80) {
        *text += bytes[0] != 0;
        return bytes[0];
    }
    if (bytes[0] >= 0xC2 && bytes[0] < 0xE0) {
        length = 2;
        character = multi_byte(bytes, length, bytes[0] & 0x1F, 0x80);
    } else if (bytes[0] >= 0xE0 && bytes[0] < 0xF0) {
        length = 3;
        character = multi_byte(bytes, length, bytes[0] & 0x0F, 0x800);
    } else if (bytes[0] >= 0xF0 && bytes[0] < 0xF5) {
        length = 4;
        character = multi_byte(bytes, length, bytes[0] & 0x07, 0x10000);
    }
    if (character == CHARACTER_INVALID &&
        !(length == 3 && bytes[0] == 0xEF && bytes[1] == 0xBF && bytes[2] == 0xBD)) {
        length = 1;
    }
    *text += length;
    return character;
}

size_t character_put(uint32_t character, char *out)
{
    if (character < 0x80) {
        out[0] = (char)character;
        return 1;
    }
    if (character < 0x800) {
        out[0] = (char)(0xC0 | character >> 6);
        out[1] = (char)(0x80 | (character & 0x3F));
        return 2;
    }
    if (character < 0x10000) {
        out[0] = (char)(0xE0 | character >> 12);
        out[1] = (char)(0x80 | (character >> 6 & 0x3F));
        out[2] = (char)(0x80 | (character & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | (character >> 18 & 0x07));
    out[1] = (char)(0x80 | (character >> 12 & 0x3F));
    out[2] = (char)(0x80 | (character >> 6 & 0x3F));
    out[3] = (char)(0x80 | (character & 0x3F));
    return 4;
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
