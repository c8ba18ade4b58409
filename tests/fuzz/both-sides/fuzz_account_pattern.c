/* A pattern and a number, a NUL between: what a number begins with can always still become one, and none is
 * longer or shorter than a pattern may allow. */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/account_pattern.h"

enum { TEXT_SIZE = 256 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds)
{
    if (!holds) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char pattern[TEXT_SIZE];
    char number[TEXT_SIZE] = "";
    const uint8_t *between = memchr(data, '\0', size);
    size_t length = between != NULL ? (size_t)(between - data) : size;
    if (length >= TEXT_SIZE || size - length > TEXT_SIZE) {
        return 0;
    }
    memcpy(pattern, data, length);
    pattern[length] = '\0';
    if (between != NULL) {
        memcpy(number, between + 1, size - length - 1);
        number[size - length - 1] = '\0';
    }
    if (!account_pattern_is_good(pattern)) {
        return 0;
    }
    must(account_number_check(pattern, "") == ACCOUNT_NUMBER_BEGINS);
    enum account_number_check check = account_number_check(pattern, number);
    size_t characters = strlen(number);
    must(check != ACCOUNT_NUMBER_GOOD || (characters >= 4 && characters <= ACCOUNT_NUMBER_MOST));
    must(check != ACCOUNT_NUMBER_BEGINS || characters < ACCOUNT_NUMBER_MOST);
    for (; check != ACCOUNT_NUMBER_WRONG && characters > 0; characters--) {
        number[characters - 1] = '\0';
        must(account_number_check(pattern, number) != ACCOUNT_NUMBER_WRONG);
    }
    return 0;
}
