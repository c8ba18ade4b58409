#ifndef BACKEND_CLIENT_RECORDS_UTILITY_DECODE_H
#define BACKEND_CLIENT_RECORDS_UTILITY_DECODE_H

#include "backend-client/records/personal_record.h"
#include "both-sides/records/statement_records.h"

PERSONAL_RECORD_DECLARE(utility_statement)
PERSONAL_RECORD_DECLARE(kept_accounts)

/* Utilities with a pattern that is none are left out. NULL with a message. */
struct utility_list *utility_list_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE]);
void utility_list_free(struct utility_list *list);

#endif
