#include "backend-client/records/order_decode.h"

PERSONAL_RECORD_DEFINE(order_answer)
PERSONAL_RECORD_DEFINE(order_list)
PERSONAL_RECORD_DEFINE(order_refusal)
