#ifndef BACKEND_CLIENT_TRANSFER_TRANSFER_H
#define BACKEND_CLIENT_TRANSFER_TRANSFER_H

#include <poll.h>
#include <stddef.h>
#include <stdint.h>

#include "backend-client/transfer/failure.h"

/* GET and POST requests in one curl multi handle: time-outs, redirects within the host (of a GET), and bounds
 * on what comes, before and after decompression. Knows nothing of records, retries or caches. What is posted
 * is taken for personal: it is sent once, not followed to another address, and our copies of it and of what
 * came are wiped. */

struct transfers;
struct transfer;

enum {
    TRANSFER_REDIRECT_MAX = 3,
    TRANSFER_HEADER_BYTES_MAX = 32 * 1024,
    TRANSFER_ETAG_SIZE = 201,
};

struct transfer_options {
    const char *ca_file; /* "" or NULL: the system's */
    long connect_timeout_ms, idle_timeout_ms, total_timeout_ms;
};

struct transfer_result {
    enum failure failure;
    int http_status; /* 0: none came */
    /* With status 200, 404 and 410, to a POST with any status: `length` bytes, decompressed; the transfer's.
     */
    const unsigned char *body;
    size_t length;
    const char *etag;      /* "" if there was none that can be used */
    int64_t date_ms;       /* when the answer was made (Date + Age); 0: not said */
    int64_t retry_after_s; /* 0: not said */
    int is_page;           /* HTML came, which the headend never sends to a box */
    const char *detail;
};

/* Called from transfers_service, after which the transfer is gone. It may start and cancel transfers. */
typedef void (*transfer_done)(void *context, const struct transfer_result *result);

struct transfers *transfers_new(const struct transfer_options *options);
void transfers_free(struct transfers *transfers); /* open transfers are cancelled */

/* Everything is copied. */
struct transfer_order {
    const char *url;
    const char *etag;   /* NULL or "": unconditional */
    size_t limit;       /* bytes of the answer */
    long time_limit_ms; /* redirects included; 0: that of the options */
    long silence_ms;    /* without a byte; 0: the idle time of the options */
    const char *post;   /* JSON to be posted; NULL: a GET */
    size_t post_length;
    /* To be sent with what is posted; NULL or "": none. */
    const char *box_number;
    const char *credential, *session; /* tokens: our copies are wiped */
    /* Certificates are judged by these (certificate_time.h). */
    int64_t earliest_ms, judged_ms;
};

/* NULL without memory or if curl refuses the address. */
struct transfer *transfer_start(struct transfers *transfers, const struct transfer_order *order,
                                transfer_done done, void *context);
void transfer_cancel(struct transfer *transfer);

/* Until something has happened at a transfer or at one of `fds`, whose revents are set, or the time is over.
 * 0, or -1: the log says why, and nothing is known of `fds`. At most TRANSFER_WAIT_FDS_MAX of them. */
enum { TRANSFER_WAIT_FDS_MAX = 64 };
int transfers_wait(struct transfers *transfers, struct pollfd *fds, size_t count, int timeout_ms);
int64_t transfers_deadline(const struct transfers *transfers);
void transfers_service(struct transfers *transfers, int64_t now_us);

#endif
