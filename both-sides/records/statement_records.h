#ifndef BOTH_SIDES_RECORDS_STATEMENT_RECORDS_H
#define BOTH_SIDES_RECORDS_STATEMENT_RECORDS_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/account_pattern.h"
#include "both-sides/records/utility_records.h"

/* What a box asks of gas, water and electricity: which utilities there are, the accounts that a household
 * has kept, and the statement of one account: the account, its bills, and each bill explained (decision
 * 0142). Money, quantities and prices: utility_records.h. All but the list of utilities is personal: never
 * cached, never logged, wiped after use. */

struct arena;

enum {
    UTILITIES_MAX = 32,
    KEPT_ACCOUNTS_MAX = 12,
    KEPT_ACCOUNT_ID_SIZE = 33,
    NICKNAME_MAX = 8, /* characters */
    EXPLAINED_LINES_MAX = 96,
    EXPLAINED_PARTS_MAX = 40,
};

/* --- The utilities of the city. Not personal. --- */

enum wallet { WALLET_WECHAT, WALLET_ALIPAY, WALLET_COUNT };
extern const struct word_list wallets;

struct utility_offer {
    char id[CONTENT_ID_SIZE];
    int kind; /* enum utility_kind */
    const char *name;
    char pattern[ACCOUNT_PATTERN_SIZE]; /* account_pattern.h */
};

struct wallet_offer {
    int wallet; /* enum wallet */
};

struct utility_list {
    struct utility_offer *utilities;
    size_t count;
    struct wallet_offer *wallets; /* none: nothing can be paid here */
    size_t wallet_count;
    struct arena *arena;
};
extern const struct record_table utility_list_table;

/* --- Which account is meant: one that was typed, or one that the household has kept --- */

struct account_question {
    char operator_id[CONTENT_ID_SIZE];    /* with account_no */
    char account_no[ACCOUNT_NUMBER_SIZE]; /* "": a kept one is meant */
    char account[KEPT_ACCOUNT_ID_SIZE];   /* a kept one's id; needs a session of the household or a person */
};
extern const struct record_table account_question_table;

/* --- Accounts that a household has kept --- */

struct kept_account {
    char id[KEPT_ACCOUNT_ID_SIZE];
    char operator_id[CONTENT_ID_SIZE];
    int kind; /* enum utility_kind */
    const char *operator_name;
    char tail[UTILITY_TAIL_SIZE];
    const char *nickname; /* the household's own; "": none */
};

struct kept_accounts {
    struct kept_account *accounts; /* in the order in which they were kept */
    size_t count;
    struct arena *arena;
};
extern const struct record_table kept_accounts_table;

struct keep_question {
    struct account_question account; /* typed */
    const char *nickname;
};
extern const struct record_table keep_question_table;

struct kept_account_question {
    char account[KEPT_ACCOUNT_ID_SIZE];
    const char *nickname; /* of rename_question_table; "": takes it away */
};
extern const struct record_table kept_account_question_table, nickname_question_table;

/* --- The statement --- */

/* How a bill agrees with what its tariff makes of it. */
enum explained_verdict {
    EXPLAINED_EQUAL,   /* to the fen */
    EXPLAINED_DIFFERS, /* both are shown, and the operator is told */
    EXPLAINED_NOT,     /* it cannot be recomputed: no tariff, an adjustment, a version that is missing */
    EXPLAINED_VERDICT_COUNT
};
extern const struct word_list explained_verdicts;

enum use_time { USE_OTHER, USE_PEAK, USE_VALLEY, USE_TIME_COUNT };
extern const struct word_list use_times;

struct explained_line {
    const char *name, *season; /* season "": the tariff has none */
    int tier;                  /* from 1; 0: an extra on every unit */
    int time;                  /* enum use_time */
    int64_t quantity;
    int price;
    int64_t fen;
};

/* A stretch of the period with one version and one season: more than one version means that the price
 * changed within it. */
struct explained_part {
    int from, to;     /* YYYYMMDD */
    int version_from; /* since when its prices hold */
    const char *season;
};

struct explained_bill {
    char bill[UTILITY_BILL_ID_SIZE];
    int verdict; /* enum explained_verdict; with EXPLAINED_NOT nothing else is said */
    const char *tariff;
    const char *source; /* of the public notice */
    int source_day;
    struct explained_line *lines; /* tiers, then extras */
    size_t line_count;
    struct explained_part *parts;
    size_t part_count;
    int price_changed;        /* within the period */
    int64_t total;            /* fen, by the tariff, without late fee and deduction */
    int cycle_from, cycle_to; /* YYYYMMDD */
    int cycle_of_opening;     /* it begins with the month in which the account was opened */
    int people;               /* by which it was counted; 0: not known */
    int64_t used_after;       /* in that cycle, with the bill */
    int64_t next_in;          /* until the next tier begins; -1: the last one is reached, or not known */
    const char *next_name;    /* of that tier */
    int next_price;
};

struct utility_statement {
    /* The utility's own no, in words for the household: then there is no account. */
    int is_refused;
    struct utility_answer refused;
    int has_account;
    struct utility_account account;
    struct utility_bills bills; /* with has_account */
    int bills_unknown;          /* the account is there, its bills could not be had */
    struct explained_bill *explained;
    size_t explained_count;
    struct arena *arena;
};
extern const struct record_table utility_statement_table;

#endif
