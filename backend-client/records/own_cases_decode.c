#include "backend-client/records/own_cases_decode.h"

PERSONAL_RECORD_DEFINE(own_cases)
