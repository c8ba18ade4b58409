#ifndef BACKEND_CLIENT_RECORDS_RECORDS_DECODE_H
#define BACKEND_CLIENT_RECORDS_RECORDS_DECODE_H

#include <stddef.h>

#include "backend-client/records/records.h"
#include "both-sides/records/record_json.h"

/* A whole answer of the headend → a record of the caller's. NULL with a message in `error`, which is empty if
 * only memory was missing. */
struct menu *menu_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE]);
struct notice_list *notice_list_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE]);
struct notice *notice_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE]);

#endif
