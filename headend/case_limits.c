#include <string.h>

#include "headend/case_store.h"
#include "headend/case_store_private.h"

/* The limits of a day. `counts` holds failures by box and by address, and look-ups by case: the hashes of the
 * three are made for purposes of their own and never meet. */

static int64_t count_of(struct case_store *store, int day, const struct hash *who)
{
    const struct case_value values[] = {{.number = day}, {.hash = who}};
    return case_store_number(store, "SELECT count FROM counts WHERE day = ?1 AND who = ?2", values, 2, 0);
}

static int64_t seen_by(struct case_store *store, int day, const struct hash *who)
{
    const struct case_value values[] = {{.number = day}, {.hash = who}};
    return case_store_number(store, "SELECT count(*) FROM seen WHERE day = ?1 AND who = ?2", values, 2, 0);
}

static int64_t has_seen(struct case_store *store, const struct case_admission *admission,
                        const struct hash *who)
{
    const struct case_value values[] = {
        {.number = admission->day}, {.hash = who}, {.hash = &admission->target}};
    return case_store_number(store, "SELECT 1 FROM seen WHERE day = ?1 AND who = ?2 AND target = ?3", values,
                             3, 0);
}

static int add(struct case_store *store, int day, const struct hash *who, int amount)
{
    const struct case_value values[] = {{.number = day}, {.hash = who}, {.number = amount}};
    return case_store_number(
               store,
               "INSERT INTO counts VALUES (?1, ?2, max(?3, 0)) ON CONFLICT DO UPDATE SET count = max(count "
               "+ ?3, 0)",
               values, 3, 0) < 0
               ? -1
               : 0;
}

static int set_seen(struct case_store *store, const struct case_admission *admission, const struct hash *who,
                    int yes)
{
    const struct case_value values[] = {
        {.number = admission->day}, {.hash = who}, {.hash = &admission->target}};
    const char *sql = yes ? "INSERT OR IGNORE INTO seen VALUES (?1, ?2, ?3)"
                          : "DELETE FROM seen WHERE day = ?1 AND who = ?2 AND target = ?3";
    return case_store_number(store, sql, values, 3, 0) < 0 ? -1 : 0;
}

/* One who asks: a box or an address. */
static enum case_limit judge(struct case_store *store, const struct case_admission *admission,
                             const struct hash *who, int failures_max, int persons_max, int *is_new)
{
    int64_t failures = count_of(store, admission->day, who);
    int64_t before = has_seen(store, admission, who);
    int64_t seen = seen_by(store, admission->day, who);
    if (failures < 0 || before < 0 || seen < 0) {
        return CASE_LIMIT_UNKNOWN;
    }
    *is_new = before == 0;
    if (failures >= failures_max) {
        return CASE_LIMIT_FAILURES;
    }
    return *is_new && seen >= persons_max ? CASE_LIMIT_PERSONS : CASE_LIMIT_NONE;
}

static enum case_limit judge_all(struct case_store *store, struct case_admission *admission)
{
    enum case_limit limit = judge(store, admission, &admission->box, BOX_FAILURES_MAX, BOX_PERSONS_MAX,
                                  &admission->is_new_to_box);
    if (limit == CASE_LIMIT_NONE) {
        limit = judge(store, admission, &admission->address, ADDRESS_FAILURES_MAX, ADDRESS_PERSONS_MAX,
                      &admission->is_new_to_address);
    }
    int64_t lookups = limit == CASE_LIMIT_NONE ? count_of(store, admission->day, &admission->target) : 0;
    if (lookups < 0) {
        return CASE_LIMIT_UNKNOWN;
    }
    return lookups >= TARGET_LOOKUPS_MAX ? CASE_LIMIT_TARGET : limit;
}

static int begin_write(struct case_store *store)
{
    return case_store_number(store, "BEGIN IMMEDIATE", NULL, 0, 0) < 0 ? -1 : 0;
}

static int end_write(struct case_store *store, int good)
{
    return case_store_number(store, good ? "COMMIT" : "ROLLBACK", NULL, 0, 0) < 0 ? -1 : 0;
}

/* Yesterday's counts are of no use, and say who asked what. */
static int forget_other_days(struct case_store *store, int day)
{
    const struct case_value value = {.number = day};
    return case_store_number(store, "DELETE FROM seen WHERE day <> ?1", &value, 1, 0) < 0 ||
                   case_store_number(store, "DELETE FROM counts WHERE day <> ?1", &value, 1, 0) < 0
               ? -1
               : 0;
}

enum case_limit case_store_admit(struct case_store *store, struct case_admission *admission)
{
    (void)pthread_mutex_lock(&store->lock);
    enum case_limit limit = begin_write(store) == 0 ? judge_all(store, admission) : CASE_LIMIT_UNKNOWN;
    if (limit == CASE_LIMIT_NONE) {
        int good = forget_other_days(store, admission->day) == 0 &&
                   add(store, admission->day, &admission->box, 1) == 0 &&
                   add(store, admission->day, &admission->address, 1) == 0 &&
                   add(store, admission->day, &admission->target, 1) == 0 &&
                   set_seen(store, admission, &admission->box, 1) == 0 &&
                   set_seen(store, admission, &admission->address, 1) == 0;
        limit = good ? limit : CASE_LIMIT_UNKNOWN;
    }
    if (!sqlite3_get_autocommit(store->database) && end_write(store, limit == CASE_LIMIT_NONE) != 0) {
        limit = CASE_LIMIT_UNKNOWN;
    }
    (void)pthread_mutex_unlock(&store->lock);
    return limit;
}

static int correct(struct case_store *store, const struct case_admission *admission,
                   enum case_settlement settlement)
{
    int found = settlement == CASE_SETTLED_FOUND;
    int result = 0;
    if (settlement != CASE_SETTLED_FAILED) {
        result = add(store, admission->day, &admission->box, -1) != 0 ||
                 add(store, admission->day, &admission->address, -1) != 0;
    }
    if (settlement == CASE_SETTLED_GIVEN_BACK) {
        result = result || add(store, admission->day, &admission->target, -1) != 0;
    }
    /* Found: again, as another look-up of the same case may have failed meanwhile. */
    if (found || admission->is_new_to_box) {
        result = result || set_seen(store, admission, &admission->box, found) != 0;
    }
    if (found || admission->is_new_to_address) {
        result = result || set_seen(store, admission, &admission->address, found) != 0;
    }
    return result ? -1 : 0;
}

void case_store_settle(struct case_store *store, const struct case_admission *admission,
                       enum case_settlement settlement)
{
    (void)pthread_mutex_lock(&store->lock);
    if (begin_write(store) == 0) {
        /* What cannot be corrected stays counted. */
        int good = correct(store, admission, settlement) == 0;
        (void)end_write(store, good);
    }
    (void)pthread_mutex_unlock(&store->lock);
}
