#ifndef HEADEND_HTTP_SENDER_H
#define HEADEND_HTTP_SENDER_H

#include <stddef.h>
#include <stdint.h>

#include "headend/crypto/token.h"
#include "headend/http/client_address.h"

/* Who asks, as far as the route needs to know it (docs/decisions/0100). */

enum {
    BOX_NUMBER_SIZE = 33,
    BOX_NAME_SIZE = 97,
    BOX_AREA_SIZE = 13,
    PERSON_SIZE = 65,
    MEMBER_ID_SIZE = 33,
    PERSON_ID_NUMBER_SIZE = 19,
    CREDENTIAL_SIZE = TOKEN_SIZE
};

/* A box with a credential that holds. */
struct known_box {
    char number[BOX_NUMBER_SIZE]; /* 32 hexadecimal digits */
    char name[BOX_NAME_SIZE];     /* UTF-8, what a person calls it: "客厅" */
    char area_code[BOX_AREA_SIZE];
};

/* A member of that box's household who scanned, for as long as the session holds. Not masked: only what asks
 * an upstream reads it, and wipes its copies. */
struct session_person {
    char member[MEMBER_ID_SIZE];           /* "": the household's own session, by PIN */
    char id_number[PERSON_ID_NUMBER_SIZE]; /* 18 characters, capital X; "": by PIN */
    unsigned scopes;                       /* bits of PERSON_SCOPE_BIT: consents that hold */
    int level;                             /* 1 household, 2 a person who scanned (domain.md 11) */
};

struct sender {
    char box[BOX_NUMBER_SIZE];         /* ROUTE_NEEDS_BOX; "": it has no number */
    char address[CLIENT_ADDRESS_SIZE]; /* ROUTE_NEEDS_BOX, _KNOWN_BOX, _SESSION and _TAKES_SESSION */
    char person[PERSON_SIZE];          /* ROUTE_NEEDS_PERSON */
    struct known_box known_box;        /* ROUTE_NEEDS_KNOWN_BOX and _SESSION, ROUTE_TAKES_SESSION */
    struct session_person session;     /* ROUTE_NEEDS_SESSION, ROUTE_TAKES_SESSION */
};

#endif
