#include "backend-client/records/guide_decode.h"

#include <stdlib.h>

#include "both-sides/arena.h"

/* Strings are never longer in memory than in the document; the structs of a list of guides, or of one guide,
 * are bounded by the bounds of the tables. */
enum { STRUCT_BYTES_MAX = 256 * 1024 };

_Static_assert(GUIDE_LIST_MAX * sizeof(struct guide_summary) < STRUCT_BYTES_MAX / 2, "they all fit");

struct guide_list *guide_list_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    return record_decode_new(&guide_list_table, offsetof(struct guide_list, arena), bytes, length,
                             length * 2 + STRUCT_BYTES_MAX, error);
}

struct guide *guide_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    return record_decode_new(&guide_table, offsetof(struct guide, arena), bytes, length,
                             length * 2 + STRUCT_BYTES_MAX, error);
}

void guide_list_free(struct guide_list *list)
{
    if (list != NULL) {
        arena_free(list->arena);
        free(list);
    }
}

void guide_free(struct guide *guide)
{
    if (guide != NULL) {
        arena_free(guide->arena);
        free(guide);
    }
}
