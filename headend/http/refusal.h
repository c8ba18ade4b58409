#ifndef HEADEND_HTTP_REFUSAL_H
#define HEADEND_HTTP_REFUSAL_H

#include <stddef.h>

/* Why a request is refused, as the contract's Error. */
struct refusal {
    unsigned status; /* HTTP */
    const char *error;
    const char *message;
};

extern const struct refusal refusal_not_found, refusal_gone, refusal_unavailable, refusal_twice,
    refusal_session_ended;

/* Malloc'ed JSON; NULL when memory is short. */
char *refusal_json(const struct refusal *refusal, size_t *length);

#endif
