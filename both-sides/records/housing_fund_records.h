#ifndef BOTH_SIDES_RECORDS_HOUSING_FUND_RECORDS_H
#define BOTH_SIDES_RECORDS_HOUSING_FUND_RECORDS_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/records/record_table.h"

/* A person's own housing fund (公积金): accounts with their ledgers, loans. Masked by the headend. Personal:
 * never cached, never logged, wiped after use. Money is fen, rates are thousandths of a percent. */

struct arena;

enum {
    FUND_ACCOUNTS_MAX = 8,
    FUND_ENTRIES_MAX = 2000, /* of an account, the newest: ten years are some 300 */
    FUND_POINTS_MAX = 240,   /* months of a curve */
    FUND_LOANS_MAX = 4,
    FUND_INSTALMENTS_MAX = 24,
    FUND_CODE_SIZE = 9,
    FUND_TAIL_SIZE = 5,
    FUND_MONTHS_MOST = 600, /* of a loan */
    FUND_RATE_MOST = 100000,
    FUND_COUNT_MOST = 1000000
};

/* 个人账户状态 */
enum fund_state {
    FUND_STATE_NORMAL,
    FUND_STATE_SEALED,    /* 封存 */
    FUND_STATE_MERGED,    /* 合并销户 */
    FUND_STATE_MOVED,     /* 外部转出 */
    FUND_STATE_WITHDRAWN, /* 提取销户 */
    FUND_STATE_FROZEN,    /* 冻结 */
    FUND_STATE_OTHER,
    FUND_STATE_COUNT
};
extern const struct word_list fund_states;

/* 归集和提取业务类型, with those of cities. */
enum fund_kind {
    FUND_DEPOSIT,
    FUND_BACK_DEPOSIT,
    FUND_OPENING,
    FUND_UNSEALING,
    FUND_SEALING,
    FUND_TRANSFER_INSIDE,
    FUND_TRANSFER_OUT,
    FUND_TRANSFER_IN,
    FUND_INTEREST,
    FUND_BASE_CHANGE,
    FUND_WITHDRAWAL,
    FUND_CLOSING_WITHDRAWAL,
    FUND_DEFERRAL,
    FUND_FREEZING,
    FUND_THAWING,
    FUND_CHANGE,
    FUND_MERGING,
    FUND_CLOSING,
    FUND_CORRECTION,
    FUND_REMINDER,
    FUND_SHARE_CHANGE,
    FUND_KIND_OTHER, /* a code that has no name: `code` */
    FUND_KIND_COUNT
};
extern const struct word_list fund_kinds;

/* 提取原因 */
enum fund_reason {
    FUND_REASON_NOT_SAID = FIELD_NOT_SAID,
    FUND_REASON_PURCHASE,
    FUND_REASON_BUILDING,
    FUND_REASON_RETIREMENT,
    FUND_REASON_DISABILITY,
    FUND_REASON_MOVING,
    FUND_REASON_REPAYMENT,
    FUND_REASON_RENT,
    FUND_REASON_DEATH,
    FUND_REASON_ILLNESS,
    FUND_REASON_OTHER,
    FUND_REASON_COUNT
};
extern const struct word_list fund_reasons;

struct fund_entry {
    int date; /* YYYYMMDD */
    int kind; /* enum fund_kind */
    char code[FUND_CODE_SIZE];
    int64_t amount;   /* what it added to the balance, or took from it */
    int64_t interest; /* likewise, in its own column */
    int is_red;       /* takes an earlier one back (红冲) */
    int reason;       /* enum fund_reason */
};

struct fund_point {
    int month; /* YYYYMM */
    int64_t balance;
};

struct fund_account {
    char tail[FUND_TAIL_SIZE]; /* of its number */
    int state;                 /* enum fund_state */
    char state_code[FUND_CODE_SIZE];
    int opened; /* YYYYMMDD; 0: not said */
    int64_t base, personal_monthly, employer_monthly;
    int64_t balance, carried_over, this_year;
    int year_from; /* the fund's year began; from then on: */
    int64_t year_in, year_out, year_interest;
    /* What does not go together; told to the operator too. */
    int sum_differs;            /* balance ≠ carried over + this year's */
    int entries_differ;         /* … or ≠ what the ledger adds up to */
    int entries_unread;         /* rows that could not be read; then nothing was added up */
    int entries_omitted;        /* there are older ones than these */
    int is_whole;               /* the ledger goes back to the opening */
    struct fund_entry *entries; /* the newest first */
    size_t entry_count;
    struct fund_point *points; /* at the end of each month, the oldest first */
    size_t point_count;
};

struct fund_instalment {
    int date; /* YYYYMMDD */
    int64_t total, principal, interest, penalty;
};

struct fund_loan {
    char tail[FUND_TAIL_SIZE];
    int64_t principal, remaining;
    int rate;
    int months;
    struct fund_instalment *instalments; /* the next ones */
    size_t instalment_count;
    int parts_differ; /* an instalment ≠ principal + interest + penalty */
};

/* In force on the day of the answer. */
struct fund_rates {
    int from; /* YYYYMMDD */
    int deposit, loan_short, loan_long;
};

struct housing_fund {
    const char *name; /* masked; "": there is no account */
    struct fund_account *accounts;
    size_t account_count;
    struct fund_loan *loans;
    size_t loan_count;
    int has_rates;
    struct fund_rates rates;
    const char *source;
    int64_t as_of;
    struct arena *arena;
};
extern const struct record_table housing_fund_table;

#endif
