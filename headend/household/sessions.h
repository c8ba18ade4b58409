#ifndef HEADEND_HOUSEHOLD_SESSIONS_H
#define HEADEND_HOUSEHOLD_SESSIONS_H

#include <stddef.h>
#include <stdint.h>

#include "headend/crypto/token.h"
#include "headend/http/sender.h"

/* What persons who scanned may see on a box, for as long as they are there: in memory only, which is wiped
 * when a session ends. A box has one at a time. Any thread may call. Times are of the steady clock, in µs. */

enum {
    SESSIONS_MAX = 65536,
    SESSION_IDLE_S = 3 * 60, /* domain.md 11 */
    SESSION_LIFE_S = 15 * 60,
    SESSION_ALIAS_SIZE = 33, /* 8 characters */
    SESSION_NAME_SIZE = 33
};

struct sessions;

struct sessions_options {
    size_t most; /* 0: SESSIONS_MAX */
    int64_t idle_us, life_us;
};

/* What a session is about. Not masked; wipe copies. */
struct session_about {
    struct session_person person;
    char alias[SESSION_ALIAS_SIZE];
    char name[SESSION_NAME_SIZE]; /* masked */
};

/* NULL: out of memory. */
struct sessions *sessions_create(const struct sessions_options *options);
void sessions_free(struct sessions *sessions);

/* In place of the one that the box had. -1: there are too many, or no token can be made. */
int sessions_begin(struct sessions *sessions, const char *box, const struct session_about *about,
                   int64_t now_us, char token[TOKEN_SIZE]);

/* 1: it holds, and was used now. 0: it does not. */
int sessions_find(struct sessions *sessions, const char *box, const char *token, int64_t now_us,
                  struct session_person *person);

struct session_left {
    int64_t idle_us, life_us;
};
/* The same without being used, unless `is_used`. */
int sessions_look(struct sessions *sessions, const char *box, const char *token, int is_used, int64_t now_us,
                  struct session_about *about, struct session_left *left);

void sessions_end(struct sessions *sessions, const char *box, const char *token);
/* Ends what is shown of a member, whichever box shows it. */
void sessions_end_member(struct sessions *sessions, const char *member);
void sessions_rename_member(struct sessions *sessions, const char *member, const char *alias);
/* Takes away what this member's consents do not allow any more. */
void sessions_narrow_member(struct sessions *sessions, const char *member, unsigned scopes);

/* What another program may have changed: `scopes_of` says which scopes a member has now on this box, or -1
 * that there is no such member or the box was revoked (the session ends), or that it cannot be said (1: it
 * stays). `member` "": the household's session, by PIN. Not under the lock. */
void sessions_check(struct sessions *sessions,
                    int (*scopes_of)(void *context, const char *box, const char *member, unsigned *scopes),
                    void *context);

/* Wipes what has ended. */
void sessions_tidy(struct sessions *sessions, int64_t now_us);
size_t sessions_count(struct sessions *sessions);

#endif
