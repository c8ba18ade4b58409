#ifndef BACKEND_CLIENT_RECORDS_PERSON_REFUSAL_H
#define BACKEND_CLIENT_RECORDS_PERSON_REFUSAL_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/records/service_records.h"

/* Why a personal question has no answer (docs/openapi.yaml, /v1/person/…, /v1/session/…). */
enum person_refusal {
    PERSON_REFUSAL_NONE,
    PERSON_REFUSAL_BOX_UNKNOWN,   /* the headend does not know this box's credential (any more) */
    PERSON_REFUSAL_SESSION_ENDED, /* scan again */
    PERSON_REFUSAL_NO_CONSENT,    /* of this kind of data */
    PERSON_REFUSAL_TOO_MANY,      /* a limit of the day; response.retry_at */
    PERSON_REFUSAL_UPSTREAM,      /* the system behind the headend does not answer */
    PERSON_REFUSAL_OTHER,         /* the headend's own word, of this endpoint: response.refused_as */
    PERSON_REFUSAL_TRANSPORT,     /* see response.failure */
};

/* `word`: the contract's, "" where it is somebody else's. *retry_at: ms UTC; 0: not said. */
enum person_refusal person_refusal_decode(int http_status, const void *bytes, size_t length,
                                          char word[ERROR_WORD_SIZE], int64_t *retry_at);

#endif
