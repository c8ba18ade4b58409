#ifndef SQLITE_ARENA_H
#define SQLITE_ARENA_H

/* Memory for SQLite in a test that opens many databases one after another: what is given back is kept for the
 * next who wants as much, without locks, without wiping and without the system. One thread. Where a sanitizer
 * watches memory SQLite has the usual, so that it sees all. */

#include <sqlite3.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/watched.h"

enum {
    ARENA_STEP =
        32, /* sizes up to ARENA_SMALL are multiples of it; between powers of two above it are four */
    ARENA_SMALL = 1024,
    ARENA_SMALL_CLASSES = ARENA_SMALL / ARENA_STEP,
    ARENA_CLASSES = ARENA_SMALL_CLASSES + 80,
    ARENA_CHUNK = 4 * 1024 * 1024,
    ARENA_CHUNKS_MAX = 64,
};

/* Before every piece. */
union arena_head {
    size_t class;
    union arena_head *next; /* while nobody has it */
    max_align_t alignment;
};

static struct {
    union arena_head *unused[ARENA_CLASSES];
    char *chunks[ARENA_CHUNKS_MAX], *at;
    size_t chunk_count, left;
} arena;

static size_t arena_class(size_t size)
{
    size_t level = 0;
    size_t unit = ARENA_SMALL / 4;
    if (size <= ARENA_SMALL) {
        return (size + ARENA_STEP - 1) / ARENA_STEP;
    }
    while (8 * unit < size) {
        unit *= 2;
        level++;
    }
    return ARENA_SMALL_CLASSES + 4 * level + (size + unit - 1) / unit - 4;
}

static size_t arena_size(size_t class)
{
    size_t above = class - ARENA_SMALL_CLASSES - 1;
    return class <= ARENA_SMALL_CLASSES ? class * ARENA_STEP
                                        : (5 + above % 4) * ((size_t)ARENA_SMALL / 4 << above / 4);
}

static union arena_head *arena_cut(size_t size)
{
    if (size > arena.left) {
        size_t chunk = size > ARENA_CHUNK ? size : ARENA_CHUNK;
        char *bytes = arena.chunk_count < ARENA_CHUNKS_MAX ? malloc(chunk) : NULL;
        if (bytes == NULL) {
            return NULL;
        }
        arena.chunks[arena.chunk_count++] = arena.at = bytes;
        arena.left = chunk;
    }
    union arena_head *head = (union arena_head *)(void *)arena.at;
    arena.at += size;
    arena.left -= size;
    return head;
}

static void *arena_malloc(int size)
{
    size_t class = arena_class((size_t)size + sizeof(union arena_head));
    union arena_head *head = class < ARENA_CLASSES ? arena.unused[class] : NULL;
    if (head != NULL) {
        arena.unused[class] = head->next;
    } else if (class >= ARENA_CLASSES || (head = arena_cut(arena_size(class))) == NULL) {
        return NULL;
    }
    head->class = class;
    return head + 1;
}

static void arena_free(void *piece)
{
    union arena_head *head = piece;
    if (piece != NULL) {
        head--;
        size_t class = head->class;
        head->next = arena.unused[class];
        arena.unused[class] = head;
    }
}

static int arena_piece_size(void *piece)
{
    return piece != NULL
               ? (int)(arena_size(((union arena_head *)piece - 1)->class) - sizeof(union arena_head))
               : 0;
}

static void *arena_realloc(void *piece, int size)
{
    int before = arena_piece_size(piece);
    void *wider = size > before ? arena_malloc(size) : piece;
    if (wider != NULL && wider != piece) {
        memcpy(wider, piece, (size_t)before);
        arena_free(piece);
    }
    return wider;
}

static int arena_round(int size)
{
    return (int)(arena_size(arena_class((size_t)size + sizeof(union arena_head))) - sizeof(union arena_head));
}

static int arena_begin(void *context)
{
    (void)context;
    return SQLITE_OK;
}

/* By sqlite3_shutdown. */
static void arena_end(void *context)
{
    (void)context;
    for (size_t i = 0; i < arena.chunk_count; i++) {
        free(arena.chunks[i]);
    }
    memset(&arena, 0, sizeof arena);
}

/* Before anything else of SQLite. 0, or -1. */
static inline int sqlite_arena_install(void)
{
    static const sqlite3_mem_methods methods = {.xMalloc = arena_malloc,
                                                .xFree = arena_free,
                                                .xRealloc = arena_realloc,
                                                .xSize = arena_piece_size,
                                                .xRoundup = arena_round,
                                                .xInit = arena_begin,
                                                .xShutdown = arena_end};
    return sqlite3_config(SQLITE_CONFIG_SINGLETHREAD) == SQLITE_OK &&
                   sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK &&
                   (IS_WATCHED || sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK)
               ? 0
               : -1;
}

#endif
