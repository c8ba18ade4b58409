#ifndef HEADEND_HOUSEHOLD_MEMBERS_H
#define HEADEND_HOUSEHOLD_MEMBERS_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/records/household_records.h"
#include "headend/crypto/keyed_hash.h"
#include "headend/database/store.h"
#include "headend/http/sender.h"

/* What of households survives a restart (docs/decisions/0104): members, what they agreed to, and PINs
 * (pins.h). A member is an alias, a masked name, and a keyed hash of issuer and subject. Moments are ms UTC.
 * Functions return 0, or -1: store_problem says why; where they return more, it is said. */

extern const struct store_steps household_steps;

enum {
    CONSENT_KEPT_DAYS = 3 * 365, /* that there was an agreement, without a name, after its member has gone */
};

struct household_binding {
    const char *box;
    const struct hash *person;
    const char *alias, *name;
    int level, by_relative;
    unsigned scopes;
    int wordings[PERSON_SCOPE_COUNT];
    int64_t now;
};

enum bind_result { BIND_FAILED = -1, BIND_AGAIN, BIND_NEW, BIND_HOUSEHOLD_IS_FULL };

/* Binds, or takes what was agreed to anew from one who was bound. `alias` then says what the member is called
 * ("" keeps what it was). */
enum bind_result members_bind(struct store *store, const struct household_binding *binding,
                              char member[MEMBER_ID_SIZE], char alias[]);

/* All that a television may see; freed with members_free. NULL: failed. `undo_ms`: how long a
 * binding can be undone. */
struct household *members_read(struct store *store, const char *box, int64_t now, int64_t undo_ms);
void members_free(struct household *household);

/* 1: of this box; 0: there is no such member; -1. */
int members_scopes(struct store *store, const char *box, const char *member, unsigned *scopes);
int members_bound_at(struct store *store, const char *box, const char *member, int64_t *bound_at);

/* 1: done; 0: there is no such member; -1. */
int members_rename(struct store *store, const char *box, const char *member, const char *alias);
/* Deletes the member; that something was agreed to is kept as withdrawn. */
int members_unbind(struct store *store, const char *box, const char *member, int64_t now);

/* --- A person, wherever bound --- */

struct membership {
    char member[MEMBER_ID_SIZE];
    char box[BOX_NUMBER_SIZE];
    char alias[HOUSEHOLD_ALIAS_MAX * 4 + 1];
    int64_t bound_at;
    unsigned scopes;
};

enum { MEMBERSHIPS_MAX = 20 };

/* How many there are, up to MEMBERSHIPS_MAX, the last first; -1. */
int members_of_person(struct store *store, const struct hash *person,
                      struct membership found[MEMBERSHIPS_MAX]);
/* 1: it is this person's, and of this box; 0; -1. */
int members_owner(struct store *store, const struct hash *person, const char *member,
                  char box[BOX_NUMBER_SIZE]);
/* 1: withdrawn; 0: it did not hold. */
int members_withdraw(struct store *store, const char *member, enum person_scope scope, int64_t now);

/* --- Time --- */

/* What need not be kept any more. */
int members_forget(struct store *store, int64_t now);

#endif
