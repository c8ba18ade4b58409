#include "both-sides/id_number.h"

#include <stddef.h>
#include <string.h>

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
