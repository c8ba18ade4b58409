#ifndef HEADEND_TARIFFS_EXACT_SHARE_H
#define HEADEND_TARIFFS_EXACT_SHARE_H

#include <stdint.h>

/* Products wider than 64 bits, rounded half up. */

/* round_half_up(amount x part / whole); 0 if `whole` is 0. None is negative, and part <= whole unless the
 * result fits anyway. */
int64_t exact_share(int64_t amount, int64_t part, int64_t whole);

/* A sum of quantity x price, in 1/100000 fen. */
struct exact_sum {
    __extension__ unsigned __int128 value;
};

/* Neither is negative. It cannot overflow with fewer than 2^64 calls. */
void exact_sum_add(struct exact_sum *sum, int64_t quantity_milli, int price_e4);

/* Rounded half up; -1 beyond MONEY_FEN_MAX. */
int64_t exact_sum_fen(const struct exact_sum *sum);

#endif
