#ifndef SANDBOX_IDENTITY_KEYS_H
#define SANDBOX_IDENTITY_KEYS_H

#include <openssl/types.h>
#include <pthread.h>

#include "both-sides/json/json_writer.h"
#include "headend/crypto/signed_token.h"

/* The keys of a provider, made at its start and when they rotate; none is kept in a file. */

enum { KEY_ID_SIZE = 24 };

struct identity_keys {
    pthread_mutex_t lock;
    EVP_PKEY *ec, *rsa,
        *hidden; /* rsa: made when it is first wanted, as that takes long; hidden: not published */
    int generation;
    char algorithm[6]; /* with which tokens are signed */
};

int identity_keys_open(struct identity_keys *keys);
void identity_keys_close(struct identity_keys *keys);
/* New ones in the place of the old. -1: OpenSSL cannot. */
int identity_keys_rotate(struct identity_keys *keys);
/* "ES256", "RS256", "PS256". -1: there is no such, or OpenSSL cannot. */
int identity_keys_use(struct identity_keys *keys, const char *algorithm);

int identity_keys_sign(struct identity_keys *keys, int with_hidden, const char *claims,
                       char token[SIGNED_TOKEN_SIZE]);
/* {"keys":[…]} */
void identity_keys_write(struct identity_keys *keys, struct json_writer *json);

#endif
