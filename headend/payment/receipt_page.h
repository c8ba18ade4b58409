#ifndef HEADEND_PAYMENT_RECEIPT_PAGE_H
#define HEADEND_PAYMENT_RECEIPT_PAGE_H

#include "headend/http/request.h"

/* GET RECEIPT_PATH{token}: what became of an order, for the phone that scanned the television's code
 * (route.get_once; the context is the struct payments, or NULL). It says what the television says: no name,
 * and of the account the last 4. Words and looks: assets/phone/receipt.xsl. */
const struct refusal *receipt_page_get(struct request *request, struct reply *reply);

#endif
