#include "both-sides/json/json_memory.h"

#include <stdalign.h>
#include <stddef.h>
#include <stdlib.h>

struct json_block {
    struct json_block *next, **place; /* the pointer that points here */
    alignas(max_align_t) unsigned char bytes[];
};

static struct json_block *block_of(void *bytes)
{
    return (struct json_block *)(void *)((unsigned char *)bytes - offsetof(struct json_block, bytes));
}

static void join(struct json_block *block, struct json_block **place)
{
    block->place = place;
    *place = block;
    if (block->next != NULL) {
        block->next->place = &block->next;
    }
}

static void *take_more(void *context, void *old, size_t size)
{
    struct json_memory *memory = context;
    struct json_block **place = old != NULL ? block_of(old)->place : &memory->blocks;
    struct json_block *block =
        realloc(old != NULL ? block_of(old) : NULL, offsetof(struct json_block, bytes) + size);
    if (block == NULL) {
        longjmp(memory->out, 1);
    }
    if (old == NULL) {
        block->next = memory->blocks;
    }
    join(block, place);
    return block->bytes;
}

static void *take(void *context, size_t size)
{
    return take_more(context, NULL, size);
}

static void leave(void *context, void *bytes)
{
    (void)context;
    if (bytes != NULL) {
        struct json_block *block = block_of(bytes);
        *block->place = block->next;
        if (block->next != NULL) {
            block->next->place = block->place;
        }
        free(block);
    }
}

void json_memory_begin(struct json_memory *memory)
{
    memory->blocks = NULL;
    memory->functions =
        (yajl_alloc_funcs){.malloc = take, .realloc = take_more, .free = leave, .ctx = memory};
}

void json_memory_end(struct json_memory *memory)
{
    while (memory->blocks != NULL) {
        struct json_block *block = memory->blocks;
        memory->blocks = block->next;
        free(block);
    }
}
