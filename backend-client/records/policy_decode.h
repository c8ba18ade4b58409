#ifndef BACKEND_CLIENT_RECORDS_POLICY_DECODE_H
#define BACKEND_CLIENT_RECORDS_POLICY_DECODE_H

#include <stddef.h>

#include "backend-client/records/guide_records.h"
#include "both-sides/records/record_json.h"

/* A whole answer of the headend → a record of the caller's, as in records_decode.h. */
struct policy_list *policy_list_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE]);

#endif
