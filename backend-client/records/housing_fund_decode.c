#include "backend-client/records/housing_fund_decode.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/arena.h"

/* Of a list's items in JSON and in memory, and for lists that grow while they are read. */
enum { MEMORY_PER_BYTE = 6, MEMORY_LEAST = 65536 };

/* What the numbers of record_json.h may say of a value stays unsaid. */
static void withhold_value(char *error)
{
    static const char before[] = "range";
    char *found = strstr(error, before);
    if (found != NULL) {
        found[sizeof before - 1] = '\0';
    }
}

struct housing_fund *housing_fund_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    struct housing_fund *fund =
        record_decode_new(&housing_fund_table, offsetof(struct housing_fund, arena), bytes, length,
                          length * MEMORY_PER_BYTE + MEMORY_LEAST, error);
    if (fund == NULL) {
        withhold_value(error);
    }
    return fund;
}

void housing_fund_free(struct housing_fund *fund)
{
    if (fund != NULL) {
        arena_wipe_and_free(fund->arena);
        explicit_bzero(fund, sizeof *fund);
        free(fund);
    }
}
