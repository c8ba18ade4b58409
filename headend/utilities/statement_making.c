#include "headend/utilities/statement_making.h"

#include <string.h>

#include "both-sides/arena.h"
#include "both-sides/records/record_json.h"
#include "both-sides/records/statement_records.h"
#include "headend/utilities/bill_explained.h"
#include "headend/utilities/utility_accounts.h"

enum {
    FIRST_BYTES = 16 * 1024,
    BYTES_MAX = 2 * 1024 * 1024,
    /* Of all bills together: some 100 KiB of an answer. Older bills beyond are not explained. */
    LINES_MAX = 800,
};

/* --- Asking --- */

/* Without a code of its own it is our word for no answer, or for one that cannot be believed; which of the
 * two the adapter has logged. */
static int is_no_answer(const struct utility_said *said)
{
    return said->outcome == UTILITY_UNKNOWN &&
           (said->answer == NULL ||
            (said->answer->word == UTILITY_UNAVAILABLE && said->answer->code[0] == '\0'));
}

static void end_call(const struct statement_making *making, const struct utility_said *said)
{
    job_call_end(making->worker, is_no_answer(said) ? CALL_DOWN : CALL_ANSWERED,
                 "no answer, or none that can be believed");
}

static struct utility_said unavailable(const struct statement_making *making)
{
    return (struct utility_said){UTILITY_UNKNOWN,
                                 utilities_answer(making->utilities, making->utility, UTILITY_UNAVAILABLE)};
}

static struct utility_said ask_account(const struct statement_making *making, struct utility_account *account)
{
    const struct upstream_client *client = job_call_begin(making->worker, making->job);
    if (client == NULL) {
        return unavailable(making);
    }
    struct utility_said said = making->utility->calls->account(making->utility, making->account_no,
                                                               upstream_client_allowed(client), account);
    end_call(making, &said);
    return said;
}

static struct utility_said ask_bills(const struct statement_making *making, struct utility_bills *bills)
{
    const struct upstream_client *client = job_call_begin(making->worker, making->job);
    if (client == NULL) {
        return unavailable(making);
    }
    struct utility_said said = making->utility->calls->bills(making->utility, making->account_no,
                                                             upstream_client_allowed(client), bills);
    end_call(making, &said);
    return said;
}

/* --- Explaining --- */

struct explaining {
    const struct statement_making *making;
    struct utility_statement *statement;
    size_t lines;
    int no_memory;
};

static void tell_operator(const struct statement_making *making, const struct utility_bill *bill,
                          const struct explained_bill *explained, const struct tariff_difference *difference)
{
    if (bill->sum_differs) {
        making->differs(making->context, bill, NULL, NULL);
    } else if (explained->verdict == EXPLAINED_DIFFERS) {
        making->differs(making->context, bill, explained->tariff, difference);
    }
}

/* All bills, the newest first. */
static void explain(void *context, const struct tariff *tariff)
{
    struct explaining *explaining = context;
    struct utility_statement *statement = explaining->statement;
    const struct utility_bills *bills = &statement->bills;
    statement->explained_count = 0;
    for (size_t i = 0; i < bills->count; i++) {
        struct explained_bill *explained = &statement->explained[statement->explained_count];
        struct tariff_difference difference;
        int has_room = explaining->lines < LINES_MAX;
        if (bill_explain(&bills->bills[i], has_room ? tariff : NULL, statement->account.opened,
                         statement->arena, explained, &difference) != 0) {
            explaining->no_memory = 1;
            return;
        }
        explaining->lines += explained->line_count;
        statement->explained_count++;
        tell_operator(explaining->making, &bills->bills[i], explained, &difference);
    }
}

static int tariff_kind_of(int kind)
{
    switch ((enum utility_kind)kind) {
    case UTILITY_GAS:
        return TARIFF_GAS;
    case UTILITY_WATER:
        return TARIFF_WATER;
    case UTILITY_ELECTRICITY:
    case UTILITY_KIND_COUNT:
        break;
    }
    return TARIFF_ELECTRICITY;
}

/* -1: out of memory. */
static int explain_bills(const struct statement_making *making, struct utility_statement *statement)
{
    struct explaining explaining = {.making = making, .statement = statement};
    const struct utility_account *account = &statement->account;
    if (statement->bills.count == 0) {
        return 0;
    }
    statement->explained =
        arena_alloc(statement->arena, statement->bills.count * sizeof *statement->explained);
    if (statement->explained == NULL) {
        return -1;
    }
    if (account->tariff[0] != '\0') {
        making->find_tariff(making->tariffs, &(struct tariff_wanted){.kind = tariff_kind_of(account->kind),
                                                                     .operator_name = account->operator_name,
                                                                     .called = account->tariff,
                                                                     .use = explain,
                                                                     .context = &explaining});
    }
    if (statement->explained_count == 0 && !explaining.no_memory) {
        explain(&explaining, NULL);
    }
    return explaining.no_memory ? -1 : 0;
}

/* --- The statement --- */

/* What is said instead of bills stands first among the account's notes. -1: out of memory. */
static int note_first(struct utility_statement *statement, const struct utility_answer *answer)
{
    struct utility_account *account = &statement->account;
    struct utility_answer *notes = arena_alloc(statement->arena, UTILITY_NOTES_MAX * sizeof *notes);
    if (notes == NULL) {
        return -1;
    }
    notes[0] = *answer;
    size_t count = 1;
    for (size_t i = 0; i < account->note_count && count < UTILITY_NOTES_MAX; i++) {
        notes[count++] = account->notes[i];
    }
    account->notes = notes;
    account->note_count = count;
    return 0;
}

/* -1: out of memory. */
static int add_bills(const struct statement_making *making, struct utility_statement *statement)
{
    struct utility_said said = ask_bills(making, &statement->bills);
    if (said.outcome == UTILITY_DONE) {
        return explain_bills(making, statement);
    }
    memset(&statement->bills, 0, sizeof statement->bills);
    statement->bills.source = "";
    statement->bills.as_of = statement->account.as_of;
    statement->bills_unknown = said.outcome == UTILITY_UNKNOWN;
    return said.answer == NULL || is_no_answer(&said) ? 0 : note_first(statement, said.answer);
}

static void wipe(struct utility_statement *statement)
{
    if (statement->has_account) {
        utility_account_wipe(&statement->account);
    }
    if (statement->bills.arena != NULL) {
        utility_bills_wipe(&statement->bills);
    }
    arena_wipe_and_free(statement->arena);
    explicit_bzero(statement, sizeof *statement);
}

void statement_make(const struct statement_making *making, struct statement_made *made)
{
    struct utility_statement statement = {.arena = arena_new(FIRST_BYTES, BYTES_MAX)};
    *made = (struct statement_made){.found = ACCOUNT_NOT_ANSWERED};
    if (statement.arena == NULL) {
        return;
    }
    statement.bills.source = "";
    struct utility_said said = ask_account(making, &statement.account);
    int good = 1;
    made->found = utility_account_found(&said);
    made->is_unavailable = is_no_answer(&said);
    if (said.outcome == UTILITY_DONE) {
        statement.has_account = 1;
        good = add_bills(making, &statement) == 0;
    } else if (said.answer != NULL) {
        statement.is_refused = made->is_refused = 1;
        statement.refused = *said.answer;
    } else {
        good = 0;
    }
    if (good) {
        made->body = record_encode_text(&utility_statement_table, &statement, &made->length);
    }
    wipe(&statement);
}
