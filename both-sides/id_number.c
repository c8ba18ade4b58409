#include "both-sides/id_number.h"

#include <stddef.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/digits.h"

enum { BIRTHDAY_START = 6, BIRTHDAY_END = 14 };

/* Digits, with a digit or X as character number `last` (from 0). */
static int form_is_good(const char *typed, size_t length, size_t last)
{
    for (size_t i = 0; i < length; i++) {
        int is_digit = typed[i] >= '0' && typed[i] <= '9';
        int is_x = i == last && (typed[i] == 'X' || typed[i] == 'x');
        if (!is_digit && !is_x) {
            return 0;
        }
    }
    return 1;
}

static char check_character(const char *typed)
{
    static const int weights[ID_NUMBER_LENGTH - 1] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    static const char characters[] = "10X98765432";
    int sum = 0;
    for (size_t i = 0; i < ID_NUMBER_LENGTH - 1; i++) {
        sum += (typed[i] - '0') * weights[i];
    }
    return characters[sum % 11];
}

enum number_check id_number_check(const char *typed, int today)
{
    size_t length = strnlen(typed, ID_NUMBER_LENGTH + 1);
    if (length > ID_NUMBER_LENGTH || !form_is_good(typed, length, ID_NUMBER_LENGTH - 1)) {
        return NUMBER_WRONG;
    }
    if (length >= BIRTHDAY_END) {
        int birthday = digits_value(typed + BIRTHDAY_START, BIRTHDAY_END - BIRTHDAY_START);
        if (!calendar_date_is_real(birthday) || (today != 0 && birthday > today)) {
            return NUMBER_WRONG;
        }
    }
    if (length < ID_NUMBER_LENGTH) {
        return NUMBER_INCOMPLETE;
    }
    char last = typed[ID_NUMBER_LENGTH - 1] == 'x' ? 'X' : typed[ID_NUMBER_LENGTH - 1];
    return last == check_character(typed) ? NUMBER_GOOD : NUMBER_WRONG;
}

enum number_check id_tail_check(const char *typed)
{
    size_t length = strnlen(typed, ID_TAIL_LENGTH + 1);
    if (length > ID_TAIL_LENGTH || !form_is_good(typed, length, ID_TAIL_LENGTH - 1)) {
        return NUMBER_WRONG;
    }
    return length < ID_TAIL_LENGTH ? NUMBER_INCOMPLETE : NUMBER_GOOD;
}
