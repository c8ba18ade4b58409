#ifndef SANDBOX_UTILITY_SYSTEM_H
#define SANDBOX_UTILITY_SYSTEM_H

#include "sandbox/sample_file.h"
#include "sandbox/upstream.h"

/* Three companies that sell gas, water and electricity: accounts, bills, postings, reversals, days.
 * docs/upstreams.md. */

/* `path`: the sample data; `today`: YYYYMMDD. -1: `problem`. */
int gas_system_open(struct upstream *upstream, const char *path, int today,
                    char problem[SAMPLE_PROBLEM_SIZE]);
int water_system_open(struct upstream *upstream, const char *path, int today,
                      char problem[SAMPLE_PROBLEM_SIZE]);
int electricity_system_open(struct upstream *upstream, const char *path, int today,
                            char problem[SAMPLE_PROBLEM_SIZE]);
void utility_system_free(struct upstream *upstream);

#endif
