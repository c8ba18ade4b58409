#ifndef BACKEND_CLIENT_TRANSFER_TRANSFER_JUDGE_H
#define BACKEND_CLIENT_TRANSFER_TRANSFER_JUDGE_H

#include <curl/curl.h>

#include "backend-client/transfer/transfer.h"

/* What curl's results and the headend's headers mean. */

enum failure failure_of_curl(CURLcode code);
/* `conditional`: an If-None-Match was sent, so 304 is an answer. */
enum failure failure_of_status(long status, int conditional);
int is_redirect(long status);

/* 1 if a redirect from one address to the other may be followed: the same host and port, and never from https
 * to http; an upgrade from http to https may change the port. */
int redirect_allowed(const char *from, const char *to);

/* Copies an ETag that can be sent back; "" if there is none. */
void read_etag(CURL *easy, char etag[TRANSFER_ETAG_SIZE]);
/* How what comes is compressed. */
enum encoding { ENCODING_NONE, ENCODING_GZIP, ENCODING_OTHER };
enum encoding read_encoding(CURL *easy);
/* 1: it is said to be HTML. */
int read_is_page(CURL *easy);
/* 0 if there is none. */
int64_t read_date_ms(CURL *easy);

#endif
