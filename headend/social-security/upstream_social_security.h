#ifndef HEADEND_SOCIAL_SECURITY_UPSTREAM_SOCIAL_SECURITY_H
#define HEADEND_SOCIAL_SECURITY_UPSTREAM_SOCIAL_SECURITY_H

#include "headend/social-security/person_facts.h"
#include "headend/upstream/job_queue.h"

/* The adapter to the social security system: docs/upstreams.md. */

/* Asks for the person, then for the rows of each account, page by page. `now`: year * 12 + month - 1. 0:
 * `facts` says what that system knows, also that it knows nobody; -1: it did not answer, or not as agreed.
 * `facts` must be wiped in any case. */
int upstream_social_security_find(struct job_worker *worker, const struct job *job, const char *id_number,
                                  int now, struct person_facts *facts);

#endif
