#include <stdio.h>
#include <stdlib.h>

#include "backend-client/records/guide_decode.h"
#include "both-sides/arena.h"

/* An id of four bytes in the document takes FLOW_ID_SIZE in memory, and a flow that does so everywhere is no
 * flow that anybody asks a household. */
enum { FLOW_MEMORY_MAX = 8 * 1024 * 1024 };

static size_t memory_for(size_t length)
{
    size_t most = length * 16 + 65536;
    return most < FLOW_MEMORY_MAX ? most : FLOW_MEMORY_MAX;
}

struct flow_record *flow_record_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    char problem[200];
    struct flow_record *record = record_decode_new(&flow_table, offsetof(struct flow_record, arena), bytes,
                                                   length, memory_for(length), error);
    if (record != NULL && service_flow_check(&record->flow, problem) != 0) {
        (void)snprintf(error, JSON_ERROR_SIZE, "flow: %.150s", problem);
        flow_record_free(record);
        return NULL;
    }
    return record;
}

void flow_record_free(struct flow_record *record)
{
    if (record != NULL) {
        arena_free(record->arena);
        free(record);
    }
}
