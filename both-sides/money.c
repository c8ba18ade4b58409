#include "both-sides/money.h"

#include <string.h>

#include "both-sides/digits.h"

enum { YUAN_DIGITS_MAX = 13, FEN_DIGITS = 2, FEN_OF_YUAN = 100 };

static const char digits[] = "0123456789";

/* Up to two digits that count, then zeros. -1: none, or a part of a fen. */
static int take_fen(const char **at)
{
    size_t count = strspn(*at, digits);
    int fen = 0;
    for (size_t i = 0; i < FEN_DIGITS; i++) {
        fen = fen * 10 + (i < count ? (*at)[i] - '0' : 0);
    }
    for (size_t i = FEN_DIGITS; i < count; i++) {
        if ((*at)[i] != '0') {
            return -1;
        }
    }
    *at += count;
    return count > 0 ? fen : -1;
}

int money_read(const char *yuan, int64_t *fen)
{
    const char *at = yuan + strspn(yuan, " ");
    int is_negative = *at == '-';
    int64_t whole = 0;
    int part = 0;
    at += is_negative;
    if (digits_take(&at, 1, YUAN_DIGITS_MAX, &whole) != 0) {
        return -1;
    }
    if (*at == '.') {
        at++;
        part = take_fen(&at);
    }
    at += strspn(at, " ");
    if (part < 0 || *at != '\0' || whole > (MONEY_FEN_MAX - part) / FEN_OF_YUAN) {
        return -1;
    }
    *fen = (is_negative ? -1 : 1) * (whole * FEN_OF_YUAN + part);
    return 0;
}
