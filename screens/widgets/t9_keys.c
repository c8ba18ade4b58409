#include "screens/widgets/t9_keys.h"

#include <string.h>

static const char *const letters[] = {"", "", "ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"};

const char *t9_letters(int digit)
{
    return digit >= 0 && digit <= 9 ? letters[digit] : "";
}

int t9_digit(char character)
{
    if (character >= '0' && character <= '9') {
        return character - '0';
    }
    char upper = (char)(character >= 'a' && character <= 'z' ? character - 'a' + 'A' : character);
    for (int digit = 2; upper >= 'A' && upper <= 'Z' && digit <= 9; digit++) {
        if (strchr(letters[digit], upper) != NULL) {
            return digit;
        }
    }
    return -1;
}
