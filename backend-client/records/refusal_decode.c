#include "backend-client/records/refusal_decode.h"

#include <string.h>

#include "both-sides/arena.h"
#include "both-sides/records/record_json.h"

enum { MEMORY_MAX = 4096 };

int refusal_decode(const void *bytes, size_t length, struct service_error *refusal)
{
    struct arena *arena = arena_new(0, MEMORY_MAX);
    char error[JSON_ERROR_SIZE];
    if (arena == NULL) {
        return -1;
    }
    int result = record_decode(&error_table, bytes, length, refusal, arena, error);
    arena_free(arena);
    refusal->message = "";
    return result;
}

int refusal_says(const void *bytes, size_t length, const char *error)
{
    struct service_error refusal;
    return refusal_decode(bytes, length, &refusal) == 0 && strcmp(refusal.error, error) == 0;
}
