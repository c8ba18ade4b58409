#ifndef BACKEND_CLIENT_HALL_CLIENT_H
#define BACKEND_CLIENT_HALL_CLIENT_H

#include <curl/curl.h>
#include <stddef.h>
#include <stdint.h>

#include "backend-client/records/case_records.h"
#include "backend-client/records/guide_records.h"
#include "backend-client/records/records.h"
#include "backend-client/records/station_records.h"

/* The box's one way to the headend (contract: docs/openapi.yaml). All transfers run in one curl multi handle
 * that the application's loop polls; nothing blocks. Public answers are kept on flash with their ETag and
 * shown at once when they are asked for again; then they are refreshed. */

struct hall_client;

enum failure {
    FAILURE_NONE,
    FAILURE_UNREACHABLE, /* no connection, name, certificate */
    FAILURE_TIMEOUT,     /* hung or trickled */
    FAILURE_REFUSED,     /* 4xx other than 404, or redirects in a circle */
    FAILURE_NOT_FOUND,   /* 404, 410 */
    FAILURE_SERVER,      /* 5xx */
    FAILURE_BAD_ANSWER,  /* not what the contract says: cut off, not JSON, wrong type, too deep … */
    FAILURE_TOO_LARGE,   /* before or after decompression */
    FAILURE_NO_MEMORY,
};

enum answer_state {
    ANSWER_CACHED,    /* from flash, shown at once; another answer for this request follows */
    ANSWER_FRESH,     /* new from the headend */
    ANSWER_UNCHANGED, /* the headend says: what was cached is still right (no record comes with it, unless
                         none was handed out as cached) */
    ANSWER_FAILED,    /* what was shown stays right to show, with its age */
};

struct answer {
    enum answer_state state;
    enum failure failure; /* with ANSWER_FAILED */
    int http_status;      /* 0: none came */
    int64_t fetched_ms;   /* when the record was last known to be right, ms UTC; 0: never */
    int final;            /* 1: no other answer follows for this request */
    char detail[160];     /* for the log and the help screen, English */
};

/* 0 is no request. A request that was cancelled never calls back. */
typedef uint32_t request_id;

/* The callbacks own the record they get (NULL with ANSWER_FAILED and mostly with ANSWER_UNCHANGED). They may
 * start and cancel requests, their own included. */
typedef void (*menu_callback)(void *context, const struct answer *answer, struct menu *menu);
typedef void (*notice_list_callback)(void *context, const struct answer *answer, struct notice_list *list);
typedef void (*notice_callback)(void *context, const struct answer *answer, struct notice *notice);
typedef void (*guide_list_callback)(void *context, const struct answer *answer, struct guide_list *list);
typedef void (*guide_callback)(void *context, const struct answer *answer, struct guide *guide);
typedef void (*flow_callback)(void *context, const struct answer *answer, struct flow_record *flow);
typedef void (*policy_list_callback)(void *context, const struct answer *answer, struct policy_list *list);
typedef void (*station_list_callback)(void *context, const struct answer *answer, struct station_list *list);
/* Personal, and so neither cached nor retried. Without a record `refusal` says why; `retry_at` (ms UTC, else
 * 0) with the limits of the day. */
struct case_answer {
    struct case_record *record; /* the callback owns it */
    enum case_refusal refusal;
    int64_t retry_at;
};
typedef void (*case_callback)(void *context, const struct answer *answer, const struct case_answer *found);
/* `stars` is what the headend holds now; 0 with a refusal. */
typedef void (*rating_callback)(void *context, const struct answer *answer, enum case_refusal refusal,
                                int stars);
/* `bytes` belongs to the client and lives until the callback returns. */
typedef void (*bytes_callback)(void *context, const struct answer *answer, const void *bytes, size_t length);

struct hall_client_options {
    const char *backend_url; /* without a closing slash */
    const char *ca_file;     /* "" or NULL: the system's */
    const char *area_code;   /* sent as ?area= */
    const char *box_number;  /* 32 hexadecimal digits, sent as TV-Hall-Box with what is limited by the day;
                                NULL: none */
    const char *cache_directory; /* created if missing; NULL: no cache */
    long connect_timeout_ms;     /* 0: 5,000 */
    long idle_timeout_ms;        /* no byte for this long ends a transfer; 0: 10,000 */
    long total_timeout_ms;       /* redirects included; this ends one that trickles; 0: 30,000 */
    unsigned retry_limit;        /* tries after the first, jittered, doubling from retry_first_ms; only for
                                    UNREACHABLE, TIMEOUT and SERVER. The callback hears of the first failure at once
                                    (the request stays open while it retries: `answer.final` 0) and then of success
                                    or of the last failure. Retry-After is honoured up to two minutes */
    long retry_first_ms;         /* 0: 1,000 */
};

