#ifndef BOTH_SIDES_MONEY_H
#define BOTH_SIDES_MONEY_H

#include <stdint.h>

/* Amounts of money: whole fen (1/100 yuan), never floating point. */

#define MONEY_FEN_MAX INT64_C(10000000000000) /* a hundred thousand million yuan */

/* "1234.5", "-30.00", "0012": digits, and behind a point one or two more, or such as are zeros. Spaces around
 * it do not matter. -1: anything else (separators, exponents, other digits, a '+', parts of a fen, beyond
 * ±MONEY_FEN_MAX). */
int money_read(const char *yuan, int64_t *fen);

#endif
