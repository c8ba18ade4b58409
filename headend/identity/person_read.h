#ifndef HEADEND_IDENTITY_PERSON_READ_H
#define HEADEND_IDENTITY_PERSON_READ_H

#include "headend/identity/identity.h"

/* What a provider says of a person, as it sends it. */
struct person_said {
    const char *issuer, *subject, *name, *id_number;
    int is_strong; /* a stronger check than a password */
    int64_t at;    /* ms UTC: when the person signed in */
};

/* IDENTITY_FOUND, or IDENTITY_INCOMPLETE: no name, or a name with characters that belong into none, or no ID
 * number that is right. Padding goes, numbers become narrow; names stay as they are written. `person` is then
 * wiped by its owner, else it is empty. */
enum identity_result person_read(const struct person_said *said, int today, struct identity_person *person);

#endif
