#include "both-sides/records/housing_fund_records.h"

#include "both-sides/records/record_lines.h"

WORD_LIST(fund_states, FUND_STATE_COUNT, "normal", "sealed", "merged", "moved", "withdrawn", "frozen",
          "other");
WORD_LIST(fund_kinds, FUND_KIND_COUNT, "deposit", "back_deposit", "opening", "unsealing", "sealing",
          "transfer_inside", "transfer_out", "transfer_in", "interest", "base_change", "withdrawal",
          "closing_withdrawal", "deferral", "freezing", "thawing", "change", "merging", "closing",
          "correction", "reminder", "share_change", "other");
WORD_LIST(fund_reasons, FUND_REASON_COUNT, "purchase", "building", "retirement", "disability", "moving",
          "repayment", "rent", "death", "illness", "other");

#define FEN(key, struct_, member, ...) INT64_ANY(key, struct_, member, __VA_ARGS__)
#define CODE(key, struct_, member, ...)                                                                      \
    CHARS(key, 0, FUND_CODE_SIZE - 1, FORM_ANY, struct_, member, OPTIONAL, __VA_ARGS__)
#define TAIL(key, struct_, member) CHARS(key, 0, FUND_TAIL_SIZE - 1, FORM_ANY, struct_, member, REQUIRED)

static const struct record_field entry_fields[] = {
    DAY("date", fund_entry, date, REQUIRED, ABOUT("YYYYMMDD")),
    WORD("kind", fund_kinds, fund_entry, kind, REQUIRED),
    CODE("code", fund_entry, code, ABOUT("of a kind that has no name: other")),
    FEN("amount", fund_entry, amount, REQUIRED, ABOUT("fen that it added to the balance; less than 0: took")),
    FEN("interest", fund_entry, interest, OPTIONAL, ABOUT("fen, likewise, besides the amount")),
    FLAG("is_red", fund_entry, is_red, OPTIONAL, ABOUT("takes an earlier entry back")),
    WORD_IF_KNOWN("reason", fund_reasons, fund_entry, reason, OPTIONAL, ABOUT("of a withdrawal")),
};
static const struct record_table entry_table = {
    .name = "entry", FIELDS(entry_fields), .size = sizeof(struct fund_entry)};

static const struct record_field point_fields[] = {
    INT("month", 190001, 999912, fund_point, month, REQUIRED, ABOUT("YYYYMM")),
    FEN("balance", fund_point, balance, REQUIRED, ABOUT("fen at the end of the month, or now")),
};
static const struct record_table point_table = {
    .name = "point", FIELDS(point_fields), .size = sizeof(struct fund_point)};

static const struct record_field account_fields[] = {
    TAIL("tail", fund_account, tail),
    WORD("state", fund_states, fund_account, state, REQUIRED),
    CODE("state_code", fund_account, state_code, ABOUT("of a state that has no name: other")),
    DAY("opened", fund_account, opened, OPTIONAL),
    FEN("base", fund_account, base, OPTIONAL, ABOUT("fen of a month's wages that contributions go by")),
    FEN("personal_monthly", fund_account, personal_monthly, OPTIONAL),
    FEN("employer_monthly", fund_account, employer_monthly, OPTIONAL),
    FEN("balance", fund_account, balance, REQUIRED),
    FEN("carried_over", fund_account, carried_over, OPTIONAL, ABOUT("from last year")),
    FEN("this_year", fund_account, this_year, OPTIONAL, ABOUT("what this year added to that")),
    DAY("year_from", fund_account, year_from, OPTIONAL,
        ABOUT("the fund's year began; from then on, by the ledger:")),
    FEN("year_in", fund_account, year_in, OPTIONAL),
    FEN("year_out", fund_account, year_out, OPTIONAL),
    FEN("year_interest", fund_account, year_interest, OPTIONAL),
    FLAG("sum_differs", fund_account, sum_differs, OPTIONAL,
         ABOUT("the balance is not carried_over and this_year together")),
    FLAG("entries_differ", fund_account, entries_differ, OPTIONAL,
         ABOUT("the balance is not what the ledger adds up to")),
    INT("entries_unread", 0, FUND_COUNT_MOST, fund_account, entries_unread, OPTIONAL,
        ABOUT("rows of the ledger that could not be read")),
    FLAG("entries_omitted", fund_account, entries_omitted, OPTIONAL, ABOUT("there are older ones")),
    FLAG("is_whole", fund_account, is_whole, OPTIONAL, ABOUT("the ledger goes back to the opening")),
    RECORDS("entries", FUND_ENTRIES_MAX, entry_table, fund_account, entries, entry_count, OPTIONAL, ALWAYS,
            ABOUT("the newest first")),
    RECORDS("points", FUND_POINTS_MAX, point_table, fund_account, points, point_count, OPTIONAL, ALWAYS,
            ABOUT("a month each without a gap, the oldest first")),
};
static const struct record_table account_table = {
    .name = "account", FIELDS(account_fields), .size = sizeof(struct fund_account)};

