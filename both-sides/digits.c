#include "both-sides/digits.h"

#include <stdlib.h>
#include <string.h>

enum { DIGITS_MAX = 16 }; /* of 2^53 */

int digits_value(const char *digits, size_t count)
{
    int value = 0;
    for (size_t i = 0; i < count; i++) {
        value = value * 10 + (digits[i] - '0');
    }
    return value;
}

int digits_read(const char *text, int64_t least, int64_t most, int64_t *number)
{
    const char *start = text + (text[0] == '-' && least < 0);
    size_t length = strspn(start, "0123456789");
    if (length == 0 || length > DIGITS_MAX || start[length] != '\0') {
        return -1;
    }
    *number = strtoll(text, NULL, 10);
    return *number >= least && *number <= most ? 0 : -1;
}
