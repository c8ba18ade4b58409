#ifndef BOTH_SIDES_RETIREMENT_RETIREMENT_H
#define BOTH_SIDES_RETIREMENT_RETIREMENT_H

#include <stddef.h>

/* When one may retire: the statutory month, the earliest and the latest by choice, and the months of
 * contribution that are needed. The numbers are data (headend.xml, <retirement>); for the country they are
 * those of the State Council's measures of 2024-09-13, in force since 2025-01-01.
 *
 * Months of the calendar are counted as year * 12 + month - 1. */

enum {
    RETIREMENT_RULES_MAX = 4,
    RETIREMENT_MONTHS_MAX = 60 * 12,
    RETIREMENT_MONTHS_OF_AGE_MAX = 80 * 12,
    RETIREMENT_SOURCE_CHARACTERS = 60,
    RETIREMENT_SOURCE_SIZE = RETIREMENT_SOURCE_CHARACTERS * 4 + 1
};

/* Who retires at which age. The order is that of the words in headend.xml. */
enum retirement_group {
    RETIREMENT_MAN,
    RETIREMENT_WOMAN_OFFICE,
    RETIREMENT_WOMAN_WORKER,
    RETIREMENT_GROUP_COUNT
};

/* From `old_age` to `new_age` months of age, one month later for each `step` months of birth. */
struct retirement_age {
    int old_age, new_age;
    int step;
};

/* The paragraph that each statement comes from, as a person reads it: "国务院关于渐进式延迟法定退休年龄的办法
 * 第一条". "": not said. */
struct retirement_sources {
    char age[RETIREMENT_SOURCE_SIZE];          /* the month of retiring */
    char contribution[RETIREMENT_SOURCE_SIZE]; /* months needed, and paying on or for the past */
    char choice[RETIREMENT_SOURCE_SIZE];       /* earlier or later */
    char residents[RETIREMENT_SOURCE_SIZE];    /* going over to the residents' insurance */
};

struct retirement_rule {
    int from, until; /* YYYYMM: for those who reach the old age in these months; until 0: no end */
    struct retirement_age ages[RETIREMENT_GROUP_COUNT];
    int contribution_months;       /* needed by who retires up to the end of … */
    int contribution_year;         /* … this year; */
    int contribution_step;         /* for each year after it so many more … */
    int contribution_months_most;  /* … up to this many */
    int early_months, late_months; /* at most, by choice */
    struct retirement_sources sources;
};

enum retirement_early {
    RETIREMENT_EARLY_POSSIBLE,
    RETIREMENT_EARLY_OLD_AGE, /* never before the old age, and nothing lies between the two */
    RETIREMENT_EARLY_LACKS,   /* the months needed are not reached before the statutory month */
    RETIREMENT_EARLY_PAST,    /* the statutory month has come */
};

struct retirement {
    const struct retirement_rule *rule; /* among those that were given */
    int old_month, month;               /* by the old age; by the rule */
    int age_months;                     /* in `month` */
    int needed;                         /* months of contribution, for who retires in `month` */
    int missing_now;                    /* of them, today */
    int missing_then;                   /* in `month`, if every month until then is paid */
    enum retirement_early early;
    int earliest; /* with RETIREMENT_EARLY_POSSIBLE, every month until then being paid */
    int latest;
};

/* `birth` and `now` are months of the calendar, `paid` months of contribution today. 0, or -1: no rule is for
 * that birth. Bounded for every input. */
int retirement_compute(const struct retirement_rule *rules, size_t count, enum retirement_group group,
                       int birth, int paid, int now, struct retirement *retirement);

/* Months of contribution that who retires in that month needs. */
int retirement_needed(const struct retirement_rule *rule, int month);

#endif
