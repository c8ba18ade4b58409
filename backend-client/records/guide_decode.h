#ifndef BACKEND_CLIENT_RECORDS_GUIDE_DECODE_H
#define BACKEND_CLIENT_RECORDS_GUIDE_DECODE_H

#include <stddef.h>

#include "backend-client/records/guide_records.h"
#include "both-sides/records/record_json.h"

/* A whole answer of the headend → a record of the caller's, as in records_decode.h. */
struct guide_list *guide_list_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE]);
struct guide *guide_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE]);
/* Found good by service_flow_check, whose word is in `error` else. */
struct flow_record *flow_record_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE]);

#endif
