#ifndef BACKEND_CLIENT_HALL_CLIENT_PRIVATE_H
#define BACKEND_CLIENT_HALL_CLIENT_PRIVATE_H

#include "backend-client/cache/feed_cache.h"
#include "backend-client/hall_client.h"
#include "backend-client/hall_clock.h"
#include "backend-client/transfer/transfer.h"
#include "backend-client/withdrawn_ids.h"

/* Shared by hall_client.c (life, loop), hall_request.c (one request from start to its last answer),
 * hall_get.c (what can be asked for), hall_post.c (likewise, of cases), hall_answer.c (bytes → records) and
 * hall_notices.c (which notices may be shown). */

enum request_kind {
    REQUEST_MENU,
    REQUEST_NOTICES,
    REQUEST_NOTICE,
    REQUEST_GUIDES,
    REQUEST_GUIDE,
    REQUEST_FLOW,
    REQUEST_POLICIES,
    REQUEST_STATIONS,
    REQUEST_CASE,
    REQUEST_RATING,
    REQUEST_PICTURE,
    REQUEST_CONFIG,
};

union request_callback {
    menu_callback menu;
    notice_list_callback notices;
    notice_callback notice;
    guide_list_callback guides;
    guide_callback guide;
    flow_callback flow;
    policy_list_callback policies;
    station_list_callback stations;
    case_callback found;
    rating_callback rating;
    bytes_callback bytes;
};

struct request {
    struct request *next;
    struct hall_client *client;
    request_id id;
    enum request_kind kind;
    char *url;                     /* the key in the cache, too */
    char asked_id[NOTICE_ID_SIZE]; /* of one notice, guide or flow; number of a case */
    char *post;                    /* to be posted; NULL: a GET */
    size_t post_length;
    union request_callback callback;
    void *context;
    char etag[TRANSFER_ETAG_SIZE]; /* of what is cached */
    int64_t cached_rev;            /* -1: nothing is cached */
    int64_t cached_ms;
    struct transfer *transfer; /* NULL: waiting for retry_at_us */
    int64_t retry_at_us;
    unsigned tries;
    int failure_told;
};

struct hall_client {
    char *backend_url;
    char area_code[13];
    char box_number[33];
    unsigned retry_limit;
    long retry_first_ms;
    struct transfers *transfers;
    struct feed_cache *cache;
    struct hall_clock clock;
    struct withdrawn_ids withdrawn;
    char *withdrawn_key;
    char config_etag[TRANSFER_ETAG_SIZE];
    struct request *requests;
    size_t request_count;
    request_id last_id;
};

/* What an answer is decoded to; one of them is set. */
struct hall_record {
    struct menu *menu;
    struct notice_list *list;
    struct notice *notice;
    struct guide_list *guides;
    struct guide *guide;
    struct flow_record *flow;
    struct policy_list *policies;
    struct station_list *stations;
    struct case_answer found; /* of a rating the refusal */
    int stars;
    const void *bytes;
    size_t length;
    int64_t rev;
};

/* hall_answer.c */

/* Bytes → record. FAILURE_NONE, FAILURE_BAD_ANSWER with a message, FAILURE_NOT_FOUND for a notice that must
 * not be shown, FAILURE_NO_MEMORY. */
enum failure hall_record_decode(struct request *request, const void *bytes, size_t length,
                                struct hall_record *record, char error[160]);
void hall_record_free(struct hall_record *record);

/* hall_notices.c */

/* FAILURE_NONE, or FAILURE_NOT_FOUND with a message for a notice that must not be shown. */
enum failure hall_notice_check(struct request *request, const struct notice *notice, char error[160]);
/* Takes from a fresh list which notices were withdrawn. */
void hall_record_learn(struct hall_client *client, const struct hall_record *record);
/* Leaves out of a list what must not be shown, of policies likewise what is over. */
void hall_record_filter(struct hall_client *client, struct hall_record *record);
/* A notice that is gone: neither the cached article nor a cached list shows it again. */
void hall_forget_notice(struct hall_client *client, const char *id);
/* "<backend>/v1/notices/<id>", malloc'ed. */
char *hall_notice_url(const struct hall_client *client, const char *id);

/* hall_get.c */

/* "<backend><path>", malloc'ed. */
char *hall_url(const struct hall_client *client, const char *path);

/* hall_request.c */

/* Takes over `url`. */
struct request *hall_request_new(struct hall_client *client, enum request_kind kind, char *url,
                                 union request_callback callback, void *context);
void hall_request_free(struct request *request);
/* Hands out what is cached, then asks the headend. 0: that cannot be, which the callback has heard. */
request_id hall_request_start(struct request *request);
/* Nothing is asked: the callback hears why at once. Returns 0. */
request_id hall_request_refuse(enum request_kind kind, union request_callback callback, void *context,
                               enum failure failure, const char *why);
request_id hall_request_no_memory(enum request_kind kind, union request_callback callback, void *context);
void hall_request_retry(struct request *request);
/* Calls back; the record goes to the callback. */
void hall_request_tell(const struct request *request, const struct answer *answer,
                       struct hall_record *record);
void hall_request_unlink(struct request *request);
/* The last answer: the callback finds the request closed already. */
void hall_request_tell_last(struct request *request, struct answer *answer, struct hall_record *record);

/* hall_post.c */

/* The transfer of what was posted has ended. */
void hall_post_done(void *request, const struct transfer_result *result);

#endif
