#include "headend/payment/order_question.h"

#include <microhttpd.h>

#include "both-sides/arena.h"
#include "both-sides/records/record_json.h"
#include "headend/http/refusal.h"

enum { MEMORY_MAX = 8192 };

static const struct refusal bad_body = {
    MHD_HTTP_BAD_REQUEST, "bad_request",
    "The body must be a JSON object with the fields of the contract, each once, in at most 1024 bytes."};

const struct refusal *order_question_read(const char *body, size_t length, const struct record_table *table,
                                          void *out)
{
    char error[JSON_ERROR_SIZE];
    struct arena *arena = arena_new(0, MEMORY_MAX);
    if (arena == NULL) {
        return &refusal_unavailable;
    }
    int result = record_decode(table, body, length, out, arena, error);
    arena_wipe_and_free(arena);
    return result == 0 ? NULL : error[0] == '\0' ? &refusal_unavailable : &bad_body;
}
