#include "both-sides/records/statement_records.h"

#include "both-sides/records/record_lines.h"

WORD_LIST(wallets, WALLET_COUNT, "wechat", "alipay");
WORD_LIST(explained_verdicts, EXPLAINED_VERDICT_COUNT, "equal", "differs", "not");
WORD_LIST(use_times, USE_TIME_COUNT, "other", "peak", "valley");

#define FEN(key, struct_, member, ...)                                                                       \
    {                                                                                                        \
        NAMED(key), .type = FIELD_INT64, .min = -UTILITY_FEN_MOST, .max = UTILITY_FEN_MOST,                  \
                    PLACED(struct_, member), __VA_ARGS__                                                     \
    }
#define QUANTITY(key, least, struct_, member, ...)                                                           \
    {                                                                                                        \
        NAMED(key), .type = FIELD_INT64, .min = (least), .max = UTILITY_QUANTITY_MOST,                       \
                    PLACED(struct_, member), __VA_ARGS__                                                     \
    }
#define KEPT_ID(key, struct_, member, ...)                                                                   \
    CHARS(key, 1, KEPT_ACCOUNT_ID_SIZE - 1, FORM_TOKEN, struct_, member, __VA_ARGS__)

/* --- The utilities --- */

static const struct record_field offer_fields[] = {
    ID("id", utility_offer, id, REQUIRED),
    WORD("kind", utility_kinds, utility_offer, kind, REQUIRED),
    TEXT("name", 1, 20, utility_offer, name, REQUIRED),
    CHARS("pattern", 1, ACCOUNT_PATTERN_SIZE - 1, FORM_ANY, utility_offer, pattern, REQUIRED,
          ABOUT("of account numbers: d a digit, l a letter, c either, {n,m} how often, | between "
                "alternatives; other signs stand for themselves")),
};
static const struct record_table offer_table = {
    .name = "utility", FIELDS(offer_fields), .size = sizeof(struct utility_offer)};

static const struct record_field wallet_fields[] = {
    WORD("wallet", wallets, wallet_offer, wallet, REQUIRED),
};
static const struct record_table wallet_table = {
    .name = "wallet", FIELDS(wallet_fields), .size = sizeof(struct wallet_offer)};

static const struct record_field list_fields[] = {
    RECORDS("utilities", UTILITIES_MAX, offer_table, utility_list, utilities, count, REQUIRED),
    RECORDS("wallets", WALLET_COUNT, wallet_table, utility_list, wallets, wallet_count, OPTIONAL, ALWAYS,
            ABOUT("that one can pay with; none: bills can be looked at only")),
};
const struct record_table utility_list_table = {.name = "utility list",
                                                .schema = "UtilityList",
                                                FIELDS(list_fields),
                                                .size = sizeof(struct utility_list)};

/* --- Questions --- */

static const struct record_field account_question_fields[] = {
    CHARS("operator", 0, CONTENT_ID_SIZE - 1, FORM_NAME, account_question, operator_id, OPTIONAL,
          ABOUT("of a typed number")),
    CHARS("account_no", 0, ACCOUNT_NUMBER_SIZE - 1, FORM_NOTICE_ID, account_question, account_no, OPTIONAL,
          ABOUT("as it was typed, by the utility's pattern")),
    CHARS("account", 0, KEPT_ACCOUNT_ID_SIZE - 1, FORM_TOKEN, account_question, account, OPTIONAL,
          ABOUT("or one that the household has kept, in its session")),
};
static const struct record_rule account_question_rules[] = {
    {.kind = RULE_EITHER, .field = "account_no", .other = "account"},
    {.kind = RULE_TOGETHER, .field = "account_no", .other = "operator"},
};
const struct record_table account_question_table = {.name = "question",
                                                    .schema = "AccountQuestion",
                                                    FIELDS(account_question_fields),
                                                    .rules = account_question_rules,
                                                    .rule_count = sizeof account_question_rules /
                                                                  sizeof account_question_rules[0],
                                                    .size = sizeof(struct account_question)};

static const struct record_field kept_fields[] = {
    KEPT_ID("id", kept_account, id, REQUIRED),
    ID("operator", kept_account, operator_id, REQUIRED),
    WORD("kind", utility_kinds, kept_account, kind, REQUIRED),
    TEXT("operator_name", 0, 20, kept_account, operator_name, OPTIONAL),
    CHARS("tail", 0, UTILITY_TAIL_SIZE - 1, FORM_ANY, kept_account, tail, REQUIRED,
          ABOUT("the last 4 of its number")),
    TEXT("nickname", 0, NICKNAME_MAX, kept_account, nickname, OPTIONAL),
};
static const struct record_table kept_table = {
    .name = "account", FIELDS(kept_fields), .size = sizeof(struct kept_account)};

static const struct record_field kept_accounts_fields[] = {
    RECORDS("accounts", KEPT_ACCOUNTS_MAX, kept_table, kept_accounts, accounts, count, REQUIRED),
};
const struct record_table kept_accounts_table = {.name = "accounts",
                                                 .schema = "KeptAccounts",
                                                 FIELDS(kept_accounts_fields),
                                                 .size = sizeof(struct kept_accounts)};

static const struct record_field keep_fields[] = {
    ID("operator", keep_question, account.operator_id, REQUIRED),
    CHARS("account_no", 1, ACCOUNT_NUMBER_SIZE - 1, FORM_NOTICE_ID, keep_question, account.account_no,
          REQUIRED),
    TEXT("nickname", 0, NICKNAME_MAX, keep_question, nickname, OPTIONAL),
};
const struct record_table keep_question_table = {
    .name = "question", .schema = "KeepQuestion", FIELDS(keep_fields), .size = sizeof(struct keep_question)};

