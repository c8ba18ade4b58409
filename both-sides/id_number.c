#include "both-sides/id_number.h"

#include <stddef.h>
#include <string.h>

#include "both-sides/calendar_date.h"

enum { BIRTH_AT = 6, BIRTH_DIGITS = 8, CHECKED_DIGITS = ID_NUMBER_LENGTH - 1, MODULUS = 11 };

enum number_check id_tail_check(const char *typed)
{
    size_t length = strnlen(typed, ID_TAIL_LENGTH + 1);
    for (size_t i = 0; i < length; i++) {
        int is_digit = typed[i] >= '0' && typed[i] <= '9';
        int is_x = i == ID_TAIL_LENGTH - 1 && (typed[i] == 'X' || typed[i] == 'x');
        if (!is_digit && !is_x) {
            return NUMBER_WRONG;
        }
    }
    return length < ID_TAIL_LENGTH ? NUMBER_INCOMPLETE : length > ID_TAIL_LENGTH ? NUMBER_WRONG : NUMBER_GOOD;
}

/* The 18th character of GB 11643 over the 17 digits before it. */
static char check_character(const char *digits)
{
    static const int weights[CHECKED_DIGITS] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    static const char characters[] = "10X98765432";
    int sum = 0;
    for (size_t i = 0; i < CHECKED_DIGITS; i++) {
        sum += (digits[i] - '0') * weights[i];
    }
    return characters[sum % MODULUS];
}

int id_number_read(const char *text, int today, char out[ID_NUMBER_SIZE])
{
    out[0] = '\0';
    if (strnlen(text, ID_NUMBER_SIZE) != ID_NUMBER_LENGTH || strspn(text, "0123456789") < CHECKED_DIGITS) {
        return -1;
    }
    int birth = 0;
    for (size_t i = BIRTH_AT; i < BIRTH_AT + BIRTH_DIGITS; i++) {
        birth = birth * 10 + (text[i] - '0');
    }
    char last = text[CHECKED_DIGITS] == 'x' ? 'X' : text[CHECKED_DIGITS];
    if (last != check_character(text) || !calendar_date_is_real(birth) || birth > today) {
        return -1;
    }
    memcpy(out, text, CHECKED_DIGITS);
    out[CHECKED_DIGITS] = last;
    out[ID_NUMBER_LENGTH] = '\0';
    return 0;
}
