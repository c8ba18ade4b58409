#include "headend/social-security/person_facts.h"

#include <stdlib.h>
#include <string.h>

#include "headend/masking/masking.h"
#include "headend/social-security/insurance_codes.h"
#include "headend/social-security/insurance_values.h"
#include "headend/upstream/plain_value.h"

enum { BIRTH_FIRST = 18000101, BIRTH_LAST = 20991231 };

static const char code_good[] = "0", code_no_such[] = "1404";

/* --- The answer about a person --- */

static void read_account(const struct json_value *from, struct insurance *insurance, int *wrong)
{
    const struct json_value *part = json_value_part(from, "account");
    struct pension_account *account = &insurance->pension_account;
    if (part == NULL) {
        return;
    }
    *wrong = *wrong || part->kind != JSON_OBJECT;
    insurance->has_account = 1;
    account->until = insurance_value_year(part, "until", wrong);
    account->months = insurance_value_count(part, "months", wrong);
    account->owed_months = insurance_value_count(part, "owed_months", wrong);
    account->credited = insurance_value_fen(part, "credited", FIELD_NOT_SAID, wrong);
    account->interest = insurance_value_fen(part, "interest", FIELD_NOT_SAID, wrong);
    account->total = insurance_value_fen(part, "total", FIELD_NOT_SAID, wrong);
    account->personal = insurance_value_fen(part, "personal", FIELD_NOT_SAID, wrong);
    account->employer = insurance_value_fen(part, "employer", FIELD_NOT_SAID, wrong);
    *wrong = *wrong || account->credited < FIELD_NOT_SAID || account->interest < FIELD_NOT_SAID ||
             account->total < FIELD_NOT_SAID || account->personal < FIELD_NOT_SAID ||
             account->employer < FIELD_NOT_SAID;
}

/* Deemed and paid less overlaps, once the office says what was paid. */
static int official_months(const struct insurance *insurance)
{
    if (insurance->paid_months == FIELD_NOT_SAID) {
        return FIELD_NOT_SAID;
    }
    int deemed = insurance->deemed_months == FIELD_NOT_SAID ? 0 : insurance->deemed_months;
    int overlap = insurance->overlap_months == FIELD_NOT_SAID ? 0 : insurance->overlap_months;
    int months = deemed + insurance->paid_months - overlap;
    return months < 0 ? FIELD_NOT_SAID : months < INSURANCE_COUNT_MAX ? months : INSURANCE_COUNT_MAX;
}

/* A month that cannot be is not said. */
static int real_month(int yyyymm)
{
    return yyyymm % 100 >= 1 && yyyymm % 100 <= 12 && yyyymm >= 190001 && yyyymm <= 299912 ? yyyymm : 0;
}

static void keep_code(char out[INSURANCE_CODE_SIZE], const char code[INSURANCE_CODE_SIZE], int is_unknown)
{
    if (is_unknown) {
        memcpy(out, code, INSURANCE_CODE_SIZE);
    }
}

static void read_insurance(const struct json_value *from, struct insurance_facts *facts, int *wrong)
{
    char code[INSURANCE_CODE_SIZE];
    struct insurance *insurance = &facts->insurance;
    *wrong = *wrong || from->kind != JSON_OBJECT;
    plain_code(from, "aae140", facts->code, sizeof facts->code, wrong);
    *wrong = *wrong || facts->code[0] == '\0';
    insurance->kind = insurance_kind_of_code(facts->code);
    keep_code(insurance->code, facts->code, insurance->kind == INSURANCE_OTHER);
    plain_code(from, "aac008", code, sizeof code, wrong);
    insurance->state = insured_state_of_code(code);
    keep_code(insurance->state_code, code, insurance->state == INSURED_OTHER);
    plain_code(from, "aac031", code, sizeof code, wrong);
    insurance->paying = paying_state_of_code(code);
    keep_code(insurance->paying_code, code, insurance->paying == PAYING_OTHER);
    insurance->since = real_month(insurance_value_month(from, "aac049", wrong));
    insurance->account_since = real_month(insurance_value_month(from, "aae206", wrong));
    insurance->deemed_months = insurance_value_count(from, "aae200", wrong);
    insurance->paid_months = insurance_value_count(from, "aae201", wrong);
    insurance->military_months = insurance_value_count(from, "aae203", wrong);
    insurance->special_months = insurance_value_count(from, "aae204", wrong);
    insurance->overlap_months = insurance_value_count(from, "overlap_months", wrong);
    insurance->official_months = official_months(insurance);
    insurance->needed_months = FIELD_NOT_SAID;
    read_account(from, insurance, wrong);
}

