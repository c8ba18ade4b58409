#ifndef HEADEND_ADMIN_OPERATOR_H
#define HEADEND_ADMIN_OPERATOR_H

#include "headend/ledger/ledger_history.h"

/* Who runs a command, where two persons must decide (decision 0157). */

struct operator_person {
    char account[LEDGER_PERSON_SIZE]; /* of this machine: who signed in, also behind sudo */
    char name[LEDGER_PERSON_SIZE];    /* what --by says; "": nothing */
};

/* `by`: --by, or NULL. -1 after saying what is wrong. */
int operator_find(const char *by, struct operator_person *person);

/* 1: they are two: of two accounts; or of one that is shared, and each gave another name. */
int operator_are_two(const struct operator_person *one, const struct operator_person *other);

/* "ACCOUNT" or "ACCOUNT/NAME", as the log has it. */
enum { OPERATOR_TEXT_SIZE = 2 * LEDGER_PERSON_SIZE };
void operator_write(const struct operator_person *person, char text[OPERATOR_TEXT_SIZE]);

#endif
