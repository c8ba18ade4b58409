#ifndef HEADEND_HOUSING_FUND_FUND_FACTS_H
#define HEADEND_HOUSING_FUND_FUND_FACTS_H

#include <stddef.h>

#include "both-sides/json/json_tree.h"
#include "both-sides/narrow.h"
#include "both-sides/records/housing_fund_records.h"

/* What a housing fund system says of a person, in our own codes: docs/upstreams.md. Names are masked and
 * numbers cut to their last 4 as they are read; account numbers in full stand here alone, for the next
 * question. Personal: fund_facts_wipe follows at once. Not to be copied. */

enum {
    LEDGER_PAGE_ROWS = 200,
    LEDGER_ROWS_MAX = 4000, /* that are read of an account */
    FUND_NAME_SIZE = 16,
    FUND_SOURCE_SIZE = 60 * 4 + 1,
    FUND_NUMBER_SIZE = 33
};

/* Rows as they come, page by page. */
struct fund_ledger {
    struct fund_entry *entries; /* malloc'ed */
    size_t count, size;
    size_t seen; /* rows, also those that could not be read */
    int unread;
    size_t total; /* how many there are, as that system says */
};

struct fund_facts {
    struct housing_fund fund; /* its arrays are those below */
    char name[FUND_NAME_SIZE];
    char source[FUND_SOURCE_SIZE];
    char numbers[FUND_ACCOUNTS_MAX][FUND_NUMBER_SIZE]; /* GRZH */
    struct fund_account accounts[FUND_ACCOUNTS_MAX];
    struct fund_ledger ledgers[FUND_ACCOUNTS_MAX];
    struct fund_point points[FUND_ACCOUNTS_MAX][FUND_POINTS_MAX];
    struct fund_loan loans[FUND_LOANS_MAX];
    struct fund_instalment instalments[FUND_LOANS_MAX][FUND_INSTALMENTS_MAX];
};

void fund_facts_start(struct fund_facts *facts);
void fund_facts_wipe(struct fund_facts *facts);

/* Each reads one answer; -1: it is not of the agreed form, or about somebody else, or memory is short. */
int fund_facts_read_accounts(struct fund_facts *facts, const struct json_value *answer,
                             const char *id_number);
int fund_facts_read_loans(struct fund_facts *facts, const struct json_value *answer);
/* A page of the ledger of an account. A row that is not of the agreed form is counted, not read. */
int fund_facts_read_ledger(struct fund_ledger *ledger, const struct json_value *answer);

#endif
