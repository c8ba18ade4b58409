#ifndef SCREENS_SOCIAL_SECURITY_INSURANCE_WORDS_H
#define SCREENS_SOCIAL_SECURITY_INSURANCE_WORDS_H

#include "both-sides/records/social_security_records.h"
#include "screens/stage/month_words.h"
#include "screens/stage/screen.h"

/* What an insurance is called, how it stands and what it means, in words. */

enum { INSURANCE_WORDS_SIZE = 240, GAPS_TOLD = 4 };

/* "城镇职工养老保险（尾号 0077）"; a code without a name as "其他保险（620）". All return `out`. */
const char *insurance_name_words(char out[INSURANCE_WORDS_SIZE], const struct strings *strings,
                                 const struct insurance *insurance);
/* How it stands, in one word: "正在缴费", "已终止". */
const char *insurance_state_words(char out[INSURANCE_WORDS_SIZE], const struct strings *strings,
                                  const struct insurance *insurance);
/* "缴了 14 年 3 个月（社保局核定）"; of what was counted: "（按明细数出来）". */
const char *insurance_paid_words(char out[INSURANCE_WORDS_SIZE], const struct strings *strings,
                                 const struct insurance *insurance);
/* In one plain sentence, or two. */
const char *insurance_meaning_words(char out[INSURANCE_WORDS_SIZE], const struct strings *strings,
                                    const struct insurance *insurance, int today);

/* --- Months --- */

/* How many months of this year are paid. */
int insurance_months_in_year(const struct insurance *insurance, int year);

/* Months between the first and the last that are paid for which nothing is: 0: none. `now`: YYYYMM; while it
 * is paid, months up to the last but one count too, as rows come late. */
struct insurance_gaps {
    int months; /* all together */
    size_t count;
    int from[GAPS_TOLD], until[GAPS_TOLD]; /* YYYYMM: the latest first, and no more than these */
};
void insurance_find_gaps(const struct insurance *insurance, int now, struct insurance_gaps *gaps);

#endif
