#include "screens/canvas/characters.h"

#include <string.h>
#include <unictype.h>

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

/* Of category Cf, Mn, Me or Sk, but not what these usually are. */
static int is_unusual(uint32_t character, enum character_kind *kind)
{
    enum { SKIN_TONE_FIRST = 0x1F3FB, SKIN_TONE_LAST = 0x1F3FF };
    if (character == '\t' || character == '\n' || character == '\v' || character == '\f' ||
        character == '\r') {
        *kind = CHARACTER_SPACE;
        return 1;
    }
    if (uc_is_property_default_ignorable_code_point((ucs4_t)character) ||
        (character >= SKIN_TONE_FIRST && character <= SKIN_TONE_LAST)) {
        *kind = CHARACTER_HIDDEN;
        return 1;
    }
    return 0;
}

enum character_kind character_kind(uint32_t character)
{
    enum character_kind kind;
    if ((character > 0x20 && character < 0x7F) || (character >= 0x4E00 && character <= 0x9FFF)) {
        return CHARACTER_SPACING;
    }
    if (is_unusual(character, &kind)) {
        return kind;
    }
    if (uc_is_general_category_withtable((ucs4_t)character,
                                         UC_CATEGORY_MASK_Zs | UC_CATEGORY_MASK_Zl | UC_CATEGORY_MASK_Zp)) {
        return CHARACTER_SPACE;
    }
    if (uc_is_general_category_withtable((ucs4_t)character, UC_CATEGORY_MASK_Mn)) {
        return CHARACTER_COMBINING;
    }
    /* A mark that encloses (the key of 1️⃣) reaches over its neighbours: what is in it says the same. */
    return uc_is_general_category_withtable((ucs4_t)character,
                                            UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf | UC_CATEGORY_MASK_Me)
               ? CHARACTER_HIDDEN
               : CHARACTER_SPACING;
}
