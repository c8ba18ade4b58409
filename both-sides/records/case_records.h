#ifndef BOTH_SIDES_RECORDS_CASE_RECORDS_H
#define BOTH_SIDES_RECORDS_CASE_RECORDS_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/case_number.h"
#include "both-sides/id_number.h"
#include "both-sides/records/content_id.h"
#include "both-sides/records/record_table.h"

/* One case (办件), masked by the headend. Personal: never cached, never logged, wiped after use. */

struct arena;

enum case_status {
    CASE_SUBMITTED = 10,
    CASE_RECEIVED = 20,
    CASE_ACCEPTED = 30,
    CASE_NOT_ACCEPTED = 31,
    CASE_SUPPLEMENT = 40,
    CASE_IN_HAND = 50,
    CASE_SPECIAL = 60,
    CASE_NEARLY_DONE = 70,
    CASE_GRANTED = 80,
    CASE_REFUSED = 81,
    CASE_RETURNED = 82,
    CASE_WITHDRAWN = 83,
    CASE_VOID = 84,
    CASE_TO_COLLECT = 90,
    CASE_DELIVERED = 91,
};
extern const struct number_list case_statuses; /* all of them, in order */

enum case_event {
    CASE_EVENT_NOT_SAID = FIELD_NOT_SAID,
    CASE_EVENT_PASSED,
    CASE_EVENT_RETURNED,
    CASE_EVENT_OTHER,
    CASE_EVENT_COUNT
};
extern const struct word_list case_events;

struct case_step {
    const char *name, *org_name, *explain;
    int event;          /* enum case_event or FIELD_NOT_SAID */
    int64_t start, end; /* ms UTC; 0: not yet */
    int done;
};

enum { CASE_DAYS_UNKNOWN = INT32_MAX, CASE_STEPS_MAX = 30, STARS_MAX = 5 };

struct case_record {
    char case_number[CASE_NUMBER_SIZE];
    const char *task_name, *project_name, *applicant, *org_name;
    char guide[CONTENT_ID_SIZE];
    int status;                                /* enum case_status */
    int apply_date, accept_date, promise_date; /* YYYYMMDD; 0: none */
    int days_left;                             /* working days; CASE_DAYS_UNKNOWN */
    int days_stand_still;
    const char *ask;
    int ask_until;
    const char *result;
    int has_special;
    const char *special_reason; /* "": no special procedure */
    int special_start, special_end;
    struct case_step *steps;
    size_t step_count;
    int may_rate, rated; /* in an answer FIELD_NOT_SAID for a case that is not at its end */
    const char *source;
    int64_t as_of;
    int stale;
    struct arena *arena;
};

extern const struct record_table case_table;
/* What of a case changes with nothing: as the headend keeps it. */
extern const struct record_table case_kept_table;

/* --- What is posted, and what else is answered --- */

struct case_post {
    char case_number[CASE_NUMBER_SIZE];
    char id_tail[ID_TAIL_LENGTH + 1];
    int stars; /* 1..5, 5 is best; 0: a question, no rating */
};
extern const struct record_table case_question_table, case_rating_table, rating_taken_table;

/* --- A signed-in person's own --- */

enum { OWN_CASES_MAX = 100 };

struct own_case {
    char case_number[CASE_NUMBER_SIZE]; /* by which the whole of it is asked for */
    const char *task_name, *org_name, *ask;
    int status;                /* enum case_status */
    int apply_date, ask_until; /* YYYYMMDD; 0: none */
    int days_left;             /* as of a case */
    int days_stand_still;
};

struct own_cases {
    struct own_case *items; /* what waits for the person first, then what is under way, then what has ended */
    size_t count;
    int more; /* there are older ones */
    int64_t as_of;
    struct arena *arena;
};
/* By the number of a case_post. */
extern const struct record_table own_cases_table, own_case_question_table, own_case_rating_table;

/* Limits of a day. */
enum case_limit {
    CASE_LIMIT_NONE = FIELD_NOT_SAID,
    CASE_LIMIT_PERSONS,
    CASE_LIMIT_FAILURES,
    CASE_LIMIT_TARGET,
    CASE_LIMIT_COUNT
};
extern const struct word_list case_limits;

#endif
