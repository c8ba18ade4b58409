#ifndef BACKEND_CLIENT_STATION_DECODE_H
#define BACKEND_CLIENT_STATION_DECODE_H

#include <stddef.h>

#include "backend-client/json_fields.h"
#include "backend-client/station_records.h"

/* A whole answer of the headend → a record of the caller's, as in records_decode.h. */
struct station_list *station_list_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE]);

#endif
