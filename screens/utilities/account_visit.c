#include "screens/utilities/account_visit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/utilities/utility_words.h"

struct account_visit *account_visit_new(int kind)
{
    struct account_visit *visit = calloc(1, sizeof *visit);
    if (visit != NULL) {
        visit->holders = 1;
        visit->kind = kind;
    }
    return visit;
}

struct account_visit *account_visit_hold(struct account_visit *visit)
{
    visit->holders++;
    return visit;
}

void account_visit_take(struct account_visit *visit, struct utility_statement *statement)
{
    utility_statement_free(visit->statement);
    visit->statement = statement;
}

void account_visit_release(struct account_visit *visit)
{
    if (visit != NULL && --visit->holders == 0) {
        account_visit_take(visit, NULL);
        explicit_bzero(visit, sizeof *visit);
        free(visit);
    }
}

/* --- Paying --- */

static void set_words(struct payment_request *request, const struct account_visit *visit,
                      const struct stage *stage, const struct utility_bill *bill)
{
    const struct utility_account *account = &visit->statement->account;
    char words[UTILITY_WORDS_SIZE], period[UTILITY_WORDS_SIZE];
    const char *values[] = {bill != NULL ? utility_period(period, stage, bill->from, bill->to) : "",
                            utility_fee_name(stage, account->kind)};
    request->kind = account->kind;
    request->mode = account->mode;
    (void)snprintf(request->operator_name, PAYMENT_WORDS_SIZE, "%s", account->operator_name);
    (void)snprintf(request->payer_name, PAYMENT_WORDS_SIZE, "%s", account->name);
    (void)snprintf(
        request->account_words, PAYMENT_WORDS_SIZE, "%s",
        utility_account_words(words, stage, visit->nickname, account->operator_name, account->tail));
    (void)string_format(request->what, PAYMENT_WORDS_SIZE, stage->strings,
                        bill != NULL ? STRING_UTILITY_PAYS_BILL : STRING_UTILITY_PAYS_IN, values, 2);
    explicit_bzero(words, sizeof words);
}

void account_visit_open(struct account_visit *visit, struct stage *stage, struct screen *part)
{
    if (part != NULL && visit->part == NULL) {
        visit->part = part;
    }
    stage->open(stage->application, part);
}

void account_visit_leave(struct account_visit *visit, const struct screen *part)
{
    if (visit->part == part) {
        visit->part = NULL;
    }
    account_visit_release(visit);
}

/* Whatever showed the bill as it was gives way: behind the payment there may be another one. */
static void close_parts(struct account_visit *visit, struct stage *stage)
{
    struct screen *part = visit->part;
    visit->part = NULL;
    if (part != NULL) {
        stage->close(stage->application, part);
    }
}

void account_visit_pay(struct account_visit *visit, struct stage *stage, const struct utility_bill *bill,
                       int64_t fen)
{
    struct payment_request request = {.account = visit->question, .fen = fen, .wallets = visit->wallets};
    if (bill != NULL) {
        memcpy(request.bill, bill->id, sizeof request.bill);
        request.version = bill->version;
    }
    set_words(&request, visit, stage, bill);
    close_parts(visit, stage);
    visit->is_stale = 1;
    stage_pay(stage, &request);
    explicit_bzero(&request, sizeof request);
}
