#include "headend/cases/case_store.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "headend/database/statement.h"

struct case_store {
    struct store *store;
    pthread_mutex_t lock;    /* held during every public function */
    int64_t rows_of_limits;  /* at most so many: counted when it matters … */
    int look_ups_till_count; /* … but not for so many look-ups */
    int64_t rows_kept;
    int told; /* that there are too many */
    int box_persons_max;
};

/* A look-up's rows in `counts` (3), `seen` (2) and `boxes`. */
enum { ROWS_A_LOOK_UP = 6, LOOK_UPS_A_COUNT = 1000, KEPT_DROPPED_AT_ONCE = CASE_KEPT_MAX / 100 };

static const int64_t kept_ms = (int64_t)CASE_KEPT_DAYS * 24 * 3600 * 1000;

/* The first program wrote no version: what it made is met by the first step as it is. */
static const struct store_step steps[] = {
    {1, "CREATE TABLE IF NOT EXISTS kept (target BLOB PRIMARY KEY, tail BLOB NOT NULL, missing INTEGER NOT "
        "NULL, status INTEGER NOT NULL, promise_date INTEGER NOT NULL, paused_since INTEGER NOT NULL, rated "
        "INTEGER NOT NULL, as_of INTEGER NOT NULL, fixed TEXT NOT NULL) STRICT, WITHOUT ROWID;"
        "CREATE INDEX IF NOT EXISTS kept_by_age ON kept (as_of);"
        "CREATE TABLE IF NOT EXISTS seen (day INTEGER NOT NULL, who BLOB NOT NULL, target BLOB NOT NULL, "
        "PRIMARY KEY (day, who, target)) STRICT, WITHOUT ROWID;"
        "CREATE TABLE IF NOT EXISTS counts (day INTEGER NOT NULL, who BLOB NOT NULL, count INTEGER NOT NULL, "
        "PRIMARY KEY (day, who)) STRICT, WITHOUT ROWID;"},
    /* What stood in `seen` had been found. */
    {2, "ALTER TABLE seen ADD COLUMN found INTEGER NOT NULL DEFAULT 1;"
        "ALTER TABLE seen ADD COLUMN open INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE counts ADD COLUMN unanswered INTEGER NOT NULL DEFAULT 0;"},
    /* Of which boxes an address has left something today. */
    {3, "CREATE TABLE boxes (day INTEGER NOT NULL, address BLOB NOT NULL, box BLOB NOT NULL, PRIMARY KEY "
        "(day, address, box)) STRICT, WITHOUT ROWID;"
        "DELETE FROM counts WHERE count = 0 AND unanswered = 0;"},
};
static const struct store_steps case_steps = {steps, sizeof steps / sizeof steps[0]};
static const struct store_steps *const services[] = {&case_steps};

static const struct store_schema case_schema = {
    .services = services,
    .service_count = 1,
    .application_id = 0x74764863, /* "tvHc" */
    .busy_timeout_ms = 2000,
    .is_private = 1,
};

/* --- The database, with its failures logged --- */

static struct store_value case_hash(const struct hash *hash)
{
    return store_bytes(hash->bytes, HASH_BYTES);
}

/* Logs why the last call failed; returns -1. */
static int failed(struct case_store *store)
{
    log_line(LOG_LEVEL_ERROR, "cases", "the file of cases: %s", store_problem(store->store));
    return -1;
}

static int run(struct case_store *store, const char *sql, struct store_values values)
{
    return store_run(store->store, sql, values) == 0 ? 0 : failed(store);
}

static int64_t number(struct case_store *store, const char *sql, struct store_values values)
{
    int64_t value = store_number(store->store, sql, values, 0);
    return value >= 0 ? value : failed(store);
}

/* A transaction of a writer; -1: logged. */
static int begin(struct case_store *store)
{
    return store_begin_write(store->store) == 0 ? 0 : failed(store);
}

/* `good`: it holds. -1: logged. */
static int end(struct case_store *store, int good)
{
    int result = !good || store_commit(store->store) == 0 ? 0 : failed(store);
    store_end(store->store);
    return result;
}

/* --- Start and end --- */

/* What a headend that was killed had under way: nobody is charged for it. (What another headend beside this
 * store has under way in this moment is given back with it.) A look-up stands in two rows, of box and
 * address. */
