#ifndef HEADEND_UTILITIES_ANSWER_TABLE_H
#define HEADEND_UTILITIES_ANSWER_TABLE_H

#include "both-sides/records/utility_answer_records.h"
#include "both-sides/xml/config_error.h"

/* A utility's table of answers, from its file. */

struct answer_table;

/* NULL: `errors` says why: it cannot be read, is not of the grammar at `schema_path`, has a code twice, or
 * lacks a word that a household may have to be told. */
struct answer_table *answer_table_read(const char *path, const char *schema_path,
                                       struct config_errors *errors);
void answer_table_free(struct answer_table *table);

size_t answer_table_count(const struct answer_table *table);

/* What the utility's code means; a code that the table does not have is its row of UTILITY_OTHER. Lives as
 * long as the table. */
const struct utility_answer *answer_table_find(const struct answer_table *table, const char *code);
/* The first row of a word: NULL: this utility never says that. Other and unavailable are always there. */
const struct utility_answer *answer_table_of_word(const struct answer_table *table, enum utility_word word);

#endif
