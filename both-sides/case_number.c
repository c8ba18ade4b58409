#include "both-sides/case_number.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/digits.h"

enum { DAY_END = CASE_REGION_DIGITS + 6, BODY_DIGITS = CASE_NUMBER_DIGITS - 2, MODULUS = 97 };

static int is_digit(char character)
{
    return character >= '0' && character <= '9';
}

static int day_is_real(const char *yymmdd)
{
    return calendar_date_is_real(20000000 + digits_value(yymmdd, 6));
}

static int remainder_of(const char *digits, size_t count)
{
    int remainder = 0;
    for (size_t i = 0; i < count; i++) {
        remainder = (remainder * 10 + (digits[i] - '0')) % MODULUS;
    }
    return remainder;
}

enum number_check case_number_check(const char *typed, const char *region)
{
    size_t length = strnlen(typed, CASE_NUMBER_DIGITS + 1);
    if (length > CASE_NUMBER_DIGITS) {
        return NUMBER_WRONG;
    }
    for (size_t i = 0; i < length; i++) {
        int foreign = region != NULL && i < CASE_REGION_DIGITS && typed[i] != region[i];
        if (!is_digit(typed[i]) || foreign) {
            return NUMBER_WRONG;
        }
    }
    if (length >= DAY_END && !day_is_real(typed + CASE_REGION_DIGITS)) {
        return NUMBER_WRONG;
    }
    if (length < CASE_NUMBER_DIGITS) {
        return NUMBER_INCOMPLETE;
    }
    return remainder_of(typed, CASE_NUMBER_DIGITS) == 1 ? NUMBER_GOOD : NUMBER_WRONG;
}

int case_number_make(char out[CASE_NUMBER_SIZE], const char *region, int yymmdd, int serial)
{
    int region_is_good = strnlen(region, CASE_REGION_DIGITS + 1) == CASE_REGION_DIGITS &&
                         strspn(region, "0123456789") == CASE_REGION_DIGITS;
    if (!region_is_good || yymmdd < 0 || yymmdd > 999999 || serial < 0 || serial > 999999) {
        return -1;
    }
    int written = snprintf(out, CASE_NUMBER_SIZE, "%s%06d%06d00", region, yymmdd, serial);
    if (written != CASE_NUMBER_DIGITS || !day_is_real(out + CASE_REGION_DIGITS)) {
        return -1;
    }
    int check = MODULUS + 1 - remainder_of(out, CASE_NUMBER_DIGITS);
    out[BODY_DIGITS] = (char)('0' + check / 10);
    out[BODY_DIGITS + 1] = (char)('0' + check % 10);
    return 0;
}
