#ifndef BOTH_SIDES_RECORDS_SOCIAL_SECURITY_RECORDS_H
#define BOTH_SIDES_RECORDS_SOCIAL_SECURITY_RECORDS_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/records/record_table.h"

/* A person's own social security (社保), masked by the headend, and when that person may retire. Personal:
 * never cached, never logged, wiped after use. Money is fen. */

struct arena;

enum {
    INSURANCES_MAX = 16, /* of a person, over all accounts */
    INSURANCE_ACCOUNTS_MAX = 4,
    INSURANCE_YEARS = 50,
    INSURANCE_AHEAD = 12,                                          /* months that are paid beforehand */
    INSURANCE_MONTHS_MAX = INSURANCE_YEARS * 12 + INSURANCE_AHEAD, /* one each, in order */
    INSURANCE_COUNT_MAX = 1200,                                    /* what a number of months may be */
    INSURANCE_CODE_SIZE = 9,
    ACCOUNT_TAIL_SIZE = 5,
};

enum insurance_kind {
    INSURANCE_PENSION,           /* 城镇职工养老 */
    INSURANCE_UNEMPLOYMENT,      /* 失业 */
    INSURANCE_MEDICAL,           /* 职工医疗 */
    INSURANCE_WORK_INJURY,       /* 工伤 */
    INSURANCE_MATERNITY,         /* 生育 */
    INSURANCE_RESIDENTS_PENSION, /* 城乡居民养老 */
    INSURANCE_RESIDENTS_MEDICAL, /* 城乡居民医疗 */
    INSURANCE_OTHER,             /* a code that has no name: `code` */
    INSURANCE_KIND_COUNT
};
extern const struct word_list insurance_kinds;

/* 参保状态 */
enum insured_state {
    INSURED_NOT_SAID = FIELD_NOT_SAID,
    INSURED_NEVER,
    INSURED_NOW,
    INSURED_PAUSED,
    INSURED_ENDED,
    INSURED_OTHER, /* `state_code` */
    INSURED_STATE_COUNT
};
extern const struct word_list insured_states;

/* 缴费状态 */
enum paying_state {
    PAYING_NOT_SAID = FIELD_NOT_SAID,
    PAYING_NOW,
    PAYING_PAUSED,
    PAYING_ENDED,
    PAYING_OTHER, /* `paying_code` */
    PAYING_STATE_COUNT
};
extern const struct word_list paying_states;

/* A month for which there are rows; a month that is missing has none. */
struct insurance_month {
    int month; /* YYYYMM */
    int64_t base, personal, employer;
    int paid;
    int back_paid; /* of it something was paid afterwards (补缴) */
};

/* 个人账户 of a pension, up to the end of a year. */
struct pension_account {
    int until;        /* the year; 0: not said */
    int months;       /* FIELD_NOT_SAID: not said; and so below */
    int owed_months;  /* 欠缴 */
    int64_t credited; /* 记账金额 */
    int64_t interest; /* 记账利息 */
    int64_t total;    /* 累计储存额 */
    int64_t personal; /* 个人缴纳额 */
    int64_t employer; /* 单位划入额 */
};

struct insurance {
    int kind; /* enum insurance_kind */
    char code[INSURANCE_CODE_SIZE];
    int account;                          /* from 1; 0: there is only one */
    char account_tail[ACCOUNT_TAIL_SIZE]; /* with `account` */
    int state;                            /* enum insured_state */
    char state_code[INSURANCE_CODE_SIZE];
    int paying; /* enum paying_state */
    char paying_code[INSURANCE_CODE_SIZE];
    int since, account_since; /* YYYYMM; 0: not said */
    /* Two figures: what the office says (credited as if paid, and paid, less what is both), and how many
     * months of the rows are paid; residents pay for years, which count as 12 months each. The first is shown
     * where there is one. */
    int official_months; /* FIELD_NOT_SAID: the office says none; and so below */
    int counted_months;
    int deemed_months, paid_months, overlap_months, military_months, special_months;
    int needed_months; /* for a pension from this insurance */
    int has_account;
    struct pension_account pension_account;
    /* What does not go together; told to the operator too. */
    int months_differ;     /* the two figures */
    int rows_contradict;   /* two amounts for one month and kind */
    int rows_out_of_range; /* months that cannot be were left out */
    int states_contradict; /* rows, but never insured */
    struct insurance_month *months;
    size_t month_count;
};

struct social_security {
    const char *name; /* masked; "": there is no account */
    int accounts;     /* 0: there is none */
    struct insurance *insurances;
    size_t insurance_count;
    const char *source;
    int64_t as_of;
    struct arena *arena;
};
extern const struct record_table social_security_table;

/* 1: residents pay once for a year; a month without a row is not missing. */
int insurance_is_by_year(const struct insurance *insurance);
/* The figure that is shown. */
int insurance_shown_months(const struct insurance *insurance);

/* The same with `months` months of the calendar (year * 12 + month - 1) and with YYYYMM. */
int month_of_yyyymm(int yyyymm);
int yyyymm_of_month(int month);

/* --- When one may retire --- */

/* Asked of women: their age depends on it. */
enum retirement_post {
    RETIREMENT_POST_NOT_SAID = FIELD_NOT_SAID,
    RETIREMENT_POST_OFFICE,
    RETIREMENT_POST_WORKER,
    RETIREMENT_POST_COUNT
};
extern const struct word_list retirement_posts;

struct retirement_question {
    int post; /* enum retirement_post */
};
extern const struct record_table retirement_question_table;

enum retirement_outcome {
    RETIREMENT_FOUND,
    RETIREMENT_ASKS_POST,   /* ask again with the post */
    RETIREMENT_BEFORE_RULE, /* the old age was reached before any rule */
    RETIREMENT_NO_PENSION,  /* there is nothing of a pension, or of the residents' only */
    RETIREMENT_OUTCOME_COUNT
};
extern const struct word_list retirement_outcomes, retirement_earlies;

/* Months are YYYYMM. Where each statement comes from: texts of headend.xml. */
struct retirement_answer {
    int outcome; /* enum retirement_outcome; the rest with RETIREMENT_FOUND */
    int old_month, month, age_months;
    int needed, paid;
    int missing_now, missing_then;
    int early; /* enum retirement_early of both-sides/retirement, or FIELD_NOT_SAID */
    int earliest, latest;
    int is_counted;    /* `paid` was counted from the rows: the office says no figure */
    int months_differ; /* the two figures do */
    const char *age_source, *contribution_source, *choice_source, *residents_source;
    struct arena *arena;
};
extern const struct record_table retirement_answer_table;

#endif
