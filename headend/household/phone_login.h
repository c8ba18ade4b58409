#ifndef HEADEND_HOUSEHOLD_PHONE_LOGIN_H
#define HEADEND_HOUSEHOLD_PHONE_LOGIN_H

#include "headend/identity/identity.h"

/* How far a phone has come with saying who holds it. Stands in what the phone's cookie leads to, under its
 * lock. Secret and personal: wiped with it. */

enum login_step {
    LOGIN_NOT_YET,
    LOGIN_WANTED,   /* the phone is to be sent to the provider, or is there */
    LOGIN_CHECKING, /* it came back; the provider is being asked */
    LOGIN_KNOWN,
};

struct phone_login {
    enum login_step step;
    enum identity_result failure; /* why it is LOGIN_NOT_YET again; IDENTITY_FOUND: it did not fail */
    struct identity_attempt attempt;
    struct identity_person person; /* with LOGIN_KNOWN */
};

/* What is known once the provider has answered for this attempt. 0: it was for another. */
int phone_login_finish(struct phone_login *login, const char *state, enum identity_result result,
                       const struct identity_person *person);

/* 1: younger than 18 or 60 or older on `today` (YYYYMMDD): a relative may do this for the person. */
int person_may_have_help(const struct identity_person *person, int today);

#endif
