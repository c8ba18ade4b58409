#ifndef SANDBOX_IDENTITY_TOKEN_H
#define SANDBOX_IDENTITY_TOKEN_H

#include <stdint.h>

#include "sandbox/identity_keys.h"
#include "sandbox/login_fault.h"
#include "sandbox/login_store.h"

struct identity_token {
    const char *issuer, *client_id, *client_secret, *access_token;
    const struct login *login;
    enum login_fault fault; /* what is wrong with it */
    int64_t now_s;
};

/* The ID token of a log-in. -1: OpenSSL cannot. */
int identity_token_make(struct identity_keys *keys, const struct identity_token *token,
                        char out[SIGNED_TOKEN_SIZE]);

#endif
