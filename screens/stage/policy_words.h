#ifndef SCREENS_STAGE_POLICY_WORDS_H
#define SCREENS_STAGE_POLICY_WORDS_H

#include "backend-client/records/guide_records.h"
#include "screens/stage/dates.h"

/* NULL: none of that id, or none any more. */
const struct policy *policy_find(const struct policy_list *list, const char *id, int64_t now_ms);
int policy_is_current(const struct policy *policy, int64_t now_ms);
/* "到 2027-12-31 为止" */
char *policy_valid_words(char out[2 * DATE_SIZE], const struct strings *strings, const struct policy *policy);

#endif
