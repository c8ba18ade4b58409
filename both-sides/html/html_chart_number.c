#include "both-sides/html/html_chart_number.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/html/html_chart.h"
#include "both-sides/utf8.h"

enum { GROUP_DIGITS = 3, HYPHEN_FIRST = 0x2010, DASH_EN = 0x2013, DASH_EM = 0x2014, DASH_LAST = 0x2015 };
enum { MINUS_SIGN = 0x2212, BOX_LINE = 0x2500 };

static uint32_t character_at(const char *at, size_t *step)
{
    *step = 0;
    return *at == '\0' ? 0 : utf8_decode((const unsigned char *)at, strlen(at), step);
}

static int is_dash(uint32_t c)
{
    return c == '-' || (c >= HYPHEN_FIRST && c <= DASH_LAST) || c == MINUS_SIGN || c == BOX_LINE;
}

/* A long dash is never a sign. */
static int is_minus(uint32_t c)
{
    return c == '-' || (c >= HYPHEN_FIRST && c <= DASH_EN) || c == MINUS_SIGN;
}

static int is_gap(const char *text)
{
    size_t step;
    while (*text == ' ' || is_dash(character_at(text, &step))) {
        text += *text == ' ' ? 1 : step;
    }
    return *text == '\0';
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* What stands behind the comma or blank between two groups; NULL: there is none. */
static const char *behind_separator(const char *at)
{
    if (*at != ',' && *at != ' ') {
        return NULL;
    }
    at++;
    for (int i = 0; i < GROUP_DIGITS; i++) {
        if (!is_digit(at[i])) {
            return NULL;
        }
    }
    return at;
}

/* Adds a digit; -1: it would be too large. */
static int add_digit(struct html_chart_number *number, char digit)
{
    if (number->digits > (HTML_CHART_VALUE_MAX - (digit - '0')) / 10) {
        return -1;
    }
    number->digits = number->digits * 10 + (digit - '0');
    return 0;
}

/* -1: no digits, too many, or groups of another size. *at is then behind them. */
static int take_whole(const char **at, struct html_chart_number *number)
{
    int in_group = 0;
    int groups = 0;
    while (is_digit(**at)) {
        if (add_digit(number, **at) != 0) {
            return -1;
        }
        in_group++;
        (*at)++;
        const char *next = behind_separator(*at);
        if (next != NULL && (groups == 0 ? in_group <= GROUP_DIGITS : in_group == GROUP_DIGITS)) {
            *at = next;
            in_group = 0;
            groups++;
        }
    }
    return in_group == 0 || (groups > 0 && in_group != GROUP_DIGITS) ? -1 : 0;
}

static int take_decimals(const char **at, struct html_chart_number *number)
{
    if (**at != '.') {
        return 0;
    }
    for ((*at)++; is_digit(**at); (*at)++) {
        if (++number->decimals > HTML_CHART_DECIMALS_MAX || add_digit(number, **at) != 0) {
            return -1;
        }
    }
    return number->decimals > 0 ? 0 : -1;
}

/* What stands behind a number may not go on with it: "3.5.1", "3~5", "12,34". */
static int is_unit(const char *text)
{
    return strpbrk(text, "0123456789.,~") == NULL;
}

int html_chart_number_read(const char *text, struct html_chart_number *number)
{
    char narrowed[NARROW_SIZE];
    const char *at = narrow(text, narrowed);
    size_t step;
    *number = (struct html_chart_number){.is_gap = 0};
    if (narrowed[0] == '\0') { /* blanks alone, or longer than any number */
        number->is_gap = strlen(text) < NARROW_SIZE;
        return number->is_gap ? 0 : -1;
    }
    number->is_gap = is_gap(at);
    if (number->is_gap) {
        return 0;
    }
    uint32_t sign = character_at(at, &step);
    at += is_minus(sign) || sign == '+' ? step : 0;
    if (take_whole(&at, number) != 0 || take_decimals(&at, number) != 0 || !is_unit(at)) {
        return -1;
    }
    number->digits = is_minus(sign) ? -number->digits : number->digits;
    (void)narrow(at, number->unit);
    return 0;
}
