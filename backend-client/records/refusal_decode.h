#ifndef BACKEND_CLIENT_RECORDS_REFUSAL_DECODE_H
#define BACKEND_CLIENT_RECORDS_REFUSAL_DECODE_H

#include <stddef.h>

#include "both-sides/records/service_records.h"

/* Why the headend refuses, in the contract's words. -1: they are somebody else's. `message` is not read. */
int refusal_decode(const void *bytes, size_t length, struct service_error *refusal);
/* 1: it is a refusal of the contract, with this code. */
int refusal_says(const void *bytes, size_t length, const char *error);

#endif
