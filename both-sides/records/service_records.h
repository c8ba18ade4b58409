#ifndef BOTH_SIDES_RECORDS_SERVICE_RECORDS_H
#define BOTH_SIDES_RECORDS_SERVICE_RECORDS_H

#include <stdint.h>

#include "both-sides/records/record_table.h"

/* What the headend says of itself: how it is, and why it refuses. */

enum service_state { SERVICE_OK, SERVICE_STATE_COUNT };
extern const struct word_list service_states;

struct service_health {
    int status; /* enum service_state */
    int64_t notices, rev;
};

enum { ERROR_WORD_SIZE = 41 };
struct service_error {
    char error[ERROR_WORD_SIZE];
    const char *message;
    int limit;        /* enum case_limit of case_records.h: with too_many */
    int64_t retry_at; /* ms UTC, likewise; 0: not said */
};

extern const struct record_table health_table, error_table;

#endif
