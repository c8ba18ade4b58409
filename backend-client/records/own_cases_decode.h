#ifndef BACKEND_CLIENT_RECORDS_OWN_CASES_DECODE_H
#define BACKEND_CLIENT_RECORDS_OWN_CASES_DECODE_H

#include "backend-client/records/personal_record.h"
#include "both-sides/records/case_records.h"

PERSONAL_RECORD_DECLARE(own_cases)

#endif
