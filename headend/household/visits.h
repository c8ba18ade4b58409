#ifndef HEADEND_HOUSEHOLD_VISITS_H
#define HEADEND_HOUSEHOLD_VISITS_H

#include <stddef.h>
#include <stdint.h>

#include "headend/crypto/keyed_hash.h"
#include "headend/crypto/token.h"
#include "headend/household/authorizations.h"
#include "headend/household/phone_login.h"

/* Phones whose holders look after what they agreed to (/my), by their cookie: in memory. Once it is known who
 * it is, only the hash is kept by which members are found. Any thread may call; times are µs of the steady
 * clock. */

enum { VISITS_MAX = 4096 };

struct visits;

/* How long a log-in may take, and a visit may rest after it. NULL: out of memory. */
struct visits *visits_create(int64_t login_us, int64_t idle_us);
void visits_free(struct visits *visits);
void visits_tidy(struct visits *visits, int64_t now_us);

/* A new one, at the log-in; in place of the oldest that nobody has logged in to, where there is no room. -1:
 * there is none. */
int visits_begin(struct visits *visits, int64_t now_us, char phone[TOKEN_SIZE]);
void visits_end(struct visits *visits, const char *phone);

struct visit_view {
    enum login_step step;
    enum identity_result failure;
    struct hash person; /* with LOGIN_KNOWN */
    char name[MASKED_NAME_SIZE];
};

/* 1: it holds, and was used now. */
int visits_view(struct visits *visits, const char *phone, int64_t now_us, struct visit_view *view);

/* As of authorizations.h. */
void visits_go_on(struct visits *visits, const char *phone, int64_t now_us);
int visits_sent(struct visits *visits, const char *phone, const struct identity_attempt *attempt,
                int64_t now_us);
int visits_attempt(struct visits *visits, const char *phone, struct identity_attempt *attempt,
                   int64_t now_us);
int visits_came_back(struct visits *visits, const char *phone, const char *state, int64_t now_us);
/* `person`: by which members are found; `name`: masked. */
void visits_known(struct visits *visits, const char *phone, const char *state, enum identity_result result,
                  const struct hash *person, const char *name, int64_t now_us);

#endif
