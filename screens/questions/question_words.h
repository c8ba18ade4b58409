#ifndef SCREENS_QUESTIONS_QUESTION_WORDS_H
#define SCREENS_QUESTIONS_QUESTION_WORDS_H

#include "backend-client/records/station_records.h"
#include "both-sides/flow/service_flow.h"
#include "screens/questions/question_number.h"
#include "screens/stage/strings.h"

/* Questions and answers in words. All texts end in NUL and are cut where they are too long. */

enum { QUESTION_WORDS_SIZE = 256 };

/* "在职职工", "残疾人、退役军人", "45 岁", "2,500 元", "1985年3月7日", "桂阳县". `stations` may be NULL. */
void question_answer_words(char out[QUESTION_WORDS_SIZE], const struct strings *strings,
                           const struct flow_node *node, const struct flow_answer_value *answer,
                           const struct station_list *stations);
/* What stands below digits that are being typed. */
void question_number_words(char out[QUESTION_WORDS_SIZE], const struct strings *strings,
                           const struct question_number *number, enum question_number_state state);
/* Behind the digits; NULL: none. */
const char *question_unit(const struct strings *strings, const struct flow_node *node);

#endif
