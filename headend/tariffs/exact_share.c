#include "headend/tariffs/exact_share.h"

#include "both-sides/money.h"

__extension__ typedef unsigned __int128 wide;

enum { PARTS_OF_A_FEN = 100000 }; /* milli x 1/10000 yuan */

int64_t exact_share(int64_t amount, int64_t part, int64_t whole)
{
    if (whole <= 0) {
        return 0;
    }
    wide twice = (uint64_t)amount;
    wide divisor = (uint64_t)whole;
    twice *= (uint64_t)part;
    twice *= 2;
    return (int64_t)((twice + divisor) / (divisor * 2));
}

void exact_sum_add(struct exact_sum *sum, int64_t quantity_milli, int price_e4)
{
    wide quantity = (uint64_t)quantity_milli;
    sum->value += quantity * (unsigned)price_e4;
}

int64_t exact_sum_fen(const struct exact_sum *sum)
{
    wide fen = (sum->value + PARTS_OF_A_FEN / 2) / PARTS_OF_A_FEN;
    return fen <= (wide)MONEY_FEN_MAX ? (int64_t)fen : -1;
}
