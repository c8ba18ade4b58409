#ifndef SCREENS_HOUSEHOLD_SIGN_IN_FLOW_H
#define SCREENS_HOUSEHOLD_SIGN_IN_FLOW_H

#include "screens/stage/screen.h"

/* How signing in by phone goes (docs/decisions/0100, RFC 8628): the codes are asked for, then how it stands,
 * until there is a session or a reason why there is none. Draws nothing; says when something has changed. */

enum sign_in_state {
    SIGN_IN_STARTING, /* no codes yet */
    SIGN_IN_WAITING,  /* for a phone */
    SIGN_IN_SCANNED,  /* a phone has opened the code: it is shown no more, as a second scan would end it */
    SIGN_IN_NUMBER,   /* the phone shows three digits */
    SIGN_IN_CHECKING, /* they were sent */
    SIGN_IN_GRANTED,  /* somebody is known now */
    SIGN_IN_STOPPED   /* see `trouble` */
};

enum sign_in_trouble {
    SIGN_IN_NO_TROUBLE,
    SIGN_IN_DENIED,       /* refused on the phone */
    SIGN_IN_WRONG_NUMBER, /* twice */
    SIGN_IN_SECOND_PHONE,
    SIGN_IN_EXPIRED,
    SIGN_IN_TOO_MANY, /* persons or tries of this box today; retry_at */
    SIGN_IN_UPSTREAM, /* headend or provider of identities does not answer */
    SIGN_IN_BOX_UNKNOWN,
    SIGN_IN_CUT_OFF,
    SIGN_IN_CLOCK,
    SIGN_IN_FAULT,
    SIGN_IN_TROUBLE_COUNT
};

struct sign_in_flow {
    const struct stage *stage;
    unsigned scope; /* PERSON_SCOPE_BIT: what is asked for */
    void (*changed)(void *context);
    void *context;

    enum sign_in_state state;
    enum sign_in_trouble trouble;
    int is_cut_off; /* what was asked last had no answer: it is asked again */
    struct device_authorization *codes;
    char *address; /* for the QR code, as it is now */
    char user_code[HOUSEHOLD_USER_CODE_SIZE];
    int tries_left; /* of the number; 0: not said */
    int64_t retry_at;
    struct token_answer *granted;
    int64_t interval_us, poll_at_us;
    int64_t begun_us; /* when the codes were asked for */
    request_id request;
};

void sign_in_flow_start(struct sign_in_flow *flow, const struct stage *stage, unsigned scope,
                        void (*changed)(void *context), void *context);
/* Asks for new codes, whatever there is. */
void sign_in_flow_begin(struct sign_in_flow *flow);
/* The three digits; wiped by who typed them. */
void sign_in_flow_number(struct sign_in_flow *flow, const char *digits);
/* It has come on top again; something covers it. */
void sign_in_flow_resume(struct sign_in_flow *flow);
void sign_in_flow_pause(struct sign_in_flow *flow);
void sign_in_flow_update(struct sign_in_flow *flow);
int64_t sign_in_flow_deadline(const struct sign_in_flow *flow);
/* Wipes what it holds. */
void sign_in_flow_stop(struct sign_in_flow *flow);

#endif
