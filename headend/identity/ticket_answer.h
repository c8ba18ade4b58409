#ifndef HEADEND_IDENTITY_TICKET_ANSWER_H
#define HEADEND_IDENTITY_TICKET_ANSWER_H

#include "headend/identity/adapter.h"

/* What a portal answers to a ticket, whose signature holds: docs/upstreams.md. */

/* 0: `finding` says what it means; -1: it is not of the agreed form. */
int ticket_answer_read(const char *text, size_t length, const char *issuer, int64_t now_ms,
                       struct identity_finding *finding);

#endif
