#include "both-sides/arena.h"

#include <errno.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_BLOCK_MIN = 1024, ARENA_BLOCK_LATER = 32 * 1024 };

struct arena_block {
    struct arena_block *next;
    size_t size, used;
    alignas(max_align_t) unsigned char bytes[];
};

struct adopted {
    struct adopted *next;
    void *memory;
    size_t size;
};

struct arena {
    struct adopted *adopted;
    struct arena_block *blocks; /* the newest first: pieces come from it */
    size_t limit, total;
};

static struct arena_block *add_block(struct arena *arena, size_t size)
{
    if (size > arena->limit - arena->total) {
        errno = EFBIG;
        return NULL;
    }
    struct arena_block *block = malloc(sizeof *block + size);
    if (block == NULL) {
        return NULL;
    }
    block->size = size;
    block->used = 0;
    block->next = arena->blocks;
    arena->blocks = block;
    arena->total += size;
    return block;
}

struct arena *arena_new(size_t first_bytes, size_t limit_bytes)
{
    struct arena *arena = calloc(1, sizeof *arena);
    if (arena == NULL) {
        return NULL;
    }
    arena->limit = limit_bytes;
    if (first_bytes < ARENA_BLOCK_MIN) {
        first_bytes = ARENA_BLOCK_MIN;
    }
    if (first_bytes > limit_bytes) {
        first_bytes = limit_bytes;
    }
    if (add_block(arena, first_bytes) == NULL) {
        free(arena);
        return NULL;
    }
    return arena;
}

void arena_free(struct arena *arena)
{
    if (arena == NULL) {
        return;
    }
    struct arena_block *block = arena->blocks;
    while (block != NULL) {
        struct arena_block *next = block->next;
        free(block);
        block = next;
    }
    while (arena->adopted != NULL) {
        struct adopted *next = arena->adopted->next;
        free(arena->adopted->memory);
        free(arena->adopted);
        arena->adopted = next;
    }
    free(arena);
}

void arena_wipe_and_free(struct arena *arena)
{
    if (arena == NULL) {
        return;
    }
    for (struct arena_block *block = arena->blocks; block != NULL; block = block->next) {
        explicit_bzero(block->bytes, block->used);
    }
    for (struct adopted *adopted = arena->adopted; adopted != NULL; adopted = adopted->next) {
        explicit_bzero(adopted->memory, adopted->size);
    }
    arena_free(arena);
}

static void *take(struct arena *arena, size_t size, size_t alignment)
{
    struct arena_block *block = arena->blocks;
    size_t start = (block->used + alignment - 1) & ~(alignment - 1);
    if (start <= block->size && size <= block->size - start) {
        block->used = start + size;
        return block->bytes + start;
    }
    size_t room = arena->limit - arena->total;
    size_t wanted = size > ARENA_BLOCK_LATER ? size : ARENA_BLOCK_LATER;
    if (wanted > room) {
        wanted = size;
    }
    block = add_block(arena, wanted);
    if (block == NULL) {
        return NULL;
    }
    block->used = size;
    return block->bytes;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return take(arena, size, alignof(max_align_t));
}

char *arena_text(struct arena *arena, const void *bytes, size_t length)
{
    if (length == SIZE_MAX) {
        return NULL;
    }
    struct arena_block *block = arena->blocks;
    char *text = (char *)block->bytes + block->used;
    if (length < block->size - block->used) {
        block->used += length + 1;
    } else {
        text = take(arena, length + 1, 1);
        if (text == NULL) {
            return NULL;
        }
    }
    if (length > 0) {
        memcpy(text, bytes, length);
    }
    text[length] = '\0';
    return text;
}

int arena_adopt(struct arena *arena, void *memory, size_t size)
{
    errno = EFBIG;
    struct adopted *adopted = size > arena->limit - arena->total ? NULL : malloc(sizeof *adopted);
    if (adopted == NULL) {
        return -1;
    }
    *adopted = (struct adopted){.next = arena->adopted, .memory = memory, .size = size};
    arena->adopted = adopted;
    arena->total += size;
    return 0;
}
