#ifndef HEADEND_HOUSEHOLD_PUT_OFF_H
#define HEADEND_HOUSEHOLD_PUT_OFF_H

#include "both-sides/records/household_records.h"
#include "headend/household/households_private.h"

/* A post whose answer the room's own thread makes. */

struct put_off {
    struct work work; /* first: its address is ours */
    struct request *request;
    /* Fills the reply, or returns why not. In the room's thread; request->body is not there any more. */
    const struct refusal *(*answer)(struct households *households, struct put_off *put_off);
    struct reply reply;
    /* What was asked, as far as `answer` has a use for it; secret. */
    int kind; /* route.kind */
    char device_code[TOKEN_SIZE];
    struct binding_grant grant;
    struct member_question member; /* without its alias */
    char alias[ALIAS_SIZE];
    struct pin_question pin;
    int has_own_session; /* a member's own session came along */
    enum person_scope scope;
    struct hash person;
};

/* NULL: out of memory. */
struct put_off *put_off_new(struct request *request,
                            const struct refusal *(*answer)(struct households *, struct put_off *));
/* Wipes and frees one that is not handed in. */
void put_off_free(struct put_off *put_off);
/* The request is answered later; what route.post returns. */
const struct refusal *put_off_hand_in(struct households *households, struct put_off *put_off);

#endif
