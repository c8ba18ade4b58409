#ifndef SANDBOX_LOGIN_STORE_H
#define SANDBOX_LOGIN_STORE_H

#include <pthread.h>

#include "sandbox/sample_persons.h"

/* What a provider remembers under a random key that it gave away: codes, tokens, tickets. Of more than there
 * is room for the oldest go. */

enum { LOGIN_KEY_SIZE = 44, LOGINS_MAX = 256, LOGIN_NONCE_SIZE = 129, LOGIN_ADDRESS_SIZE = 1024 };

struct login {
    char key[LOGIN_KEY_SIZE]; /* "": none */
    const struct sample_person *person;
    char nonce[LOGIN_NONCE_SIZE], challenge[LOGIN_KEY_SIZE];
    char address[LOGIN_ADDRESS_SIZE]; /* where the phone goes back to */
};

struct login_store {
    pthread_mutex_t lock;
    struct login logins[LOGINS_MAX];
    unsigned next;
};

int login_store_open(struct login_store *store);
void login_store_close(struct login_store *store);

/* Fills in the key. -1: the system gives no random bytes. */
int login_store_put(struct login_store *store, struct login *login);
/* -1: there is no such key. `takes`: it is good once. */
int login_store_get(struct login_store *store, const char *key, int takes, struct login *login);

#endif
