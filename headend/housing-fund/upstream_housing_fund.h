#ifndef HEADEND_HOUSING_FUND_UPSTREAM_HOUSING_FUND_H
#define HEADEND_HOUSING_FUND_UPSTREAM_HOUSING_FUND_H

#include "headend/housing-fund/fund_facts.h"
#include "headend/upstream/job_queue.h"

/* The adapter to the housing fund system: docs/upstreams.md. */

/* Asks for the person's accounts, the ledger of each, page by page, and the loans. 0: `facts` says what that
 * system knows, also that it knows nobody; -1: it did not answer, or not as agreed. `facts`, which was
 * started, must be wiped in any case. `today`: YYYYMMDD. */
int upstream_housing_fund_find(struct job_worker *worker, const struct job *job, const char *id_number,
                               int today, struct fund_facts *facts);

#endif
