#ifndef HEADEND_HOUSEHOLD_AUTHORIZATIONS_H
#define HEADEND_HOUSEHOLD_AUTHORIZATIONS_H

#include <stddef.h>
#include <stdint.h>

#include "headend/crypto/token.h"
#include "headend/household/box_limits.h"
#include "headend/household/phone_login.h"
#include "headend/household/user_code.h"
#include "headend/http/sender.h"

/* Requests of boxes that a person may sign in with a phone (RFC 8628, hardened as docs/decisions/0100 says):
 * one a box, in memory. The box asks and polls with its device code; a phone opens one by the user code, and
 * is known by its cookie from then on. Any thread may call; times are µs of the steady clock. */

enum {
    AUTHORIZATIONS_MAX = 32768,
    AUTHORIZATION_TRIES = 2, /* of the room's number */
    ALIAS_SIZE = 33,         /* 8 characters of UTF-8 */
    MASKED_NAME_SIZE = 33,
};

struct authorizations;

struct authorizations_options {
    size_t most;               /* 0: AUTHORIZATIONS_MAX */
    struct box_limits *limits; /* told of what failed; outlives it. NULL: nothing is counted */
    /* How long a code is shown, a request lives without a phone, a phone has for its part, and a person for
     * typing the room's number; and how long after that it still can be had. */
    int64_t code_us, wait_us, phone_us, number_us, grace_us;
    int64_t interval_us; /* between two polls */
};

/* NULL: out of memory. */
struct authorizations *authorizations_create(const struct authorizations_options *options);
void authorizations_free(struct authorizations *authorizations);
/* Wipes what is over. */
void authorizations_tidy(struct authorizations *authorizations, int64_t now_us);
/* Ends and wipes those of boxes of which `holds` says 0, as they were revoked. Not under the lock; begun anew
 * they would be refused. */
void authorizations_check(struct authorizations *authorizations, int (*holds)(void *context, const char *box),
                          void *context, int64_t now_us);
size_t authorizations_count(struct authorizations *authorizations);

/* Why one is over. */
enum binding_end {
    BINDING_HOLDS,
    BINDING_EXPIRED,
    BINDING_REFUSED,
    BINDING_WRONG_NUMBER,
    BINDING_SECOND_PHONE,
    BINDING_TOO_MANY, /* persons on this box today, or members of its household */
    BINDING_DONE,
};

/* --- The box --- */

struct binding_codes {
    char device_code[TOKEN_SIZE];
    char user_code[USER_CODE_SIZE];
    int64_t left_us, interval_us;
};

/* In place of the one that the box had. -1: there are too many, or there is no chance to be had. */
int authorizations_begin(struct authorizations *authorizations, const struct known_box *box, unsigned scopes,
                         int64_t now_us, struct binding_codes *codes);

/* What a person agreed to. Not masked: wiped by its owner. */
struct binding_grant {
    struct identity_person person;
    unsigned scopes;
    char alias[ALIAS_SIZE]; /* "": none was given */
    int by_relative;
};

enum poll_state {
    POLL_WAITING,
    POLL_SCANNED,
    POLL_APPROVED,
    POLL_GRANT, /* the number is right: `grant` is to be made good, then authorizations_granted said */
    POLL_SLOW_DOWN,
    POLL_ENDED,
};

struct binding_poll {
    enum poll_state state;
    enum binding_end end; /* with POLL_ENDED; also of what never was */
    struct binding_codes codes;
    int tries_left;
    struct binding_grant grant; /* with POLL_GRANT; wipe it */
};

/* `number`: what was typed; "": nothing. */
void authorizations_poll(struct authorizations *authorizations, const char *box, const char *device_code,
                         const char *number, int64_t now_us, struct binding_poll *poll);

/* After POLL_GRANT: BINDING_DONE, or BINDING_TOO_MANY, or BINDING_HOLDS: it could not be made good now, and
 * may be tried again. */
void authorizations_granted(struct authorizations *authorizations, const char *box, const char *device_code,
                            enum binding_end end, int64_t now_us);

/* --- The phone, by its cookie --- */

enum open_result {
    OPEN_IS_YOURS,
    OPEN_UNKNOWN,
    OPEN_ENDED,      /* as a second phone opened it */
    OPEN_WITH_OTHER, /* this cookie leads to another television: another cookie is needed */
    OPEN_NOT_NOW,    /* out of memory */
};

enum open_result authorizations_open(struct authorizations *authorizations, const char *code,
                                     const char *phone, int64_t now_us);

/* Where the phone's part stands. */
enum binding_step {
    STEP_ASKED,    /* which television, which scopes: refuse or go on */
    STEP_LOGIN,    /* to the provider */
    STEP_CHECKING, /* the provider is being asked */
    STEP_CONSENT,  /* who it is; scope by scope */
    STEP_NUMBER,   /* the room's number is to be typed on the television */
    STEP_OVER,
};

struct binding_view {
    enum binding_step step;
    enum binding_end end;         /* with STEP_OVER */
    enum identity_result failure; /* with STEP_ASKED: of the log-in before */
    struct known_box box;
    unsigned scopes; /* asked for; from STEP_NUMBER on agreed to */
    char number[NUMBER_SIZE];
    int tries_left;
    char name[MASKED_NAME_SIZE]; /* from STEP_CONSENT on */
    int may_have_help;
};

/* 0: this cookie leads to none (any more). */
int authorizations_view(struct authorizations *authorizations, const char *phone, int64_t now_us,
                        struct binding_view *view);

/* Each does nothing where the phone's part does not stand there. */
void authorizations_refuse(struct authorizations *authorizations, const char *phone, int64_t now_us);
void authorizations_go_on(struct authorizations *authorizations, const char *phone, int64_t now_us);
/* The phone is sent to the provider (again), and this attempt is the one that counts. 0: taken. */
int authorizations_sent(struct authorizations *authorizations, const char *phone,
                        const struct identity_attempt *attempt, int64_t now_us);
/* The attempt under way, for comparing. 0: there is one. */
int authorizations_attempt(struct authorizations *authorizations, const char *phone,
                           struct identity_attempt *attempt, int64_t now_us);
/* It came back with what is to be exchanged: 0 once, for this attempt. */
int authorizations_came_back(struct authorizations *authorizations, const char *phone, const char *state,
                             int64_t now_us);
void authorizations_known(struct authorizations *authorizations, const char *phone, const char *state,
                          enum identity_result result, const struct identity_person *person, int64_t now_us);

/* -1: it cannot be agreed to now, or to nothing. */
int authorizations_approve(struct authorizations *authorizations, const char *phone, unsigned scopes,
                           const char *alias, int by_relative, int64_t now_us);

#endif
