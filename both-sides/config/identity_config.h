#ifndef BOTH_SIDES_CONFIG_IDENTITY_CONFIG_H
#define BOTH_SIDES_CONFIG_IDENTITY_CONFIG_H

#include "both-sides/config/upstream_config.h"

/* Who says who a person is: <identity> of <server> in headend.xml. */

enum {
    IDENTITY_CLIENT_ID_SIZE = 129,
    IDENTITY_CLAIM_SIZE = 65,
    IDENTITY_WORDS_SIZE = 257,
};

enum identity_kind { IDENTITY_KIND_OIDC, IDENTITY_KIND_TICKET, IDENTITY_KIND_COUNT };

/* How we show an OpenID Connect provider who asks for a token (OpenID Connect Core 9). */
enum identity_proof {
    IDENTITY_PROOF_BASIC, /* client_secret_basic */
    IDENTITY_PROOF_POST,  /* client_secret_post */
    IDENTITY_PROOF_KEY,   /* private_key_jwt */
    IDENTITY_PROOF_COUNT
};

struct identity_config {
    struct upstream_config upstream; /* without a url nobody can be bound */
    enum identity_kind kind;
    char client_id[IDENTITY_CLIENT_ID_SIZE]; /* who we are there; of a ticket portal: the application's id */
    char secret_file[UPSTREAM_PATH_SIZE]; /* our secret, or with IDENTITY_PROOF_KEY our private key (PEM) */
    /* Of OpenID Connect. */
    char issuer[UPSTREAM_URL_SIZE]; /* compared letter for letter; "": the upstream's url */
    enum identity_proof proof;
    char scope[IDENTITY_WORDS_SIZE];           /* with "openid" */
    char name_claim[IDENTITY_CLAIM_SIZE];      /* which claim is the name */
    char id_number_claim[IDENTITY_CLAIM_SIZE]; /* and which the ID number */
    char strong_acr[IDENTITY_WORDS_SIZE]; /* values of "acr" of a stronger check, blanks between; "": none */
    /* Of a ticket portal. */
    char login_url[UPSTREAM_URL_SIZE]; /* where the phone is sent */
};

#endif
