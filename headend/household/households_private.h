#ifndef HEADEND_HOUSEHOLD_HOUSEHOLDS_PRIVATE_H
#define HEADEND_HOUSEHOLD_HOUSEHOLDS_PRIVATE_H

#include <pthread.h>
#include <stdatomic.h>

#include "headend/household/authorizations.h"
#include "headend/household/consent_words.h"
#include "headend/household/guess_limit.h"
#include "headend/household/households.h"
#include "headend/household/members.h"
#include "headend/household/sessions.h"
#include "headend/household/visits.h"

/* What the room's posts and pages share. */

/* What is counted for /metrics. */
enum household_count {
    COUNT_ASKED,
    COUNT_OPENED,
    COUNT_GRANTED,
    COUNT_REFUSED,
    COUNT_WRONG_NUMBER,
    COUNT_SECOND_PHONE,
    COUNT_WRONG_CODE,
    COUNT_WRONG_PIN,
    COUNT_UNBOUND,
    COUNT_WITHDRAWN,
    COUNT_COUNT
};

/* What the room's own thread is to do: whatever waits for the disk or takes long. */
struct work {
    void (*run)(struct households *households, struct work *work);
    struct work *next;
};

struct households {
    struct households_options options;
    int64_t undo_ms, lock_ms;
    struct box_limits *limits;
    struct authorizations *authorizations;
    struct sessions *sessions;
    struct visits *visits;
    struct guess_limit *guesses;
    struct consent_words words;
    struct keyed_hash key;
    atomic_uint_least64_t counts[COUNT_COUNT];
    /* The thread's own. */
    struct store *store;
    int64_t store_version, forgot_ms;
    /* Its queue. */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct work *first, *last;
    unsigned waiting;
    int stopping, runs;
    pthread_t thread;
};

/* -1: there is too much to do, or it has stopped; the work is not taken. */
int households_put_off(struct households *households, struct work *work);

void households_count(struct households *households, enum household_count what);

/* A line in the log about the store; returns -1. */
int households_store_failed(const struct households *households);

/* Under which a person is known again. -1. */
int households_hash_person(const struct households *households, const struct identity_person *person,
                           struct hash *hash);

/* Ends or narrows what is shown of a member, after the store was changed by this thread. */
void households_member_gone(struct households *households, const char *member);
void households_member_changed(struct households *households, const char *box, const char *member);

#endif
