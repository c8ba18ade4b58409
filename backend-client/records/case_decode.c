#include "backend-client/records/case_decode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend-client/records/personal_record.h"
#include "backend-client/records/refusal_decode.h"
#include "both-sides/arena.h"

/* --- The case --- */

struct case_record *case_record_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    struct case_record *record =
        record_decode_new(&case_table, offsetof(struct case_record, arena), bytes, length,
                          length * 2 + CASE_STEPS_MAX * sizeof(struct case_step) + 65536, error);
    if (record == NULL) {
        personal_record_withhold(error);
        return NULL;
    }
    record->may_rate = record->may_rate == 1;
    record->rated = record->rated != FIELD_NOT_SAID ? record->rated : 0;
    return record;
}

void case_record_free(struct case_record *record)
{
    if (record != NULL) {
        arena_wipe_and_free(record->arena);
        explicit_bzero(record, sizeof *record);
        free(record);
    }
}

/* --- A rating, a refusal --- */

int rating_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    struct case_post rating;
    struct arena *arena = arena_new(0, 4096);
    error[0] = '\0';
    int result =
        arena == NULL ? -1 : record_decode(&rating_taken_table, bytes, length, &rating, arena, error);
    arena_wipe_and_free(arena);
    return result == 0 ? rating.stars : 0;
}

static enum case_refusal conflict(const char *error)
{
    if (strcmp(error, "already_rated") == 0) {
        return CASE_REFUSAL_ALREADY_RATED;
    }
    return strcmp(error, "not_finished") == 0 ? CASE_REFUSAL_NOT_FINISHED : CASE_REFUSAL_TRANSPORT;
}

enum case_refusal case_refusal_decode(int http_status, const void *bytes, size_t length, int64_t *retry_at)
{
    struct service_error refusal;
    *retry_at = 0;
    if (refusal_decode(bytes, length, &refusal) != 0) {
        return CASE_REFUSAL_TRANSPORT; /* a proxy's or another server's words */
    }
    switch (http_status) {
    case 400:
        return CASE_REFUSAL_BAD_NUMBER;
    case 404: /* or a headend that knows no cases at all */
        return strcmp(refusal.error, "not_found") == 0 ? CASE_REFUSAL_TRANSPORT : CASE_REFUSAL_NO_SUCH;
    case 409:
        return conflict(refusal.error);
    case 429:
        if (refusal.limit < 0) {
            return CASE_REFUSAL_TRANSPORT;
        }
        *retry_at = refusal.retry_at;
        return (enum case_refusal)((int)CASE_REFUSAL_PERSONS + refusal.limit);
    case 503:
        return CASE_REFUSAL_UPSTREAM;
    default:
        return CASE_REFUSAL_TRANSPORT;
    }
}
