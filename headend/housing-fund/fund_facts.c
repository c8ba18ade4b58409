#include "headend/housing-fund/fund_facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headend/housing-fund/fund_codes.h"
#include "headend/housing-fund/fund_values.h"
#include "headend/http/sender.h"
#include "headend/masking/masking.h"
#include "headend/upstream/plain_value.h"

_Static_assert((int)FUND_TAIL_SIZE == MASK_TAIL_SIZE, "a tail is what mask_tail makes");

static const char code_good[] = "0", code_no_such[] = "1404";

enum { ROWS_AT_ONCE = 256, NAME_CHARACTERS = 60 };

void fund_facts_start(struct fund_facts *facts)
{
    memset(facts, 0, sizeof *facts);
    facts->fund = (struct housing_fund){
        .name = facts->name, .source = facts->source, .accounts = facts->accounts, .loans = facts->loans};
}

void fund_facts_wipe(struct fund_facts *facts)
{
    for (size_t i = 0; i < FUND_ACCOUNTS_MAX; i++) {
        if (facts->ledgers[i].entries != NULL) {
            explicit_bzero(facts->ledgers[i].entries, facts->ledgers[i].size * sizeof(struct fund_entry));
            free(facts->ledgers[i].entries);
        }
    }
    explicit_bzero(facts, sizeof *facts);
}

/* --- Parts of an answer --- */

/* The list of that name in the answer's data; NULL: there is nobody (*known 0), or the answer is wrong. */
static const struct json_value *list_of(const struct json_value *answer, const char *name, int *known,
                                        int *wrong)
{
    char room[NARROW_SIZE];
    const char *code = plain_text(answer, "code", room, wrong);
    *known = strcmp(code, code_good) == 0;
    if (!*known) {
        *wrong = *wrong || strcmp(code, code_no_such) != 0;
        return NULL;
    }
    const struct json_value *list = json_value_part(json_value_part(answer, "data"), name);
    *wrong = *wrong || list == NULL || list->kind != JSON_LIST;
    return list;
}

/* Cut to its bound, and what looks like a number of somebody's masked. -1: out of memory. */
static int take_masked(char *out, size_t size, const char *text)
{
    char *masked = mask_text(text, "", NAME_CHARACTERS);
    if (masked == NULL) {
        return -1;
    }
    (void)snprintf(out, size, "%s", masked);
    explicit_bzero(masked, strlen(masked));
    free(masked);
    return 0;
}

static int take_name(char out[FUND_NAME_SIZE], const char *name)
{
    char *masked = mask_name(name);
    if (masked == NULL) {
        return -1;
    }
    (void)snprintf(out, FUND_NAME_SIZE, "%s", masked);
    free(masked);
    return 0;
}

/* --- Accounts --- */

static int is_of(const struct json_value *row, const char *id_number)
{
    char room[NARROW_SIZE];
    int wrong = 0;
    const char *said = plain_text(row, "ZJHM", room, &wrong);
    size_t length = strlen(said);
    int is_it = !wrong && length == PERSON_ID_NUMBER_SIZE - 1 && strncmp(said, id_number, length - 1) == 0 &&
                (said[length - 1] == id_number[length - 1] ||
                 (said[length - 1] == 'x' && id_number[length - 1] == 'X'));
    explicit_bzero(room, sizeof room);
    return is_it;
}

static void read_account(struct fund_facts *facts, size_t index, const struct json_value *row, int *wrong)
{
    struct fund_account *account = &facts->accounts[index];
    char room[FUND_CODE_SIZE];
    plain_code(row, "GRZH", facts->numbers[index], FUND_NUMBER_SIZE, wrong);
    mask_tail(facts->numbers[index], FUND_TAIL_SIZE, account->tail);
    plain_code(row, "GRZHZT", room, sizeof room, wrong);
    account->state = fund_state_of_code(room);
    if (account->state == FUND_STATE_OTHER) {
        memcpy(account->state_code, room, sizeof room);
    }
    account->opened = fund_day(row, "KHRQ", wrong);
    account->base = fund_fen(row, "GRJCJS", wrong);
    account->personal_monthly = fund_fen(row, "GRYJCE", wrong);
    account->employer_monthly = fund_fen(row, "DWYJCE", wrong);
    account->balance = fund_fen(row, "GRZHYE", wrong);
    account->carried_over = fund_fen(row, "GRZHSNJZYE", wrong);
    account->this_year = fund_fen(row, "GRZHDNGJYE", wrong);
    *wrong = *wrong || facts->numbers[index][0] == '\0' || json_value_part(row, "GRZHYE") == NULL;
}

int fund_facts_read_accounts(struct fund_facts *facts, const struct json_value *answer, const char *id_number)
{
    int wrong = 0;
    int known = 0;
    const struct json_value *list = list_of(answer, "accounts", &known, &wrong);
    int failed =
        take_masked(facts->source, sizeof facts->source, json_value_text(answer, "sys_name", &wrong));
    const struct json_value *row = list != NULL && !wrong ? list->first : NULL;
    for (; row != NULL && !wrong && failed == 0; row = row->next) {
        wrong = row->kind != JSON_OBJECT || !is_of(row, id_number) ||
                facts->fund.account_count == FUND_ACCOUNTS_MAX;
        if (!wrong) {
            read_account(facts, facts->fund.account_count++, row, &wrong);
            failed =
                facts->name[0] != '\0' ? 0 : take_name(facts->name, json_value_text(row, "XINGMING", &wrong));
        }
    }
    return wrong ? -1 : failed;
}

