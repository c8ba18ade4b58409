#ifndef HEADEND_HOUSEHOLD_AUTHORIZATIONS_PRIVATE_H
#define HEADEND_HOUSEHOLD_AUTHORIZATIONS_PRIVATE_H

#include <pthread.h>

#include "headend/household/authorizations.h"
#include "headend/household/slot_index.h"

/* What the box's side (authorizations.c) and the phone's (authorizations_phone.c) share. */

enum { CODES = 2 };

struct user_code {
    char code[USER_CODE_SIZE]; /* "": none */
    int64_t ends_us;
};

/* What there is of a phone, and of the person who holds it; its own memory, so that it is made for those only
 * that were opened. */
struct phone_part {
    struct phone_login login;
    struct binding_grant agreed; /* without the person, who stands in the log-in */
    char name[MASKED_NAME_SIZE];
    char number[NUMBER_SIZE]; /* "": nothing was agreed to yet */
    int tries_left;
    int is_being_granted;
};

struct authorization {
    struct known_box box; /* its number "": the slot is free */
    char device_code[TOKEN_SIZE];
    char phone[TOKEN_SIZE]; /* the cookie of the phone that opened it; "": none did */
    unsigned scopes;
    struct user_code codes[CODES]; /* the one that is shown, and the one before */
    enum binding_end end;
    int64_t ends_us; /* when it is over; once it is: when it is forgotten */
    int64_t polled_us, interval_us;
    struct phone_part *part; /* with a phone */
    int next_free;
};

struct authorizations {
    pthread_mutex_t lock;
    struct authorizations_options options;
    size_t used, count;
    int first_free;
    struct authorization *slots;
    struct slot_index *by_box, *by_code, *by_phone; /* by_code: CODES numbers a slot */
};

/* Under the lock. NULL: there is none; one that is over by now is made that. */
struct authorization *authorization_of_phone(struct authorizations *authorizations, const char *phone,
                                             int64_t now_us);
/* What has its time over by now is over. */
void authorization_look_at_clock(struct authorizations *authorizations, struct authorization *authorization,
                                 int64_t now_us);
/* Ends it, and keeps of it only that it has ended. */
void authorization_end(struct authorizations *authorizations, struct authorization *authorization,
                       enum binding_end end, int64_t now_us);
/* No code leads to it any more. */
void authorization_drop_codes(struct authorizations *authorizations, struct authorization *authorization);
int authorization_slot(const struct authorizations *authorizations,
                       const struct authorization *authorization);

#endif