/* Everything is copied. For another address or CA free the client and make a new one: what is cached stays,
 * by address. NULL only without memory; without a folder for the cache it works without one. */
struct hall_client *hall_client_new(const struct hall_client_options *options);
/* Waits for what is being written to flash; open requests never call back. */
void hall_client_free(struct hall_client *client);
/* 1: hall_client_free has nothing to wait for. */
int hall_client_is_written(const struct hall_client *client);

/* A cached answer is handed to the callback before these return. 0: nothing (more) follows, and the callback
 * has heard why: FAILURE_NO_MEMORY, or FAILURE_NOT_FOUND for an id or address of no allowed form. `limit` and
 * `category` are brought within the contract's bounds; `cursor` may be NULL or "". */
request_id hall_client_get_menu(struct hall_client *client, menu_callback callback, void *context);
request_id hall_client_get_notices(struct hall_client *client, int category, const char *cursor, int limit,
                                   notice_list_callback callback, void *context);
request_id hall_client_get_notice(struct hall_client *client, const char *id, notice_callback callback,
                                  void *context);
/* Guides, flows, policies and stations are public and cached as notices are; a guide or flow that the headend
 * says is gone is forgotten. */
request_id hall_client_get_guides(struct hall_client *client, guide_list_callback callback, void *context);
request_id hall_client_get_guide(struct hall_client *client, const char *id, guide_callback callback,
                                 void *context);
request_id hall_client_get_flow(struct hall_client *client, const char *id, flow_callback callback,
                                void *context);
request_id hall_client_get_policies(struct hall_client *client, policy_list_callback callback, void *context);
request_id hall_client_get_stations(struct hall_client *client, station_list_callback callback,
                                    void *context);
/* Posted, and the copy of what was typed is wiped when the answer is there. Numbers are of the right form
 * already (case_number.h, id_number.h): one that is not is refused here as CASE_REFUSAL_BAD_NUMBER. */
request_id hall_client_find_case(struct hall_client *client, const char *case_number, const char *id_tail,
                                 case_callback callback, void *context);
request_id hall_client_rate_case(struct hall_client *client, const char *case_number, const char *id_tail,
                                 int stars, rating_callback callback, void *context);
/* A picture of an article: an address relative to the headend, or one below the headend's own (others are
 * refused: the box speaks to the headend only). At most PICTURE_BYTES_MAX. */
request_id hall_client_get_picture(struct hall_client *client, const char *url, bytes_callback callback,
                                   void *context);
/* The box part of headend.xml, as bytes; not cached here: the application keeps the last good one. ETag is
 * kept in memory. */
request_id hall_client_get_config(struct hall_client *client, bytes_callback callback, void *context);
void hall_client_cancel(struct hall_client *client, request_id id);

/* For the loop: poll with curl_multi_poll on this handle, call service after every poll and at the deadline
 * (CLOCK_MONOTONIC microseconds, INT64_MAX: never). */
CURLM *hall_client_multi(struct hall_client *client);
int64_t hall_client_deadline(const struct hall_client *client);
void hall_client_service(struct hall_client *client, int64_t now_us);

/* Requests not yet answered for good: 0 is idle. */
size_t hall_client_open_requests(const struct hall_client *client);

/* The time of day as far as the box can know it, ms UTC: the headend's Date once it has answered (moments
 * before 2024 and after 2100 are not believed); before that the system's clock; where that is behind the
 * newest moment that the cache has shown (a box without a battery starts in 1970), that moment, run on. */
int64_t hall_client_now_ms(const struct hall_client *client);
/* 0: the last of these, which is only the earliest that it can be. */
int hall_client_time_is_known(const struct hall_client *client);

enum { PICTURE_BYTES_MAX = 4 * 1024 * 1024, ANSWER_BYTES_MAX = 4 * 1024 * 1024 };

#endif
