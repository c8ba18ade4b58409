/* Answers of a housing fund system may be anything: what is read of them keeps the contract's bounds, and an
 * answer to a box can be made of it and read again. The first byte says which of three answers it is. */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/arena.h"
#include "both-sides/records/record_json.h"
#include "headend/housing-fund/fund_rules.h"

enum { TODAY = 20261130, MEMORY = 4 * 1024 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds)
{
    if (!holds) {
        abort();
    }
}

/* What the box would say of it. */
static void check_answer(const struct fund_facts *facts)
{
    char error[JSON_ERROR_SIZE];
    size_t length = 0;
    struct housing_fund fund = facts->fund;
    fund.as_of = 1;
    char *text = record_encode_text(&housing_fund_table, &fund, &length);
    must(text != NULL);
    struct housing_fund *again = record_decode_new(&housing_fund_table, offsetof(struct housing_fund, arena),
                                                   text, length, MEMORY, error);
    must(again != NULL && again->account_count == fund.account_count && again->loan_count == fund.loan_count);
    for (size_t i = 0; i < fund.account_count; i++) {
        must(again->accounts[i].balance == fund.accounts[i].balance);
        must(again->accounts[i].entry_count == fund.accounts[i].entry_count);
    }
    arena_free(again->arena);
    free(again);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct fund_facts facts;
    struct json_tree *tree = size > 0 ? json_tree_read_joining((const char *)data + 1, size - 1) : NULL;
    const struct json_value *answer = json_tree_root(tree);
    if (tree == NULL) {
        return 0;
    }
    fund_facts_start(&facts);
    int result = -1;
    if (data[0] == 'a') {
        result = fund_facts_read_accounts(&facts, answer, "431002188001010018");
    } else if (data[0] == 'l') {
        facts.fund.account_count = 1;
        result = fund_facts_read_ledger(&facts.ledgers[0], answer);
        fund_rules_apply(&facts.accounts[0], &facts.ledgers[0], facts.points[0], TODAY);
    } else {
        result = fund_facts_read_loans(&facts, answer);
    }
    json_tree_wipe(tree);
    must(facts.fund.account_count <= FUND_ACCOUNTS_MAX && facts.fund.loan_count <= FUND_LOANS_MAX);
    must(facts.ledgers[0].seen <= LEDGER_ROWS_MAX);
    if (result == 0) {
        fund_rules_order(&facts);
        check_answer(&facts);
    }
    fund_facts_wipe(&facts);
    return 0;
}
