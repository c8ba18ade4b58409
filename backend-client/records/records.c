#include "backend-client/records/records.h"

#include <stdlib.h>

#include "backend-client/records/records_decode.h"
#include "both-sides/arena.h"

/* Strings are never longer in memory than in the document; structs and alignment are bounded by the bounds of
 * the tables. */
static size_t memory_for(size_t length)
{
    return length * 2 + sizeof(struct notice_summary) * (NOTICE_LIST_MAX + 1) + 65536;
}

struct menu *menu_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    struct arena *arena = arena_new(0, 4096); /* a menu has no text outside itself */
    struct menu *menu = malloc(sizeof *menu);
    if (arena == NULL || menu == NULL || record_decode(&menu_table, bytes, length, menu, arena, error) != 0) {
        free(menu);
        menu = NULL;
    }
    arena_free(arena);
    return menu;
}

struct notice_list *notice_list_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    return record_decode_new(&notice_list_table, offsetof(struct notice_list, arena), bytes, length,
                             memory_for(length), error);
}

struct notice *notice_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    return record_decode_new(&notice_table, offsetof(struct notice, arena), bytes, length, memory_for(length),
                             error);
}

void menu_free(struct menu *menu)
{
    free(menu);
}

void notice_list_free(struct notice_list *list)
{
    if (list != NULL) {
        arena_free(list->arena);
        free(list);
    }
}

void notice_free(struct notice *notice)
{
    if (notice != NULL) {
        arena_free(notice->arena);
        free(notice);
    }
}

int notice_is_current(const struct notice_summary *summary, int64_t now_ms)
{
    return summary->valid_from <= now_ms && (summary->valid_to == 0 || now_ms < summary->valid_to);
}
