#include "both-sides/memory/wiped_memory.h"

#include <malloc.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* Sanitizers have allocators of their own, and fill what is freed themselves. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HAS_OTHER_ALLOCATOR
#endif
#endif

#ifndef HAS_OTHER_ALLOCATOR

static atomic_int ended;

void wiped_memory_end(void)
{
    atomic_store_explicit(&ended, 1, memory_order_relaxed);
}

void __libc_free(void *memory); // NOLINT(bugprone-reserved-identifier): the name that glibc exports

void free(void *memory)
{
    if (memory == NULL) {
        return;
    }
    if (!atomic_load_explicit(&ended, memory_order_relaxed)) {
        explicit_bzero(memory, malloc_usable_size(memory));
    }
    __libc_free(memory);
}

void *realloc(void *old, size_t size)
{
    if (old == NULL) {
        return malloc(size);
    }
    if (size == 0) {
        free(old);
        return NULL;
    }
    size_t had = malloc_usable_size(old);
    if (size <= had && size >= had / 2) {
        return old;
    }
    void *memory = malloc(size);
    if (memory == NULL) {
        return size < had ? old : NULL;
    }
    memcpy(memory, old, had < size ? had : size);
    free(old);
    return memory;
}

#else

void wiped_memory_end(void)
{
}

#endif
