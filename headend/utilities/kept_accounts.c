#include "headend/utilities/kept_accounts.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "headend/crypto/aes_gcm.h"
#include "headend/database/statement.h"

enum {
    SEALED_SIZE = ACCOUNT_NUMBER_SIZE + AES_GCM_TAG_BYTES,
    MARK_SIZE = CONTENT_ID_SIZE + ACCOUNT_NUMBER_SIZE
};

/* Triggers: whoever unbinds or revokes (a box, a phone, tv-hall-admin) knows nothing of accounts, and nothing
 * may be left of them if it is cut short. */
static const struct store_step steps[] = {
    {2, "CREATE TABLE kept_accounts (id TEXT PRIMARY KEY, box TEXT NOT NULL, operator TEXT NOT NULL, kind "
        "INTEGER NOT NULL, target BLOB NOT NULL, sealed BLOB NOT NULL, nickname TEXT NOT NULL, kept_at "
        "INTEGER NOT NULL, UNIQUE (box, target)) STRICT, WITHOUT ROWID;"
        "CREATE TRIGGER kept_accounts_of_nobody AFTER DELETE ON members WHEN NOT EXISTS (SELECT 1 FROM "
        "members WHERE box = OLD.box) BEGIN DELETE FROM kept_accounts WHERE box = OLD.box; END;"
        "CREATE TRIGGER kept_accounts_of_revoked AFTER UPDATE OF revoked ON boxes WHEN NEW.revoked <> 0 "
        "BEGIN DELETE FROM kept_accounts WHERE box = NEW.number; END;"},
};
const struct store_steps kept_accounts_steps = {steps, sizeof steps / sizeof steps[0]};

/* --- Sealing --- */

/* A key seals one text in its life, so the nonce need not differ. Bound to the operator: a number that was
 * moved to another row or operator does not open. */
static int seal_of(const struct keyed_hash *secret, const char *box, const char *id, struct hash *key)
{
    return keyed_hash_of(secret, "account-seal", box, id, key);
}

static struct aes_gcm gcm_of(const struct hash *key, const char *operator_id)
{
    return (struct aes_gcm){.key = key->bytes, .nonce = "kept-account", .data = operator_id};
}

/* -1: OpenSSL cannot. */
static int seal(const struct keyed_hash *secret, const char *box, const char *id,
                const struct kept_number *number, unsigned char sealed[SEALED_SIZE])
{
    struct hash key;
    int result = seal_of(secret, box, id, &key);
    if (result == 0) {
        const struct aes_gcm aes = gcm_of(&key, number->operator_id);
        result = aes_gcm_seal(&aes, number->account_no, strlen(number->account_no), sealed);
    }
    explicit_bzero(&key, sizeof key);
    return result;
}

/* "" where it does not open. */
static void unseal(const struct keyed_hash *secret, const char *box, const void *sealed, size_t length,
                   struct kept_number *number)
{
    struct hash key;
    unsigned char text[SEALED_SIZE];
    number->account_no[0] = '\0';
    if (sealed == NULL || length >= SEALED_SIZE || seal_of(secret, box, number->id, &key) != 0) {
        return;
    }
    const struct aes_gcm aes = gcm_of(&key, number->operator_id);
    memcpy(text, sealed, length);
    if (aes_gcm_open(&aes, text, &length) == 0) {
        memcpy(number->account_no, text, length);
        number->account_no[length] = '\0';
    }
    explicit_bzero(text, sizeof text);
    explicit_bzero(&key, sizeof key);
}

/* --- Keeping --- */

static int make_id(char id[KEPT_ACCOUNT_ID_SIZE])
{
    unsigned char random[(KEPT_ACCOUNT_ID_SIZE - 1) / 2];
    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random) {
        return -1;
    }
    for (size_t i = 0; i < sizeof random; i++) {
        (void)snprintf(id + 2 * i, 3, "%02x", random[i]);
    }
    return 0;
}

static int hash_target(const struct keyed_hash *secret, const char *box, const struct kept_number *number,
                       struct hash *target)
{
    char mark[MARK_SIZE];
    (void)snprintf(mark, sizeof mark, "%s/%s", number->operator_id, number->account_no);
    int result = keyed_hash_of(secret, "kept-account", box, mark, target);
    explicit_bzero(mark, sizeof mark);
    return result;
}

static enum keep_result keep_new(struct store *store, const struct keyed_hash *secret, const char *box,
                                 const struct kept_number *number, const struct hash *target)
{
    char id[KEPT_ACCOUNT_ID_SIZE];
    unsigned char sealed[SEALED_SIZE];
    int64_t count = kept_accounts_count(store, box);
    int64_t last_ms = store_number(store, "SELECT max(kept_at) FROM kept_accounts WHERE box = ?1",
                                   STORE_VALUES(store_text(box)), 0);
    if (count < 0 || last_ms < 0 || count >= KEPT_ACCOUNTS_MAX) {
        return count < 0 || last_ms < 0 ? KEEP_FAILED : KEEP_FULL;
    }
    /* The order in which they were kept also within a millisecond, or with a clock that was set back. */
    int64_t kept_ms = number->kept_ms > last_ms ? number->kept_ms : last_ms + 1;
    if (make_id(id) != 0 || seal(secret, box, id, number, sealed) != 0) {
        (void)store_failed(store, "an account cannot be sealed");
        return KEEP_FAILED;
    }
    int result = store_run(
        store,
        "INSERT INTO kept_accounts (id, box, operator, kind, target, sealed, nickname, kept_at) VALUES (?1, "
        "?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        STORE_VALUES(store_text(id), store_text(box), store_text(number->operator_id),
                     store_integer(number->kind), store_bytes(target->bytes, HASH_BYTES),
                     store_bytes(sealed, strlen(number->account_no) + AES_GCM_TAG_BYTES),
                     store_text(number->nickname), store_integer(kept_ms)));
    return result == 0 ? KEEP_DONE : KEEP_FAILED;
}

