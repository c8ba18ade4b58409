#ifndef HEADEND_UTILITIES_UTILITIES_H
#define HEADEND_UTILITIES_UTILITIES_H

#include "both-sides/config/hall_config.h"
#include "headend/utilities/utility.h"

/* The utilities of headend.xml, each with its table of answers. */

struct utilities;

/* `settings` outlives it. `answers`, `schema`: where the table that ships and its grammar stand; NULL: at
 * their usual places. NULL: logged: a table of answers that is wrong, a file that cannot be read. */
struct utilities *utilities_open(const struct server_config *settings, const char *answers,
                                 const char *schema);
/* Once no call is under way. NULL is allowed. */
void utilities_close(struct utilities *utilities);

size_t utilities_count(const struct utilities *utilities);
struct utility *utilities_at(const struct utilities *utilities, size_t index);
/* NULL: there is no such operator. */
struct utility *utilities_find(const struct utilities *utilities, const char *operator_id);

/* What a word of our own means to that utility's households (UTILITY_UNAVAILABLE, UTILITY_OTHER): the row of
 * its table of answers. Lives as long as the utilities; NULL: its table has no such word. */
const struct utility_answer *utilities_answer(const struct utilities *utilities,
                                              const struct utility *utility, enum utility_word word);

/* 1: an account number of that utility looks so; whatever does not is not asked for. */
int utility_takes_number(const struct utility *utility, const char *account_no);

/* What a code of that operator means to households. NULL: there is no such operator, or its table has not the
 * code. Lives as long as the utilities. */
const struct utility_answer *utilities_answer_of_code(const struct utilities *utilities,
                                                      const char *operator_id, const char *code);

#endif
