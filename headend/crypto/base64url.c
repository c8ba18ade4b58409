#include "headend/crypto/base64url.h"

#include <stdint.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

enum { BITS_A_DIGIT = 6, BITS_A_BYTE = 8, DIGIT_MASK = (1 << BITS_A_DIGIT) - 1 };

void base64url_write(const void *bytes, size_t length, char *text, size_t size)
{
    const unsigned char *at = bytes;
    uint32_t bits = 0;
    int held = 0;
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        bits = bits << BITS_A_BYTE | at[i];
        held += BITS_A_BYTE;
        while (held >= BITS_A_DIGIT && used + 1 < size) {
            held -= BITS_A_DIGIT;
            text[used++] = digits[bits >> held & DIGIT_MASK];
        }
    }
    if (held > 0 && used + 1 < size) {
        text[used++] = digits[bits << (BITS_A_DIGIT - held) & DIGIT_MASK];
    }
    text[used] = '\0';
}

static int value_of(char character)
{
    if (character >= 'A' && character <= 'Z') {
        return character - 'A';
    }
    if (character >= 'a' && character <= 'z') {
        return character - 'a' + 26;
    }
    if (character >= '0' && character <= '9') {
        return character - '0' + 52;
    }
    return character == '-' ? 62 : character == '_' ? 63 : -1;
}

int base64url_read(const char *text, size_t text_length, unsigned char *bytes, size_t size, size_t *length)
{
    uint32_t bits = 0;
    int held = 0;
    *length = 0;
    for (size_t i = 0; i < text_length; i++) {
        int value = value_of(text[i]);
        if (value < 0) {
            return -1;
        }
        bits = bits << BITS_A_DIGIT | (uint32_t)value;
        held += BITS_A_DIGIT;
        if (held >= BITS_A_BYTE) {
            if (*length == size) {
                return -1;
            }
            held -= BITS_A_BYTE;
            bytes[(*length)++] = (unsigned char)(bits >> held);
            bits &= (1U << held) - 1;
        }
    }
    /* Six bits left over are a digit too many; those of a last digit that no byte takes must be 0. */
    return held < BITS_A_DIGIT && bits == 0 ? 0 : -1;
}