static enum keep_result keep_inside(struct store *store, const struct keyed_hash *secret, const char *box,
                                    const struct kept_number *number, const struct hash *target)
{
    const struct store_value hash = store_bytes(target->bytes, HASH_BYTES);
    int64_t known = store_number(store, "SELECT count(*) FROM kept_accounts WHERE box = ?1 AND target = ?2",
                                 STORE_VALUES(store_text(box), hash), 0);
    if (known < 0) {
        return KEEP_FAILED;
    }
    if (known == 0) {
        return keep_new(store, secret, box, number, target);
    }
    if (number->nickname[0] == '\0') {
        return KEEP_DONE;
    }
    return store_run(store, "UPDATE kept_accounts SET nickname = ?3 WHERE box = ?1 AND target = ?2",
                     STORE_VALUES(store_text(box), hash, store_text(number->nickname))) == 0
               ? KEEP_DONE
               : KEEP_FAILED;
}

enum keep_result kept_accounts_keep(struct store *store, const struct keyed_hash *secret, const char *box,
                                    const struct kept_number *number)
{
    struct hash target;
    enum keep_result result = KEEP_FAILED;
    if (hash_target(secret, box, number, &target) != 0) {
        (void)store_failed(store, "an account cannot be hashed");
        return KEEP_FAILED;
    }
    if (store_begin_write(store) == 0) {
        result = keep_inside(store, secret, box, number, &target);
        if (result == KEEP_DONE && store_commit(store) != 0) {
            result = KEEP_FAILED;
        }
    }
    store_end(store);
    return result;
}

/* --- Reading --- */

#define KEPT_COLUMNS "id, operator, kind, sealed, nickname, kept_at"

static void read_row(struct store_rows *rows, const struct keyed_hash *secret, const char *box,
                     struct kept_number *number)
{
    size_t length = 0;
    store_column_fixed(rows, 0, number->id, sizeof number->id);
    store_column_fixed(rows, 1, number->operator_id, sizeof number->operator_id);
    number->kind = (int)store_column_integer(rows, 2);
    const void *sealed = store_column_bytes(rows, 3, &length);
    unseal(secret, box, sealed, length, number);
    store_column_fixed(rows, 4, number->nickname, sizeof number->nickname);
    number->kept_ms = store_column_integer(rows, 5);
}

int kept_accounts_read(struct store *store, const struct keyed_hash *secret, const char *box,
                       struct kept_number numbers[KEPT_ACCOUNTS_MAX])
{
    struct store_rows *rows =
        store_query(store, "SELECT " KEPT_COLUMNS " FROM kept_accounts WHERE box = ?1 ORDER BY kept_at, id",
                    STORE_VALUES(store_text(box)));
    int count = 0;
    int more = store_next(rows);
    while (more == 1 && count < KEPT_ACCOUNTS_MAX) {
        read_row(rows, secret, box, &numbers[count++]);
        more = store_next(rows);
    }
    store_done(rows);
    if (more < 0) {
        explicit_bzero(numbers, (size_t)count * sizeof *numbers);
    }
    return more < 0 ? -1 : count;
}

int kept_accounts_find(struct store *store, const struct keyed_hash *secret, const char *box, const char *id,
                       struct kept_number *number)
{
    struct store_rows *rows =
        store_query(store, "SELECT " KEPT_COLUMNS " FROM kept_accounts WHERE box = ?1 AND id = ?2",
                    STORE_VALUES(store_text(box), store_text(id)));
    int found = store_next(rows);
    if (found == 1) {
        read_row(rows, secret, box, number);
    }
    store_done(rows);
    return found;
}

int64_t kept_accounts_count(struct store *store, const char *box)
{
    return store_number(store, "SELECT count(*) FROM kept_accounts WHERE box = ?1",
                        STORE_VALUES(store_text(box)), 0);
}

/* --- Changing --- */

/* One of this box, else nothing: 1, 0 or -1. The change and the look before it are one transaction. */
static int change(struct store *store, const char *box, const char *id, const char *sql,
                  struct store_values values)
{
    int64_t found = -1;
    if (store_begin_write(store) == 0) {
        found = store_number(store, "SELECT count(*) FROM kept_accounts WHERE box = ?1 AND id = ?2",
                             STORE_VALUES(store_text(box), store_text(id)), 0);
        if (found == 1 && (store_run(store, sql, values) != 0 || store_commit(store) != 0)) {
            found = -1;
        }
    }
    store_end(store);
    return (int)found;
}

int kept_accounts_rename(struct store *store, const char *box, const char *id, const char *nickname)
{
    return change(store, box, id, "UPDATE kept_accounts SET nickname = ?3 WHERE box = ?1 AND id = ?2",
                  STORE_VALUES(store_text(box), store_text(id), store_text(nickname)));
}

int kept_accounts_remove(struct store *store, const char *box, const char *id)
{
    int done = change(store, box, id, "DELETE FROM kept_accounts WHERE box = ?1 AND id = ?2",
                      STORE_VALUES(store_text(box), store_text(id)));
    return done == 1 && store_purge(store) != 0 ? -1 : done;
}