/* --- The ledger --- */

/* An answer that goes on beyond all bounds is not read further. -1: out of memory. */
static struct fund_entry *next_entry(struct fund_ledger *ledger)
{
    if (ledger->count == ledger->size) {
        size_t size = ledger->size + ROWS_AT_ONCE;
        struct fund_entry *more = calloc(size, sizeof *more);
        if (more == NULL) {
            return NULL;
        }
        if (ledger->entries != NULL) {
            memcpy(more, ledger->entries, ledger->count * sizeof *more);
            explicit_bzero(ledger->entries, ledger->size * sizeof *more);
            free(ledger->entries);
        }
        ledger->entries = more;
        ledger->size = size;
    }
    return &ledger->entries[ledger->count];
}

/* 1: it is of the agreed form. */
static int read_entry(const struct json_value *row, struct fund_entry *entry)
{
    char reason[FUND_CODE_SIZE];
    int wrong = row->kind != JSON_OBJECT;
    entry->date = fund_day(row, "JZRQ", &wrong);
    plain_code(row, "GJHTQYWLX", entry->code, sizeof entry->code, &wrong);
    plain_code(row, "TQYY", reason, sizeof reason, &wrong);
    int64_t amount = fund_fen(row, "FSE", &wrong);
    entry->kind = fund_kind_of_code(entry->code);
    entry->amount = fund_kind_sign(entry->kind) * amount;
    entry->interest = fund_fen(row, "FSLXE", &wrong);
    entry->is_red = amount < 0 && entry->kind != FUND_CORRECTION;
    entry->reason = fund_reason_of_code(reason);
    wrong = wrong || entry->date == 0 || entry->code[0] == '\0';
    if (entry->kind != FUND_KIND_OTHER) {
        memset(entry->code, 0, sizeof entry->code);
    }
    return !wrong;
}

int fund_facts_read_ledger(struct fund_ledger *ledger, const struct json_value *answer)
{
    int wrong = 0;
    int known = 0;
    const struct json_value *list = list_of(answer, "rows", &known, &wrong);
    if (wrong || list == NULL) {
        return -1; /* an account that it has named itself is known */
    }
    ledger->total = (size_t)fund_count(json_value_part(answer, "data"), "total", FUND_COUNT_MOST, &wrong);
    for (const struct json_value *row = list->first; row != NULL && ledger->seen < LEDGER_ROWS_MAX;
         row = row->next) {
        struct fund_entry *entry = next_entry(ledger);
        if (entry == NULL) {
            return -1;
        }
        memset(entry, 0, sizeof *entry);
        int is_good = read_entry(row, entry);
        ledger->seen++;
        ledger->count += (size_t)is_good;
        ledger->unread += !is_good;
    }
    return wrong ? -1 : 0;
}

/* --- Loans --- */

static void read_instalment(const struct json_value *row, struct fund_loan *loan,
                            struct fund_instalment *instalment, int *wrong)
{
    *wrong = *wrong || row->kind != JSON_OBJECT;
    *instalment = (struct fund_instalment){.date = fund_day(row, "YHRQ", wrong),
                                           .total = fund_fen(row, "DQYHJE", wrong),
                                           .principal = fund_fen(row, "BJ", wrong),
                                           .interest = fund_fen(row, "LX", wrong),
                                           .penalty = fund_fen(row, "FX", wrong)};
    *wrong = *wrong || instalment->date == 0;
    loan->parts_differ =
        loan->parts_differ ||
        instalment->total != instalment->principal + instalment->interest + instalment->penalty;
}

static void read_loan(struct fund_facts *facts, size_t index, const struct json_value *row, int *wrong)
{
    struct fund_loan *loan = &facts->loans[index];
    const struct json_value *plan = json_value_part(row, "plan");
    char number[FUND_NUMBER_SIZE];
    plain_code(row, "DKZH", number, sizeof number, wrong);
    mask_tail(number, FUND_TAIL_SIZE, loan->tail);
    *wrong = *wrong || number[0] == '\0' || (plan != NULL && plan->kind != JSON_LIST);
    explicit_bzero(number, sizeof number);
    loan->principal = fund_fen(row, "DKFFE", wrong);
    loan->remaining = fund_fen(row, "DKYE", wrong);
    loan->rate = fund_rate(row, "DKLL", FUND_RATE_MOST, wrong);
    loan->months = fund_count(row, "DKQS", FUND_MONTHS_MOST, wrong);
    loan->instalments = facts->instalments[index];
    const struct json_value *item = plan != NULL && !*wrong ? plan->first : NULL;
    for (; item != NULL && loan->instalment_count < FUND_INSTALMENTS_MAX; item = item->next) {
        read_instalment(item, loan, &loan->instalments[loan->instalment_count++], wrong);
    }
}

int fund_facts_read_loans(struct fund_facts *facts, const struct json_value *answer)
{
    int wrong = 0;
    int known = 0;
    const struct json_value *list = list_of(answer, "loans", &known, &wrong);
    const struct json_value *row = list != NULL && !wrong ? list->first : NULL;
    for (; row != NULL && !wrong; row = row->next) {
        wrong = row->kind != JSON_OBJECT || facts->fund.loan_count == FUND_LOANS_MAX;
        if (!wrong) {
            read_loan(facts, facts->fund.loan_count++, row, &wrong);
        }
    }
    return wrong ? -1 : 0;
}
