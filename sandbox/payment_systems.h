#ifndef SANDBOX_PAYMENT_SYSTEMS_H
#define SANDBOX_PAYMENT_SYSTEMS_H

#include "sandbox/upstream.h"

/* The payment providers and the cashier's page of a phone: docs/upstreams.md. */

enum { PAYMENT_SYSTEMS = 3, PAYMENT_PROBLEM_SIZE = 200 };

/* Fills in PAYMENT_SYSTEMS upstreams. `page`: the file of the cashier's page. -1: `problem`. */
int payment_systems_open(struct upstream *upstreams, const char *page, char problem[PAYMENT_PROBLEM_SIZE]);
/* Once no request comes any more. */
void payment_systems_free(struct upstream *upstreams);

#endif