static const struct record_field kept_question_fields[] = {
    KEPT_ID("account", kept_account_question, account, REQUIRED),
};
const struct record_table kept_account_question_table = {.name = "question",
                                                         .schema = "KeptAccountQuestion",
                                                         FIELDS(kept_question_fields),
                                                         .size = sizeof(struct kept_account_question)};

static const struct record_field nickname_fields[] = {
    KEPT_ID("account", kept_account_question, account, REQUIRED),
    TEXT("nickname", 0, NICKNAME_MAX, kept_account_question, nickname, OPTIONAL,
         ABOUT("missing: takes it away")),
};
const struct record_table nickname_question_table = {.name = "question",
                                                     .schema = "NicknameQuestion",
                                                     FIELDS(nickname_fields),
                                                     .size = sizeof(struct kept_account_question),
                                                     .begin = &kept_account_question_table};

/* --- The statement --- */

static const struct record_field line_fields[] = {
    TEXT("name", 0, 40, explained_line, name, OPTIONAL),
    TEXT("season", 0, 40, explained_line, season, OPTIONAL),
    INT("tier", 0, 9, explained_line, tier, OPTIONAL, ABOUT("from 1; 0: an extra on every unit")),
    WORD("time", use_times, explained_line, time, OPTIONAL),
    QUANTITY("quantity", 0, explained_line, quantity, REQUIRED, ABOUT("thousandths of a unit")),
    INT("price", 0, UTILITY_PRICE_MOST, explained_line, price, REQUIRED, ABOUT("1/10000 yuan a unit")),
    FEN("fen", explained_line, fen, REQUIRED),
};
static const struct record_table line_table = {
    .name = "explained line", FIELDS(line_fields), .size = sizeof(struct explained_line)};

static const struct record_field part_fields[] = {
    DAY("from", explained_part, from, REQUIRED),
    DAY("to", explained_part, to, REQUIRED),
    DAY("version_from", explained_part, version_from, OPTIONAL, ABOUT("since when its prices hold")),
    TEXT("season", 0, 40, explained_part, season, OPTIONAL),
};
static const struct record_table part_table = {
    .name = "part", FIELDS(part_fields), .size = sizeof(struct explained_part)};

static const struct record_field explained_fields[] = {
    CHARS("bill", 1, UTILITY_BILL_ID_SIZE - 1, FORM_NOTICE_ID, explained_bill, bill, REQUIRED),
    WORD("verdict", explained_verdicts, explained_bill, verdict, REQUIRED,
         ABOUT("the bill against the tariff, to the fen; not: it cannot be recomputed")),
    TEXT("tariff", 0, 80, explained_bill, tariff, OPTIONAL),
    TEXT("source", 0, 200, explained_bill, source, OPTIONAL, ABOUT("of the public notice")),
    DAY("source_day", explained_bill, source_day, OPTIONAL),
    RECORDS("lines", EXPLAINED_LINES_MAX, line_table, explained_bill, lines, line_count, OPTIONAL,
            ABOUT("tiers, then extras")),
    RECORDS("parts", EXPLAINED_PARTS_MAX, part_table, explained_bill, parts, part_count, OPTIONAL),
    FLAG("price_changed", explained_bill, price_changed, OPTIONAL, ABOUT("within the period")),
    FEN("total", explained_bill, total, OPTIONAL, ABOUT("by the tariff, without late fee and deduction")),
    DAY("cycle_from", explained_bill, cycle_from, OPTIONAL),
    DAY("cycle_to", explained_bill, cycle_to, OPTIONAL),
    FLAG("cycle_of_opening", explained_bill, cycle_of_opening, OPTIONAL,
         ABOUT("the cycle begins with the month in which the account was opened")),
    INT("people", 0, UTILITY_PEOPLE_MOST, explained_bill, people, OPTIONAL),
    QUANTITY("used_after", 0, explained_bill, used_after, OPTIONAL, ABOUT("in the cycle, with the bill")),
    QUANTITY("next_in", -1, explained_bill, next_in, OPTIONAL, ELSE(-1), ABOUT("until the next tier begins")),
    TEXT("next_name", 0, 40, explained_bill, next_name, OPTIONAL),
    INT("next_price", 0, UTILITY_PRICE_MOST, explained_bill, next_price, OPTIONAL),
};
static const struct record_table explained_table = {
    .name = "explained bill", FIELDS(explained_fields), .size = sizeof(struct explained_bill)};

static const struct record_field statement_fields[] = {
    RECORD_IF_GIVEN("refused", utility_answer_table, utility_statement, refused, is_refused, OPTIONAL,
                    ABOUT("the utility's own no, in words for the household: then there is no account")),
    RECORD_IF_GIVEN("account", utility_account_table, utility_statement, account, has_account, OPTIONAL),
    RECORD_INSIDE("bills", utility_bills_table, utility_statement, bills, OPTIONAL),
    FLAG("bills_unknown", utility_statement, bills_unknown, OPTIONAL,
         ABOUT("the account is there, its bills could not be had")),
    RECORDS("explained", UTILITY_BILLS_MAX, explained_table, utility_statement, explained, explained_count,
            OPTIONAL),
};
const struct record_table utility_statement_table = {.name = "statement",
                                                     .schema = "UtilityStatement",
                                                     FIELDS(statement_fields),
                                                     .size = sizeof(struct utility_statement)};
