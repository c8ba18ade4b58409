#ifndef HEADEND_BOXES_BOX_STORE_H
#define HEADEND_BOXES_BOX_STORE_H

#include <stdint.h>

#include "headend/crypto/token.h"
#include "headend/database/store.h"
#include "headend/http/sender.h"

/* The boxes that were provisioned, and by what each proves which it is (docs/decisions/0101): in the store of
 * households. Of a token its digest only is there. */

extern const struct store_steps boxes_steps;

enum { BOX_REASON_SIZE = 193 };

struct box_record {
    struct known_box box;
    int64_t added_ms;
    int64_t provisioned_ms; /* when its token was made */
    int64_t revoked_ms;     /* 0: it is not */
    char reason[BOX_REASON_SIZE];
};

/* Whose token it is: 1, and the box; 0: no box's, or a revoked one's; -1: the store cannot be read. */
int box_store_find(struct store *store, const char *token, struct known_box *box);

/* 1: the record; 0: there is no such box; -1. */
int box_store_get(struct store *store, const char *number, struct box_record *record);
/* A new box, whose number nobody has. -1. */
int box_store_add(struct store *store, const struct known_box *box, const struct token_digest *token,
                  int64_t now_ms);
/* Another token in place of the old one, which holds no more. -1. */
int box_store_provision(struct store *store, const char *number, const struct token_digest *token,
                        int64_t now_ms);
/* From now on its token is nobody's. -1. */
int box_store_revoke(struct store *store, const char *number, const char *reason, int64_t now_ms);

enum box_state { BOX_ANY_STATE, BOX_GOOD, BOX_REVOKED };

struct box_filter {
    enum box_state state;
    const char *area; /* of what lies in it; "" or NULL: any */
    const char *name; /* stands in its name; "" or NULL: any */
};

/* Calls back with each, by number, until it returns other than 0. Returns that, 0, or -1. */
int box_store_each(struct store *store, const struct box_filter *filter,
                   int (*visit)(void *context, const struct box_record *record), void *context);

#endif
