#ifndef BACKEND_CLIENT_RECORDS_STATION_DECODE_H
#define BACKEND_CLIENT_RECORDS_STATION_DECODE_H

#include <stddef.h>

#include "backend-client/records/station_records.h"
#include "both-sides/records/record_json.h"

/* A whole answer of the headend → a record of the caller's, as in records_decode.h. */
struct station_list *station_list_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE]);

#endif