static struct insurance_facts *find_insurance(struct person_facts *facts, int account, const char *code)
{
    for (size_t i = 0; i < facts->insurance_count; i++) {
        if (facts->insurances[i].account == account && strcmp(facts->insurances[i].code, code) == 0) {
            return &facts->insurances[i];
        }
    }
    return NULL;
}

/* One that comes twice in an account is taken once. */
static void read_insurances(const struct json_value *person, struct person_facts *facts, int *wrong)
{
    const struct json_value *list = json_value_part(person, "insurances");
    *wrong = *wrong || (list != NULL && list->kind != JSON_LIST);
    for (const struct json_value *item = list != NULL && !*wrong ? list->first : NULL;
         item != NULL && !*wrong; item = item->next) {
        if (facts->insurance_count == INSURANCES_MAX) {
            *wrong = 1;
            return;
        }
        struct insurance_facts *next = &facts->insurances[facts->insurance_count];
        memset(next, 0, sizeof *next);
        next->account = (int)facts->account_count;
        read_insurance(item, next, wrong);
        struct insurance_facts *same = find_insurance(facts, next->account, next->code);
        if (same != NULL) {
            same->insurance.states_contradict = 1;
        } else {
            facts->insurance_count++;
        }
    }
}

static void read_name(const struct json_value *person, struct person_facts *facts, int *wrong)
{
    char *masked = mask_name(json_value_text(person, "aac003", wrong));
    if (masked == NULL) {
        *wrong = 1;
        return;
    }
    size_t length = strlen(masked);
    if (length < sizeof facts->name) {
        memcpy(facts->name, masked, length + 1);
    }
    explicit_bzero(masked, length);
    free(masked);
}

static enum person_sex read_sex(const struct json_value *person, int *wrong)
{
    char code[INSURANCE_CODE_SIZE];
    plain_code(person, "aac004", code, sizeof code, wrong);
    return strcmp(code, "1") == 0 ? SEX_MAN : strcmp(code, "2") == 0 ? SEX_WOMAN : SEX_NOT_SAID;
}

static int is_about(const struct json_value *person, const char *id_number, int *wrong)
{
    char room[NARROW_SIZE];
    int is_it = strcasecmp(plain_text(person, "aac002", room, wrong), id_number) == 0;
    explicit_bzero(room, sizeof room);
    return is_it;
}

static void read_person(const struct json_value *person, const char *id_number, struct person_facts *facts,
                        int *wrong)
{
    if (person->kind != JSON_OBJECT || !is_about(person, id_number, wrong) ||
        facts->account_count == INSURANCE_ACCOUNTS_MAX) {
        *wrong = 1;
        return;
    }
    char *number = facts->accounts[facts->account_count++];
    (void)plain_text(person, "aac001", number, wrong);
    *wrong = *wrong || number[0] == '\0';
    read_name(person, facts, wrong);
    int birth = insurance_value_day(person, "aac006", wrong);
    enum person_sex sex = read_sex(person, wrong);
    birth = birth >= BIRTH_FIRST && birth <= BIRTH_LAST ? birth : 0; /* else it is a mistake, and not said */
    facts->birth = facts->birth != 0 ? facts->birth : birth;
    facts->sex = facts->sex != SEX_NOT_SAID ? facts->sex : sex;
    read_insurances(person, facts, wrong);
}

