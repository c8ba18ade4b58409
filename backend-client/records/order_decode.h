#ifndef BACKEND_CLIENT_RECORDS_ORDER_DECODE_H
#define BACKEND_CLIENT_RECORDS_ORDER_DECODE_H

#include "backend-client/records/personal_record.h"
#include "both-sides/records/order_records.h"

PERSONAL_RECORD_DECLARE(order_answer)
PERSONAL_RECORD_DECLARE(order_list)
PERSONAL_RECORD_DECLARE(order_refusal)

#endif
