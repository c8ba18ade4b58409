#include "headend/utilities/utility.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/arena.h"

int utility_said_word(const struct utility_said *said, enum utility_word word)
{
    return said->outcome == UTILITY_REFUSED && said->answer != NULL && said->answer->word == (int)word;
}

void utility_account_tail(const char *account_no, char tail[UTILITY_TAIL_SIZE])
{
    enum { TAIL = UTILITY_TAIL_SIZE - 1 };
    size_t length = strlen(account_no);
    (void)snprintf(tail, UTILITY_TAIL_SIZE, "%s", length > TAIL ? account_no + length - TAIL : "");
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
