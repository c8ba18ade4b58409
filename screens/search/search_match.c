#include "screens/search/search_match.h"

#include <string.h>

#include "both-sides/utf8.h"

enum { HAN_FIRST = 0x3400, HAN_END = 0xA000, HAN_ZERO = 0x3007, FULL_FIRST = 0xFF01, FULL_LAST = 0xFF5E };

/* As the headend gives initials (headend/pinyin): to Latin letters and digits of either width, and to Han. */
static int has_initial(uint32_t character)
{
    if (character >= FULL_FIRST && character <= FULL_LAST) {
        character -= FULL_FIRST - '!';
    }
    return (character >= '0' && character <= '9') || (character >= 'A' && character <= 'Z') ||
           (character >= 'a' && character <= 'z') || character == HAN_ZERO ||
           (character >= HAN_FIRST && character < HAN_END);
}

/* How many places initials have: "[cz]" is one, a blank none. */
static size_t places_of(const char *initials)
{
    size_t places = 0;
    for (const char *at = initials; *at != '\0'; at++) {
        const char *end = *at == '[' ? strchr(at, ']') : NULL;
        at = end != NULL ? end : at;
        places += *at != ' ';
    }
    return places;
}

char *search_match_words(char *out, size_t size, const char *name, const char *initials, size_t first,
                         size_t count)
{
    size_t length = strlen(name);
    size_t begins = 0, ends = 0, place = 0;
    for (size_t at = 0; at < length;) {
        size_t step = 1;
        uint32_t character = utf8_decode((const unsigned char *)name + at, length - at, &step);
        if (initials[0] != '\0' ? has_initial(character) : character != ' ') {
            begins = place == first ? at : begins;
            place++;
            ends = place == first + count ? at + step : ends;
        }
        at += step;
    }
    int agrees = initials[0] == '\0' || places_of(initials) == place;
    out[0] = '\0';
    if (agrees && ends > begins && ends - begins < size) {
        memcpy(out, name + begins, ends - begins);
        out[ends - begins] = '\0';
    }
    return out;
}
