#ifndef HEADEND_UTILITIES_UPSTREAM_UTILITY_H
#define HEADEND_UTILITIES_UPSTREAM_UTILITY_H

#include "headend/utilities/answer_table.h"
#include "headend/utilities/utility.h"

/* The adapter to a utility over HTTP: docs/upstreams.md, "Utilities". `config` and `answers` outlive it.
 * NULL: logged. */
struct utility *upstream_utility_create(const struct utility_config *config,
                                        const struct answer_table *answers);

#endif
