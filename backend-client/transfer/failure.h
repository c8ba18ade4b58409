#ifndef BACKEND_CLIENT_TRANSFER_FAILURE_H
#define BACKEND_CLIENT_TRANSFER_FAILURE_H

/* Why there is no answer. */
enum failure {
    FAILURE_NONE,
    FAILURE_UNREACHABLE,  /* no connection, name, certificate; something in between answers in its place */
    FAILURE_CLOCK,        /* the box's clock is not within the certificate's time */
    FAILURE_TIMEOUT,      /* hung or trickled */
    FAILURE_REFUSED,      /* 4xx other than 404, or redirects in a circle */
    FAILURE_NOT_FOUND,    /* 404, 410, of the headend itself */
    FAILURE_SERVER,       /* 5xx */
    FAILURE_BAD_RESPONSE, /* not what the contract says: cut off, not JSON, wrong type, too deep … */
    FAILURE_TOO_LARGE,    /* before or after decompression */
    FAILURE_NO_MEMORY,
};

#endif
