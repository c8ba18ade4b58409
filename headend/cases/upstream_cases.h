#ifndef HEADEND_CASES_UPSTREAM_CASES_H
#define HEADEND_CASES_UPSTREAM_CASES_H

#include "headend/cases/case_facts.h"
#include "headend/upstream/job_queue.h"

/* The adapter to the case system: docs/upstreams.md. `problem` is set with UPSTREAM_DOWN,
 * UPSTREAM_NONSENSE and UPSTREAM_NO_MEMORY. */

/* With UPSTREAM_CASE `facts` must be wiped. */
enum upstream_said upstream_cases_find(struct upstream_client *client, const char *case_number,
                                       struct case_facts *facts, char problem[UPSTREAM_PROBLEM_SIZE]);

enum { OWN_PAGE_ROWS = 20 };

/* The `page`-th page, from 1, of a person's cases, newest first: case_page_read. */
enum upstream_said upstream_cases_page(struct upstream_client *client, const char *id_number, int page,
                                       case_row take, void *context, size_t *rows,
                                       char problem[UPSTREAM_PROBLEM_SIZE]);

/* `stars`: 5 is best. *now: what holds, with UPSTREAM_TAKEN and UPSTREAM_RATED_BEFORE. */
enum upstream_said upstream_cases_rate(struct upstream_client *client, const char *case_number, int stars,
                                       int *now, char problem[UPSTREAM_PROBLEM_SIZE]);

/* What it says of the system. */
enum call_outcome upstream_outcome(enum upstream_said said);

#endif
