#ifndef BACKEND_CLIENT_RECORDS_CASE_RECORDS_H
#define BACKEND_CLIENT_RECORDS_CASE_RECORDS_H

#include "both-sides/records/case_records.h"

/* Wipes it. */
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
    CASE_REFUSAL_TRANSPORT,     /* see response.failure */
};

#endif
