#include "headend/admin/day_option.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/digits.h"

int day_option_read(const char *option, const char *text)
{
    char digits[9];
    int64_t day = 0;
    int is_dashed = strlen(text) == 10 && text[4] == '-' && text[7] == '-';
    (void)snprintf(digits, sizeof digits, "%.4s%.2s%.2s", text, text + (is_dashed ? 5 : 4),
                   text + (is_dashed ? 8 : 6));
    if ((is_dashed || strlen(text) == 8) && digits_read(digits, 19700101, 99991231, &day) == 0 &&
        calendar_date_is_real((int)day)) {
        return (int)day;
    }
    (void)fprintf(stderr, "tv-hall-admin: %s: a day is 20261130 or 2026-11-30\n", option);
    return 0;
}
