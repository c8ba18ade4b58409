#ifndef BACKEND_CLIENT_WITHDRAWN_IDS_H
#define BACKEND_CLIENT_WITHDRAWN_IDS_H

#include <stddef.h>

#include "backend-client/records/records.h"

/* The ids of notices that must not be shown any more, from whichever list they were learnt. Kept in the
 * cache, so that a list that was cached before the withdrawal is right after a restart, too. */

struct response_cache;

enum { WITHDRAWN_IDS_MAX = 4000 };

struct withdrawn_ids {
    char (*ids)[NOTICE_ID_SIZE]; /* sorted */
    size_t count, capacity;
    int changed;
};

void withdrawn_ids_load(struct withdrawn_ids *set, struct response_cache *cache, const char *key);
/* Writes if something changed. */
void withdrawn_ids_save(struct withdrawn_ids *set, struct response_cache *cache, const char *key,
                        int64_t now_ms);
void withdrawn_ids_free(struct withdrawn_ids *set);

int withdrawn_ids_has(const struct withdrawn_ids *set, const char *id);
/* Returns -1 without memory. */
int withdrawn_ids_add(struct withdrawn_ids *set, char (*ids)[NOTICE_ID_SIZE], size_t count);
/* An id that the headend lists again. */
void withdrawn_ids_remove(struct withdrawn_ids *set, const char *id);

#endif
