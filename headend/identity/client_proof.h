#ifndef HEADEND_IDENTITY_CLIENT_PROOF_H
#define HEADEND_IDENTITY_CLIENT_PROOF_H

#include <openssl/types.h>
#include <stdint.h>

#include "both-sides/config/identity_config.h"
#include "headend/crypto/own_secret.h"
#include "headend/upstream/form_body.h"

/* How we prove to a token endpoint who we are (OpenID Connect Core 9). */

enum { PROOF_HEADER_SIZE = 2048, SHARED_SECRET_SIZE = 257 };

struct client_proof {
    enum identity_proof kind;
    char client_id[IDENTITY_CLIENT_ID_SIZE];
    char secret[SHARED_SECRET_SIZE]; /* of a shared secret */
    EVP_PKEY *key;                   /* with IDENTITY_PROOF_KEY: RSA, or of the curve P-256 */
};

/* -1: `problem`. */
int client_proof_open(struct client_proof *proof, const struct identity_config *config,
                      char problem[OWN_SECRET_PROBLEM_SIZE]);
void client_proof_close(struct client_proof *proof);

/* Adds what belongs into the form; `header` gets a line of the request's head, or "". Both are to be wiped.
 * -1: OpenSSL cannot, or there is no room. */
int client_proof_add(const struct client_proof *proof, const char *token_endpoint, int64_t now_ms,
                     struct form_body *form, char header[PROOF_HEADER_SIZE]);

#endif
