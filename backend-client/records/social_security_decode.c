#include "backend-client/records/social_security_decode.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/arena.h"

enum { MEMORY_BESIDE = 256 * 1024 };

/* What the numbers of record_json.h may say of a value stays unsaid. */
static void withhold_value(char *error)
{
    static const char before[] = "range";
    char *found = strstr(error, before);
    if (found != NULL) {
        found[sizeof before - 1] = '\0';
    }
}

struct social_security *social_security_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    struct social_security *record =
        record_decode_new(&social_security_table, offsetof(struct social_security, arena), bytes, length,
                          length * 4 + MEMORY_BESIDE, error);
    withhold_value(error);
    return record;
}

void social_security_free(struct social_security *record)
{
    if (record != NULL) {
        arena_wipe_and_free(record->arena);
        explicit_bzero(record, sizeof *record);
        free(record);
    }
}

struct retirement_answer *retirement_answer_decode(const void *bytes, size_t length,
                                                   char error[JSON_ERROR_SIZE])
{
    struct retirement_answer *record =
        record_decode_new(&retirement_answer_table, offsetof(struct retirement_answer, arena), bytes, length,
                          length * 2 + MEMORY_BESIDE, error);
    withhold_value(error);
    return record;
}

void retirement_answer_free(struct retirement_answer *record)
{
    if (record != NULL) {
        arena_wipe_and_free(record->arena);
        explicit_bzero(record, sizeof *record);
        free(record);
    }
}
