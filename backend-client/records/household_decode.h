#ifndef BACKEND_CLIENT_RECORDS_HOUSEHOLD_DECODE_H
#define BACKEND_CLIENT_RECORDS_HOUSEHOLD_DECODE_H

#include "backend-client/records/personal_record.h"
#include "both-sides/records/household_records.h"

PERSONAL_RECORD_DECLARE(device_authorization)
PERSONAL_RECORD_DECLARE(token_answer)
PERSONAL_RECORD_DECLARE(household_session)
PERSONAL_RECORD_DECLARE(household)
PERSONAL_RECORD_DECLARE(pin_answer)

#endif
