#include "backend-client/records/policy_decode.h"

#include <stdlib.h>

#include "both-sides/arena.h"

struct policy_list *policy_list_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    return record_decode_new(&policy_list_table, offsetof(struct policy_list, arena), bytes, length,
                             length * 2 + POLICY_LIST_MAX * sizeof(struct policy) + 65536, error);
}

void policy_list_free(struct policy_list *list)
{
    if (list != NULL) {
        arena_free(list->arena);
        free(list);
    }
}