static int give_back_open(struct case_store *store)
{
    static const char *const steps_back[] = {
        ("UPDATE counts SET count = CASE WHEN count > (SELECT sum(open) FROM seen s WHERE s.day = counts.day "
         "AND s.who = counts.who) THEN count - (SELECT sum(open) FROM seen s WHERE s.day = counts.day AND "
         "s.who = counts.who) ELSE 0 END WHERE EXISTS (SELECT 1 FROM seen s WHERE s.day = counts.day AND "
         "s.who = counts.who AND s.open > 0)"),
        ("UPDATE counts SET count = CASE WHEN count > (SELECT sum(open) / 2 FROM seen s WHERE s.day = "
         "counts.day AND s.target = counts.who) THEN count - (SELECT sum(open) / 2 FROM seen s WHERE s.day = "
         "counts.day AND s.target = counts.who) ELSE 0 END WHERE who IN (SELECT target FROM seen WHERE open "
         "> "
         "0)"),
        "DELETE FROM seen WHERE found = 0",
        "UPDATE seen SET open = 0 WHERE open > 0",
        "DELETE FROM counts WHERE count = 0 AND unanswered = 0",
        ("DELETE FROM boxes WHERE NOT EXISTS (SELECT 1 FROM seen s WHERE s.day = boxes.day AND s.who = "
         "boxes.box) AND NOT EXISTS (SELECT 1 FROM counts c WHERE c.day = boxes.day AND c.who = boxes.box)"),
    };
    int good = begin(store) == 0;
    for (size_t i = 0; good && i < sizeof steps_back / sizeof steps_back[0]; i++) {
        good = run(store, steps_back[i], STORE_NO_VALUES) == 0;
    }
    return end(store, good) == 0 && good ? 0 : -1;
}

/* How many rows there are. -1: logged. */
static int count_rows(struct case_store *store)
{
    store->rows_of_limits =
        number(store,
               "SELECT (SELECT count(*) FROM counts) + (SELECT count(*) FROM seen) + (SELECT count(*) FROM "
               "boxes)",
               STORE_NO_VALUES);
    store->rows_kept = number(store, "SELECT count(*) FROM kept", STORE_NO_VALUES);
    return store->rows_of_limits >= 0 && store->rows_kept >= 0 ? 0 : -1;
}

struct case_store *case_store_open(const char *path, char problem[CASE_STORE_PROBLEM_SIZE])
{
    struct case_store *store = calloc(1, sizeof *store);
    if (store == NULL || pthread_mutex_init(&store->lock, NULL) != 0) {
        (void)snprintf(problem, CASE_STORE_PROBLEM_SIZE, "out of memory");
        free(store);
        return NULL;
    }
    store->box_persons_max = BOX_PERSONS_MAX;
    store->store = store_open(path, &case_schema, STORE_CREATE, problem, CASE_STORE_PROBLEM_SIZE);
    if (store->store != NULL && (give_back_open(store) != 0 || count_rows(store) != 0)) {
        (void)snprintf(problem, CASE_STORE_PROBLEM_SIZE, "%.100s: %.150s", path, store_problem(store->store));
        case_store_close(store);
        return NULL;
    }
    if (store->store == NULL) {
        case_store_close(store);
        return NULL;
    }
    return store;
}

void case_store_close(struct case_store *store)
{
    if (store != NULL) {
        store_close(store->store);
        (void)pthread_mutex_destroy(&store->lock);
        free(store);
    }
}

/* --- Cases --- */

static int read_kept(struct store_rows *row, struct case_kept *kept)
{
    size_t tail_length = 0;
    const void *tail = store_column_bytes(row, 0, &tail_length);
    memset(kept, 0, sizeof *kept);
    if (tail == NULL || tail_length != HASH_BYTES) {
        return -1;
    }
    memcpy(kept->tail.bytes, tail, HASH_BYTES);
    kept->is_missing = (int)store_column_integer(row, 1);
    kept->known = (struct case_known){.status = (int)store_column_integer(row, 2),
                                      .promise_date = (int)store_column_integer(row, 3),
                                      .paused_since = (int)store_column_integer(row, 4),
                                      .rated = (int)store_column_integer(row, 5),
                                      .as_of = store_column_integer(row, 6),
                                      .fixed = store_column_copy(row, 7)};
    return kept->known.fixed != NULL ? 0 : -1;
}

int case_store_get(struct case_store *store, const struct hash *target, int64_t now_ms,
                   struct case_kept *kept)
{
    (void)pthread_mutex_lock(&store->lock);
    struct store_rows *rows =
        store_query(store->store,
                    "SELECT tail, missing, status, promise_date, paused_since, rated, as_of, fixed FROM kept "
                    "WHERE target = ?1 AND as_of > ?2 AND as_of <= ?3",
                    STORE_VALUES(case_hash(target), store_integer(now_ms - kept_ms), store_integer(now_ms)));
    int result = store_next(rows);
    if (result == 1 && read_kept(rows, kept) != 0) {
        result = store_failed(store->store, "what was kept of a case cannot be read");
    }
    if (result < 0) {
        (void)failed(store);
    }
    store_done(rows);
    (void)pthread_mutex_unlock(&store->lock);
    return result;
}

