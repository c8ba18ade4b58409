#ifndef SANDBOX_HOUSING_FUND_SYSTEM_H
#define SANDBOX_HOUSING_FUND_SYSTEM_H

#include "sandbox/sample_file.h"
#include "sandbox/upstream.h"

/* The housing fund system: accounts, ledger page by page, loans. docs/upstreams.md. */

/* `path`: the sample data; `today`: YYYYMMDD. -1: `problem`. */
int housing_fund_system_open(struct upstream *upstream, const char *path, int today,
                             char problem[SAMPLE_PROBLEM_SIZE]);
void housing_fund_system_free(struct upstream *upstream);

#endif
