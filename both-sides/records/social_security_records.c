#include "both-sides/records/social_security_records.h"

#include "both-sides/records/record_lines.h"

WORD_LIST(insurance_kinds, INSURANCE_KIND_COUNT, "pension", "unemployment", "medical", "work-injury",
          "maternity", "residents-pension", "residents-medical", "other");
WORD_LIST(insured_states, INSURED_STATE_COUNT, "never", "now", "paused", "ended", "other");
WORD_LIST(paying_states, PAYING_STATE_COUNT, "now", "paused", "ended", "other");

/* --- Lines --- */

enum { MONTH_LEAST = 190001, MONTH_MOST = 299912, YEAR_LEAST = 1900, YEAR_MOST = 2999 };
#define FEN_MOST 10000000000000

#define MONTH(key, struct_, member, ...) INT(key, 0, MONTH_MOST, struct_, member, __VA_ARGS__)
#define MONTHS(key, member, ...)                                                                             \
    INT(key, 0, INSURANCE_COUNT_MAX, insurance, member, ELSE(FIELD_NOT_SAID), __VA_ARGS__)
#define FEN(key, least, struct_, member, ...)                                                                \
    {                                                                                                        \
        NAMED(key), .type = FIELD_INT64, .min = (least), .max = FEN_MOST, PLACED(struct_, member),           \
                    __VA_ARGS__                                                                              \
    }
#define FEN_IF_SAID(key, member) FEN(key, 0, pension_account, member, OPTIONAL, ELSE(FIELD_NOT_SAID))
#define CODE(key, member, ...)                                                                               \
    CHARS(key, 1, INSURANCE_CODE_SIZE - 1, FORM_ANY, insurance, member, __VA_ARGS__)

/* --- A person's insurances --- */

static const struct record_field month_fields[] = {
    INT("month", MONTH_LEAST, MONTH_MOST, insurance_month, month, REQUIRED, ABOUT("YYYYMM")),
    FEN("base", -FEN_MOST, insurance_month, base, OPTIONAL, ABOUT("fen, as all amounts")),
    FEN("personal", -FEN_MOST, insurance_month, personal, OPTIONAL),
    FEN("employer", -FEN_MOST, insurance_month, employer, OPTIONAL),
    FLAG("paid", insurance_month, paid, REQUIRED),
    FLAG("back_paid", insurance_month, back_paid, OPTIONAL, ABOUT("of it something was paid afterwards")),
};

static int month_is_real(const void *item)
{
    const struct insurance_month *month = item;
    return month->month % 100 >= 1 && month->month % 100 <= 12;
}
static const struct record_table month_table = {
    .name = "month", FIELDS(month_fields), .size = sizeof(struct insurance_month), .accept = month_is_real};

static const struct record_field account_fields[] = {
    INT("until", YEAR_LEAST, YEAR_MOST, pension_account, until, OPTIONAL,
        ABOUT("the year up to whose end it goes")),
    INT("months", 0, INSURANCE_COUNT_MAX, pension_account, months, OPTIONAL, ELSE(FIELD_NOT_SAID)),
    INT("owed_months", 0, INSURANCE_COUNT_MAX, pension_account, owed_months, OPTIONAL, ELSE(FIELD_NOT_SAID)),
    FEN_IF_SAID("credited", credited),
    FEN_IF_SAID("interest", interest),
    FEN_IF_SAID("total", total),
    FEN_IF_SAID("personal", personal),
    FEN_IF_SAID("employer", employer),
};
static const struct record_table account_table = {
    .name = "account", FIELDS(account_fields), .size = sizeof(struct pension_account)};

static const struct record_field insurance_fields[] = {
    WORD_IF_KNOWN("kind", insurance_kinds, insurance, kind, REQUIRED),
    CODE("code", code, OPTIONAL, ABOUT("of a kind that has no name")),
    INT("account", 1, INSURANCE_ACCOUNTS_MAX, insurance, account, OPTIONAL,
        ABOUT("which of several accounts; missing: there is one")),
    CHARS("account_tail", 1, ACCOUNT_TAIL_SIZE - 1, FORM_ANY, insurance, account_tail, OPTIONAL,
          ABOUT("its last 4, with account")),
    WORD_IF_KNOWN("state", insured_states, insurance, state, OPTIONAL),
    CODE("state_code", state_code, OPTIONAL, ABOUT("of a state that has no name")),
    WORD_IF_KNOWN("paying", paying_states, insurance, paying, OPTIONAL),
    CODE("paying_code", paying_code, OPTIONAL),
    MONTH("since", insurance, since, OPTIONAL, ABOUT("YYYYMM")),
    MONTH("account_since", insurance, account_since, OPTIONAL),
    MONTHS("official_months", official_months, OPTIONAL,
           ABOUT("deemed and paid less overlaps, as the office has it; shown where it is there")),
    INT("counted_months", 0, INSURANCE_COUNT_MAX, insurance, counted_months, REQUIRED,
        ABOUT("different months of the rows that are paid, of residents' insurances 12 for each year; shown "
              "where there is no official figure")),
    MONTHS("deemed_months", deemed_months, OPTIONAL),
    MONTHS("paid_months", paid_months, OPTIONAL),
    MONTHS("overlap_months", overlap_months, OPTIONAL),
    MONTHS("military_months", military_months, OPTIONAL),
    MONTHS("special_months", special_months, OPTIONAL),
    MONTHS("needed_months", needed_months, OPTIONAL, ABOUT("for this person's pension")),
    RECORD_IF_GIVEN("personal_account", account_table, insurance, pension_account, has_account, OPTIONAL),
    FLAG("months_differ", insurance, months_differ, OPTIONAL,
         ABOUT("paid months and those counted do not agree: a caution")),
    FLAG("rows_contradict", insurance, rows_contradict, OPTIONAL,
         ABOUT("two amounts for one month and kind: the first is taken")),
    FLAG("rows_out_of_range", insurance, rows_out_of_range, OPTIONAL, ABOUT("they were left out")),
    FLAG("states_contradict", insurance, states_contradict, OPTIONAL),
    RECORDS("months", INSURANCE_MONTHS_MAX, month_table, insurance, months, month_count, REQUIRED,
            ABOUT("in order; one that is missing was not paid")),
};
static const struct record_table insurance_table = {
    .name = "insurance", FIELDS(insurance_fields), .size = sizeof(struct insurance)};

