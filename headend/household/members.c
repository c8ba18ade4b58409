#include "headend/household/members.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "both-sides/arena.h"
#include "headend/database/statement.h"
#include "headend/household/pins.h"

static const int64_t day_ms = (int64_t)24 * 3600 * 1000;

/* A consent has no key of its member's table: it stays as a record when the member has gone. */
static const struct store_step steps[] = {
    {1, "CREATE TABLE members (id TEXT PRIMARY KEY, box TEXT NOT NULL, person BLOB NOT NULL, alias TEXT NOT "
        "NULL, name TEXT NOT NULL, level INTEGER NOT NULL, by_relative INTEGER NOT NULL, bound_at INTEGER "
        "NOT NULL, UNIQUE (box, person)) STRICT, WITHOUT ROWID;"
        "CREATE INDEX members_by_person ON members (person);"
        "CREATE TABLE consents (member TEXT NOT NULL, scope TEXT NOT NULL, given_at INTEGER NOT NULL, "
        "wording INTEGER NOT NULL, withdrawn_at INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (member, scope, "
        "given_at)) STRICT, WITHOUT ROWID;"
        "CREATE TABLE pins (box TEXT PRIMARY KEY, salt BLOB NOT NULL, hash BLOB NOT NULL, failures INTEGER "
        "NOT NULL, locks INTEGER NOT NULL, locked_until INTEGER NOT NULL, set_at INTEGER NOT NULL) STRICT, "
        "WITHOUT ROWID;"},
};
const struct store_steps household_steps = {steps, sizeof steps / sizeof steps[0]};

static struct store_value hash_value(const struct hash *hash)
{
    return store_bytes(hash->bytes, HASH_BYTES);
}

/* --- Members --- */

static int make_member_id(char member[MEMBER_ID_SIZE])
{
    unsigned char random[(MEMBER_ID_SIZE - 1) / 2];
    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random) {
        return -1;
    }
    for (size_t i = 0; i < sizeof random; i++) {
        (void)snprintf(member + 2 * i, 3, "%02x", random[i]);
    }
    return 0;
}

/* 1: known by this person on this box; 0: not; -1. */
static int find_member(struct store *store, const struct household_binding *binding,
                       char member[MEMBER_ID_SIZE], char *alias, size_t alias_size)
{
    struct store_rows *rows =
        store_query(store, "SELECT id, alias FROM members WHERE box = ?1 AND person = ?2",
                    STORE_VALUES(store_text(binding->box), hash_value(binding->person)));
    int found = store_next(rows);
    if (found == 1) {
        store_column_fixed(rows, 0, member, MEMBER_ID_SIZE);
        store_column_fixed(rows, 1, alias, alias_size);
    }
    store_done(rows);
    return found;
}

static int withdraw_all(struct store *store, const char *member, int64_t now)
{
    return store_run(store, "UPDATE consents SET withdrawn_at = ?2 WHERE member = ?1 AND withdrawn_at = 0",
                     STORE_VALUES(store_text(member), store_integer(now)));
}

/* What is agreed to now holds in place of what was; what was agreed to in the same words goes on. */
static int agree(struct store *store, const char *member, const struct household_binding *binding)
{
    int result = 0;
    for (size_t i = 0; result == 0 && i < PERSON_SCOPE_COUNT; i++) {
        struct store_value scope = store_text(person_scopes.words[i]);
        struct store_value wording = store_integer(binding->wordings[i]);
        struct store_value now = store_integer(binding->now);
        int is_agreed = (binding->scopes & PERSON_SCOPE_BIT(i)) != 0;
        int64_t holds = store_number(store,
                                     "SELECT count(*) FROM consents WHERE member = ?1 AND scope = ?2 AND "
                                     "wording = ?3 AND withdrawn_at = 0",
                                     STORE_VALUES(store_text(member), scope, wording), 0);
        if (holds < 0) {
            return -1;
        }
        if (is_agreed && holds > 0) {
            continue;
        }
        result = store_run(store,
                           "UPDATE consents SET withdrawn_at = ?3 WHERE member = ?1 AND scope = ?2 AND "
                           "withdrawn_at = 0",
                           STORE_VALUES(store_text(member), scope, now));
        if (result == 0 && is_agreed) {
            result = store_run(store,
                               "INSERT INTO consents (member, scope, given_at, wording) VALUES (?1, ?2, ?3, "
                               "?4) ON CONFLICT (member, scope, given_at) DO UPDATE SET wording = ?4, "
                               "withdrawn_at = 0",
                               STORE_VALUES(store_text(member), scope, now, wording));
        }
    }
    return result;
}

