#include "screens/widgets/t9_keys.h"

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
    char lower = (char)(character >= 'A' && character <= 'Z' ? character - 'A' + 'a' : character);
    return lower >= 'a' && lower <= 'z' ? "22233344455566677778889999"[lower - 'a'] - '0' : -1;
}