static void read_source(const struct json_value *answer, struct person_facts *facts, int *wrong)
{
    char *source = mask_text(json_value_text(answer, "sys_name", wrong), "", 60);
    size_t length = source != NULL ? strlen(source) : 0;
    if (source != NULL && length < sizeof facts->source) {
        memcpy(facts->source, source, length + 1);
    }
    free(source);
}

enum person_said person_facts_read(const struct json_value *answer, const char *id_number,
                                   struct person_facts *facts)
{
    char code[INSURANCE_CODE_SIZE];
    int wrong = 0;
    memset(facts, 0, sizeof *facts);
    plain_code(answer, "code", code, sizeof code, &wrong);
    read_source(answer, facts, &wrong);
    if (!wrong && strcmp(code, code_no_such) == 0) {
        return PERSON_UNKNOWN;
    }
    const struct json_value *persons = json_value_part(json_value_part(answer, "data"), "persons");
    if (wrong || strcmp(code, code_good) != 0 || persons == NULL || persons->kind != JSON_LIST) {
        return PERSON_NONSENSE;
    }
    for (const struct json_value *person = persons->first; person != NULL && !wrong; person = person->next) {
        read_person(person, id_number, facts, &wrong);
    }
    return wrong ? PERSON_NONSENSE : facts->account_count > 0 ? PERSON_KNOWN : PERSON_UNKNOWN;
}

/* --- Rows --- */

/* Rows of an insurance that the person is not said to have. NULL: there is no room. */
static struct insurance_facts *add_insurance(struct person_facts *facts, const struct contribution_row *row)
{
    if (facts->insurance_count == INSURANCES_MAX) {
        return NULL;
    }
    struct insurance_facts *next = &facts->insurances[facts->insurance_count++];
    *next = (struct insurance_facts){.account = row->account,
                                     .insurance = {.kind = insurance_kind_of_code(row->insurance),
                                                   .state = INSURED_NOT_SAID,
                                                   .paying = PAYING_NOT_SAID,
                                                   .official_months = FIELD_NOT_SAID,
                                                   .deemed_months = FIELD_NOT_SAID,
                                                   .paid_months = FIELD_NOT_SAID,
                                                   .overlap_months = FIELD_NOT_SAID,
                                                   .military_months = FIELD_NOT_SAID,
                                                   .special_months = FIELD_NOT_SAID,
                                                   .needed_months = FIELD_NOT_SAID,
                                                   .states_contradict = 1}};
    memcpy(next->code, row->insurance, sizeof next->code);
    keep_code(next->insurance.code, next->code, next->insurance.kind == INSURANCE_OTHER);
    return next;
}

static int is_in_range(int yyyymm, int now)
{
    int month = month_of_yyyymm(yyyymm);
    return real_month(yyyymm) != 0 && month > now - INSURANCE_YEARS * 12 && month <= now + INSURANCE_AHEAD;
}

/* The month's place; rows come in order. */
static struct insurance_month *month_of(struct insurance *insurance, int yyyymm)
{
    struct insurance_month *last =
        insurance->month_count > 0 ? &insurance->months[insurance->month_count - 1] : NULL;
    if (last != NULL && last->month == yyyymm) {
        return last;
    }
    struct insurance_month *next = &insurance->months[insurance->month_count++];
    *next = (struct insurance_month){.month = yyyymm};
    return next;
}

static int64_t within(int64_t fen)
{
    return fen > INSURANCE_FEN_MOST    ? INSURANCE_FEN_MOST
           : fen < -INSURANCE_FEN_MOST ? -INSURANCE_FEN_MOST
                                       : fen;
}

