#ifndef BACKEND_CLIENT_HALL_CLIENT_PRIVATE_H
#define BACKEND_CLIENT_HALL_CLIENT_PRIVATE_H

#include "backend-client/cache/response_cache.h"
#include "backend-client/hall_client.h"
#include "backend-client/hall_clock.h"
#include "backend-client/transfer/transfer.h"
#include "backend-client/withdrawn_ids.h"
#include "both-sides/records/record_json.h"
#include "both-sides/store_life.h"

/* Shared by hall_client.c (life, loop), request.c (one request from start to its last response), endpoints.c
 * (what can be asked), request_url.c (where), validity.c (what may be shown), case_posts.c and
 * person_posts.c (what is posted). */

struct hall_client {
    char *backend_url;
    char area_code[13];
    char box_number[33];
    char credential[CREDENTIAL_SIZE]; /* "": the box has none */
    const char *session;              /* borrowed (hall_client_set_session); NULL: no session */
    person_refused on_person_refused; /* NULL: nobody asks */
    void *on_person_refused_context;
    unsigned retry_limit;
    long retry_first_ms;
    struct transfers *transfers;
    struct response_cache *cache;
    struct hall_clock clock;
    char *clock_key;       /* in the cache: what the headend's clock said last */
    int64_t clock_kept_ms; /* what is kept there */
    struct withdrawn_ids withdrawn;
    char *withdrawn_key;
    char config_etag[TRANSFER_ETAG_SIZE];
    int is_cut_off;
    int is_silent; /* hall_client_be_silent */
    struct request *requests;
    size_t request_count;
    request_id last_id;
};

/* --- endpoints.c --- */

/* What `about` is, with which an endpoint is asked. */
enum about {
    ABOUT_NOTHING, /* the path is the whole address */
    ABOUT_ID,      /* added to the path; the record has it, too */
    ABOUT_QUERY,   /* added behind the area */
    ABOUT_ADDRESS, /* of a picture: it is the address */
    ABOUT_NUMBER,  /* posted, with the rest of the body */
    ABOUT_PERSON,  /* posted: of the person of the session, of this box */
};

enum keeping {
    KEPT_IN_CACHE,
    KEPT_BY_CALLER, /* only its ETag is remembered */
    KEPT_NOT,       /* public, but of another that is kept */
    KEPT_NOWHERE,   /* personal: posted, sent once, wiped */
};

/* A place in a record. */
struct member {
    int given;
    size_t offset;
};

/* What decoding makes of BYTES; they stay the caller's. */
struct bytes {
    const void *bytes;
    size_t length;
};

struct endpoint_row {
    const char *path;
    enum about about;
    enum field_form id_form; /* of ABOUT_ID */
    enum keeping keeping;
    size_t bytes_max;   /* of the response, decompressed; 0: RESPONSE_BYTES_MAX */
    long time_limit_ms; /* redirects included; 0: the client's total_timeout_ms */
    long silence_ms;    /* that the headend may take until the first byte; 0: the client's idle_timeout_ms */
    int stands_open;    /* the headend answers when there is something to say: meanwhile all is quiet */
    int outlives_session; /* ABOUT_PERSON: it is not dropped with the session in which it was asked */
    int sent_twice;       /* ABOUT_NUMBER: once more if it was lost, as that counts once */
    /* int64_t, and char [] beside it: within one life of the headend's store a lower rev than that of the
     * cache is an old copy, and ignored. Without: what comes is always new. */
    struct member rev, life;
    struct member id; /* char []: must be the one that was asked for */
    /* NULL with a message, which is empty if only memory was missing. */
    void *(*decode)(const void *bytes, size_t length, char error[JSON_ERROR_SIZE]);
    void (*free)(void *record);
    /* Calls back with the types that the callback has; the record goes to it. */
    void (*call)(any_callback callback, void *context, const struct response *response, void *record);
    /* FAILURE_NOT_FOUND with a message for what must not be shown. NULL: everything may be. */
    enum failure (*check)(struct hall_client *client, const void *record, char error[JSON_ERROR_SIZE]);
    /* Leaves out of a list what must not be shown. `is_fresh`: the headend says it now, so learn from it. */
    void (*filter)(struct hall_client *client, void *record, int is_fresh);
    /* The headend says 410. */
    void (*forget)(struct hall_client *client, const char *id);
    /* ABOUT_NUMBER: why the headend refused. */
    enum case_refusal (*refusal)(int http_status, const void *bytes, size_t length, int64_t *retry_at);
};

extern const struct endpoint_row endpoints[ENDPOINT_COUNT];

/* --- hall_client.c --- */

/* The headend's Date, 0 if there was none; kept, so that a box without a battery knows in its next run that
 * it is later than that. */
void hall_client_hear_date(struct hall_client *client, int64_t date_ms);

/* --- request_url.c --- */

/* The address, malloc'ed. NULL: *failure and *why say why. */
char *request_url(const struct hall_client *client, enum endpoint endpoint, const char *about,
                  enum failure *failure, const char **why);

/* --- validity.c --- */

enum failure notice_check(struct hall_client *client, const void *notice, char error[JSON_ERROR_SIZE]);
void notices_filter(struct hall_client *client, void *list, int is_fresh);
void policies_filter(struct hall_client *client, void *list, int is_fresh);
/* A notice that is gone: neither the cached article nor a cached list shows it again. */
void notice_forget(struct hall_client *client, const char *id);

/* --- request.c --- */

struct request {
    struct request *next;
    struct hall_client *client;
    request_id id;
    const struct endpoint_row *endpoint;
    char *url;                     /* the key in the cache, too */
    char asked_id[NOTICE_ID_SIZE]; /* of one notice, guide or flow; number of a case */
    char *body;                    /* to be posted; NULL: a GET */
    size_t body_size;
    const char *in_session; /* the session that it was asked in; NULL: in none */
    any_callback callback;
    void *context;
    char etag[TRANSFER_ETAG_SIZE]; /* of what is cached */
    int64_t cached_rev;            /* -1: nothing is cached */
    char cached_life[STORE_LIFE_SIZE];
    int64_t cached_ms;
    struct transfer *transfer; /* NULL: waiting for retry_at_us */
    int64_t retry_at_us;
    unsigned tries;
    int64_t failing_since_us; /* 0: it is not */
    int failure_told;
};

/* `body`: of malloc, `size` bytes that hold a string; taken over and wiped. NULL: there was no memory. */
request_id hall_client_post(struct hall_client *client, enum endpoint endpoint, const char *number,
                            char *body, size_t size, any_callback callback, void *context);
/* Why the headend does not answer one that is ABOUT_PERSON: into `response`. Its note lives in what comes
 * back, which is freed after the callback; NULL: there is none. */
struct order_refusal *person_refusal_read(const struct transfer_result *result, struct response *response);
/* Tells who listens, after the callback. */
void person_refusal_tell(struct hall_client *client, enum person_refusal refusal);
/* Nothing is asked: the callback hears why at once. Returns 0. */
request_id hall_client_refuse(enum endpoint endpoint, any_callback callback, void *context,
                              enum failure failure, const char *why);
/* Its retry_at_us has come. */
void request_retry(struct request *request);
/* Somebody is there again: one that waits long is tried soon. */
void request_hurry(struct request *request, int64_t now_us);
/* It never calls back. */
void request_drop(struct request *request);

#endif
