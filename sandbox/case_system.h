#ifndef SANDBOX_CASE_SYSTEM_H
#define SANDBOX_CASE_SYSTEM_H

#include "sandbox/sample_file.h"
#include "sandbox/upstream.h"

/* The case system (办件系统) that a headend asks: docs/upstreams.md. */

/* Reads the sample cases, dated from `today` (YYYYMMDD). Returns -1 and `problem`, or 0; then `upstream` is
 * good until case_system_free. */
int case_system_open(struct upstream *upstream, const char *path, int today,
                     char problem[SAMPLE_PROBLEM_SIZE]);
void case_system_free(struct upstream *upstream);

#endif
