#include "screens/stage/spoken_words.h"

#include <string.h>

/* Ends `text` before the character that is not all there. */
static void drop_cut_character(char *text, size_t used)
{
    size_t start = used;
    while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80) {
        start--;
    }
    if (start > 0 && start < used) {
        unsigned char lead = (unsigned char)text[start - 1];
        size_t whole = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        used = used - start + 1 < whole ? start - 1 : used;
    }
    text[used] = '\0';
}

void spoken_words_write(char *out, size_t size, const char *shown, int english)
{
    const char *pause = english ? ", " : "，";
    size_t used = 0;
    for (const char *p = shown; *p != '\0'; p++) {
        const char *piece = *p == '\n' ? pause : p;
        size_t length = *p == '\n' ? strlen(pause) : 1;
        if (used + length >= size) {
            break;
        }
        memcpy(out + used, piece, length);
        used += length;
    }
    drop_cut_character(out, used);
}