static int put_member(struct store *store, const struct household_binding *binding, const char *member,
                      const char *alias, int is_new)
{
    return is_new
               ? store_run(store,
                           "INSERT INTO members (id, box, person, alias, name, level, by_relative, "
                           "bound_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                           STORE_VALUES(store_text(member), store_text(binding->box),
                                        hash_value(binding->person), store_text(alias),
                                        store_text(binding->name), store_integer(binding->level),
                                        store_integer(binding->by_relative), store_integer(binding->now)))
               : store_run(store,
                           "UPDATE members SET alias = ?2, name = ?3, level = ?4, by_relative = ?5 WHERE "
                           "id = ?1",
                           STORE_VALUES(store_text(member), store_text(alias), store_text(binding->name),
                                        store_integer(binding->level), store_integer(binding->by_relative)));
}

static enum bind_result bind_inside(struct store *store, const struct household_binding *binding,
                                    char member[MEMBER_ID_SIZE], char *alias, size_t alias_size)
{
    int known = find_member(store, binding, member, alias, alias_size);
    int64_t count = store_number(store, "SELECT count(*) FROM members WHERE box = ?1",
                                 STORE_VALUES(store_text(binding->box)), 0);
    if (known < 0 || count < 0 || (known == 0 && make_member_id(member) != 0)) {
        return BIND_FAILED;
    }
    if (known == 0 && count >= HOUSEHOLD_MEMBERS_MAX) {
        return BIND_HOUSEHOLD_IS_FULL;
    }
    if (known == 0 || binding->alias[0] != '\0') {
        (void)snprintf(alias, alias_size, "%s", binding->alias[0] != '\0' ? binding->alias : binding->name);
    }
    if (put_member(store, binding, member, alias, known == 0) != 0 || agree(store, member, binding) != 0) {
        return BIND_FAILED;
    }
    return known == 0 ? BIND_NEW : BIND_AGAIN;
}

enum bind_result members_bind(struct store *store, const struct household_binding *binding,
                              char member[MEMBER_ID_SIZE], char alias[])
{
    enum { SIZE = HOUSEHOLD_ALIAS_MAX * 4 + 1 };
    enum bind_result result = BIND_FAILED;
    if (store_begin_write(store) == 0) {
        result = bind_inside(store, binding, member, alias, SIZE);
        if ((result == BIND_NEW || result == BIND_AGAIN) && store_commit(store) != 0) {
            result = BIND_FAILED;
        }
    }
    store_end(store);
    return result;
}

/* --- What a television sees --- */

/* Of each scope the last. -1: out of memory, or failed. */
static int read_consents(struct store *store, struct arena *arena, struct household_member *member)
{
    member->consents = arena_alloc(arena, PERSON_SCOPE_COUNT * sizeof *member->consents);
    if (member->consents == NULL) {
        return -1;
    }
    struct store_rows *rows =
        store_query(store,
                    "SELECT scope, wording, given_at, withdrawn_at FROM consents WHERE member = ?1 ORDER BY "
                    "scope, given_at DESC",
                    STORE_VALUES(store_text(member->id)));
    unsigned seen = 0;
    int more = 0;
    while ((more = store_next(rows)) == 1) {
        const char *word = store_column_text(rows, 0);
        unsigned bit = 0;
        if (word == NULL || person_scopes_read(word, &bit) != 0 || (seen & bit) != 0) {
            continue;
        }
        struct household_consent *consent = &member->consents[member->consent_count++];
        *consent = (struct household_consent){.wording = (int)store_column_integer(rows, 1),
                                              .given_at = store_column_integer(rows, 2),
                                              .withdrawn_at = store_column_integer(rows, 3)};
        while (PERSON_SCOPE_BIT(consent->scope) != bit) {
            consent->scope++;
        }
        seen |= bit;
    }
    store_done(rows);
    return more;
}

