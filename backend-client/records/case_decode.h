#ifndef BACKEND_CLIENT_RECORDS_CASE_DECODE_H
#define BACKEND_CLIENT_RECORDS_CASE_DECODE_H

#include <stddef.h>
#include <stdint.h>

#include "backend-client/records/case_records.h"
#include "both-sides/records/record_json.h"

/* Answers to what was posted. Messages name fields but no values: these are personal. */

struct case_record *case_record_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE]);
/* 1..5, or 0 with a message. */
int rating_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE]);
/* Why the headend refused, by the status and the error that came with it; CASE_REFUSAL_TRANSPORT if that is
 * none of the contract's. *retry_at: ms UTC, 0: not said. */
enum case_refusal case_refusal_decode(int http_status, const void *bytes, size_t length, int64_t *retry_at);

#endif