/* Before one is put. What is no case goes first, then what is oldest. */
static int make_room_for_kept(struct case_store *store)
{
    if (store->rows_kept >= CASE_KEPT_MAX && count_rows(store) != 0) {
        return -1;
    }
    if (store->rows_kept >= CASE_KEPT_MAX) {
        if (run(store,
                "DELETE FROM kept WHERE target IN (SELECT target FROM kept ORDER BY missing DESC, as_of "
                "LIMIT "
                "?1)",
                STORE_VALUES(store_integer(KEPT_DROPPED_AT_ONCE))) != 0) {
            return -1;
        }
        store->rows_kept -= KEPT_DROPPED_AT_ONCE;
    }
    store->rows_kept++;
    return 0;
}

int case_store_put(struct case_store *store, const struct hash *target, const struct case_kept *kept)
{
    const struct case_known *known = &kept->known;
    (void)pthread_mutex_lock(&store->lock);
    int result =
        make_room_for_kept(store) != 0
            ? -1
            : run(store,
                  "INSERT INTO kept (target, tail, missing, status, promise_date, paused_since, rated, "
                  "as_of, fixed) "
                  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (target) DO UPDATE SET tail = ?2, "
                  "missing = ?3, status = ?4, promise_date = ?5, paused_since = ?6, rated = ?7, as_of = ?8, "
                  "fixed = ?9",
                  STORE_VALUES(case_hash(target), case_hash(&kept->tail), store_integer(kept->is_missing),
                               store_integer(known->status), store_integer(known->promise_date),
                               store_integer(known->paused_since), store_integer(known->rated),
                               store_integer(known->as_of),
                               store_text(known->fixed != NULL ? known->fixed : "")));
    (void)pthread_mutex_unlock(&store->lock);
    return result;
}

int case_store_put_rated(struct case_store *store, const struct hash *target, int stars)
{
    (void)pthread_mutex_lock(&store->lock);
    int result = run(store, "UPDATE kept SET rated = ?2 WHERE target = ?1",
                     STORE_VALUES(case_hash(target), store_integer(stars)));
    (void)pthread_mutex_unlock(&store->lock);
    return result;
}

int case_store_forget(struct case_store *store, int64_t now_ms, int day)
{
    /* What lies ahead was kept while the clock was wrong, and would stay. */
    struct store_values kept_for = STORE_VALUES(store_integer(now_ms - kept_ms), store_integer(now_ms));
    struct store_values today = STORE_VALUES(store_integer(day));
    (void)pthread_mutex_lock(&store->lock);
    store->told = 0;
    store->look_ups_till_count = 0;
    int result = run(store, "DELETE FROM kept WHERE as_of <= ?1 OR as_of > ?2", kept_for) == 0 &&
                         run(store, "DELETE FROM seen WHERE day <> ?1", today) == 0 &&
                         run(store, "DELETE FROM counts WHERE day <> ?1", today) == 0 &&
                         run(store, "DELETE FROM boxes WHERE day <> ?1", today) == 0 && count_rows(store) == 0
                     ? 0
                     : -1;
    if (result == 0 && store_purge(store->store) != 0) {
        result = failed(store);
    }
    (void)pthread_mutex_unlock(&store->lock);
    return result;
}

/* --- The limits of a day --- */

/* The limits of a day. `counts` holds failures by box, by address and by case: the hashes of the three are
 * made for purposes of their own and never meet. `seen` holds the cases that a box or an address has found,
 * and those that it asks about just now. */

enum { NOT_SEEN, IS_ASKED, WAS_FOUND };

static int64_t count_of(struct case_store *store, int day, const struct hash *who)
{
    return number(store, "SELECT count FROM counts WHERE day = ?1 AND who = ?2",
                  STORE_VALUES(store_integer(day), case_hash(who)));
}

static int64_t seen_by(struct case_store *store, int day, const struct hash *who)
{
    return number(store, "SELECT count(*) FROM seen WHERE day = ?1 AND who = ?2",
                  STORE_VALUES(store_integer(day), case_hash(who)));
}

/* Whether a box or an address has found the case of an admission today. -1: logged. */
static int64_t has_seen(struct case_store *store, const struct case_admission *admission,
                        const struct hash *who)
{
    return number(store, "SELECT 1 + found FROM seen WHERE day = ?1 AND who = ?2 AND target = ?3",
                  STORE_VALUES(store_integer(admission->day), case_hash(who), case_hash(&admission->target)));
}

