#include "sandbox/login_store.h"

#include <string.h>

#include "headend/crypto/token.h"

int login_store_open(struct login_store *store)
{
    memset(store->logins, 0, sizeof store->logins);
    store->next = 0;
    return pthread_mutex_init(&store->lock, NULL) == 0 ? 0 : -1;
}

void login_store_close(struct login_store *store)
{
    (void)pthread_mutex_destroy(&store->lock);
}

int login_store_put(struct login_store *store, struct login *login)
{
    if (token_make(login->key) != 0) {
        return -1;
    }
    (void)pthread_mutex_lock(&store->lock);
    store->logins[store->next++ % LOGINS_MAX] = *login;
    (void)pthread_mutex_unlock(&store->lock);
    return 0;
}

int login_store_get(struct login_store *store, const char *key, int takes, struct login *login)
{
    int result = -1;
    (void)pthread_mutex_lock(&store->lock);
    for (size_t i = 0; i < LOGINS_MAX && key[0] != '\0' && result != 0; i++) {
        if (strcmp(store->logins[i].key, key) == 0) {
            *login = store->logins[i];
            result = 0;
            if (takes) {
                store->logins[i].key[0] = '\0';
            }
        }
    }
    (void)pthread_mutex_unlock(&store->lock);
    return result;
}
