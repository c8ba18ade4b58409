#include <string.h>

#include "headend/cases/case_store.h"
#include "headend/cases/case_store_private.h"

/* The limits of a day. `counts` holds failures by box, by address and by case: the hashes of the three are
 * made for purposes of their own and never meet. `seen` holds the cases that a box or an address has found,
 * and those that it asks about just now. */

static int64_t count_of(struct case_store *store, int day, const struct hash *who)
{
    return case_store_number(store, "SELECT count FROM counts WHERE day = ?1 AND who = ?2",
                             STORE_VALUES(store_integer(day), case_hash(who)));
}

static int64_t seen_by(struct case_store *store, int day, const struct hash *who)
{
    return case_store_number(store, "SELECT count(*) FROM seen WHERE day = ?1 AND who = ?2",
                             STORE_VALUES(store_integer(day), case_hash(who)));
}

int64_t case_store_has_seen(struct case_store *store, const struct case_admission *admission,
                            const struct hash *who)
{
    return case_store_number(
        store, "SELECT 1 + found FROM seen WHERE day = ?1 AND who = ?2 AND target = ?3",
        STORE_VALUES(store_integer(admission->day), case_hash(who), case_hash(&admission->target)));
}

static int add(struct case_store *store, int day, const struct hash *who, int failures, int unanswered)
{
    /* No count falls below 0. */
    return case_store_run(
        store,
        "INSERT INTO counts (day, who, count, unanswered) VALUES (?1, ?2, CASE WHEN ?3 > 0 THEN ?3 ELSE 0 "
        "END, CASE WHEN ?4 > 0 THEN ?4 ELSE 0 END) ON CONFLICT (day, who) DO UPDATE SET count = CASE WHEN "
        "counts.count + ?3 > 0 THEN counts.count + ?3 ELSE 0 END, unanswered = CASE WHEN counts.unanswered + "
        "?4 > 0 THEN counts.unanswered + ?4 ELSE 0 END",
        STORE_VALUES(store_integer(day), case_hash(who), store_integer(failures), store_integer(unanswered)));
}

int case_store_add(struct case_store *store, const struct case_admission *admission, int failures,
                   int unanswered)
{
    return add(store, admission->day, &admission->box, failures, unanswered) == 0 &&
                   add(store, admission->day, &admission->address, failures, unanswered) == 0 &&
                   add(store, admission->day, &admission->target, failures, unanswered) == 0
               ? 0
               : -1;
}

static int begin_seeing(struct case_store *store, const struct case_admission *admission,
                        const struct hash *who)
{
    return case_store_run(
        store,
        "INSERT INTO seen (day, who, target, found, open) VALUES (?1, ?2, ?3, 0, 1) ON CONFLICT (day, who, "
        "target) DO UPDATE SET open = seen.open + 1",
        STORE_VALUES(store_integer(admission->day), case_hash(who), case_hash(&admission->target)));
}

/* What was found, by this look-up or another, stays; what another is still asking about, too. */
static int end_seeing(struct case_store *store, const struct case_admission *admission,
                      const struct hash *who, int found)
{
    struct store_value day = store_integer(admission->day);
    struct store_value target = case_hash(&admission->target);
    return case_store_run(store,
                          "UPDATE seen SET open = CASE WHEN open > 0 THEN open - 1 ELSE 0 END, found = CASE "
                          "WHEN ?4 > found THEN ?4 ELSE found END WHERE day = ?1 AND who = ?2 AND target = "
                          "?3",
                          STORE_VALUES(day, case_hash(who), target, store_integer(found))) == 0 &&
                   case_store_run(store,
                                  "DELETE FROM seen WHERE day = ?1 AND who = ?2 AND target = ?3 AND found = "
                                  "0 AND open = 0",
                                  STORE_VALUES(day, case_hash(who), target)) == 0
               ? 0
               : -1;
}

/* One who asks: a box or an address. */
static enum case_limit judge(struct case_store *store, const struct case_admission *admission,
                             const struct hash *who, int failures_max, int persons_max)
{
    int64_t failures = count_of(store, admission->day, who);
    int64_t before = case_store_has_seen(store, admission, who);
    int64_t seen = seen_by(store, admission->day, who);
    if (failures < 0 || before < 0 || seen < 0) {
        return CASE_LIMIT_UNKNOWN;
    }
    if (failures >= failures_max) {
        return CASE_LIMIT_FAILURES;
    }
    return before == 0 && seen >= persons_max ? CASE_LIMIT_PERSONS : CASE_LIMIT_NONE;
}

/* The case. Others' wrong look-ups shut out nobody who has found it today. */
static enum case_limit judge_target(struct case_store *store, const struct case_admission *admission)
{
    int64_t failures = count_of(store, admission->day, &admission->target);
    int64_t seen = case_store_has_seen(store, admission, &admission->box);
    if (failures < 0 || seen < 0) {
        return CASE_LIMIT_UNKNOWN;
    }
    return failures >= TARGET_FAILURES_MAX && seen != CASE_WAS_FOUND ? CASE_LIMIT_TARGET : CASE_LIMIT_NONE;
}

static enum case_limit judge_all(struct case_store *store, const struct case_admission *admission)
{
    enum case_limit limit = judge(store, admission, &admission->box, BOX_FAILURES_MAX, BOX_PERSONS_MAX);
    if (limit == CASE_LIMIT_NONE) {
        limit = judge(store, admission, &admission->address, ADDRESS_FAILURES_MAX, ADDRESS_PERSONS_MAX);
    }
    return limit == CASE_LIMIT_NONE ? judge_target(store, admission) : limit;
}

int case_store_begin(struct case_store *store)
{
    return store_begin_write(store->store) == 0 ? 0 : case_store_failed(store);
}

int case_store_end(struct case_store *store, int good)
{
    int result = !good || store_commit(store->store) == 0 ? 0 : case_store_failed(store);
    store_end(store->store);
    return result;
}

enum case_limit case_store_admit(struct case_store *store, const struct case_admission *admission)
{
    (void)pthread_mutex_lock(&store->lock);
    enum case_limit limit = case_store_begin(store) == 0 ? judge_all(store, admission) : CASE_LIMIT_UNKNOWN;
    if (limit == CASE_LIMIT_NONE) {
        int good = case_store_add(store, admission, 1, 0) == 0 &&
                   begin_seeing(store, admission, &admission->box) == 0 &&
                   begin_seeing(store, admission, &admission->address) == 0;
        limit = good ? limit : CASE_LIMIT_UNKNOWN;
    }
    if (case_store_end(store, limit == CASE_LIMIT_NONE) != 0) {
        limit = CASE_LIMIT_UNKNOWN;
    }
    (void)pthread_mutex_unlock(&store->lock);
    return limit;
}

void case_store_settle(struct case_store *store, const struct case_admission *admission,
                       enum case_settlement settlement)
{
    int found = settlement == CASE_SETTLED_FOUND;
    (void)pthread_mutex_lock(&store->lock);
    if (case_store_begin(store) == 0) {
        /* What cannot be corrected stays counted. */
        int good = (settlement == CASE_SETTLED_FAILED || case_store_add(store, admission, -1, 0) == 0) &&
                   end_seeing(store, admission, &admission->box, found) == 0 &&
                   end_seeing(store, admission, &admission->address, found) == 0;
        (void)case_store_end(store, good);
    }
    (void)pthread_mutex_unlock(&store->lock);
}
