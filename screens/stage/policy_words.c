#include "screens/stage/policy_words.h"

#include <string.h>

int policy_is_current(const struct policy *policy, int64_t now_ms)
{
    return policy->valid_to == 0 || now_ms < policy->valid_to;
}

const struct policy *policy_find(const struct policy_list *list, const char *id, int64_t now_ms)
{
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        if (strcmp(list->policies[i].id, id) == 0) {
            return policy_is_current(&list->policies[i], now_ms) ? &list->policies[i] : NULL;
        }
    }
    return NULL;
}

char *policy_valid_words(char out[2 * DATE_SIZE], const struct strings *strings, const struct policy *policy)
{
    char date[DATE_SIZE];
    /* valid_to is the first moment at which it no longer holds */
    const char *values[] = {date_iso(date, policy->valid_to - 1)};
    return string_format(out, 2 * DATE_SIZE, strings,
                         policy->valid_to != 0 ? STRING_POLICIES_VALID_TO : STRING_POLICIES_NO_END, values,
                         1);
}
