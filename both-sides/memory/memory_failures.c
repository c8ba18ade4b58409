#include "both-sides/memory/memory_failures.h"

#include <stddef.h>

static _Thread_local uint64_t failures;

uint64_t memory_failures(void)
{
    return failures;
}

void *memory_counted(void *memory)
{
    failures += memory == NULL;
    return memory;
}
