#include "headend/household/phone_login.h"

#include <string.h>

#include "both-sides/digits.h"

enum { BIRTH_AT = 6, BIRTH_DIGITS = 8, YEAR = 10000, GROWN_UP = 18, OLD = 60 };

int phone_login_finish(struct phone_login *login, const char *state, enum identity_result result,
                       const struct identity_person *person)
{
    if (login->step != LOGIN_CHECKING || strcmp(login->attempt.state, state) != 0) {
        return 0;
    }
    explicit_bzero(login->attempt.state, sizeof login->attempt.state);
    explicit_bzero(login->attempt.nonce, sizeof login->attempt.nonce);
    explicit_bzero(login->attempt.verifier, sizeof login->attempt.verifier);
    login->failure = result;
    login->step = result == IDENTITY_FOUND ? LOGIN_KNOWN : LOGIN_NOT_YET;
    if (result == IDENTITY_FOUND) {
        login->person = *person;
    }
    return 1;
}

int person_may_have_help(const struct identity_person *person, int today)
{
    if (strspn(person->id_number, "0123456789") < BIRTH_AT + BIRTH_DIGITS) {
        return 0;
    }
    int age = (today - digits_value(person->id_number + BIRTH_AT, BIRTH_DIGITS)) / YEAR;
    return age < GROWN_UP || age >= OLD;
}
