#ifndef HEADEND_PAYMENT_ORDER_QUESTION_H
#define HEADEND_PAYMENT_ORDER_QUESTION_H

#include <stddef.h>

#include "both-sides/records/record_table.h"

struct refusal;

/* Reads the body of a post by its record's table into `out`, which has no texts that live elsewhere. NULL, or
 * why not. */
const struct refusal *order_question_read(const char *body, size_t length, const struct record_table *table,
                                          void *out);

#endif
