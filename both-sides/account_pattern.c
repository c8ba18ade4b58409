#include "both-sides/account_pattern.h"

#include <stdint.h>
#include <string.h>

#include "both-sides/digits.h"

enum { LEAST_CHARACTERS = 4, COUNT_DIGITS = 2 };

/* One character of a pattern and how often it stands. */
struct item {
    char kind; /* 'd', 'l', 'c', or itself */
    int least, most;
};

static int is_digit(char character)
{
    return character >= '0' && character <= '9';
}

static int is_letter(char character)
{
    return character >= 'A' && character <= 'Z';
}

static int matches(char kind, char character)
{
    switch (kind) {
    case 'd':
        return is_digit(character);
    case 'l':
        return is_letter(character);
    case 'c':
        return is_digit(character) || is_letter(character);
    default:
        return kind == character;
    }
}

static int may_stand(char kind)
{
    return kind == 'd' || kind == 'l' || kind == 'c' || kind == '-' || is_digit(kind) || is_letter(kind);
}

/* "{n}" or "{n,m}" at *at. -1: it is neither. */
static int take_count(const char **at, struct item *item)
{
    int64_t least = 0;
    ++*at;
    if (digits_take(at, 1, COUNT_DIGITS, &least) != 0) {
        return -1;
    }
    int64_t most = least;
    if (**at == ',') {
        ++*at;
        if (digits_take(at, 1, COUNT_DIGITS, &most) != 0) {
            return -1;
        }
    }
    if (**at != '}' || most < least || most == 0 || most > ACCOUNT_NUMBER_MOST) {
        return -1;
    }
    ++*at;
    item->least = (int)least;
    item->most = (int)most;
    return 0;
}

/* The next item; 0 at the end of an alternative, -1: what stands there is none. */
static int take_item(const char **at, struct item *item)
{
    if (**at == '\0' || **at == '|') {
        return 0;
    }
    *item = (struct item){.kind = **at, .least = 1, .most = 1};
    if (!may_stand(item->kind)) {
        return -1;
    }
    ++*at;
    return **at != '{' || take_count(at, item) == 0 ? 1 : -1;
}

/* --- Patterns --- */

/* Of one alternative; *at is behind it. 1: it is good. */
static int alternative_is_good(const char **at)
{
    struct item item;
    int least = 0;
    int most = 0;
    int taken = take_item(at, &item);
    for (; taken == 1; taken = take_item(at, &item)) {
        least += item.least;
        most += item.most;
        if (most > ACCOUNT_NUMBER_MOST) {
            return 0;
        }
    }
    return taken == 0 && least >= LEAST_CHARACTERS;
}

int account_pattern_is_good(const char *pattern)
{
    if (strlen(pattern) >= ACCOUNT_PATTERN_SIZE) {
        return 0;
    }
    while (alternative_is_good(&pattern)) {
        if (*pattern == '\0') {
            return 1;
        }
        pattern++; /* the bar */
    }
    return 0;
}

/* --- Numbers --- */

/* Bit i of `places` is set where the items so far can have taken the first i characters; what it is behind
 * one item more. *is_open: it could take more than there is. */
static uint32_t behind(const struct item *item, const char *number, size_t length, uint32_t places,
                       int *is_open)
{
    uint32_t result = 0;
    for (size_t from = 0; from <= length; from++) {
        size_t taken = 0;
        if ((places >> from & 1) == 0) {
            continue;
        }
        for (;; taken++) {
            if (taken >= (size_t)item->least) {
                result |= UINT32_C(1) << (from + taken);
            }
            if (taken == (size_t)item->most) {
                break;
            }
            if (from + taken == length) {
                *is_open = 1;
                break;
            }
            if (!matches(item->kind, number[from + taken])) {
                break;
            }
        }
    }
    return result;
}

enum account_number_check account_number_check(const char *pattern, const char *number)
{
    size_t length = strlen(number);
    enum account_number_check result = ACCOUNT_NUMBER_WRONG;
    if (length > ACCOUNT_NUMBER_MOST) {
        return ACCOUNT_NUMBER_WRONG;
    }
    for (int more = 1; more; pattern++) {
        uint32_t places = 1;
        int is_open = 0;
        struct item item;
        while (take_item(&pattern, &item) == 1) {
            places = behind(&item, number, length, places, &is_open);
        }
        if ((places >> length & 1) != 0) {
            return ACCOUNT_NUMBER_GOOD;
        }
        result = is_open ? ACCOUNT_NUMBER_BEGINS : result;
        more = *pattern == '|';
    }
    return result;
}