static void add_row(struct insurance *insurance, const struct contribution_row *row)
{
    struct insurance_month *month = month_of(insurance, row->month);
    month->base = month->base != 0 ? month->base : row->base;
    month->personal = within(month->personal + row->personal);
    month->employer = within(month->employer + row->employer);
    month->paid = month->paid || row->is_paid;
    month->back_paid =
        month->back_paid || (row->is_paid && contribution_kind_of_code(row->kind) == CONTRIBUTION_BACK_PAID);
}

static int is_same_row(const struct contribution_row *one, const struct contribution_row *other)
{
    return one->account == other->account && strcmp(one->insurance, other->insurance) == 0 &&
           one->month == other->month && strcmp(one->kind, other->kind) == 0;
}

static int says_the_same(const struct contribution_row *one, const struct contribution_row *other)
{
    return one->base == other->base && one->personal == other->personal && one->employer == other->employer &&
           one->is_paid == other->is_paid;
}

/* Residents pay for a year at a time. */
static int count_months(const struct insurance *insurance)
{
    int by_year = insurance_is_by_year(insurance);
    int count = 0;
    int last_year = 0;
    for (size_t i = 0; i < insurance->month_count; i++) {
        int year = insurance->months[i].month / 100;
        if (insurance->months[i].paid) {
            count += !by_year ? 1 : year != last_year ? 12 : 0;
            last_year = year;
        }
    }
    return count;
}

static void finish(struct insurance *insurance)
{
    insurance->counted_months = count_months(insurance);
    int paid = insurance->paid_months;
    int overlap = insurance->overlap_months == FIELD_NOT_SAID ? 0 : insurance->overlap_months;
    /* An overlap may be of what was paid twice, or of what is deemed and was paid as well. */
    insurance->months_differ = paid != FIELD_NOT_SAID && insurance->counted_months != paid &&
                               insurance->counted_months != paid - overlap;
    insurance->states_contradict =
        insurance->states_contradict || (insurance->state == INSURED_NEVER && insurance->counted_months > 0);
}

/* NULL: out of memory, or there is no room. */
static struct insurance_facts *insurance_of(struct person_facts *facts, const struct contribution_row *row)
{
    struct insurance_facts *found = find_insurance(facts, row->account, row->insurance);
    found = found != NULL ? found : add_insurance(facts, row);
    if (found != NULL && found->insurance.months == NULL) {
        found->insurance.months = calloc(INSURANCE_MONTHS_MAX, sizeof *found->insurance.months);
    }
    return found != NULL && found->insurance.months != NULL ? found : NULL;
}

int person_facts_add_rows(struct person_facts *facts, struct contribution_rows *rows, int now)
{
    const struct contribution_row *before = NULL; /* the row of this kind and month that was taken */
    contribution_rows_sort(rows);
    for (size_t i = 0; i < rows->count; i++) {
        const struct contribution_row *row = &rows->rows[i];
        struct insurance_facts *found = insurance_of(facts, row);
        if (found == NULL) {
            return -1;
        }
        if (!is_in_range(row->month, now)) {
            found->insurance.rows_out_of_range = 1;
        } else if (before != NULL && is_same_row(before, row)) {
            found->insurance.rows_contradict =
                found->insurance.rows_contradict || !says_the_same(before, row);
        } else {
            add_row(&found->insurance, row);
            before = row;
        }
    }
    for (size_t i = 0; i < facts->insurance_count; i++) {
        finish(&facts->insurances[i].insurance);
    }
    return 0;
}

void person_facts_wipe(struct person_facts *facts)
{
    for (size_t i = 0; i < INSURANCES_MAX; i++) {
        struct insurance *insurance = &facts->insurances[i].insurance;
        if (insurance->months != NULL) {
            explicit_bzero(insurance->months, INSURANCE_MONTHS_MAX * sizeof *insurance->months);
            free(insurance->months);
        }
    }
    explicit_bzero(facts, sizeof *facts);
}