static const struct record_field instalment_fields[] = {
    DAY("date", fund_instalment, date, REQUIRED),
    FEN("total", fund_instalment, total, REQUIRED),
    FEN("principal", fund_instalment, principal, OPTIONAL),
    FEN("interest", fund_instalment, interest, OPTIONAL),
    FEN("penalty", fund_instalment, penalty, OPTIONAL, ABOUT("for what is overdue")),
};
static const struct record_table instalment_table = {
    .name = "instalment", FIELDS(instalment_fields), .size = sizeof(struct fund_instalment)};

#define RATE(key, struct_, member, ...) INT(key, 0, FUND_RATE_MOST, struct_, member, OPTIONAL, __VA_ARGS__)
static const struct record_field loan_fields[] = {
    TAIL("tail", fund_loan, tail),
    FEN("principal", fund_loan, principal, REQUIRED, ABOUT("fen that were lent")),
    FEN("remaining", fund_loan, remaining, REQUIRED, ABOUT("of these still owed")),
    RATE("rate", fund_loan, rate, ABOUT("a year, thousandths of a percent: 2600 is 2.6 %")),
    INT("months", 0, FUND_MONTHS_MOST, fund_loan, months, OPTIONAL, ABOUT("for which it was lent")),
    RECORDS("instalments", FUND_INSTALMENTS_MAX, instalment_table, fund_loan, instalments, instalment_count,
            OPTIONAL, ALWAYS, ABOUT("the next ones, in order")),
    FLAG("parts_differ", fund_loan, parts_differ, OPTIONAL,
         ABOUT("an instalment is not principal, interest and penalty together")),
};
static const struct record_table loan_table = {
    .name = "loan", FIELDS(loan_fields), .size = sizeof(struct fund_loan)};

static const struct record_field rates_fields[] = {
    DAY("from", fund_rates, from, REQUIRED, ABOUT("in force since")),
    RATE("deposit", fund_rates, deposit, ABOUT("a year; credited each 30 June")),
    RATE("loan_short", fund_rates, loan_short, ABOUT("of a first home, up to five years")),
    RATE("loan_long", fund_rates, loan_long, ABOUT("likewise, over five years")),
};
static const struct record_table rates_table = {
    .name = "rates", FIELDS(rates_fields), .size = sizeof(struct fund_rates)};

static const struct record_field fund_fields[] = {
    TEXT("name", 0, 20, housing_fund, name, OPTIONAL, ABOUT("masked")),
    RECORDS("accounts", FUND_ACCOUNTS_MAX, account_table, housing_fund, accounts, account_count, OPTIONAL,
            ALWAYS, ABOUT("those in use first; none: the person has none")),
    RECORDS("loans", FUND_LOANS_MAX, loan_table, housing_fund, loans, loan_count, OPTIONAL, ALWAYS),
    RECORD_IF_GIVEN("rates", rates_table, housing_fund, rates, has_rates, OPTIONAL),
    TEXT("source", 0, 60, housing_fund, source, OPTIONAL),
    MOMENT("as_of", housing_fund, as_of, REQUIRED),
};
const struct record_table housing_fund_table = {.name = "housing fund",
                                                .schema = "HousingFund",
                                                FIELDS(fund_fields),
                                                .size = sizeof(struct housing_fund)};
