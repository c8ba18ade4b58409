#ifndef BACKEND_CLIENT_HALL_CLIENT_H
#define BACKEND_CLIENT_HALL_CLIENT_H

#include <poll.h>
#include <stddef.h>
#include <stdint.h>

#include "backend-client/endpoints.h"
#include "backend-client/records/case_records.h"
#include "backend-client/records/guide_records.h"
#include "backend-client/records/household_decode.h"
#include "backend-client/records/housing_fund_decode.h"
#include "backend-client/records/order_decode.h"
#include "backend-client/records/own_cases_decode.h"
#include "backend-client/records/person_refusal.h"
#include "backend-client/records/records.h"
#include "backend-client/records/station_records.h"
#include "backend-client/records/utility_decode.h"
#include "backend-client/transfer/transfer.h"
#include "both-sides/records/service_records.h"
#include "both-sides/records/social_security_records.h"

/* The box's one way to the headend (contract: docs/openapi.yaml). All transfers run in one curl multi handle
 * that the application's loop polls; nothing blocks. Public answers are kept on flash with their ETag and
 * shown at once when they are asked for again; then they are refreshed. */

struct hall_client;

enum response_state {
    RESPONSE_CACHED,    /* from flash, shown at once; another response for this request follows */
    RESPONSE_FRESH,     /* new from the headend */
    RESPONSE_UNCHANGED, /* the headend says: what was cached is still right (no record comes with it, unless
                         none was handed out as cached) */
    RESPONSE_FAILED,    /* what was shown stays right to show, with its age */
};

struct response {
    enum response_state state;
    enum failure failure;               /* with RESPONSE_FAILED */
    int http_status;                    /* 0: none came */
    int64_t fetched_ms;                 /* when the record was last known to be right, ms UTC; 0: never */
    int final;                          /* 1: no other response follows for this request */
    enum case_refusal refusal;          /* of a case or a rating: why no record comes with it */
    enum person_refusal person_refusal; /* of what is PERSONAL: likewise */
    char refused_as[ERROR_WORD_SIZE];   /* PERSON_REFUSAL_OTHER: the contract's word */
    const struct utility_answer
        *note;        /* with it, a utility's own no; until the callback returns. NULL: none */
    int64_t retry_at; /* with the limits of the day: ms UTC; 0: not said */
    char detail[160]; /* for the log and the help screen, English */
};

/* 0 is no request. A request that was cancelled never calls back. */
typedef uint32_t request_id;

/* What the headend holds now. */
struct case_rating {
    int stars; /* 1..5 */
};
void case_rating_free(struct case_rating *rating);

/* menu_callback(void *context, const struct response *response, struct menu *menu), guides_callback and so
 * on: the callback owns the record (NULL with RESPONSE_FAILED and mostly with RESPONSE_UNCHANGED). It may
 * start and cancel requests, its own included. */
