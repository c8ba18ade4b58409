#ifndef SANDBOX_SOCIAL_SECURITY_SYSTEM_H
#define SANDBOX_SOCIAL_SECURITY_SYSTEM_H

#include "sandbox/sample_file.h"
#include "sandbox/upstream.h"

/* The social security system (社保系统) that a headend asks: docs/upstreams.md. */

/* Reads the sample data, counted from `today` (YYYYMMDD). Returns -1 and `problem`, or 0; then `upstream` is
 * good until social_security_system_free. */
int social_security_system_open(struct upstream *upstream, const char *path, int today,
                                char problem[SAMPLE_PROBLEM_SIZE]);
void social_security_system_free(struct upstream *upstream);

#endif
