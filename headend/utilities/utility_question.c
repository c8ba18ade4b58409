#include "headend/utilities/utility_question.h"

#include <microhttpd.h>

#include "both-sides/records/record_json.h"
#include "headend/http/refusal.h"

static const struct refusal bad_body = {
    MHD_HTTP_BAD_REQUEST, "bad_request",
    "The body must be a JSON object with the fields of the contract, each once, in at most 1024 bytes."};

const struct refusal *utility_question_read(const char *body, size_t length, const struct record_table *table,
                                            void *out, struct arena *arena)
{
    char error[JSON_ERROR_SIZE];
    if (arena == NULL) {
        return &refusal_unavailable;
    }
    if (record_decode(table, body, length, out, arena, error) != 0) {
        return error[0] == '\0' ? &refusal_unavailable : &bad_body;
    }
    return NULL;
}
