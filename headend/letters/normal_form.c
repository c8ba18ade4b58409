#include "headend/letters/normal_form.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <uninorm.h>

#include "both-sides/utf8.h"

/* --- Single characters --- */

/* Radicals of which Unicode says no equal in the table of characters, but which look like one (its
 * EquivalentUnifiedIdeograph): text that was copied from PDF files is full of them. */
static const struct {
    uint16_t radical, character;
} radicals[] = {
    {0x2E81, 0x5382}, {0x2E85, 0x4EBB}, {0x2E89, 0x5202}, {0x2E8A, 0x535C}, {0x2E92, 0x5DF3},
    {0x2E9D, 0x6708}, {0x2EA0, 0x6C11}, {0x2EAC, 0x793A}, {0x2EC1, 0x864E}, {0x2EC4, 0x897F},
    {0x2EC5, 0x89C1}, {0x2EC6, 0x89D2}, {0x2EC8, 0x8BA0}, {0x2EC9, 0x8D1D}, {0x2ECB, 0x8F66},
    {0x2ED0, 0x9485}, {0x2ED1, 0x9577}, {0x2ED2, 0x9578}, {0x2ED3, 0x957F}, {0x2ED4, 0x95E8},
    {0x2ED8, 0x9752}, {0x2ED9, 0x97E6}, {0x2EDA, 0x9875}, {0x2EDB, 0x98CE}, {0x2EDC, 0x98DE},
    {0x2EDD, 0x98DF}, {0x2EE0, 0x9963}, {0x2EE2, 0x9A6C}, {0x2EE3, 0x9AA8}, {0x2EE4, 0x9B3C},
    {0x2EE5, 0x9C7C}, {0x2EE6, 0x9E1F}, {0x2EE7, 0x5364}, {0x2EE8, 0x9EA6}, {0x2EE9, 0x9EC4},
    {0x2EEA, 0x9EFE}, {0x2EEC, 0x9F50}, {0x2EEE, 0x9F7F}, {0x2EF0, 0x9F99}, {0x2EF1, 0x9F9C},
    {0x2EF2, 0x4E80},
};

static int is_in(uint32_t character, uint32_t first, uint32_t last)
{
    return character >= first && character <= last;
}

/* What Unicode takes the character for; itself if that is no single one. */
static uint32_t unicode_equal(uint32_t character, size_t most)
{
    int tag = 0;
    ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
    int count = uc_decomposition(character, &tag, parts);
    return count >= 1 && (size_t)count <= most ? parts[0] : character;
}

static uint32_t radical_equal(uint32_t character)
{
    for (size_t i = 0; i < sizeof radicals / sizeof radicals[0] && is_in(character, 0x2E80, 0x2EFF); i++) {
        if (radicals[i].radical == character) {
            return radicals[i].character;
        }
    }
    return character;
}

/* Radicals, numerals of Hangzhou (〸), half-width katakana and hangul. */
static uint32_t compatible(uint32_t character)
{
    int stands_for_another = is_in(character, 0x2E80, 0x2FDF) || is_in(character, 0x3038, 0x303A) ||
                             is_in(character, 0xFF61, 0xFF9F) || is_in(character, 0xFFA0, 0xFFDC);
    return stands_for_another ? unicode_equal(radical_equal(character), 1) : character;
}

uint32_t search_letter(uint32_t character)
{
    if (is_in(character, 0x4E00, 0x9FFF) || character < 0x80) {
        return character;
    }
    uint32_t letter = radical_equal(character);
    for (uint32_t before = 0; letter != before;) {
        before = letter;
        letter = unicode_equal(letter, UC_DECOMPOSITION_MAX_LENGTH);
    }
    return letter;
}

int is_combining_mark(uint32_t character)
{
    return character >= 0x300 && uc_is_general_category_withtable(character, UC_CATEGORY_MASK_M);
}

/* --- Texts --- */

enum { KEYCAP = 0x20E3, EMOJI_FORM = 0xFE0F };

/* Most of a Chinese text is as it should be. */
static int is_plain(uint32_t character)
{
    return character < 0x300 || is_in(character, 0x4E00, 0x9FFF) || is_in(character, 0x3000, 0x3037) ||
           is_in(character, 0x2010, 0x2027) || is_in(character, 0xFF01, 0xFF60);
}

static int needs_nothing(const unsigned char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        size_t step = 1;
        if (!is_plain(utf8_decode(text + at, length - at, &step))) {
            return 0;
        }
        at += step;
    }
    return 1;
}

/* The bytes behind a digit that make it a keycap; 0: none. */
static size_t keycap_bytes(const unsigned char *text, size_t length)
{
    static const char with_form[] = "\xEF\xB8\x8F\xE2\x83\xA3";
    static const char bare[] = "\xE2\x83\xA3";
    if (length >= sizeof with_form - 1 && memcmp(text, with_form, sizeof with_form - 1) == 0) {
        return sizeof with_form - 1;
    }
    return length >= sizeof bare - 1 && memcmp(text, bare, sizeof bare - 1) == 0 ? sizeof bare - 1 : 0;
}

static uint32_t circled(uint32_t character)
{
    return character == '0' ? 0x24EA : is_in(character, '1', '9') ? 0x2460 + character - '1' : character;
}

/* Into `out`, which has room for as many bytes: no character becomes longer but an ASCII digit, and that
 * takes its keycap's room. Returns the length. */
static size_t replace_characters(const unsigned char *text, size_t length, unsigned char *out)
{
    size_t used = 0;
    for (size_t at = 0; at < length;) {
        char bytes[4];
        size_t step = 1;
        uint32_t character = utf8_decode(text + at, length - at, &step);
        at += step;
        int may_be_key = is_in(character, '0', '9') || character == '#' || character == '*';
        size_t keycap = may_be_key ? keycap_bytes(text + at, length - at) : 0;
        character = keycap > 0 ? circled(character) : compatible(character);
        at += keycap;
        size_t written = utf8_encode(character, bytes);
        memcpy(out + used, bytes, written);
        used += written;
    }
    return used;
}

/* Composes up to the next "<", ">" or "=", with which a mark that follows would make another character, and
 * no markup any more. */
static int compose(const unsigned char *text, size_t length, char **out, size_t *used)
{
    for (size_t at = 0; at < length;) {
        size_t piece = at;
        while (piece < length && strchr("<>=", text[piece]) == NULL) {
            piece++;
        }
        size_t composed_length = 0;
        uint8_t *composed = u8_normalize(UNINORM_NFC, text + at, piece - at, NULL, &composed_length);
        char *grown = realloc(*out, *used + composed_length + 2);
        *out = grown != NULL ? grown : *out;
        if (composed == NULL || grown == NULL) {
            free(composed);
            return -1;
        }
        memcpy(*out + *used, composed, composed_length);
        *used += composed_length;
        free(composed);
        if (piece < length) {
            (*out)[(*used)++] = (char)text[piece++];
        }
        at = piece;
    }
    return 0;
}

char *normal_form(const char *text)
{
    size_t length = strlen(text);
    const unsigned char *bytes = (const unsigned char *)text;
    if (utf8_valid_length(bytes, length) != length) {
        return NULL;
    }
    if (needs_nothing(bytes, length)) {
        return strdup(text);
    }
    unsigned char *replaced = malloc(length + 1);
    char *out = malloc(1);
    size_t used = 0;
    if (replaced == NULL || out == NULL ||
        compose(replaced, replace_characters(bytes, length, replaced), &out, &used) != 0) {
        free(out);
        out = NULL;
    } else {
        out[used] = '\0';
    }
    free(replaced);
    return out;
}
