/* What is kept of cases and the limits of a day, over openings and closings of the file; the key's file. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "headend/cases/case_store.h"

static const int64_t now = INT64_C(1795510262000);

struct scene {
    char folder[40], path[60], key_path[60];
    struct case_store *store;
    struct keyed_hash key;
};

static void reopen(struct scene *scene)
{
    char problem[CASE_STORE_PROBLEM_SIZE] = "";
    case_store_close(scene->store);
    scene->store = case_store_open(scene->path, problem);
    if (scene->store == NULL) {
        fail_msg("%s", problem);
    }
}

static int begin(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    char problem[HASH_PROBLEM_SIZE];
    if (scene == NULL) {
        return -1;
    }
    *state = scene;
    memcpy(scene->folder, "/tmp/tv-hall-cases-XXXXXX", sizeof "/tmp/tv-hall-cases-XXXXXX");
    if (mkdtemp(scene->folder) == NULL) {
        return -1;
    }
    (void)snprintf(scene->path, sizeof scene->path, "%s/cases", scene->folder);
    (void)snprintf(scene->key_path, sizeof scene->key_path, "%s/key", scene->folder);
    reopen(scene);
    return keyed_hash_load(&scene->key, scene->key_path, problem);
}

static int end(void **state)
{
    struct scene *scene = *state;
    char path[80];
    case_store_close(scene->store);
    (void)unlink(scene->key_path);
    (void)unlink(scene->path);
    (void)snprintf(path, sizeof path, "%s-wal", scene->path);
    (void)unlink(path);
    (void)snprintf(path, sizeof path, "%s-shm", scene->path);
    (void)unlink(path);
    int result = rmdir(scene->folder);
    free(scene);
    return result;
}

static struct hash hash_of(const struct scene *scene, const char *purpose, int text)
{
    char digits[12];
    struct hash hash;
    (void)snprintf(digits, sizeof digits, "%d", text);
    assert_int_equal(keyed_hash_of(&scene->key, purpose, digits, "", &hash), 0);
    return hash;
}

/* --- The key --- */

