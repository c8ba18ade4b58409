#ifndef HEADEND_HTTP_RESPONSE_H
#define HEADEND_HTTP_RESPONSE_H

#include <microhttpd.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

/* An answer that is ready to be sent as often as wanted: plain, gzip'ed and "not modified". */

enum { ETAG_SIZE = 40 };

struct response {
    struct MHD_Response *plain;
    struct MHD_Response *gzip; /* NULL where it would not be smaller */
    struct MHD_Response *not_modified;
    char etag[ETAG_SIZE]; /* weak: the same for both encodings */
    size_t plain_bytes;
    size_t gzip_bytes;
    int64_t made;        /* wall clock, ms */
    int64_t valid_until; /* ms, exclusive */
    atomic_uint holders;
};

struct response_content {
    char *body; /* malloc'ed; answer_make takes it over, also when it fails */
    size_t length;
    size_t hashed; /* how much of the body the ETag speaks for, together with the day: 0 is all of it */
    const char *type;
    const char *cache_control;
    int compress;
    int64_t made, valid_until;
};

/* NULL when memory is short. */
struct response *response_make(const struct response_content *content);
/* One more who frees it. */
void response_hold(struct response *response);
/* Once the last has freed it, it is gone; what is being sent stays alive until it is sent. */
void response_free(struct response *response);

/* Content-Type, and what a browser is to keep to with it; a page may have forms that post to this host. -1:
 * out of memory. */
int response_add_type(struct MHD_Response *mhd_response, const char *type, int has_form);

/* 1 if If-None-Match (NULL: none) names this answer. */
int response_matches(const struct response *response, const char *if_none_match);

#endif
