#ifndef HEADEND_CRYPTO_TICKET_SIGNATURE_H
#define HEADEND_CRYPTO_TICKET_SIGNATURE_H

#include <stddef.h>

#include "headend/crypto/digest.h"

/* The signatures of the exchange of tickets, for both ends of it: docs/upstreams.md. */

#define TICKET_PATH "/ticket/v1/user"

struct ticket_message {
    const char *app_id, *timestamp, *nonce;
    const char *body;
    size_t length;
};

/* -1: it is too long, or OpenSSL cannot. */
int ticket_sign_question(const char *secret, const struct ticket_message *message,
                         char signature[DIGEST_HEX_SIZE]);
/* Of an answer: `nonce` is the question's, so that no answer is good for another question. */
int ticket_sign_answer(const char *secret, const struct ticket_message *message,
                       char signature[DIGEST_HEX_SIZE]);

#endif
