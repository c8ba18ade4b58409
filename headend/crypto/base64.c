#include "headend/crypto/base64.h"

#include <openssl/evp.h>
#include <string.h>

enum { GROUP = 4, GROUP_BYTES = 3 };

void base64_write(const void *bytes, size_t length, char *text)
{
    const unsigned char *from = bytes;
    char *to = text;
    *to = '\0';
    for (size_t at = 0; at < length; at += GROUP_BYTES) {
        size_t count = length - at < GROUP_BYTES ? length - at : GROUP_BYTES;
        to += EVP_EncodeBlock((unsigned char *)to, from + at, (int)count);
    }
}

static int value_of(char character)
{
    static const char characters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *found = character != '\0' ? strchr(characters, character) : NULL;
    return found != NULL ? (int)(found - characters) : -1;
}

/* The bits of up to four characters. -1: one is none. */
static int bits_of(const char *group, size_t count)
{
    int bits = 0;
    for (size_t i = 0; i < GROUP; i++) {
        int value = i < count ? value_of(group[i]) : 0;
        if (value < 0) {
            return -1;
        }
        bits = bits << 6 | value;
    }
    return bits;
}

int base64_read(const char *text, size_t text_length, unsigned char *bytes, size_t size, size_t *length)
{
    size_t padding = 0;
    *length = 0;
    while (padding < 2 && padding < text_length && text[text_length - 1 - padding] == '=') {
        padding++;
    }
    if (text_length % GROUP != 0 || text_length / GROUP * GROUP_BYTES - padding > size) {
        return -1;
    }
    for (size_t at = 0; at < text_length; at += GROUP) {
        size_t missing = at + GROUP == text_length ? padding : 0;
        int bits = bits_of(text + at, GROUP - missing);
        if (bits < 0 || (missing > 0 && (bits & ((1 << (8 * (int)missing)) - 1)) != 0)) {
            return -1;
        }
        for (size_t i = 0; i < GROUP_BYTES - missing; i++) {
            bytes[(*length)++] = (unsigned char)(bits >> (16 - 8 * (int)i));
        }
    }
    return 0;
}
