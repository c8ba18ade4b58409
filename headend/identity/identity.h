#ifndef HEADEND_IDENTITY_IDENTITY_H
#define HEADEND_IDENTITY_IDENTITY_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "both-sides/config/identity_config.h"
#include "headend/http/sender.h"
#include "headend/upstream/job_queue.h"

/* Who a person is: asked of a provider of identities that is not ours, with the person's phone between us.
 * Two adapters behind one interface, chosen in headend.xml: OpenID Connect (authorization code with PKCE)
 * and the exchange of a ticket. docs/decisions/0100.
 *
 * 1. identity_begin says where the phone is to be sent, and what must stay with us meanwhile.
 * 2. The provider sends the phone to IDENTITY_RETURN_PATH of the phones' address, with an answer behind "?".
 *    Whoever serves that address finds the phone's own session by its cookie, and compares the state.
 * 3. identity_submit has the answer exchanged for the person, in a thread of the job queue. */

#define IDENTITY_RETURN_PATH "/login/return"

struct identity;

enum {
    IDENTITY_SUBJECT_SIZE = 256, /* OpenID Connect: at most 255 characters of ASCII */
    IDENTITY_ISSUER_SIZE = 256,
    IDENTITY_NAME_SIZE = 129,  /* UTF-8: 32 characters of four bytes, as rare ones have */
    IDENTITY_SECRET_SIZE = 44, /* 256 random bits as base64url without padding, and a NUL */
    IDENTITY_ADDRESS_SIZE = 2048,
    IDENTITY_ANSWER_SIZE = 1025, /* an authorization code or a ticket */
    IDENTITY_KEY_SIZE = 24,
};

/* domain.md 11. */
enum identity_level { IDENTITY_LEVEL_PERSON = 2, IDENTITY_LEVEL_STRONG = 3 /* with a stronger check */ };

enum identity_result {
    IDENTITY_FOUND,
    IDENTITY_REFUSED,      /* the person said no, or the provider does not let this person in */
    IDENTITY_SPENT,        /* the code or ticket is over, used before, or of somebody else's log-in */
    IDENTITY_INCOMPLETE,   /* a person without what we need: an ID number that holds (id_number.h), a name */
    IDENTITY_NOT_BELIEVED, /* signature, issuer, audience, nonce, time or form: logged for the operator */
    IDENTITY_DOWN,         /* no answer in time, or the circuit is open */
    IDENTITY_BUSY,         /* more are waiting than it is sensible to let wait */
    IDENTITY_RESULT_COUNT
};

/* What must stay in the phone's session, on the headend, between 1. and 3.; secret, wiped by its owner. What
 * an adapter has no use for is "". */
struct identity_attempt {
    char state[IDENTITY_SECRET_SIZE];    /* comes back with the answer; of every adapter */
    char nonce[IDENTITY_SECRET_SIZE];    /* OpenID Connect */
    char verifier[IDENTITY_SECRET_SIZE]; /* PKCE */
};

/* NOT masked. Wiped by its owner. */
struct identity_person {
    char issuer[IDENTITY_ISSUER_SIZE];   /* whose subject it is */
    char subject[IDENTITY_SUBJECT_SIZE]; /* never given to another person by this issuer */
    char name[IDENTITY_NAME_SIZE];
    char id_number[PERSON_ID_NUMBER_SIZE]; /* narrowed, 18 characters, capital X, its check digit is right */
    int level;                             /* of enum identity_level */
    int64_t at;                            /* ms UTC: when the person signed in at the provider */
};

struct identity_options {
    const struct identity_config *config; /* outlives the room */
    int tidy_every_ms;                    /* how often it looks whether the provider is to be asked anew */
};

/* NULL: logged. It does not wait for the provider: one that is down at the start is asked later. */
struct identity *identity_start(const struct identity_options *options);
/* As job_queue_stop and job_queue_free: answers every job. NULL is allowed for both. */
void identity_stop(struct identity *identity);
void identity_free(struct identity *identity);

/* Where the phone is to be sent. `return_url` is the phones' address with IDENTITY_RETURN_PATH behind it, as
 * the provider knows it. Never waits: what must be asked first (discovery) was asked, or is being asked now,
 * and then it is IDENTITY_DOWN. */
enum identity_result identity_begin(struct identity *identity, const char *return_url,
                                    struct identity_attempt *attempt, char address[IDENTITY_ADDRESS_SIZE]);

/* What stands behind "?" of IDENTITY_RETURN_PATH, as request_parameter gives it; NULL: not given. */
struct identity_return {
    const char *state;
    const char *code;      /* OpenID Connect */
    const char *ticket_id; /* "ticketId" */
    const char *error;     /* "access_denied" … */
    const char *issuer;    /* "iss" (RFC 9207) */
};

/* The adapter's own part of it, into `answer`. IDENTITY_FOUND: there is something to exchange; else why not
 * (IDENTITY_REFUSED, IDENTITY_NOT_BELIEVED, IDENTITY_DOWN). Compares the state in constant time with the
 * attempt's (IDENTITY_SPENT: another's). */
enum identity_result identity_read_return(struct identity *identity, const struct identity_attempt *attempt,
                                          const struct identity_return *returned,
                                          char answer[IDENTITY_ANSWER_SIZE]);

struct identity_job {
    struct job job; /* for the room and the queue; first: its address is the identity job's */
    /* What is to be exchanged. */
    struct identity_attempt attempt;
    char answer[IDENTITY_ANSWER_SIZE];
    char return_url[IDENTITY_ADDRESS_SIZE];
    int64_t arrived_us; /* steady clock: when the request was there; the answer comes within 6.3 s */
    /* Called once, from another thread, when the result stands here. The job may be freed from then on: its
     * owner wipes it. */
    void (*answered)(struct identity_job *job);
    enum identity_result result;
    struct identity_person person; /* with IDENTITY_FOUND */
    /* For identity.c. */
    char key[IDENTITY_KEY_SIZE];
};

/* In any case `answered` follows, also from this very call (IDENTITY_BUSY). An answer is exchanged once. */
void identity_submit(struct identity *identity, struct identity_job *job);

void identity_write_metrics(struct identity *identity, FILE *page);

#endif
