#ifndef BOTH_SIDES_RECORDS_HOUSEHOLD_RECORDS_H
#define BOTH_SIDES_RECORDS_HOUSEHOLD_RECORDS_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/records/person_scope.h"
#include "both-sides/records/record_table.h"

/* A box's household: how a person is bound to it, what a session is, and what is posted of both
 * (docs/decisions/0100 and 0104). Personal, and some of it secret: never cached, never logged, wiped after
 * use. */

struct arena;

enum {
    HOUSEHOLD_TOKEN_SIZE = 44,     /* base64url of 256 random bits, and a NUL */
    HOUSEHOLD_USER_CODE_SIZE = 10, /* "BCDF-GHJK" */
    HOUSEHOLD_MEMBER_ID_SIZE = 33,
    HOUSEHOLD_PIN_SIZE = 7, /* six digits */
    ROOM_NUMBER_SIZE = 4,   /* three digits, which the phone shows and the remote types */
    HOUSEHOLD_MEMBERS_MAX = 20,
    HOUSEHOLD_ALIAS_MAX = 8, /* characters */
    CONSENTS_MAX = PERSON_SCOPE_COUNT,
};

/* --- Asking to bind (RFC 8628, 3.1 and 3.2) --- */

struct device_authorization_question {
    char scope[PERSON_SCOPES_SIZE]; /* person_scopes_read */
};

struct device_authorization {
    char device_code[HOUSEHOLD_TOKEN_SIZE];
    char user_code[HOUSEHOLD_USER_CODE_SIZE];
    const char *verification_uri;          /* to be typed */
    const char *verification_uri_complete; /* for the QR code only: nobody sends it on */
    int expires_in, interval;              /* s */
    struct arena *arena;
};

/* --- A session --- */

/* Who is meant in a session, of a member: masked. */
struct household_session {
    int level;                             /* 1: the household, by PIN; 2: a person who scanned */
    char member[HOUSEHOLD_MEMBER_ID_SIZE]; /* "": the household */
    const char *alias, *name;              /* name: masked */
    char scope[PERSON_SCOPES_SIZE];        /* consents that hold */
    int idle_in, ends_in;                  /* s: when it ends if nothing is used, and in any case */
    struct arena *arena;
};

/* --- Polling (RFC 8628, 3.4 and 3.5) --- */

struct token_question {
    char device_code[HOUSEHOLD_TOKEN_SIZE];
    char room_number[ROOM_NUMBER_SIZE]; /* "": none was typed */
};

enum binding_state {
    BINDING_WAITING,  /* no phone yet */
    BINDING_SCANNED,  /* a phone has opened the code */
    BINDING_APPROVED, /* the phone shows the room's number: to be typed here */
    BINDING_GRANTED,  /* here is the session */
    BINDING_STATE_COUNT
};
extern const struct word_list binding_states;

struct token_answer {
    int state; /* enum binding_state */
    /* Of the codes as they are now: they rotate while nobody has scanned. */
    char user_code[HOUSEHOLD_USER_CODE_SIZE];
    const char *verification_uri_complete;
    int expires_in, interval; /* s; of the whole request, and until it may be asked again */
    int tries_left;           /* with BINDING_APPROVED: of the room's number */
    /* With BINDING_GRANTED: */
    char session_token[HOUSEHOLD_TOKEN_SIZE]; /* for TV-Hall-Session */
    int has_session;
    struct household_session session;
    int is_new; /* 1: the person was not bound before; 0: only signed in again */
    struct arena *arena;
};

/* --- The household --- */

struct household_consent {
    int scope;                      /* enum person_scope */
    int wording;                    /* version of what was agreed to */
    int64_t given_at, withdrawn_at; /* ms UTC; 0: it holds */
};

struct household_member {
    char id[HOUSEHOLD_MEMBER_ID_SIZE];
    const char *alias, *name; /* name: masked */
    int level;                /* of how the person proved who it is: 2 or 3 */
    int by_relative;          /* 1: a relative did it (under 18 or over 60); never level 3 */
    int64_t bound_at;
    int64_t undo_until; /* until then it may be undone without PIN; 0: no more */
    struct household_consent *consents;
    size_t consent_count;
};

struct household {
    struct household_member *members;
    size_t member_count;
    int has_pin;
    int64_t pin_locked_until; /* ms UTC; 0: it is not locked */
    struct arena *arena;
};

struct member_question {
    char member[HOUSEHOLD_MEMBER_ID_SIZE];
    const char *alias; /* of alias_question_table */
};

/* A consent that its person withdraws. */
struct consent_question {
    int scope; /* enum person_scope */
};

struct pin_question {
    char pin[HOUSEHOLD_PIN_SIZE];
    char old_pin[HOUSEHOLD_PIN_SIZE]; /* to change it; "": none */
};

/* What a right PIN is answered with. */
struct pin_answer {
    char session_token[HOUSEHOLD_TOKEN_SIZE];
    struct household_session session;
    struct arena *arena;
};

extern const struct record_table device_authorization_question_table, device_authorization_table,
    token_question_table, token_answer_table, household_session_table, household_table, member_question_table,
    alias_question_table, consent_question_table, pin_question_table, pin_change_table, pin_answer_table;

#endif
