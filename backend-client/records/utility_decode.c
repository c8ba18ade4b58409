#include "backend-client/records/utility_decode.h"

#include <stdlib.h>

#include "both-sides/arena.h"
#include "both-sides/log.h"

enum { MEMORY_PER_BYTE = 4, MEMORY_LEAST = 65536 };

PERSONAL_RECORD_DEFINE(utility_statement)
PERSONAL_RECORD_DEFINE(kept_accounts)

/* Numbers are checked by it while they are typed: account_pattern.h takes good ones only. */
static void drop_bad_patterns(struct utility_list *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (account_pattern_is_good(list->utilities[i].pattern)) {
            list->utilities[kept++] = list->utilities[i];
        } else {
            log_line(LOG_LEVEL_ERROR, "utilities", "%s has no good pattern of account numbers: left out",
                     list->utilities[i].id);
        }
    }
    list->count = kept;
}

struct utility_list *utility_list_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    struct utility_list *list =
        record_decode_new(&utility_list_table, offsetof(struct utility_list, arena), bytes, length,
                          length * MEMORY_PER_BYTE + MEMORY_LEAST, error);
    if (list != NULL) {
        drop_bad_patterns(list);
    }
    return list;
}

void utility_list_free(struct utility_list *list)
{
    if (list != NULL) {
        arena_free(list->arena);
        free(list);
    }
}
