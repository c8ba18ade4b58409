#ifndef HEADEND_UTILITIES_STATEMENT_MAKING_H
#define HEADEND_UTILITIES_STATEMENT_MAKING_H

#include <stddef.h>

#include "headend/tariffs/tariff_compare.h"
#include "headend/tariffs/tariff_wanted.h"
#include "headend/upstream/job_queue.h"
#include "headend/utilities/account_limits.h"
#include "headend/utilities/utilities.h"

/* The statement of one account: what the utility says of it and of its bills, each explained by its tariff
 * (docs/decisions/0145). */

struct statement_making {
    struct utilities *utilities;
    struct utility *utility;
    const char *account_no;
    /* Within whose time the utility is asked: twice, each counted against its cap and its breaker. */
    struct job_worker *worker;
    const struct job *job;
    void (*find_tariff)(void *tariffs, const struct tariff_wanted *wanted);
    void *tariffs;
    /* Of each bill that does not go together in itself, and of each that differs from its tariff, whose name
     * and difference are said then. `tariff` NULL: in itself. */
    void (*differs)(void *context, const struct utility_bill *bill, const char *tariff,
                    const struct tariff_difference *difference);
    void *context;
};

struct statement_made {
    enum account_found found;
    int is_unavailable; /* the utility said nothing that can be told */
    int is_refused;     /* it said no, in its words */
    char *body;         /* malloc'ed JSON of a UtilityStatement, to be wiped; NULL: out of memory */
    size_t length;
};

/* `made` is filled in any case. */
void statement_make(const struct statement_making *making, struct statement_made *made);

#endif
