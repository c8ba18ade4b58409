#include "both-sides/utf8.h"

#include <string.h>

static int is_continuation(unsigned char byte)
{
    return (byte & 0xC0U) == 0x80U;
}

/* The length of the right character at `at`, 0 if there is none. */
static size_t character_length(const unsigned char *at, size_t left)
{
    unsigned char first = at[0];
    if (first < 0x80) {
        return 1;
    }
    if (first < 0xC2 || first > 0xF4 || left < 2 || !is_continuation(at[1])) {
        return 0;
    }
    if (first < 0xE0) {
        return 2;
    }
    if (left < 3 || !is_continuation(at[2])) {
        return 0;
    }
    if (first < 0xF0) {
        int overlong = first == 0xE0 && at[1] < 0xA0;
        int surrogate = first == 0xED && at[1] >= 0xA0;
        return overlong || surrogate ? 0 : 3;
    }
    if (left < 4 || !is_continuation(at[3])) {
        return 0;
    }
    int overlong = first == 0xF0 && at[1] < 0x90;
    int beyond = first == 0xF4 && at[1] >= 0x90;
    return overlong || beyond ? 0 : 4;
}

/* The place of the first byte above 0x7F in a word that has one, in the order of memory. */
static size_t first_high_byte(uint64_t high_bits)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return (size_t)__builtin_clzll(high_bits) / 8;
#else
    return (size_t)__builtin_ctzll(high_bits) / 8;
#endif
}

/* Past all ASCII from `at` on, eight bytes at a time. */
static size_t skip_ascii(const unsigned char *bytes, size_t at, size_t length)
{
    while (length - at >= 32) {
        uint64_t words[4];
        memcpy(words, bytes + at, sizeof words);
        if ((words[0] | words[1] | words[2] | words[3]) & 0x8080808080808080U) {
            break;
        }
        at += 32;
    }
    while (length - at >= 8) {
        uint64_t word;
        memcpy(&word, bytes + at, sizeof word);
        word &= 0x8080808080808080U;
        if (word != 0) {
            return at + first_high_byte(word);
        }
        at += 8;
    }
    while (at < length && bytes[at] < 0x80) {
        at++;
    }
    return at;
}

/* Past all characters of three bytes that cannot be overlong or a surrogate: E1..EC, among them all of common
 * Chinese. Two at a time: their marking bits are compared in one word. */
static size_t skip_han(const unsigned char *bytes, size_t at, size_t length)
{
    static const unsigned char marks[8] = {0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0, 0};
    static const unsigned char expected[8] = {0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0, 0};
    uint64_t mask;
    uint64_t pattern;
    memcpy(&mask, marks, sizeof mask);
    memcpy(&pattern, expected, sizeof pattern);
    while (length - at >= sizeof mask) {
        uint64_t word;
        memcpy(&word, bytes + at, sizeof word);
        /* E0, ED and what is above are looked at one by one: minus E1, the others are 0..11. */
        unsigned first = (unsigned)bytes[at] - 0xE1U;
        unsigned second = (unsigned)bytes[at + 3] - 0xE1U;
        if ((word & mask) != pattern || first > 11 || second > 11) {
            break;
        }
        at += 6;
    }
    return at;
}

size_t utf8_valid_length(const unsigned char *bytes, size_t length)
{
    size_t at = 0;
    while ((at = skip_ascii(bytes, at, length)) < length) {
        size_t before = at;
        at = skip_han(bytes, at, length);
        if (at == before) {
            size_t step = character_length(bytes + at, length - at);
            if (step == 0) {
                break;
            }
            at += step;
        }
    }
    return at;
}

size_t utf8_count(const unsigned char *bytes, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++) {
        count += !is_continuation(bytes[i]);
    }
    return count;
}

size_t utf8_fit(const unsigned char *bytes, size_t length, size_t size)
{
    if (length <= size) {
        return length;
    }
    while (size > 0 && is_continuation(bytes[size])) {
        size--;
    }
    return size;
}

uint32_t utf8_decode(const unsigned char *bytes, size_t length, size_t *step)
{
    size_t size = character_length(bytes, length);
    if (size == 0) {
        *step = 1;
        return UTF8_WRONG;
    }
    *step = size;
    if (size == 1) {
        return bytes[0];
    }
    uint32_t code_point = bytes[0] & (0x7FU >> size);
    for (size_t i = 1; i < size; i++) {
        code_point = code_point << 6 | (bytes[i] & 0x3FU);
    }
    return code_point;
}

/* The ten bits of the surrogate at `at` whose second byte is `least` to `most`; -1: there is none. */
static int surrogate_bits(const unsigned char *at, size_t left, unsigned least, unsigned most)
{
    if (left < 3 || at[0] != 0xED || at[1] < least || at[1] > most || !is_continuation(at[2])) {
        return -1;
    }
    return (int)((at[1] & 0xFU) << 6 | (at[2] & 0x3FU));
}

size_t utf8_join_surrogates(unsigned char *bytes, size_t length, size_t *joined)
{
    size_t used = 0;
    size_t count = 0;
    for (size_t at = 0; at < length;) {
        int high = surrogate_bits(bytes + at, length - at, 0xA0, 0xAF);
        int low = high >= 0 ? surrogate_bits(bytes + at + 3, length - at - 3, 0xB0, 0xBF) : -1;
        if (low >= 0) {
            uint32_t code_point = 0x10000U + ((uint32_t)high << 10) + ((uint32_t)low & 0x3FFU);
            used += utf8_encode(code_point, (char *)bytes + used);
            at += 6;
            count++;
        } else {
            bytes[used++] = bytes[at++];
        }
    }
    if (joined != NULL) {
        *joined = count;
    }
    return used;
}

size_t utf8_encode(uint32_t code_point, char out[4])
{
    unsigned char bytes[4];
    size_t size;
    if (code_point < 0x80) {
        bytes[0] = (unsigned char)code_point;
        size = 1;
    } else if (code_point < 0x800) {
        bytes[0] = (unsigned char)(0xC0U | code_point >> 6);
        bytes[1] = (unsigned char)(0x80U | (code_point & 0x3FU));
        size = 2;
    } else if (code_point < 0x10000) {
        bytes[0] = (unsigned char)(0xE0U | code_point >> 12);
        bytes[1] = (unsigned char)(0x80U | (code_point >> 6 & 0x3FU));
        bytes[2] = (unsigned char)(0x80U | (code_point & 0x3FU));
        size = 3;
    } else {
        bytes[0] = (unsigned char)(0xF0U | (code_point >> 18 & 7U));
        bytes[1] = (unsigned char)(0x80U | (code_point >> 12 & 0x3FU));
        bytes[2] = (unsigned char)(0x80U | (code_point >> 6 & 0x3FU));
        bytes[3] = (unsigned char)(0x80U | (code_point & 0x3FU));
        size = 4;
    }
    memcpy(out, bytes, size);
    return size;
}
