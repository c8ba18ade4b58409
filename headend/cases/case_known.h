#ifndef HEADEND_CASES_CASE_KNOWN_H
#define HEADEND_CASES_CASE_KNOWN_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/opening_hours.h"
#include "headend/cases/case_facts.h"

/* What is known of a case: masked, as it is kept and as it is answered. */

struct case_known {
    int status;       /* enum case_status */
    int promise_date; /* YYYYMMDD; 0: none */
    int paused_since; /* the day on which the days came to stand still; 0: they run, or it was not said */
    int rated;
    int64_t as_of; /* ms UTC: when the case system said it */
    /* The matter's code on a line of its own, then the answer's fields that change with nothing, as JSON
     * members; malloc'ed. What was kept before there were codes has no such line. */
    char *fixed;
    int is_stale; /* the case system does not answer now */
};

/* Masks. -1: out of memory. */
int case_known_make(const struct case_facts *facts, int64_t as_of, struct case_known *known);
void case_known_wipe(struct case_known *known);

/* "" where the case system said none. */
void case_known_task_code(const struct case_known *known, char code[CASE_TASK_CODE_SIZE]);

/* The contract's Case as it is on `today`; malloc'ed, NULL: out of memory. `guide`: the one that tells of the
 * matter; "": none does. */
char *case_known_answer(const struct case_known *known, const char *case_number, const char *guide, int today,
                        const struct calendar_day *days, size_t day_count, size_t *length);

/* What a list says of it, as it is on `today`; its texts live in the arena. -1: out of memory. */
int case_known_summary(const struct case_known *known, const char *case_number, int today,
                       const struct calendar_day *days, size_t day_count, struct arena *arena,
                       struct own_case *out);

#endif
