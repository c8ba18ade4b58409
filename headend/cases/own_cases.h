#ifndef HEADEND_CASES_OWN_CASES_H
#define HEADEND_CASES_OWN_CASES_H

#include "headend/cases/case_known.h"
#include "headend/upstream/job_queue.h"

/* A signed-in person's own cases, asked of the case system by the ID number: docs/decisions/0112. Nothing of
 * it is kept. */

struct own_list;

/* Asks for page after page, as long as the job has time. NULL: they cannot be had now. */
struct own_list *own_list_ask(struct job_worker *worker, const struct job *job, const char *id_number);
/* The contract's OwnCases as it is on `today`; malloc'ed, NULL: out of memory. */
char *own_list_answer(const struct own_list *list, int today, const struct calendar_day *days,
                      size_t day_count, size_t *length);
void own_list_wipe_and_free(struct own_list *list);

#endif
