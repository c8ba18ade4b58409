#ifndef SCREENS_QUESTIONS_QUESTION_NUMBER_H
#define SCREENS_QUESTIONS_QUESTION_NUMBER_H

#include "both-sides/flow/service_flow.h"
#include "screens/widgets/number_entry.h"

/* The number, money, date or area code that a question asks for, as digits that a remote types; judged after
 * each digit. Money is typed in whole yuan. */

enum question_number_state {
    QUESTION_NUMBER_EMPTY,
    QUESTION_NUMBER_GOOD,
    QUESTION_NUMBER_UNFINISHED, /* more digits can make it good */
    QUESTION_NUMBER_TOO_SMALL,
    QUESTION_NUMBER_TOO_LARGE,
    QUESTION_NUMBER_NO_DATE, /* there is no such day */
};

struct question_number {
    struct number_format format; /* for a number_field; its context is this structure, which stays in place */
    int kind;                    /* enum flow_node_kind */
    int64_t min, max;            /* as typed: yuan of money; max 0: none */
};

void question_number_start(struct question_number *number, const struct flow_node *node);
enum question_number_state question_number_judge(const struct question_number *number, const char *typed);
/* Of good digits: fen, YYYYMMDD or the number. */
int64_t question_number_value(const struct question_number *number, const char *typed);
/* The digits of a value that was given before. */
void question_number_digits(const struct question_number *number, int64_t value,
                            char digits[NUMBER_ENTRY_MAX + 1]);

#endif