static int add_one(struct case_store *store, int day, const struct hash *who, int failures, int unanswered)
{
    /* No count falls below 0. */
    return run(
        store,
        "INSERT INTO counts (day, who, count, unanswered) VALUES (?1, ?2, CASE WHEN ?3 > 0 THEN ?3 ELSE 0 "
        "END, CASE WHEN ?4 > 0 THEN ?4 ELSE 0 END) ON CONFLICT (day, who) DO UPDATE SET count = CASE WHEN "
        "counts.count + ?3 > 0 THEN counts.count + ?3 ELSE 0 END, unanswered = CASE WHEN counts.unanswered + "
        "?4 > 0 THEN counts.unanswered + ?4 ELSE 0 END",
        STORE_VALUES(store_integer(day), case_hash(who), store_integer(failures), store_integer(unanswered)));
}

/* To the counts of box, address and case. -1: logged. */
static int add(struct case_store *store, const struct case_admission *admission, int failures, int unanswered)
{
    return add_one(store, admission->day, &admission->box, failures, unanswered) == 0 &&
                   add_one(store, admission->day, &admission->address, failures, unanswered) == 0 &&
                   add_one(store, admission->day, &admission->target, failures, unanswered) == 0
               ? 0
               : -1;
}

static int begin_seeing(struct case_store *store, const struct case_admission *admission,
                        const struct hash *who)
{
    return run(
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
    return run(store,
               "UPDATE seen SET open = CASE WHEN open > 0 THEN open - 1 ELSE 0 END, found = CASE "
               "WHEN ?4 > found THEN ?4 ELSE found END WHERE day = ?1 AND who = ?2 AND target = "
               "?3",
               STORE_VALUES(day, case_hash(who), target, store_integer(found))) == 0 &&
                   run(store,
                       "DELETE FROM seen WHERE day = ?1 AND who = ?2 AND target = ?3 AND found = "
                       "0 AND open = 0",
                       STORE_VALUES(day, case_hash(who), target)) == 0
               ? 0
               : -1;
}

void case_store_allow(struct case_store *store, int box_persons_max)
{
    store->box_persons_max = box_persons_max;
}

/* One who asks: a box or an address. */
static enum case_limit judge(struct case_store *store, const struct case_admission *admission,
                             const struct hash *who, int failures_max, int persons_max)
{
    int64_t failures = count_of(store, admission->day, who);
    int64_t before = has_seen(store, admission, who);
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
    int64_t seen = has_seen(store, admission, &admission->box);
    if (failures < 0 || seen < 0) {
        return CASE_LIMIT_UNKNOWN;
    }
    return failures >= TARGET_FAILURES_MAX && seen != WAS_FOUND ? CASE_LIMIT_TARGET : CASE_LIMIT_NONE;
}

static enum case_limit judge_all(struct case_store *store, const struct case_admission *admission)
{
    enum case_limit limit =
        judge(store, admission, &admission->box, BOX_FAILURES_MAX, store->box_persons_max);
    if (limit == CASE_LIMIT_NONE) {
        limit = judge(store, admission, &admission->address, ADDRESS_FAILURES_MAX, ADDRESS_PERSONS_MAX);
    }
    return limit == CASE_LIMIT_NONE ? judge_target(store, admission) : limit;
}

/* --- How much a client may leave in the file --- */

/* Whoever makes up boxes has a row for each: from the hundred-and-first of an address on they are one. -1:
 * logged. */
static int choose_box(struct case_store *store, struct case_admission *admission)
{
    struct store_values this = STORE_VALUES(store_integer(admission->day), case_hash(&admission->address),
                                            case_hash(&admission->box));
    int64_t known =
        number(store, "SELECT count(*) FROM boxes WHERE day = ?1 AND address = ?2 AND box = ?3", this);
    int64_t boxes = number(store, "SELECT count(*) FROM boxes WHERE day = ?1 AND address = ?2",
                           STORE_VALUES(store_integer(admission->day), case_hash(&admission->address)));
    if (known < 0 || boxes < 0) {
        return -1;
    }
    if (known == 0 && boxes >= ADDRESS_BOXES_MAX) {
        admission->box = admission->unnamed_box;
    }
    return 0;
}

static int note_box(struct case_store *store, const struct case_admission *admission)
{
    return run(store, "INSERT INTO boxes (day, address, box) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
               STORE_VALUES(store_integer(admission->day), case_hash(&admission->address),
                            case_hash(&admission->box)));
}

/* 1: there is, or the box needs none, as it has found the case today. */
static int has_room(struct case_store *store, const struct case_admission *admission)
{
    if (store->rows_of_limits + ROWS_A_LOOK_UP > LIMIT_ROWS_MAX && store->look_ups_till_count-- <= 0) {
        store->look_ups_till_count = LOOK_UPS_A_COUNT;
        if (count_rows(store) != 0) {
            return 0;
        }
    }
    if (store->rows_of_limits + ROWS_A_LOOK_UP > LIMIT_ROWS_MAX) {
        if (!store->told) {
            log_line(LOG_LEVEL_WARNING, "cases", "too many different boxes, addresses and cases asked today");
            store->told = 1;
        }
        return has_seen(store, admission, &admission->box) == WAS_FOUND;
    }
    store->rows_of_limits += ROWS_A_LOOK_UP;
    return 1;
}

/* Nothing stays of who has nothing counted. */
static int drop_empty_rows(struct case_store *store, const struct case_admission *admission)
{
    struct store_value day = store_integer(admission->day);
    return run(store,
               "DELETE FROM counts WHERE day = ?1 AND who IN (?2, ?3, ?4) AND count = 0 AND unanswered = 0",
               STORE_VALUES(day, case_hash(&admission->box), case_hash(&admission->address),
                            case_hash(&admission->target))) == 0 &&
                   run(store,
                       "DELETE FROM boxes WHERE day = ?1 AND address = ?2 AND box = ?3 AND NOT EXISTS "
                       "(SELECT 1 "
                       "FROM seen WHERE day = ?1 AND who = ?3) AND NOT EXISTS (SELECT 1 FROM counts WHERE "
                       "day "
                       "= ?1 AND who = ?3)",
                       STORE_VALUES(day, case_hash(&admission->address), case_hash(&admission->box))) == 0
               ? 0
               : -1;
}

enum case_limit case_store_admit(struct case_store *store, struct case_admission *admission)
{
    (void)pthread_mutex_lock(&store->lock);
    enum case_limit limit = CASE_LIMIT_UNKNOWN;
    if (begin(store) == 0 && choose_box(store, admission) == 0 && has_room(store, admission)) {
        limit = judge_all(store, admission);
    }
    if (limit == CASE_LIMIT_NONE) {
        int good = add(store, admission, 1, 0) == 0 && begin_seeing(store, admission, &admission->box) == 0 &&
                   begin_seeing(store, admission, &admission->address) == 0 &&
                   note_box(store, admission) == 0;
        limit = good ? limit : CASE_LIMIT_UNKNOWN;
    }
    if (end(store, limit == CASE_LIMIT_NONE) != 0) {
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
    if (begin(store) == 0) {
        /* What cannot be corrected stays counted. */
        int good = (settlement == CASE_SETTLED_FAILED || add(store, admission, -1, 0) == 0) &&
                   end_seeing(store, admission, &admission->box, found) == 0 &&
                   end_seeing(store, admission, &admission->address, found) == 0 &&
                   drop_empty_rows(store, admission) == 0;
        (void)end(store, good);
    }
    (void)pthread_mutex_unlock(&store->lock);
}

/* --- The limits of look-ups that the case system does not answer: docs/decisions/0051. Nobody hears of them
 * --- */

static int64_t unanswered_of(struct case_store *store, int day, const struct hash *who)
{
    return number(store, "SELECT unanswered FROM counts WHERE day = ?1 AND who = ?2",
                  STORE_VALUES(store_integer(day), case_hash(who)));
}

static int is_below(struct case_store *store, int day, const struct hash *who, int most)
{
    int64_t count = unanswered_of(store, day, who);
    return count >= 0 && count < most;
}

int case_store_may_tell(struct case_store *store, const struct case_admission *admission)
{
    int day = admission->day;
    int may = 0;
    (void)pthread_mutex_lock(&store->lock);
    if (begin(store) == 0) {
        may = has_seen(store, admission, &admission->box) == WAS_FOUND ||
              (is_below(store, day, &admission->box, BOX_FAILURES_MAX) &&
               is_below(store, day, &admission->address, ADDRESS_FAILURES_MAX) &&
               is_below(store, day, &admission->target, TARGET_FAILURES_MAX));
        may = may && add(store, admission, 0, 1) == 0;
        may = end(store, may) == 0 && may;
    }
    (void)pthread_mutex_unlock(&store->lock);
    return may;
}

void case_store_has_told(struct case_store *store, const struct case_admission *admission)
{
    (void)pthread_mutex_lock(&store->lock);
    if (begin(store) == 0) {
        (void)end(store, add(store, admission, 0, -1) == 0);
    }
    (void)pthread_mutex_unlock(&store->lock);
}
