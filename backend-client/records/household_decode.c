#include "backend-client/records/household_decode.h"

PERSONAL_RECORD_DEFINE(device_authorization)
PERSONAL_RECORD_DEFINE(token_answer)
PERSONAL_RECORD_DEFINE(household_session)
PERSONAL_RECORD_DEFINE(household)
PERSONAL_RECORD_DEFINE(pin_answer)
