#include "screens/utilities/account_number.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "screens/widgets/t9_keys.h"

enum { SIGNS_OF_A_KEY = 6 };

static int may_be(const char *pattern, const char *typed)
{
    return account_number_check(pattern, typed) != ACCOUNT_NUMBER_WRONG;
}

/* 1: it is there, and what stands there can still become a number. */
static int put_if_allowed(const char *pattern, char typed[NUMBER_ENTRY_MAX + 1], char sign)
{
    size_t length = strlen(typed);
    if (length >= ACCOUNT_NUMBER_MOST) {
        return 0;
    }
    typed[length] = sign;
    typed[length + 1] = '\0';
    if (may_be(pattern, typed)) {
        return 1;
    }
    typed[length] = '\0';
    return 0;
}

/* The only sign that may come next; '\0': there are several, or the number may end here, or none may. */
static char forced_next(const char *pattern, const char *typed)
{
    static const char signs[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-";
    char tried[NUMBER_ENTRY_MAX + 1];
    char only = '\0';
    if (account_number_check(pattern, typed) != ACCOUNT_NUMBER_BEGINS) {
        return '\0';
    }
    for (const char *sign = signs; *sign != '\0'; sign++) {
        (void)snprintf(tried, sizeof tried, "%s", typed);
        if (put_if_allowed(pattern, tried, *sign)) {
            if (only != '\0') {
                only = '\0';
                break;
            }
            only = *sign;
        }
    }
    explicit_bzero(tried, sizeof tried);
    return only;
}

static int fill_in(const char *pattern, char typed[NUMBER_ENTRY_MAX + 1])
{
    int filled = 0;
    for (char sign = forced_next(pattern, typed); sign != '\0' && put_if_allowed(pattern, typed, sign);
         sign = forced_next(pattern, typed)) {
        filled = 1;
    }
    return filled;
}

/* The signs of the key that wrote this one: "2ABC", "1-". */
static void signs_of(char sign, char out[SIGNS_OF_A_KEY])
{
    int digit = sign == '-' ? 1 : t9_digit(sign);
    (void)snprintf(out, SIGNS_OF_A_KEY, "%d%s", digit, digit == 1 ? "-" : t9_letters(digit));
}

static int put(void *context, char typed[NUMBER_ENTRY_MAX + 1], char digit)
{
    const char *pattern = context;
    char signs[SIGNS_OF_A_KEY];
    signs_of(digit, signs);
    for (int again = 0; again < 2; again++) { /* a sign that was deleted may have to come back first */
        for (const char *sign = signs; *sign != '\0'; sign++) {
            if (put_if_allowed(pattern, typed, *sign)) {
                (void)fill_in(pattern, typed);
                return 1;
            }
        }
        if (!fill_in(pattern, typed)) {
            break;
        }
    }
    size_t length = strlen(typed);
    if (length >= ACCOUNT_NUMBER_MOST) {
        return 0;
    }
    typed[length] = digit;
    typed[length + 1] = '\0';
    return 1;
}

/* 1: the last sign was not typed, but written by itself. */
static int last_is_forced(const char *pattern, char typed[NUMBER_ENTRY_MAX + 1])
{
    size_t last = strlen(typed) - 1;
    char sign = typed[last];
    typed[last] = '\0';
    int is_forced = forced_next(pattern, typed) == sign;
    typed[last] = sign;
    return is_forced;
}

static void drop_forced(const char *pattern, char typed[NUMBER_ENTRY_MAX + 1])
{
    while (typed[0] != '\0' && last_is_forced(pattern, typed)) {
        typed[strlen(typed) - 1] = '\0';
    }
}

/* The sign typed last, with all that has written itself behind it. */
static int take(void *context, char typed[NUMBER_ENTRY_MAX + 1])
{
    const char *pattern = context;
    drop_forced(pattern, typed);
    size_t length = strlen(typed);
    if (length > 0) {
        typed[length - 1] = '\0';
    }
    if (length <= 1) {
        (void)fill_in(pattern, typed);
    }
    return length > 0;
}

/* The next of the last sign's key that may stand there; '\0': there is none other. */
static char next_sign(const char *pattern, const char *typed)
{
    char signs[SIGNS_OF_A_KEY];
    char tried[NUMBER_ENTRY_MAX + 1];
    size_t length = strlen(typed);
    char found = '\0';
    if (length == 0) {
        return '\0';
    }
    signs_of(typed[length - 1], signs);
    size_t count = strlen(signs);
    const char *now = strchr(signs, typed[length - 1]);
    for (size_t step = 1; now != NULL && step < count && found == '\0'; step++) {
        char sign = signs[((size_t)(now - signs) + step) % count];
        (void)snprintf(tried, sizeof tried, "%.*s", (int)length - 1, typed);
        found = put_if_allowed(pattern, tried, sign) ? sign : '\0';
    }
    explicit_bzero(tried, sizeof tried);
    return found;
}

static int change(void *context, char typed[NUMBER_ENTRY_MAX + 1])
{
    const char *pattern = context;
    char sign = next_sign(pattern, typed);
    if (sign == '\0') {
        return 0;
    }
    typed[strlen(typed) - 1] = sign;
    (void)fill_in(pattern, typed);
    return 1;
}

static enum number_check check(void *context, const char *typed)
{
    switch (account_number_check(context, typed)) {
    case ACCOUNT_NUMBER_GOOD:
        return NUMBER_GOOD;
    case ACCOUNT_NUMBER_BEGINS:
        return NUMBER_INCOMPLETE;
    case ACCOUNT_NUMBER_WRONG:
        break;
    }
    return NUMBER_WRONG;
}

struct number_format account_number_format(const char *pattern)
{
    int has_letters = strpbrk(pattern, "lc") != NULL; /* beside those that write themselves */
    return (struct number_format){.length = ACCOUNT_NUMBER_MOST,
                                  .check = check,
                                  .context = (void *)(uintptr_t)pattern,
                                  .put = put,
                                  .take = take,
                                  .change = has_letters ? change : NULL};
}

void account_number_begin(const char *pattern, char typed[NUMBER_ENTRY_MAX + 1])
{
    typed[0] = '\0';
    (void)fill_in(pattern, typed);
}

int account_number_has_letters(const char *pattern, const char *typed)
{
    return next_sign(pattern, typed) != '\0';
}
