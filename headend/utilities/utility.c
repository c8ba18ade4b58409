#include "headend/utilities/utility.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/arena.h"
#include "headend/masking/masking.h"

_Static_assert((int)UTILITY_TAIL_SIZE == MASK_TAIL_SIZE, "a tail is what mask_tail makes");

int utility_said_word(const struct utility_said *said, enum utility_word word)
{
    return said->outcome == UTILITY_REFUSED && said->answer != NULL && said->answer->word == (int)word;
}

void utility_account_tail(const char *account_no, char tail[UTILITY_TAIL_SIZE])
{
    mask_tail(account_no, UTILITY_TAIL_SIZE, tail);
}

void utility_day_free(struct utility_day *day)
{
    free(day->rows);
    *day = (struct utility_day){.rows = NULL};
}

void utility_account_wipe(struct utility_account *account)
{
    arena_wipe_and_free(account->arena);
    explicit_bzero(account, sizeof *account);
}

void utility_bills_wipe(struct utility_bills *bills)
{
    arena_wipe_and_free(bills->arena);
    explicit_bzero(bills, sizeof *bills);
}

void utility_free(struct utility *utility)
{
    if (utility != NULL) {
        utility->calls->free(utility);
    }
}
