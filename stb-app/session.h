#ifndef STB_APP_SESSION_H
#define STB_APP_SESSION_H

#include <stdint.h>

/* The session of who has signed in, on the box (docs/decisions/0100, domain.md 11): its token, kept in a page
 * of memory that is neither swapped nor dumped, and when it ends. Keys count against the idle end; nothing
 * moves the hard one. The headend keeps the same times by its own clock, and is told of keys by
 * POST /v1/session/keep. Knows no screens: session_service says what is to happen. */

enum {
    SESSION_IDLE_US = 180 * 1000000,
    SESSION_HARD_US = 900 * 1000000,
    SESSION_WARN_US = 30 * 1000000,
    SESSION_KEEP_US = 60 * 1000000, /* the headend hears of keys no oftener */
};

enum session_warning {
    SESSION_NO_WARNING,
    SESSION_ENDS_IDLE, /* any key keeps it */
    SESSION_ENDS_HARD, /* no key does; scanning again goes on */
};

struct session {
    char *token; /* "": nobody has signed in. NULL before session_open, or without the memory for it */
    int64_t began_us, touched_us;
    int64_t kept_us; /* when the headend was told last */
};

/* -1: no page to keep a token in; then nobody can sign in, which the log says. */
int session_open(struct session *session);
/* Ends and frees it. */
void session_close(struct session *session);

/* `token`: copied; whoever has it wipes it. A session before is ended. -1: it is no token, or there is no
 * page. */
int session_begin(struct session *session, const char *token, int64_t now_us);
int session_holds(const struct session *session);
/* Wipes the token. */
void session_end(struct session *session);

/* Somebody pressed a key. 1: the headend is to be told. */
int session_touch(struct session *session, int64_t now_us);
/* 1: its time is over; the caller ends it. */
int session_is_over(const struct session *session, int64_t now_us);
enum session_warning session_warning(const struct session *session, int64_t now_us);
/* Whole seconds until it ends, rounded up. */
int session_seconds_left(const struct session *session, int64_t now_us);
/* When the answer of one of these changes; INT64_MAX: nobody has signed in. */
int64_t session_deadline(const struct session *session, int64_t now_us);

#endif
