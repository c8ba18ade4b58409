#ifndef SCREENS_STAGE_SESSION_VIEW_H
#define SCREENS_STAGE_SESSION_VIEW_H

#include "both-sides/records/household_records.h"

/* Who has signed in on this television (docs/decisions/0100). The application keeps the session and brings
 * this up to date; screens read it. When it ends, all screens from the first personal one up are closed
 * before anything else is drawn: a screen of a scope need not watch it. */

enum {
    SESSION_NAME_SIZE = 32,
    /* Beside the scopes: whatever session holds. For what is the household's. */
    SCOPE_HOUSEHOLD = 1 << PERSON_SCOPE_COUNT
};

struct session_view {
    int holds;                             /* 0: nobody has, and the rest is empty */
    unsigned scopes;                       /* PERSON_SCOPE_BIT: what may be asked for; and SCOPE_HOUSEHOLD */
    int is_person;                         /* somebody scanned; 0: the household, by its PIN */
    char name[SESSION_NAME_SIZE];          /* masked, "张**", or the alias; "": by PIN */
    char member[HOUSEHOLD_MEMBER_ID_SIZE]; /* who it is in the household; "": by PIN */
};

/* What a sign-in has brought. */
struct signed_in {
    const char *token; /* CREDENTIAL_SIZE - 1 characters; whoever hands it over wipes it */
    struct session_view view;
};

#endif