static const struct record_field social_security_fields[] = {
    TEXT("name", 0, 20, social_security, name, OPTIONAL, ABOUT("masked")),
    INT("accounts", 0, INSURANCE_ACCOUNTS_MAX, social_security, accounts, REQUIRED,
        ABOUT("0: nobody is known there by this ID number")),
    RECORDS("insurances", INSURANCES_MAX, insurance_table, social_security, insurances, insurance_count,
            REQUIRED),
    TEXT("source", 0, 60, social_security, source, OPTIONAL),
    MOMENT("as_of", social_security, as_of, REQUIRED, ABOUT("when the system said so")),
};
const struct record_table social_security_table = {.name = "social security",
                                                   .schema = "SocialSecurity",
                                                   FIELDS(social_security_fields),
                                                   .size = sizeof(struct social_security)};

int insurance_is_by_year(const struct insurance *insurance)
{
    return insurance->kind == INSURANCE_RESIDENTS_PENSION || insurance->kind == INSURANCE_RESIDENTS_MEDICAL;
}

int insurance_shown_months(const struct insurance *insurance)
{
    return insurance->official_months != FIELD_NOT_SAID ? insurance->official_months
                                                        : insurance->counted_months;
}

int month_of_yyyymm(int yyyymm)
{
    return yyyymm / 100 * 12 + yyyymm % 100 - 1;
}

int yyyymm_of_month(int month)
{
    return month / 12 * 100 + month % 12 + 1;
}

/* --- Retirement --- */

WORD_LIST(retirement_posts, RETIREMENT_POST_COUNT, "office", "worker");
WORD_LIST(retirement_outcomes, RETIREMENT_OUTCOME_COUNT, "found", "asks_post", "before_rule", "no_pension");
enum { EARLY_COUNT = 4 };
/* The order is that of enum retirement_early. */
WORD_LIST(retirement_earlies, EARLY_COUNT, "possible", "old_age", "lacks", "past");

static const struct record_field question_fields[] = {
    WORD("post", retirement_posts, retirement_question, post, OPTIONAL, ELSE(FIELD_NOT_SAID),
         ABOUT("of a woman; a man's is not looked at")),
};
const struct record_table retirement_question_table = {.name = "question",
                                                       .schema = "RetirementQuestion",
                                                       FIELDS(question_fields),
                                                       .size = sizeof(struct retirement_question)};

#define SOURCE(key, member) TEXT(key, 0, 60, retirement_answer, member, OPTIONAL)
static const struct record_field answer_fields[] = {
    WORD("outcome", retirement_outcomes, retirement_answer, outcome, REQUIRED,
         ABOUT("with found there is all that follows")),
    MONTH("old_month", retirement_answer, old_month, OPTIONAL, ABOUT("YYYYMM, by the old age")),
    MONTH("month", retirement_answer, month, OPTIONAL, ABOUT("by the rule")),
    INT("age_months", 0, 1200, retirement_answer, age_months, OPTIONAL, ABOUT("in that month")),
    INT("needed", 0, INSURANCE_COUNT_MAX, retirement_answer, needed, OPTIONAL,
        ABOUT("months of contribution")),
    INT("paid", 0, INSURANCE_COUNT_MAX, retirement_answer, paid, OPTIONAL, ABOUT("the person's own")),
    INT("missing_now", 0, INSURANCE_COUNT_MAX, retirement_answer, missing_now, OPTIONAL),
    INT("missing_then", 0, INSURANCE_COUNT_MAX, retirement_answer, missing_then, OPTIONAL,
        ABOUT("in the month of retiring, every month until then being paid")),
    WORD("early", retirement_earlies, retirement_answer, early, OPTIONAL, ELSE(FIELD_NOT_SAID)),
    MONTH("earliest", retirement_answer, earliest, OPTIONAL, ABOUT("where early is possible")),
    MONTH("latest", retirement_answer, latest, OPTIONAL),
    FLAG("is_counted", retirement_answer, is_counted, OPTIONAL,
         ABOUT("paid was counted from the rows: there is no official figure")),
    FLAG("months_differ", retirement_answer, months_differ, OPTIONAL),
    SOURCE("age_source", age_source),
    SOURCE("contribution_source", contribution_source),
    SOURCE("choice_source", choice_source),
    SOURCE("residents_source", residents_source),
};
const struct record_table retirement_answer_table = {.name = "retirement",
                                                     .schema = "Retirement",
                                                     FIELDS(answer_fields),
                                                     .size = sizeof(struct retirement_answer)};
