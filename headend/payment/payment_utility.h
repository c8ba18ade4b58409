#ifndef HEADEND_PAYMENT_PAYMENT_UTILITY_H
#define HEADEND_PAYMENT_PAYMENT_UTILITY_H

#include "headend/payment/payment_engine.h"

/* The configured utilities behind the engine's table of calls. */
struct payment_utility_list {
    struct utility *const *utilities;
    size_t count;
    int timeout_ms; /* of a question */
};

/* `list` is borrowed. */
struct payment_utilities payment_utilities_of(struct payment_utility_list *list);

/* 1: it gave no answer, or none that can be believed. */
int payment_utility_is_silent(const struct utility_said *said);

/* What an answer means to the engine; `posting` is what came with UTILITY_DONE. */
struct payment_posting payment_posting_said(const struct utility_said *said,
                                            const struct utility_posting *posting);

#endif
