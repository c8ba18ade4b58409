#ifndef BACKEND_CLIENT_TRANSFER_TRANSFER_PRIVATE_H
#define BACKEND_CLIENT_TRANSFER_TRANSFER_PRIVATE_H

#include "backend-client/transfer/transfer.h"

/* Shared by transfer.c (one transfer) and transfers.c (all of them, in the loop). */

struct transfer {
    struct transfers *owner;
    struct transfer *next;
    CURL *easy;
    struct curl_slist *headers;
    char *url;
    char *post; /* NULL: a GET */
    size_t post_length;
    int conditional;
    size_t limit;
    long time_limit_ms;
    unsigned char *body;
    size_t length, capacity;
    size_t header_bytes;
    curl_off_t seen_bytes; /* on the wire */
    int64_t start_us, active_us;
    unsigned redirects;
    int whole;            /* an answer came, to its end */
    enum failure stopped; /* why our own callbacks stopped it */
    char curl_error[CURL_ERROR_SIZE];
    char detail[160];
    transfer_done done;
    void *context;
};

struct transfers {
    CURLM *multi;
    struct transfer *open;
    char *ca_file;
    long connect_timeout_ms, idle_timeout_ms, total_timeout_ms;
};

/* Takes it out of curl; what was personal is wiped. */
void transfer_free(struct transfer *transfer);
/* curl is done with it: it goes on at another address, or its result is handed over and it is gone. */
void transfer_complete(struct transfer *transfer, CURLcode code);
/* Hands the result over; the transfer is gone after that. */
void transfer_finish(struct transfer *transfer, enum failure failure);

#endif
