#include "headend/household/pins.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>
#include <sys/random.h>

#include "headend/database/statement.h"

/* 32 MiB and some 80 ms for each try. */
enum { SCRYPT_N = 32768, SCRYPT_R = 8, SCRYPT_P = 1, SCRYPT_MEMORY = 64 * 1024 * 1024 };
static const int64_t longest_lock_ms = (int64_t)24 * 3600 * 1000;

/* --- What is kept --- */

int pins_get(struct store *store, const char *box, struct kept_pin *pin)
{
    struct store_rows *rows =
        store_query(store, "SELECT salt, hash, failures, locks, locked_until FROM pins WHERE box = ?1",
                    STORE_VALUES(store_text(box)));
    int found = store_next(rows);
    memset(pin, 0, sizeof *pin);
    if (found == 1) {
        size_t salt_length = 0;
        size_t hash_length = 0;
        const void *salt = store_column_bytes(rows, 0, &salt_length);
        const void *hash = store_column_bytes(rows, 1, &hash_length);
        if (salt != NULL && hash != NULL && salt_length == PIN_SALT_BYTES && hash_length == PIN_HASH_BYTES) {
            memcpy(pin->salt, salt, PIN_SALT_BYTES);
            memcpy(pin->hash, hash, PIN_HASH_BYTES);
            pin->failures = (int)store_column_integer(rows, 2);
            pin->locks = (int)store_column_integer(rows, 3);
            pin->locked_until = store_column_integer(rows, 4);
        } else {
            found = store_failed(store, "a PIN that was kept cannot be read");
        }
    }
    store_done(rows);
    return found;
}

static int put(struct store *store, const char *box, const struct kept_pin *pin, int64_t now)
{
    return store_run(store,
                     "INSERT INTO pins (box, salt, hash, failures, locks, locked_until, set_at) VALUES (?1, "
                     "?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (box) DO UPDATE SET salt = ?2, hash = ?3, failures "
                     "= ?4, locks = ?5, locked_until = ?6, set_at = ?7",
                     STORE_VALUES(store_text(box), store_bytes(pin->salt, PIN_SALT_BYTES),
                                  store_bytes(pin->hash, PIN_HASH_BYTES), store_integer(pin->failures),
                                  store_integer(pin->locks), store_integer(pin->locked_until),
                                  store_integer(now)));
}

static int put_count(struct store *store, const char *box, const struct kept_pin *pin)
{
    return store_run(store, "UPDATE pins SET failures = ?2, locks = ?3, locked_until = ?4 WHERE box = ?1",
                     STORE_VALUES(store_text(box), store_integer(pin->failures), store_integer(pin->locks),
                                  store_integer(pin->locked_until)));
}

int pins_reset(struct store *store, const char *box)
{
    int64_t there =
        store_number(store, "SELECT count(*) FROM pins WHERE box = ?1", STORE_VALUES(store_text(box)), 0);
    if (there <= 0) {
        return (int)there;
    }
    return store_run(store, "DELETE FROM pins WHERE box = ?1", STORE_VALUES(store_text(box))) == 0 &&
                   store_purge(store) == 0
               ? 1
               : -1;
}

/* --- Trying and setting --- */

static int hash_pin(const struct keyed_hash *key, const char *box, const char *pin,
                    const unsigned char salt[PIN_SALT_BYTES], unsigned char out[PIN_HASH_BYTES])
{
    struct hash keyed;
    int good = keyed_hash_of(key, "pin", box, pin, &keyed) == 0 &&
               EVP_PBE_scrypt((const char *)keyed.bytes, sizeof keyed.bytes, salt, PIN_SALT_BYTES, SCRYPT_N,
                              SCRYPT_R, SCRYPT_P, SCRYPT_MEMORY, out, PIN_HASH_BYTES) == 1;
    explicit_bzero(&keyed, sizeof keyed);
    return good ? 0 : -1;
}

static void count_failure(struct kept_pin *pin, int64_t now, int64_t lock_ms)
{
    if (++pin->failures < PIN_FAILURES_MAX) {
        return;
    }
    for (int i = 0; i < pin->locks && lock_ms < longest_lock_ms; i++) {
        lock_ms *= 2;
    }
    pin->locked_until = now + (lock_ms < longest_lock_ms ? lock_ms : longest_lock_ms);
    pin->locks++;
    pin->failures = 0;
}

enum pin_result pins_try(struct store *store, const struct keyed_hash *key, const char *box, const char *pin,
                         int64_t now, int64_t lock_ms)
{
    struct kept_pin kept;
    unsigned char hash[PIN_HASH_BYTES];
    int found = pins_get(store, box, &kept);
    if (found != 1) {
        return found == 0 ? PIN_IS_NONE : PIN_FAILED;
    }
    if (now < kept.locked_until) {
        return PIN_IS_LOCKED;
    }
    /* Counted before it is looked at: who ends the headend in between has gained no try. */
    count_failure(&kept, now, lock_ms);
    if (put_count(store, box, &kept) != 0 || hash_pin(key, box, pin, kept.salt, hash) != 0) {
        return PIN_FAILED;
    }
    int right = CRYPTO_memcmp(hash, kept.hash, sizeof hash) == 0;
    explicit_bzero(hash, sizeof hash);
    if (right) {
        kept.failures = 0;
        kept.locks = 0;
        kept.locked_until = 0;
        return put_count(store, box, &kept) == 0 ? PIN_RIGHT : PIN_FAILED;
    }
    return kept.locked_until > now ? PIN_IS_LOCKED : PIN_WRONG;
}

int pin_is_weak(const char *pin)
{
    int same = 1;
    int up = 1;
    int down = 1;
    for (size_t i = 1; pin[i] != '\0'; i++) {
        int step = pin[i] - pin[i - 1];
        same = same && step == 0;
        up = up && step == 1;
        down = down && step == -1;
    }
    return same || up || down;
}

int pins_set(struct store *store, const struct keyed_hash *key, const char *box, const char *pin, int64_t now)
{
    struct kept_pin kept = {.failures = 0};
    int good = getrandom(kept.salt, sizeof kept.salt, 0) == (ssize_t)sizeof kept.salt &&
               hash_pin(key, box, pin, kept.salt, kept.hash) == 0 && put(store, box, &kept, now) == 0;
    explicit_bzero(&kept, sizeof kept);
    return good ? 0 : -1;
}