static const char *keep_text(struct arena *arena, struct store_rows *rows, int column)
{
    const char *text = store_column_text(rows, column);
    return text != NULL ? arena_text(arena, text, strlen(text)) : NULL;
}

static int read_members(struct store *store, struct household *household, const char *box, int64_t now,
                        int64_t undo_ms)
{
    struct store_rows *rows =
        store_query(store,
                    "SELECT id, alias, name, level, by_relative, bound_at FROM members WHERE box = ?1 ORDER "
                    "BY bound_at DESC, id LIMIT 20",
                    STORE_VALUES(store_text(box)));
    int more = 0;
    while (household->member_count < HOUSEHOLD_MEMBERS_MAX && (more = store_next(rows)) == 1) {
        struct household_member *member = &household->members[household->member_count++];
        *member = (struct household_member){.consents = NULL};
        store_column_fixed(rows, 0, member->id, sizeof member->id);
        member->alias = keep_text(household->arena, rows, 1);
        member->name = keep_text(household->arena, rows, 2);
        member->level = (int)store_column_integer(rows, 3);
        member->by_relative = (int)store_column_integer(rows, 4);
        member->bound_at = store_column_integer(rows, 5);
        member->undo_until = now < member->bound_at + undo_ms ? member->bound_at + undo_ms : 0;
        if (member->alias == NULL || member->name == NULL) {
            more = -1;
            break;
        }
    }
    store_done(rows);
    for (size_t i = 0; more >= 0 && i < household->member_count; i++) {
        more = read_consents(store, household->arena, &household->members[i]);
    }
    return more < 0 ? -1 : 0;
}

struct household *members_read(struct store *store, const char *box, int64_t now, int64_t undo_ms)
{
    enum { MEMORY_MAX = 64 * 1024 };
    struct kept_pin pin = {.locked_until = 0};
    struct arena *arena = arena_new(0, MEMORY_MAX);
    struct household *household = arena != NULL ? arena_alloc(arena, sizeof *household) : NULL;
    if (household == NULL) {
        arena_free(arena);
        return NULL;
    }
    *household = (struct household){
        .arena = arena, .members = arena_alloc(arena, HOUSEHOLD_MEMBERS_MAX * sizeof *household->members)};
    int good = household->members != NULL && store_begin_read(store) == 0 &&
               read_members(store, household, box, now, undo_ms) == 0;
    household->has_pin = good ? pins_get(store, box, &pin) : -1;
    household->pin_locked_until = pin.locked_until > now ? pin.locked_until : 0;
    explicit_bzero(&pin, sizeof pin);
    store_end(store);
    if (household->has_pin < 0) {
        arena_wipe_and_free(arena);
        return NULL;
    }
    return household;
}

void members_free(struct household *household)
{
    if (household != NULL) {
        arena_wipe_and_free(household->arena);
    }
}

int members_scopes(struct store *store, const char *box, const char *member, unsigned *scopes)
{
    int64_t bound_at = 0;
    int found = members_bound_at(store, box, member, &bound_at);
    *scopes = 0;
    if (found != 1) {
        return found;
    }
    struct store_rows *rows =
        store_query(store, "SELECT scope FROM consents WHERE member = ?1 AND withdrawn_at = 0",
                    STORE_VALUES(store_text(member)));
    int more = 0;
    while ((more = store_next(rows)) == 1) {
        unsigned bit = 0;
        const char *word = store_column_text(rows, 0);
        *scopes |= word != NULL && person_scopes_read(word, &bit) == 0 ? bit : 0;
    }
    store_done(rows);
    return more < 0 ? -1 : 1;
}

