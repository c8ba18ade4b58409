#ifndef HEADEND_UTILITIES_UTILITY_READING_H
#define HEADEND_UTILITIES_UTILITY_READING_H

#include "both-sides/json/json_tree.h"
#include "headend/utilities/answer_table.h"
#include "headend/utilities/utility.h"

/* A utility's answers, read and checked: docs/upstreams.md, "Utilities". */

struct utility_reading {
    const struct answer_table *answers;
    const struct utility_config *config;
    const char *account_no; /* that was asked */
    int today;              /* YYYYMMDD */
    /* What it says: */
    const struct utility_answer *answer; /* of a code that is not good; else NULL */
    const char *wrong;                   /* a field, or a contradiction; NULL: all can be believed */
    int no_memory;
};

/* The answer's code, before anything else is read. 1: it is good, and `data` is there; 0: reading->answer or
 * reading->wrong says what it is. */
int utility_read_code(struct utility_reading *reading, const struct json_value *answer,
                      const struct json_value **data);

/* Each reads a good answer's data; -1: reading->wrong or ->no_memory. What was begun is wiped by the caller
 * in any case. */
int utility_read_account(struct utility_reading *reading, const struct json_value *data,
                         struct utility_account *account);
/* *contradicts: what does not go together in a bill that is shown all the same, and not paid; NULL: all does.
 */
int utility_read_bills(struct utility_reading *reading, const struct json_value *data,
                       struct utility_bills *bills, const char **contradicts);
int utility_read_posting(struct utility_reading *reading, const struct json_value *data,
                         const struct utility_posting_order *order, struct utility_posting *posting);
/* A page of a day's rows behind those that are there. *total and *sum: of the whole day, as the utility says.
 */
int utility_read_day(struct utility_reading *reading, const struct json_value *data, int date,
                     struct utility_day *day, int *total, int64_t *sum);

#endif
