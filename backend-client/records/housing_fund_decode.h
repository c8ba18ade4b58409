#ifndef BACKEND_CLIENT_RECORDS_HOUSING_FUND_DECODE_H
#define BACKEND_CLIENT_RECORDS_HOUSING_FUND_DECODE_H

#include "both-sides/records/housing_fund_records.h"
#include "both-sides/records/record_json.h"

/* NULL with a message that says no value. */
struct housing_fund *housing_fund_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE]);
/* Wipes it. NULL is fine. */
void housing_fund_free(struct housing_fund *fund);

#endif
