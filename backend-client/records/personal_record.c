#include "backend-client/records/personal_record.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/arena.h"

/* Strings are never longer in memory than in the document; the structs of lists are, by their alignment. */
enum { MEMORY_PER_BYTE = 8, MEMORY_LEAST = 64 * 1024 };

void personal_record_withhold(char error[JSON_ERROR_SIZE])
{
    static const char before[] = "range";
    char *found = strstr(error, before);
    if (found != NULL) {
        explicit_bzero(found + sizeof before - 1, strlen(found + sizeof before - 1));
    }
}

void *personal_record_decode(const struct record_table *table, size_t arena_offset, const void *bytes,
                             size_t length, char error[JSON_ERROR_SIZE])
{
    void *record =
        record_decode_new(table, arena_offset, bytes, length, length * MEMORY_PER_BYTE + MEMORY_LEAST, error);
    if (record == NULL) {
        personal_record_withhold(error);
    }
    return record;
}

void personal_record_free(void *record, size_t arena_offset, size_t size)
{
    struct arena *arena;
    if (record == NULL) {
        return;
    }
    memcpy(&arena, (const unsigned char *)record + arena_offset, sizeof arena);
    arena_wipe_and_free(arena);
    explicit_bzero(record, size);
    free(record);
}