static void key_stays_and_is_its_owners_alone(void **state)
{
    struct scene *scene = *state;
    struct keyed_hash again;
    struct stat about;
    char problem[HASH_PROBLEM_SIZE];
    assert_int_equal(stat(scene->key_path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_int_equal(keyed_hash_load(&again, scene->key_path, problem), 0);
    assert_memory_equal(again.key, scene->key.key, HASH_KEY_BYTES);
    assert_int_equal(chmod(scene->key_path, 0640), 0);
    assert_int_equal(keyed_hash_load(&again, scene->key_path, problem), -1);
    assert_int_equal(chmod(scene->key_path, 0600), 0);
    assert_int_equal(truncate(scene->key_path, 31), 0);
    assert_int_equal(keyed_hash_load(&again, scene->key_path, problem), -1);
}

enum { HEADENDS = 8, ROUNDS = 20 };

struct headend {
    const char *key_path;
    pthread_barrier_t *start;
    struct keyed_hash key;
    int result;
};

static void *load(void *context)
{
    struct headend *headend = context;
    char problem[HASH_PROBLEM_SIZE];
    (void)pthread_barrier_wait(headend->start);
    headend->result = keyed_hash_load(&headend->key, headend->key_path, problem);
    return NULL;
}

/* Several headends beside one store, started together, have one key: it is never seen half-made. */
static void key_is_there_as_a_whole_or_not_at_all(void **state)
{
    struct scene *scene = *state;
    for (int round = 0; round < ROUNDS; round++) {
        struct headend headends[HEADENDS];
        pthread_t threads[HEADENDS];
        pthread_barrier_t start;
        assert_int_equal(unlink(scene->key_path), 0);
        assert_int_equal(pthread_barrier_init(&start, NULL, HEADENDS), 0);
        for (size_t i = 0; i < HEADENDS; i++) {
            headends[i] = (struct headend){.key_path = scene->key_path, .start = &start};
            assert_int_equal(pthread_create(&threads[i], NULL, load, &headends[i]), 0);
        }
        for (size_t i = 0; i < HEADENDS; i++) {
            assert_int_equal(pthread_join(threads[i], NULL), 0);
            assert_int_equal(headends[i].result, 0);
            assert_memory_equal(headends[i].key.key, headends[0].key.key, HASH_KEY_BYTES);
        }
        assert_int_equal(pthread_barrier_destroy(&start), 0);
    }
    /* `end` finds the folder empty: what the key was made in is gone. */
}

static void hashes_differ_where_anything_does(void **state)
{
    struct scene *scene = *state;
    struct keyed_hash other = {.key = {1}};
    struct hash one, two;
    assert_int_equal(keyed_hash_of(&scene->key, "tail", "1", "2", &one), 0);
    static const char *const cases[][3] = {
        {"tail", "1", "3"}, {"tail", "2", "2"}, {"box", "1", "2"}, {"tail", "12", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(keyed_hash_of(&scene->key, cases[i][0], cases[i][1], cases[i][2], &two), 0);
        assert_int_equal(hash_equals(&one, &two), 0);
    }
    assert_int_equal(keyed_hash_of(&other, "tail", "1", "2", &two), 0);
    assert_int_equal(hash_equals(&one, &two), 0);
    assert_int_equal(keyed_hash_of(&scene->key, "tail", "1", "2", &two), 0);
    assert_int_equal(hash_equals(&one, &two), 1);
}

/* --- What is kept --- */

static int64_t number(const struct scene *scene, const char *sql)
{
    sqlite3 *database = NULL;
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_open(scene->path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(database, sql, -1, &statement, NULL), SQLITE_OK);
    int64_t value = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
    assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
    assert_int_equal(sqlite3_close(database), SQLITE_OK);
    return value;
}

/* The text stands in the file or its log. */
static int holds(const struct scene *scene, const char *text)
{
    static const char *const ends[] = {"", "-wal"};
    static char bytes[1024 * 1024];
    int found = 0;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        char path[80];
        (void)snprintf(path, sizeof path, "%s%s", scene->path, ends[i]);
        FILE *file = fopen(path, "rb");
        assert_non_null(file);
        size_t length = fread(bytes, 1, sizeof bytes, file);
        found = found || memmem(bytes, length, text, strlen(text)) != NULL;
        assert_int_equal(fclose(file), 0);
    }
    return found;
}

/* As the first program made it, with rows in it. */
static void a_file_of_before(void **state)
{
    static const char old[] =
        "DROP TABLE kept; DROP TABLE seen; DROP TABLE counts; DROP TABLE boxes; PRAGMA user_version = 0;"
        "CREATE TABLE kept (target BLOB PRIMARY KEY, tail BLOB NOT NULL, missing INTEGER NOT NULL, status "
        "INTEGER NOT NULL, promise_date INTEGER NOT NULL, paused_since INTEGER NOT NULL, rated INTEGER NOT "
        "NULL, as_of INTEGER NOT NULL, fixed TEXT NOT NULL) STRICT, WITHOUT ROWID;"
        "CREATE INDEX kept_by_age ON kept (as_of);"
        "CREATE TABLE seen (day INTEGER NOT NULL, who BLOB NOT NULL, target BLOB NOT NULL, PRIMARY KEY (day, "
        "who, target)) STRICT, WITHOUT ROWID;"
        "CREATE TABLE counts (day INTEGER NOT NULL, who BLOB NOT NULL, count INTEGER NOT NULL, PRIMARY KEY "
        "(day, who)) STRICT, WITHOUT ROWID;"
        "INSERT INTO kept VALUES (x'01', x'02', 0, 40, 0, 0, 0, 1795510262000, '');"
        "INSERT INTO seen VALUES (20261124, x'01', x'02'); INSERT INTO counts VALUES (20261124, x'01', 7);";
    struct scene *scene = *state;
    sqlite3 *database = NULL;
    case_store_close(scene->store);
    scene->store = NULL;
    assert_int_equal(sqlite3_open(scene->path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, old, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(database), SQLITE_OK);
    for (int turn = 0; turn < 2; turn++) {
        reopen(scene);
        assert_int_equal(number(scene, "SELECT count(*) FROM kept WHERE status = 40"), 1);
        assert_int_equal(number(scene, "SELECT count(*) FROM seen WHERE found = 1 AND open = 0"), 1);
        assert_int_equal(number(scene, "SELECT count(*) FROM counts WHERE count = 7 AND unanswered = 0"), 1);
        assert_int_equal(number(scene, "PRAGMA user_version"), 3);
    }
}

static void files_of_others_are_refused(void **state)
{
    static const char *const changes[] = {"PRAGMA user_version = 4", "PRAGMA application_id = 1",
                                          "PRAGMA application_id = 0"};
    struct scene *scene = *state;
    case_store_close(scene->store);
    scene->store = NULL;
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        char problem[CASE_STORE_PROBLEM_SIZE] = "";
        (void)number(scene, changes[i]);
        assert_null(case_store_open(scene->path, problem));
        assert_non_null(strstr(problem, i == 0 ? "newer" : "another program"));
        (void)number(scene, "PRAGMA user_version = 3");
        assert_int_equal(number(scene, "PRAGMA application_id") == 0x74764863, i == 0);
    }
}

static void kept_for_thirty_days(void **state)
{
    struct scene *scene = *state;
    const int64_t day = INT64_C(24) * 3600 * 1000;
    struct hash target = hash_of(scene, "target", 1);
    char fixed[] = "\"task_name\":\"退休\"";
    struct case_kept kept = {.tail = hash_of(scene, "tail", 1),
                             .known = {.status = 40,
                                       .promise_date = 20261130,
                                       .paused_since = 20261120,
                                       .rated = 2,
                                       .as_of = now,
                                       .fixed = fixed}};
    struct case_kept got;
    assert_int_equal(case_store_get(scene->store, &target, now, &got), 0);
    assert_int_equal(case_store_put(scene->store, &target, &kept), 0);
    assert_int_equal(case_store_put_rated(scene->store, &target, 5), 0);
    reopen(scene);
    assert_int_equal(case_store_get(scene->store, &target, now + 30 * day - 1, &got), 1);
    assert_int_equal(hash_equals(&got.tail, &kept.tail), 1);
    assert_string_equal(got.known.fixed, fixed);
    assert_int_equal(got.known.status, 40);
    assert_int_equal(got.known.paused_since, 20261120);
    assert_int_equal(got.known.rated, 5);
    case_known_wipe(&got.known);
    assert_int_equal(case_store_get(scene->store, &target, now + 30 * day, &got), 0);
    /* The clock was ahead when it was kept. */
    assert_int_equal(case_store_get(scene->store, &target, now - 1, &got), 0);
    /* What is too old leaves the file, not only the answers. */
    assert_int_equal(case_store_forget(scene->store, now + 30 * day - 1, 20261224), 0);
    assert_int_equal(case_store_get(scene->store, &target, now, &got), 1);
    case_known_wipe(&got.known);
    assert_int_equal(holds(scene, fixed), 1);
    for (int turn = 0; turn < 2; turn++) { /* and what lies ahead, too */
        assert_int_equal(case_store_put(scene->store, &target, &kept), 0);
        int64_t moment = turn == 0 ? now + 30 * day : now - 1;
        assert_int_equal(case_store_forget(scene->store, moment, 20261224), 0);
        assert_int_equal(case_store_get(scene->store, &target, now, &got), 0);
        assert_int_equal(holds(scene, fixed), 0);
    }
}

/* --- Limits --- */

static enum case_limit look_up(struct scene *scene, int box, int address, int target, int day,
                               enum case_settlement settlement)
{
    struct case_admission admission = {.box = hash_of(scene, "box", box),
                                       .address = hash_of(scene, "address", address),
                                       .target = hash_of(scene, "target", target),
                                       .unnamed_box = hash_of(scene, "box-of-address", address),
                                       .day = day};
    enum case_limit limit = case_store_admit(scene->store, &admission);
    if (limit == CASE_LIMIT_NONE) {
        case_store_settle(scene->store, &admission, settlement);
    }
    return limit;
}

static void five_cases_a_box(void **state)
{
    struct scene *scene = *state;
    for (int target = 1; target <= 5; target++) {
        assert_int_equal(look_up(scene, 1, 1, target, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
    }
    assert_int_equal(look_up(scene, 1, 1, 6, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_PERSONS);
    assert_int_equal(look_up(scene, 1, 1, 5, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
    assert_int_equal(look_up(scene, 2, 1, 6, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
    reopen(scene);
    assert_int_equal(look_up(scene, 1, 1, 6, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_PERSONS);
    assert_int_equal(look_up(scene, 1, 1, 6, 20261125, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
}

static void ten_failures_a_box(void **state)
{
    struct scene *scene = *state;
    for (int i = 0; i < 10; i++) {
        assert_int_equal(look_up(scene, 1, 1, 100 + i, 20261124, CASE_SETTLED_FAILED), CASE_LIMIT_NONE);
    }
    assert_int_equal(look_up(scene, 1, 1, 1, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_FAILURES);
    /* Failures are no cases seen. */
    assert_int_equal(look_up(scene, 1, 1, 1, 20261125, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
}

static void ten_failures_a_case(void **state)
{
    struct scene *scene = *state;
    for (int i = 0; i < 28; i++) {
        enum case_settlement settlement = i % 3 ? CASE_SETTLED_FOUND : CASE_SETTLED_FAILED;
        assert_int_equal(look_up(scene, i, i, 1, 20261124, settlement), CASE_LIMIT_NONE);
    }
    assert_int_equal(look_up(scene, 50, 50, 1, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_TARGET);
    assert_int_equal(look_up(scene, 50, 50, 2, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
    /* A box that has found it today is not shut out by others; one that has failed is. */
    assert_int_equal(look_up(scene, 1, 51, 1, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
    assert_int_equal(look_up(scene, 3, 3, 1, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_TARGET);
    assert_int_equal(look_up(scene, 50, 50, 1, 20261125, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
}

static void what_is_given_back_counts_as_nothing(void **state)
{
    struct scene *scene = *state;
    for (int i = 0; i < 40; i++) {
        assert_int_equal(look_up(scene, 1, 1, i % 8, 20261124, CASE_SETTLED_GIVEN_BACK), CASE_LIMIT_NONE);
    }
}

static void an_address_has_a_higher_ceiling(void **state)
{
    struct scene *scene = *state;
    for (int i = 0; i < ADDRESS_FAILURES_MAX; i++) {
        assert_int_equal(look_up(scene, 1000 + i, 1, 5000 + i, 20261124, CASE_SETTLED_FAILED),
                         CASE_LIMIT_NONE);
    }
    assert_int_equal(look_up(scene, 1, 1, 1, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_FAILURES);
    for (int i = 0; i < ADDRESS_PERSONS_MAX; i++) {
        assert_int_equal(look_up(scene, 1000 + i, 2, 5000 + i, 20261124, CASE_SETTLED_FOUND),
                         CASE_LIMIT_NONE);
    }
    assert_int_equal(look_up(scene, 1, 2, 1, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_PERSONS);
    assert_int_equal(look_up(scene, 1, 3, 1, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
}

/* Two look-ups of one case by one box at once, one with a wrong tail, in whatever order they end. */
static void a_failure_does_not_take_away_what_was_found(void **state)
{
    struct scene *scene = *state;
    for (int turn = 0; turn < 4; turn++) {
        int box = 10 + turn;
        struct case_admission admission = {.box = hash_of(scene, "box", box),
                                           .address = hash_of(scene, "address", box),
                                           .target = hash_of(scene, "target", 1),
                                           .day = 20261124};
        assert_int_equal(case_store_admit(scene->store, &admission), CASE_LIMIT_NONE);
        assert_int_equal(case_store_admit(scene->store, &admission), CASE_LIMIT_NONE);
        enum case_settlement other = turn % 2 ? CASE_SETTLED_FAILED : CASE_SETTLED_GIVEN_BACK;
        case_store_settle(scene->store, &admission, turn / 2 ? CASE_SETTLED_FOUND : other);
        /* While one is under way it counts as a case seen. */
        for (int target = 2; target <= 5; target++) {
            assert_int_equal(look_up(scene, box, box, target, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
        }
        assert_int_equal(look_up(scene, box, box, 6, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_PERSONS);
        case_store_settle(scene->store, &admission, turn / 2 ? other : CASE_SETTLED_FOUND);
        assert_int_equal(look_up(scene, box, box, 6, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_PERSONS);
    }
}

static void other_days_are_forgotten(void **state)
{
    struct scene *scene = *state;
    for (int day = 20261123; day <= 20261125; day++) {
        assert_int_equal(look_up(scene, 1, 1, 1, day, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
    }
    assert_int_equal(number(scene, "SELECT count(DISTINCT day) FROM seen"), 3);
    assert_int_equal(case_store_forget(scene->store, now, 20261124), 0);
    assert_int_equal(number(scene, "SELECT sum(day <> 20261124) FROM seen"), 0);
    assert_int_equal(number(scene, "SELECT sum(day <> 20261124) FROM counts"), 0);
    assert_int_equal(number(scene, "SELECT count(*) FROM seen"), 2);
}

/* --- How large the file gets --- */

static int64_t rows(const struct scene *scene)
{
    return number(scene, "SELECT (SELECT count(*) FROM counts) + (SELECT count(*) FROM seen) + (SELECT "
                         "count(*) FROM boxes)");
}

/* Made-up boxes of one address that ask about a case which they know, or about any, and how it ends. */
static void an_address_leaves_so_many_rows(void **state)
{
    static const struct {
        enum case_settlement settlement;
        int one_case;
        int64_t rows_max;
    } cases[] = {
        {CASE_SETTLED_FOUND, 1, 2 * (ADDRESS_BOXES_MAX + 1) + 1},
        {CASE_SETTLED_FOUND, 0, 3 * ADDRESS_PERSONS_MAX},
        {CASE_SETTLED_FAILED, 1, 3 * TARGET_FAILURES_MAX},
        {CASE_SETTLED_FAILED, 0, 3 * ADDRESS_FAILURES_MAX + 1},
        {CASE_SETTLED_GIVEN_BACK, 1, 0},
        {CASE_SETTLED_GIVEN_BACK, 0, 0},
    };
    struct scene *scene = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t before = rows(scene);
        for (int box = 0; box < 400; box++) {
            int target = (int)i * 1000 + (cases[i].one_case ? 0 : box);
            (void)look_up(scene, (int)i * 1000 + box, 70 + (int)i, target, 20261124, cases[i].settlement);
        }
        if (rows(scene) - before > cases[i].rows_max) {
            fail_msg("row %zu: %lld rows of 400 look-ups, wanted %lld at most", i,
                     (long long)(rows(scene) - before), (long long)cases[i].rows_max);
        }
    }
    /* Boxes beyond the bound are one without a number: it has found that case, and still finds it. */
    assert_int_equal(look_up(scene, 999, 70, 0, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
    /* Others of other addresses are not concerned. */
    assert_int_equal(look_up(scene, 999, 71, 5, 20261125, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
}

static void rows_in_all_are_bounded(void **state)
{
    static const char fill[] = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                               "300000) INSERT INTO counts "
                               "SELECT 20261124, CAST(i AS BLOB), 1, 0 FROM n";
    struct scene *scene = *state;
    assert_int_equal(look_up(scene, 1, 1, 1, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
    (void)number(scene, fill);
    reopen(scene);
    assert_int_equal(look_up(scene, 2, 2, 2, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_UNKNOWN);
    assert_int_equal(look_up(scene, 1, 1, 1, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
    assert_int_equal(case_store_forget(scene->store, now, 20261125), 0);
    assert_int_equal(look_up(scene, 2, 2, 2, 20261125, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
}

static void put(struct scene *scene, int target, int is_missing, int64_t as_of)
{
    struct hash hash = hash_of(scene, "target", target);
    struct case_kept kept = {.is_missing = is_missing, .known = {.as_of = as_of}};
    assert_int_equal(case_store_put(scene->store, &hash, &kept), 0);
}

static void what_is_kept_is_bounded(void **state)
{
    static const char fill[] =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) INSERT INTO kept "
        "SELECT CAST(i AS BLOB), x'01', i <= 400, 40, 0, 0, 0, 1795510262000 + i, '' FROM n";
    struct scene *scene = *state;
    (void)number(scene, fill);
    reopen(scene);
    put(scene, 1, 0, now);
    assert_int_equal(number(scene, "SELECT count(*) FROM kept"), CASE_KEPT_MAX - CASE_KEPT_MAX / 100 + 1);
    assert_int_equal(number(scene, "SELECT count(*) FROM kept WHERE missing = 1"), 0);
    for (int i = 0; i < 600; i++) {
        put(scene, 2 + i, 0, now + i);
    }
    assert_true(number(scene, "SELECT count(*) FROM kept") <= CASE_KEPT_MAX);
}

static void room_is_given_back(void **state)
{
    static const char fill[] =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) INSERT INTO counts "
        "SELECT 20261123, CAST(i AS BLOB), 1, 0 FROM n";
    struct scene *scene = *state;
    struct stat about;
    for (int turn = 0; turn < 2; turn++) { /* the second: a file that was made without that */
        (void)number(scene, fill);
        reopen(scene);
        assert_int_equal(stat(scene->path, &about), 0);
        assert_true(about.st_size > 500000);
        assert_int_equal(case_store_forget(scene->store, now, 20261124), 0);
        assert_int_equal(stat(scene->path, &about), 0);
        if (about.st_size > 100000) {
            fail_msg("%lld bytes, with nothing in it", (long long)about.st_size);
        }
        case_store_close(scene->store);
        scene->store = NULL;
        sqlite3 *database = NULL;
        assert_int_equal(sqlite3_open(scene->path, &database), SQLITE_OK);
        assert_int_equal(sqlite3_exec(database,
                                      "PRAGMA auto_vacuum = NONE; VACUUM; PRAGMA journal_mode = DELETE", NULL,
                                      NULL, NULL),
                         SQLITE_OK);
        assert_int_equal(sqlite3_close(database), SQLITE_OK);
    }
}

/* What was under way when the headend was killed. */
static void nobody_is_charged_for_a_headend_that_was_killed(void **state)
{
    struct scene *scene = *state;
    assert_int_equal(look_up(scene, 1, 1, 1, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
    assert_int_equal(look_up(scene, 1, 1, 9, 20261124, CASE_SETTLED_FAILED), CASE_LIMIT_NONE);
    int64_t before = rows(scene);
    int64_t failures = number(scene, "SELECT sum(count) FROM counts");
    for (int i = 0; i < 8; i++) { /* one of a case that was found, several of one case, and others */
        struct case_admission admission = {.box = hash_of(scene, "box", 1 + i % 3),
                                           .address = hash_of(scene, "address", 1),
                                           .target = hash_of(scene, "target", 1 + i / 3),
                                           .day = 20261124};
        assert_int_equal(case_store_admit(scene->store, &admission), CASE_LIMIT_NONE);
    }
    assert_int_equal(number(scene, "SELECT sum(count) FROM counts"), failures + 3 * 8);
    reopen(scene);
    assert_int_equal(number(scene, "SELECT sum(count) FROM counts"), failures);
    assert_int_equal(number(scene, "SELECT sum(open) FROM seen"), 0);
    assert_int_equal(rows(scene), before);
    assert_int_equal(look_up(scene, 1, 1, 1, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
}

/* --- While the case system does not answer --- */

static int tells(struct scene *scene, int box, int address, int target, int matches)
{
    struct case_admission admission = {.box = hash_of(scene, "box", box),
                                       .address = hash_of(scene, "address", address),
                                       .target = hash_of(scene, "target", target),
                                       .day = 20261124};
    assert_int_equal(case_store_admit(scene->store, &admission), CASE_LIMIT_NONE);
    int may = case_store_may_tell(scene->store, &admission);
    if (may && matches) {
        case_store_has_told(scene->store, &admission);
    }
    case_store_settle(scene->store, &admission,
                      may && matches ? CASE_SETTLED_FOUND : CASE_SETTLED_GIVEN_BACK);
    return may;
}

static void ten_wrong_look_ups_are_compared(void **state)
{
    struct scene *scene = *state;
    assert_int_equal(look_up(scene, 1, 1, 1, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
    for (int i = 0; i < 30; i++) {
        assert_int_equal(tells(scene, 2, 2, 1, 1), 1);
    }
    for (int i = 0; i < 15; i++) { /* of one box */
        assert_int_equal(tells(scene, 3, 3, 100 + i, 0), i < 10);
    }
    assert_int_equal(tells(scene, 3, 4, 2, 1), 0);
    for (int i = 0; i < 15; i++) { /* of one case */
        assert_int_equal(tells(scene, 200 + i, 200 + i, 1, 0), i < 10);
    }
    assert_int_equal(tells(scene, 5, 5, 1, 1), 0);
    /* Who has found it today is told all the same, and gains nothing by it. */
    for (int i = 0; i < 3; i++) {
        assert_int_equal(tells(scene, 1, 1, 1, 1), 1);
    }
    assert_int_equal(tells(scene, 5, 5, 1, 1), 0);
    for (int i = 0; i < 60; i++) { /* of one address */
        assert_int_equal(tells(scene, 300 + i, 6, 300 + i, 0), i < 50);
    }
    /* None of that is a failure of the day. */
    assert_int_equal(look_up(scene, 3, 3, 7, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
    assert_int_equal(look_up(scene, 300, 6, 1, 20261124, CASE_SETTLED_FOUND), CASE_LIMIT_NONE);
}

#define WITH_SCENE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SCENE(key_stays_and_is_its_owners_alone),
        WITH_SCENE(key_is_there_as_a_whole_or_not_at_all),
        WITH_SCENE(hashes_differ_where_anything_does),
        WITH_SCENE(kept_for_thirty_days),
        WITH_SCENE(five_cases_a_box),
        WITH_SCENE(ten_failures_a_box),
        WITH_SCENE(ten_failures_a_case),
        WITH_SCENE(what_is_given_back_counts_as_nothing),
        WITH_SCENE(an_address_has_a_higher_ceiling),
        WITH_SCENE(a_failure_does_not_take_away_what_was_found),
        WITH_SCENE(other_days_are_forgotten),
        WITH_SCENE(an_address_leaves_so_many_rows),
        WITH_SCENE(rows_in_all_are_bounded),
        WITH_SCENE(what_is_kept_is_bounded),
        WITH_SCENE(room_is_given_back),
        WITH_SCENE(nobody_is_charged_for_a_headend_that_was_killed),
        WITH_SCENE(ten_wrong_look_ups_are_compared),
        WITH_SCENE(a_file_of_before),
        WITH_SCENE(files_of_others_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
