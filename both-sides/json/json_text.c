#include "both-sides/json/json_text.h"

#include <string.h>

#include "both-sides/utf8.h"

static int hex_value(unsigned char byte)
{
    if (byte >= '0' && byte <= '9') {
        return byte - '0';
    }
    unsigned char small = byte | 0x20;
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

/* The unit of a `\uXXXX` that stands there; -1: none does. */
static int escaped_unit(const unsigned char *at, size_t left)
{
    int unit = 0;
    if (left < 6 || at[0] != '\\' || at[1] != 'u') {
        return -1;
    }
    for (int i = 2; i < 6; i++) {
        int digit = hex_value(at[i]);
        if (digit < 0) {
            return -1;
        }
        unit = unit * 16 + digit;
    }
    return unit;
}

static int is_high(int unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}

static int is_low(int unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* The first escape that is half a pair; NULL: there is none. A backslash outside a string is the parser's to
 * refuse. */
static const unsigned char *half_a_pair(const unsigned char *bytes, size_t length)
{
    const unsigned char *end = bytes + length;
    const unsigned char *at = length > 0 ? memchr(bytes, '\\', length) : NULL;
    while (at != NULL) {
        size_t left = (size_t)(end - at);
        int unit = escaped_unit(at, left);
        size_t step = 2;
        if (is_high(unit)) {
            if (!is_low(escaped_unit(at + 6, left - 6))) {
                return at;
            }
            step = 12;
        } else if (is_low(unit)) {
            return at;
        }
        at = left > step ? memchr(at + step, '\\', left - step) : NULL;
    }
    return NULL;
}

const char *json_text_problem(const unsigned char *bytes, size_t length, size_t *at)
{
    static const unsigned char no_blanks[] = {'\f', '\v'};
    size_t valid = utf8_valid_length(bytes, length);
    if (valid < length) {
        *at = valid;
        return "not UTF-8";
    }
    for (size_t i = 0; i < sizeof no_blanks && length > 0; i++) {
        const unsigned char *found = memchr(bytes, no_blanks[i], length);
        if (found != NULL) {
            *at = (size_t)(found - bytes);
            return "a control character";
        }
    }
    const unsigned char *half = half_a_pair(bytes, length);
    if (half != NULL) {
        *at = (size_t)(half - bytes);
        return "half a surrogate pair";
    }
    return NULL;
}

int json_text_is_blank(const unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (strchr(" \t\r\n", bytes[i]) == NULL || bytes[i] == '\0') {
            return 0;
        }
    }
    return 1;
}
