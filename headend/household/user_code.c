#include "headend/household/user_code.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "both-sides/utf8.h"

static const char letters[] = "BCDFGHJKLMNPQRSTVWXZ";
enum {
    LETTERS = sizeof letters - 1,
    FULL_WIDTH = 0xFEE0,
    FULL_WIDTH_FIRST = 0xFF01,
    FULL_WIDTH_LAST = 0xFF5E
};
enum { TYPED_MAX = 64, IDEOGRAPHIC_SPACE = 0x3000, NO_BREAK_SPACE = 0xA0, HYPHEN = 0x2010, EM_DASH = 0x2014 };

/* An even choice: bytes at the end of the range that would favour the first letters are thrown away. */
static int choose(unsigned count, unsigned *chosen)
{
    unsigned char byte = 0;
    unsigned fair = 256 - 256 % count;
    do {
        if (getrandom(&byte, 1, 0) != 1) {
            return -1;
        }
    } while (byte >= fair);
    *chosen = byte % count;
    return 0;
}

static int make(char *out, size_t length, const char *alphabet, unsigned count)
{
    for (size_t i = 0; i < length; i++) {
        unsigned chosen = 0;
        if (choose(count, &chosen) != 0) {
            return -1;
        }
        out[i] = alphabet[chosen];
    }
    out[length] = '\0';
    return 0;
}

int user_code_make(char code[USER_CODE_SIZE])
{
    return make(code, USER_CODE_LENGTH, letters, LETTERS);
}

int room_number_make(char number[NUMBER_SIZE])
{
    return make(number, NUMBER_SIZE - 1, "0123456789", 10);
}

void user_code_show(const char *code, char shown[USER_CODE_SHOWN_SIZE])
{
    (void)snprintf(shown, USER_CODE_SHOWN_SIZE, "%.4s-%.4s", code, code + USER_CODE_LENGTH / 2);
}

static int is_separator(uint32_t character)
{
    return character == ' ' || character == '-' || character == '.' || character == '_' ||
           character == '\t' || character == IDEOGRAPHIC_SPACE || character == NO_BREAK_SPACE ||
           (character >= HYPHEN && character <= EM_DASH);
}

int user_code_read(const char *typed, char code[USER_CODE_SIZE])
{
    size_t length = strnlen(typed, TYPED_MAX + 1);
    size_t found = 0;
    size_t step = 0;
    for (size_t at = 0; at < length; at += step) {
        uint32_t character = utf8_decode((const unsigned char *)typed + at, length - at, &step);
        if (character >= FULL_WIDTH_FIRST && character <= FULL_WIDTH_LAST) {
            character -= FULL_WIDTH;
        }
        if (is_separator(character)) {
            continue;
        }
        if (character >= 'a' && character <= 'z') {
            character -= 'a' - 'A';
        }
        if (character >= 0x80 || found == USER_CODE_LENGTH ||
            memchr(letters, (int)character, LETTERS) == NULL) {
            return -1;
        }
        code[found++] = (char)character;
    }
    code[found] = '\0';
    return found == USER_CODE_LENGTH && length <= TYPED_MAX ? 0 : -1;
}