#define CALLBACK(NAME, name, record)                                                                         \
    typedef void (*name##_callback)(void *context, const struct response *response, struct record *);
#define NO_CALLBACK(NAME, name, record)
ENDPOINTS(CALLBACK, CALLBACK, CALLBACK, NO_CALLBACK, CALLBACK)
#undef CALLBACK
#undef NO_CALLBACK
/* `bytes` belongs to the client and lives until the callback returns. */
typedef void (*bytes_callback)(void *context, const struct response *response, const void *bytes,
                               size_t length);
/* A callback of the endpoint's own type, which is the one that it is called by. */
typedef void (*any_callback)(void);

struct hall_client_options {
    const char *backend_url; /* without a closing slash */
    const char *ca_file;     /* "" or NULL: the system's */
    const char *area_code;   /* sent as ?area= */
    const char *box_number;  /* 32 hexadecimal digits, sent as TV-Hall-Box with what is limited by the day;
                                NULL: none */
    const char *credential;  /* the box's token, sent as Authorization: Bearer with what is PERSONAL; NULL or
                                "": none */
    int64_t heard_ms;        /* it is later than that, ms UTC: what another client has heard; 0: nothing */
    const char *cache_directory; /* created if missing; NULL: no cache */
    long connect_timeout_ms;     /* 0: 5,000 */
    long idle_timeout_ms;        /* no byte for this long ends a transfer; 0: 10,000 */
    long total_timeout_ms;       /* redirects included; this ends one that trickles; 0: 30,000 */
    unsigned
        retry_limit;     /* tries after the first, jittered, doubling from retry_first_ms; only for
                            UNREACHABLE and CLOCK (up to 6 s apart for ten minutes), TIMEOUT and
                            SERVER (up to a minute, as UNREACHABLE later). The callback hears of the first failure
                            at once     (the request stays open while it retries: `response.final` 0) and then of
                            success     or of the last failure. Retry-After is honoured up to two minutes */
    long retry_first_ms; /* 0: 1,000 */
};

/* Everything is copied. For another address or CA free the client and make a new one: what is cached stays,
 * by address. NULL only without memory; without a folder for the cache it works without one. */
struct hall_client *hall_client_new(const struct hall_client_options *options);
/* Holds for what is asked from here on. */
void hall_client_set_area(struct hall_client *client, const char *area_code);
/* Waits for what is being written to flash; open requests never call back. */
void hall_client_free(struct hall_client *client);
/* 1: hall_client_free has nothing to wait for. */
int hall_client_is_written(const struct hall_client *client);

/* A cached response is handed to the callback before these return. 0: nothing (more) follows, and the
 * callback has heard why: FAILURE_NO_MEMORY, or FAILURE_NOT_FOUND for an id or address of no allowed form.
 * What is public is cached; one thing that the headend itself says is gone is forgotten. `about`: the id,
 * query or address; NULL for what is asked for as a whole. */
request_id hall_client_get(struct hall_client *client, enum endpoint endpoint, const char *about,
                           any_callback callback, void *context);

/* The same with the types checked: hall_client_get_menu(client, callback, context),
 * hall_client_get_guide(client, id, callback, context) and so on. */
#define GET_COLLECTION(NAME, name, record)                                                                   \
    static inline request_id hall_client_get_##name(struct hall_client *client, name##_callback callback,    \
                                                    void *context)                                           \
    {                                                                                                        \
        return hall_client_get(client, ENDPOINT_##NAME, NULL, (any_callback)callback, context);              \
    }
#define GET_ITEM(NAME, name, record)                                                                         \
    static inline request_id hall_client_get_##name(struct hall_client *client, const char *id,              \
                                                    name##_callback callback, void *context)                 \
    {                                                                                                        \
        return hall_client_get(client, ENDPOINT_##NAME, id, (any_callback)callback, context);                \
    }
#define GET_OTHERWISE(NAME, name, record)
ENDPOINTS(GET_COLLECTION, GET_ITEM, GET_OTHERWISE, GET_OTHERWISE, GET_OTHERWISE)
#undef GET_COLLECTION
#undef GET_ITEM
#undef GET_OTHERWISE

/* `limit` and `category` are brought within the contract's bounds; `cursor` may be NULL or "". What is cached
 * is the list of all categories (0): without a network the others are its parts. */
request_id hall_client_get_notices(struct hall_client *client, int category, const char *cursor, int limit,
                                   notices_callback callback, void *context);
/* A picture of an article: an address relative to the headend, or one below the headend's own (others are
 * refused: the box speaks to the headend only). At most PICTURE_BYTES_MAX. */
request_id hall_client_get_picture(struct hall_client *client, const char *url, bytes_callback callback,
                                   void *context);
/* The box part of headend.xml, as bytes; not cached here: the application keeps the last good one. ETag is
 * kept in memory. */
request_id hall_client_get_config(struct hall_client *client, bytes_callback callback, void *context);
/* Personal: posted, neither cached nor retried, and the copy of what was typed is wiped when the response is
 * there. Numbers are of the right form already (case_number.h, id_number.h): one that is not is refused here
 * as CASE_REFUSAL_BAD_NUMBER. */
request_id hall_client_find_case(struct hall_client *client, const char *case_number, const char *id_tail,
                                 case_callback callback, void *context);
request_id hall_client_rate_case(struct hall_client *client, const char *case_number, const char *id_tail,
                                 int stars, rating_callback callback, void *context);

/* --- A person's own (docs/decisions/0100) --- */

/* The session's token, sent as TV-Hall-Session with what is PERSONAL from here on. Borrowed: it stays until
 * another is set. NULL: the session has ended. Requests of the session before never call back, and their
 * answers are wiped. */
void hall_client_set_session(struct hall_client *client, const char *token);

/* Hears what ends a session, or takes a scope out of it: PERSON_REFUSAL_SESSION_ENDED, _BOX_UNKNOWN,
 * _NO_CONSENT, after the callback of what was asked. */
typedef void (*person_refused)(void *context, enum person_refusal refusal);
void hall_client_on_person_refused(struct hall_client *client, person_refused refused, void *context);

/* `body`: a JSON object, copied, and the copy wiped; NULL: {}. 0: nothing follows, and the callback has heard
 * why. */
request_id hall_client_ask_person(struct hall_client *client, enum endpoint endpoint, const char *body,
                                  any_callback callback, void *context);

/* Likewise with a body that is written by its table. */
request_id hall_client_ask_person_with(struct hall_client *client, enum endpoint endpoint,
                                       const struct record_table *table, const void *question,
                                       any_callback callback, void *context);

/* The same with the types checked: hall_client_ask_social_security(client, body, callback, context) and so
 * on. */
#define ASK_PERSONAL(NAME, name, record)                                                                     \
    static inline request_id hall_client_ask_##name(struct hall_client *client, const char *body,            \
                                                    name##_callback callback, void *context)                 \
    {                                                                                                        \
        return hall_client_ask_person(client, ENDPOINT_##NAME, body, (any_callback)callback, context);       \
    }                                                                                                        \
    static inline request_id hall_client_ask_##name##_with(                                                  \
        struct hall_client *client, const struct record_table *table, const void *question,                  \
        name##_callback callback, void *context)                                                             \
    {                                                                                                        \
        return hall_client_ask_person_with(client, ENDPOINT_##NAME, table, question, (any_callback)callback, \
                                           context);                                                         \
    }
#define ASK_OTHERWISE(NAME, name, record)
ENDPOINTS(ASK_OTHERWISE, ASK_OTHERWISE, ASK_OTHERWISE, ASK_OTHERWISE, ASK_PERSONAL)
#undef ASK_PERSONAL
#undef ASK_OTHERWISE

void hall_client_cancel(struct hall_client *client, request_id id);

/* 1: from here on nothing is asked, until 0 is said: whatever asks has 0, what is cached is handed out all
 * the same but for pictures, and no callback hears of a failure, except that a request is not valid (its id,
 * for instance). For a screen that is made and freed unseen. */
void hall_client_be_silent(struct hall_client *client, int is_silent);

/* What the cache has of it, without asking: the endpoint's record, which the caller frees; NULL: nothing.
 * *fetched_ms, if wanted: when it was last known to be right. Not for bytes. */
void *hall_client_cached(struct hall_client *client, enum endpoint endpoint, const char *about,
                         int64_t *fetched_ms);
/* A page of all notices. */
struct notice_list *hall_client_cached_notices(struct hall_client *client, const char *cursor, int limit,
                                               int64_t *fetched_ms);
int hall_client_has_picture(struct hall_client *client, const char *url);
/* 1: whatever was asked last, the headend could not be heard. */
int hall_client_is_cut_off(const struct hall_client *client);

/* For the loop: waits until something has come for the client or at one of `fds` (transfers_wait), at most
 * timeout_ms. Service is to be called after every wait and at the deadline (CLOCK_MONOTONIC microseconds,
 * INT64_MAX: never). */
int hall_client_wait(struct hall_client *client, struct pollfd *fds, size_t count, int timeout_ms);
int64_t hall_client_deadline(const struct hall_client *client);
void hall_client_service(struct hall_client *client, int64_t now_us);

/* Somebody has pressed a key again after a while: what waits long for its next try is tried within seconds.
 */
void hall_client_hurry(struct hall_client *client, int64_t now_us);

/* Requests not yet answered for good: 0 is idle. A question that stands open at the headend until there is
 * something to say (order_follow) is not among them. */
size_t hall_client_open_requests(const struct hall_client *client);

/* The time of day as far as the box can know it, ms UTC: the headend's Date once it has answered (moments
 * before 2024 and after 2100 are not believed; the last word counts); before that the system's clock; where
 * that is behind what the headend said in the last run (a box without a battery starts in 1970), that moment,
 * run on. */
int64_t hall_client_now_ms(const struct hall_client *client);
/* 0: the last of these, which is only the earliest that it can be. */
int hall_client_time_is_known(const struct hall_client *client);
/* What a headend said last, run on; 0: nothing. */
int64_t hall_client_heard_ms(const struct hall_client *client);

/* Rows to a page of the list that a box leafs through, and that it fetches ahead. */
enum { NOTICE_PAGE_ROWS = 50 };

/* A token of a box or a session, with a NUL: 256 random bits as base64url. */
enum { CREDENTIAL_SIZE = 44 };

enum { PICTURE_BYTES_MAX = 4 * 1024 * 1024, RESPONSE_BYTES_MAX = 4 * 1024 * 1024 };

#endif
