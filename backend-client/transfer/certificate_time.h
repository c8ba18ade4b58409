#ifndef BACKEND_CLIENT_TRANSFER_CERTIFICATE_TIME_H
#define BACKEND_CLIENT_TRANSFER_CERTIFICATE_TIME_H

#include <curl/curl.h>
#include <stdint.h>

/* By which moment certificates are judged: a box without a battery starts in 1970, and one with a wrong clock
 * must be told so, not that its cable is broken. */
struct certificate_time {
    int64_t earliest_ms; /* it is later than that for certain: the build; the clock, where NTP keeps it */
    int64_t judged_ms;   /* the later one of that and of the clock */
    int clock_is_wrong;  /* out: not valid yet, or not any more at judged_ms but still at earliest_ms */
};

/* A CURLOPT_SSL_CTX_FUNCTION; `context` is a struct certificate_time that lives as long as the transfer. */
CURLcode certificate_time_use(CURL *easy, void *ssl_context, void *context);

#endif
