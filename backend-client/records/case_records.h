#ifndef BACKEND_CLIENT_RECORDS_CASE_RECORDS_H
#define BACKEND_CLIENT_RECORDS_CASE_RECORDS_H

#include <stddef.h>
#include <stdint.h>

/* One case (办件), masked by the headend. Personal: never cached, never logged; case_record_free wipes it. */

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

enum case_event { CASE_EVENT_PASSED, CASE_EVENT_RETURNED, CASE_EVENT_OTHER };

struct case_step {
    const char *name, *org_name, *explain;
    int event;          /* enum case_event; -1: not said */
    int64_t start, end; /* ms UTC; 0: not yet */
    int done;
};

enum { CASE_DAYS_UNKNOWN = INT32_MAX };

struct case_record {
    char case_number[21];
    const char *task_name, *project_name, *applicant, *org_name;
    char guide[41];
    int status;                                /* enum case_status */
    int apply_date, accept_date, promise_date; /* YYYYMMDD; 0: none */
    int days_left;                             /* working days; CASE_DAYS_UNKNOWN */
    int days_stand_still;
    const char *ask;
    int ask_until;
    const char *result;
    const char *special_reason; /* "": no special procedure */
    int special_start, special_end;
    struct case_step *steps;
    size_t step_count;
    int may_rate, rated;
    const char *source;
    int64_t as_of;
    int stale;
    struct arena *arena;
};
void case_record_free(struct case_record *record);

/* Why there is no case. */
enum case_refusal {
    CASE_REFUSAL_NONE,
    CASE_REFUSAL_NO_SUCH, /* or the last 4 do not belong to it */
    CASE_REFUSAL_BAD_NUMBER,
    CASE_REFUSAL_PERSONS,       /* as many different cases as a box may look up a day */
    CASE_REFUSAL_FAILURES,      /* as many wrong numbers as a box may try a day */
    CASE_REFUSAL_TARGET,        /* this case was looked up often enough today */
    CASE_REFUSAL_ALREADY_RATED, /* of a rating: otherwise than now */
    CASE_REFUSAL_NOT_FINISHED,  /* of a rating */
    CASE_REFUSAL_UPSTREAM,      /* the case system does not answer, and nothing is known from before */
    CASE_REFUSAL_TRANSPORT,     /* see answer.failure */
};

#endif
