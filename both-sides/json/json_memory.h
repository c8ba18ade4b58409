#ifndef BOTH_SIDES_JSON_JSON_MEMORY_H
#define BOTH_SIDES_JSON_JSON_MEMORY_H

#include <setjmp.h>
#include <yajl/yajl_common.h>

/* Memory for yajl, which does not look whether it was given any: where there is none, the allocator leaves
 * yajl for good and comes back by setjmp.
 *
 *     struct json_memory memory;
 *     json_memory_begin(&memory);
 *     result = setjmp(memory.out) == 0 ? parse(..., &memory.functions) : -1;
 *     json_memory_end(&memory);
 */
struct json_memory {
    jmp_buf out;
    yajl_alloc_funcs functions;
    struct json_block *blocks;
};

void json_memory_begin(struct json_memory *memory);
/* Frees all that was taken, yajl's handle too. */
void json_memory_end(struct json_memory *memory);

#endif