int members_bound_at(struct store *store, const char *box, const char *member, int64_t *bound_at)
{
    *bound_at = store_number(store, "SELECT bound_at FROM members WHERE id = ?1 AND box = ?2",
                             STORE_VALUES(store_text(member), store_text(box)), 0);
    return *bound_at < 0 ? -1 : *bound_at > 0;
}

/* --- What is changed --- */

int members_rename(struct store *store, const char *box, const char *member, const char *alias)
{
    int64_t bound_at = 0;
    int found = members_bound_at(store, box, member, &bound_at);
    return found != 1 ? found
           : store_run(store, "UPDATE members SET alias = ?3 WHERE id = ?1 AND box = ?2",
                       STORE_VALUES(store_text(member), store_text(box), store_text(alias))) == 0
               ? 1
               : -1;
}

int members_unbind(struct store *store, const char *box, const char *member, int64_t now)
{
    int64_t bound_at = 0;
    int found = -1;
    if (store_begin_write(store) == 0) {
        found = members_bound_at(store, box, member, &bound_at);
        if (found == 1 && (withdraw_all(store, member, now) != 0 ||
                           store_run(store, "DELETE FROM members WHERE id = ?1 AND box = ?2",
                                     STORE_VALUES(store_text(member), store_text(box))) != 0 ||
                           store_commit(store) != 0)) {
            found = -1;
        }
    }
    store_end(store);
    return found == 1 && store_purge(store) != 0 ? -1 : found;
}

/* --- A person, wherever bound --- */

int members_of_person(struct store *store, const struct hash *person,
                      struct membership found[MEMBERSHIPS_MAX])
{
    struct store_rows *rows = store_query(
        store,
        "SELECT id, box, alias, bound_at FROM members WHERE person = ?1 ORDER BY bound_at DESC LIMIT 20",
        STORE_VALUES(hash_value(person)));
    int count = 0;
    int more = 0;
    while (count < MEMBERSHIPS_MAX && (more = store_next(rows)) == 1) {
        struct membership *membership = &found[count++];
        store_column_fixed(rows, 0, membership->member, sizeof membership->member);
        store_column_fixed(rows, 1, membership->box, sizeof membership->box);
        store_column_fixed(rows, 2, membership->alias, sizeof membership->alias);
        membership->bound_at = store_column_integer(rows, 3);
    }
    store_done(rows);
    for (int i = 0; more >= 0 && i < count; i++) {
        more = members_scopes(store, found[i].box, found[i].member, &found[i].scopes);
    }
    return more < 0 ? -1 : count;
}

int members_owner(struct store *store, const struct hash *person, const char *member,
                  char box[BOX_NUMBER_SIZE])
{
    struct store_rows *rows = store_query(store, "SELECT box FROM members WHERE id = ?1 AND person = ?2",
                                          STORE_VALUES(store_text(member), hash_value(person)));
    int found = store_next(rows);
    if (found == 1) {
        store_column_fixed(rows, 0, box, BOX_NUMBER_SIZE);
    }
    store_done(rows);
    return found;
}

int members_withdraw(struct store *store, const char *member, enum person_scope scope, int64_t now)
{
    struct store_value word = store_text(person_scopes.words[scope]);
    int64_t holds = store_number(
        store, "SELECT count(*) FROM consents WHERE member = ?1 AND scope = ?2 AND withdrawn_at = 0",
        STORE_VALUES(store_text(member), word), 0);
    if (holds <= 0) {
        return (int)holds;
    }
    return store_run(store,
                     "UPDATE consents SET withdrawn_at = ?3 WHERE member = ?1 AND scope = ?2 AND "
                     "withdrawn_at = 0",
                     STORE_VALUES(store_text(member), word, store_integer(now))) == 0
               ? 1
               : -1;
}

/* --- Time --- */

int members_forget(struct store *store, int64_t now)
{
    return store_run(store,
                     "DELETE FROM consents WHERE withdrawn_at > 0 AND withdrawn_at < ?1 AND NOT EXISTS "
                     "(SELECT 1 FROM members m WHERE m.id = consents.member)",
                     STORE_VALUES(store_integer(now - CONSENT_KEPT_DAYS * day_ms)));
}
