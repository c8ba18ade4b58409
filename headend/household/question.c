#include "headend/household/question.h"

#include <microhttpd.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/arena.h"
#include "both-sides/records/household_records.h"
#include "both-sides/records/record_json.h"
#include "both-sides/records/record_values.h"
#include "headend/http/refusal.h"

enum { MEMORY_MAX = 8192 };

static const struct refusal bad_body = {
    MHD_HTTP_BAD_REQUEST, "bad_request",
    "The body must be a JSON object with the fields of the contract, each once, in at most 1024 bytes."};

int alias_is_good(const char *alias)
{
    int64_t characters = text_characters(alias);
    return characters > 0 && characters <= HOUSEHOLD_ALIAS_MAX && strlen(alias) < ALIAS_SIZE &&
           alias[strspn(alias, " ")] != '\0';
}

const struct refusal *question_read(const char *body, size_t length, const struct record_table *table,
                                    void *out, char alias[ALIAS_SIZE])
{
    char error[JSON_ERROR_SIZE];
    struct arena *arena = arena_new(0, MEMORY_MAX);
    if (arena == NULL) {
        return &refusal_unavailable;
    }
    const struct refusal *refusal = NULL;
    if (record_decode(table, body, length, out, arena, error) != 0) {
        refusal = error[0] == '\0' ? &refusal_unavailable : &bad_body;
    } else if (alias != NULL) {
        const struct member_question *question = out;
        refusal = alias_is_good(question->alias) ? NULL : &bad_body;
        (void)snprintf(alias, ALIAS_SIZE, "%s", question->alias);
    }
    arena_wipe_and_free(arena);
    return refusal;
}
