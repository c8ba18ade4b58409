#include "headend/housing-fund/upstream_housing_fund.h"

#include <stdio.h>
#include <string.h>

#include "headend/housing-fund/fund_rules.h"
#include "headend/upstream/json_call.h"

enum { QUESTION_SIZE = 200, PAGES_MAX = LEDGER_ROWS_MAX / LEDGER_PAGE_ROWS };

/* --- The person --- */

struct person_question {
    const char *id_number;
    struct fund_facts *facts;
};

static int take_accounts(void *context, const struct json_value *answer)
{
    const struct person_question *question = context;
    return fund_facts_read_accounts(question->facts, answer, question->id_number);
}

static int take_loans(void *context, const struct json_value *answer)
{
    const struct person_question *question = context;
    return fund_facts_read_loans(question->facts, answer);
}

/* --- The ledger of an account --- */

static int take_page(void *context, const struct json_value *answer)
{
    return fund_facts_read_ledger(context, answer);
}

static int ask_ledger(struct job_worker *worker, const struct job *job, const char *number,
                      struct fund_ledger *ledger)
{
    char text[QUESTION_SIZE];
    int result = 0;
    for (int page = 1; page <= PAGES_MAX && result == 0; page++) {
        size_t before = ledger->seen;
        (void)snprintf(text, sizeof text, "{\"GRZH\":\"%s\",\"page\":%d,\"page_size\":%d}", number, page,
                       LEDGER_PAGE_ROWS);
        result = json_call_ask(worker, job,
                               &(struct json_call){"/housing-fund/v1/ledger", text, take_page, ledger});
        /* A page without rows is the end, whatever the total says. */
        if (ledger->seen >= ledger->total || ledger->seen == before) {
            break;
        }
    }
    explicit_bzero(text, sizeof text);
    return result;
}

int upstream_housing_fund_find(struct job_worker *worker, const struct job *job, const char *id_number,
                               int today, struct fund_facts *facts)
{
    char text[QUESTION_SIZE];
    struct person_question question = {id_number, facts};
    (void)snprintf(text, sizeof text, "{\"ZJHM\":\"%s\"}", id_number);
    int result = json_call_ask(
        worker, job, &(struct json_call){"/housing-fund/v1/accounts", text, take_accounts, &question});
    for (size_t i = 0; i < facts->fund.account_count && result == 0; i++) {
        result = ask_ledger(worker, job, facts->numbers[i], &facts->ledgers[i]);
        fund_rules_apply(&facts->accounts[i], &facts->ledgers[i], facts->points[i], today);
    }
    if (result == 0 && facts->fund.account_count > 0) {
        result = json_call_ask(worker, job,
                               &(struct json_call){"/housing-fund/v1/loans", text, take_loans, &question});
    }
    fund_rules_order(facts);
    explicit_bzero(text, sizeof text);
    return result;
}
