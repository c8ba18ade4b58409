#include "both-sides/digits.h"

enum { DIGITS_MAX = 16 }; /* of 2^53 */

int digits_value(const char *digits, size_t count)
{
    int value = 0;
    for (size_t i = 0; i < count; i++) {
        value = value * 10 + (digits[i] - '0');
    }
    return value;
}

int digits_take(const char **at, size_t least, size_t most, int64_t *number)
{
    size_t count = 0;
    int64_t value = 0;
    for (; count < most && (*at)[count] >= '0' && (*at)[count] <= '9'; count++) {
        value = value * 10 + ((*at)[count] - '0');
    }
    if (count < least) {
        return -1;
    }
    *at += count;
    *number = value;
    return 0;
}

int digits_read(const char *text, int64_t least, int64_t most, int64_t *number)
{
    int is_negative = text[0] == '-' && least < 0;
    text += is_negative;
    if (digits_take(&text, 1, DIGITS_MAX, number) != 0 || *text != '\0') {
        return -1;
    }
    *number = is_negative ? -*number : *number;
    return *number >= least && *number <= most ? 0 : -1;
}
