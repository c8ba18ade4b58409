/* What the layer over the database promises to every service. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "headend/database/revisions.h"
#include "headend/database/statement.h"
#include "headend/database/store_life.h"
#include "tests/unit/folder_fixture.h"

#define PUT    "INSERT INTO things (name, weight, mark) VALUES (?1, ?2, ?3)"
#define WEIGHT "SELECT weight FROM things WHERE name = ?1"

static const struct store_step first_steps[] = {
    {1, "CREATE TABLE things (name TEXT PRIMARY KEY, weight INTEGER, mark BLOB) STRICT"},
    {3, "ALTER TABLE things ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey'"},
};
static const struct store_step second_steps[] = {
    {1, "CREATE TABLE others (name TEXT PRIMARY KEY)"},
    {2, "INSERT INTO things (name, weight) VALUES ('made by a step', 2)"},
};
static const struct store_step broken_steps[] = {
    {2, "INSERT INTO things (name, weight) VALUES ('undone', 2)"},
    {3, "this is no SQL"},
};
static const struct store_steps first = {first_steps, 2}, first_of_old = {first_steps, 1},
                                second = {second_steps, 2}, second_of_old = {second_steps, 1},
                                broken = {broken_steps, 2};
static const struct store_steps *const now[] = {&first, &second};
static const struct store_steps *const old[] = {&first_of_old, &second_of_old};
static const struct store_steps *const bad[] = {&first_of_old, &broken};
static const struct store_steps *const gap[] = {&first};

enum { APPLICATION_ID = 0x74764899, BUSY_MS = 50 };
#define SCHEMA(...)                                                                                          \
    {                                                                                                        \
        .application_id = APPLICATION_ID, .busy_timeout_ms = BUSY_MS, __VA_ARGS__                            \
    }
static const struct store_schema schema = SCHEMA(.services = now, .service_count = 2);
static const struct store_schema old_schema = SCHEMA(.services = old, .service_count = 2);
static const struct store_schema bad_schema = SCHEMA(.services = bad, .service_count = 2);
static const struct store_schema gap_schema = SCHEMA(.services = gap, .service_count = 1);
static const struct store_schema private_schema =
    SCHEMA(.services = now, .service_count = 2, .is_private = 1);
static const struct store_schema foreign_schema = {now, 2, .application_id = 7};

struct place {
    char folder[FOLDER_SIZE];
    char path[96];
    struct store *store;
};

static struct store *open_as(const struct place *place, const struct store_schema *as)
{
    char problem[300] = "";
    struct store *store = store_open(place->path, as, STORE_CREATE, problem, sizeof problem);
    if (store == NULL) {
        fail_msg("a store was wanted: %s", problem);
    }
    return store;
}

static int begin(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    if (place == NULL) {
        return -1;
    }
    *state = place;
    if (folder_make(place->folder) != 0) {
        return -1;
    }
    (void)snprintf(place->path, sizeof place->path, "%s/store", place->folder);
    return 0;
}

static int end(void **state)
{
    struct place *place = *state;
    store_close(place->store);
    int result = folder_remove(place->folder);
    free(place);
    return result;
}

static int put(struct store *store, const char *name, int64_t weight)
{
    return store_run(store, PUT, STORE_VALUES(store_text(name), store_integer(weight), store_bytes("m", 1)));
}

static int64_t weight_of(struct store *store, const char *name)
{
    return store_number(store, WEIGHT, STORE_VALUES(store_text(name)), 0);
}

static void expect_problem(const struct store *store, const char *word)
{
    if (strstr(store_problem(store), word) == NULL) {
        fail_msg("wanted a problem with \"%s\", got \"%s\"", word, store_problem(store));
    }
}

static void values_come_back_as_they_were(void **state)
{
    static const struct {
        const char *name;
        int64_t weight;
        const char *mark;
        size_t length;
    } cases[] = {
        {"zero", 0, "", 0}, {"most", INT64_MAX, "a\0b", 3},          {"least", INT64_MIN, "\xff\xfe", 2},
        {"", 1, "m", 1},    {"'; DROP TABLE things; --", 1, "m", 1}, {"政务大厅", 1, "\0", 1}};
    struct place *place = *state;
    struct store *store = place->store = open_as(place, &schema);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char name[40];
        char few[5];
        size_t length = 99;
        assert_int_equal(store_run(store, PUT,
                                   STORE_VALUES(store_text(cases[i].name), store_integer(cases[i].weight),
                                                store_bytes(cases[i].mark, cases[i].length))),
                         0);
        struct store_rows *rows = store_query(store, "SELECT name, weight, mark FROM things WHERE name = ?1",
                                              STORE_VALUES(store_text(cases[i].name)));
        assert_int_equal(store_next(rows), 1);
        assert_string_equal(store_column_text(rows, 0), cases[i].name);
        store_column_fixed(rows, 0, name, sizeof name);
        assert_string_equal(name, cases[i].name);
        store_column_fixed(rows, 0, few, sizeof few);
        assert_int_equal(strncmp(few, cases[i].name, 4), 0);
        assert_true(strlen(few) <= 4);
        assert_true(store_column_integer(rows, 1) == cases[i].weight);
        const void *mark = store_column_bytes(rows, 2, &length);
        assert_int_equal(length, cases[i].length);
        if (length > 0) {
            assert_memory_equal(mark, cases[i].mark, length);
        }
        assert_int_equal(store_next(rows), 0);
        store_done(rows);
    }
}

static void nothing_is_told_from_zero(void **state)
{
    struct place *place = *state;
    struct store *store = place->store = open_as(place, &schema);
    assert_int_equal(put(store, "a", 0), 0);
    assert_int_equal(store_number(store, WEIGHT, STORE_VALUES(store_text("a")), 7), 0);
    assert_int_equal(store_number(store, WEIGHT, STORE_VALUES(store_text("b")), 7), 7);
    assert_int_equal(
        store_number(store, "SELECT max(weight) FROM things WHERE name = 'b'", STORE_NO_VALUES, 7), 7);
    struct store_rows *rows = store_query(store, "SELECT mark FROM things WHERE name = ?1",
                                          STORE_VALUES(store_text("made by a step")));
    char fixed[4] = "old";
    assert_int_equal(store_next(rows), 1);
    assert_null(store_column_text(rows, 0));
    assert_null(store_column_copy(rows, 0));
    store_column_fixed(rows, 0, fixed, sizeof fixed);
    assert_string_equal(fixed, "");
    store_done(rows);
}

static void failures_say_why(void **state)
{
    struct place *place = *state;
    struct store *store = place->store = open_as(place, &schema);
    assert_int_equal(store_run(store, "SELECT nonsense FROM things", STORE_NO_VALUES), -1);
    expect_problem(store, "nonsense");
    assert_int_equal(store_number(store, "SELECT nonsense FROM things", STORE_NO_VALUES, 5), -1);
    assert_null(store_query(store, "SELECT nonsense FROM things", STORE_NO_VALUES));
    assert_int_equal(store_next(NULL), -1);
    store_done(NULL);
    assert_int_equal(store_run(store, "DELETE FROM things WHERE name = ?1",
                               STORE_VALUES(store_text("a"), store_text("one too many"))),
                     -1);
    expect_problem(store, "binding");
    assert_int_equal(put(store, "a", 1), 0);
    assert_int_equal(put(store, "a", 1), -1);
    expect_problem(store, "UNIQUE");
    assert_int_equal(put(store, "b", 1), 0); /* the statement is as good as before */
    assert_int_equal(store_failed(store, "as told"), -1);
    assert_string_equal(store_problem(store), "as told");
}

/* A query that was left open neither holds its read nor gives old rows. */
static void same_text_begins_again(void **state)
{
    struct place *place = *state;
    struct store *store = place->store = open_as(place, &schema);
    assert_int_equal(put(store, "a", 1), 0);
    assert_int_equal(put(store, "b", 2), 0);
    struct store_rows *rows = store_query(store, WEIGHT, STORE_VALUES(store_text("a")));
    assert_int_equal(store_next(rows), 1);
    char text[] = WEIGHT; /* the same words elsewhere */
    struct store_rows *again = store_query(store, text, STORE_VALUES(store_text("b")));
    assert_ptr_equal(again, rows);
    assert_int_equal(store_next(again), 1);
    assert_int_equal(store_column_integer(again, 0), 2);
    text[0] = 'x'; /* nor does the text have to stay */
    store_done(again);
    assert_int_equal(weight_of(store, "a"), 1);
}

static void undone_unless_committed(void **state)
{
    struct place *place = *state;
    struct store *store = place->store = open_as(place, &schema);
    store_end(store); /* without a begin */
    assert_int_equal(store_begin_write(store), 0);
    assert_int_equal(put(store, "a", 1), 0);
    assert_int_equal(put(store, "a", 1), -1);
    store_end(store);
    expect_problem(store, "UNIQUE"); /* undoing does not hide why */
    assert_int_equal(weight_of(store, "a"), 0);
    assert_int_equal(store_begin_write(store), 0);
    assert_int_equal(put(store, "a", 1), 0);
    assert_int_equal(store_commit(store), 0);
    store_end(store);
    assert_int_equal(weight_of(store, "a"), 1);
    assert_int_equal(store_commit(store), -1);
}

/* A full disk, played by a limit on the file: what was begun is undone, and the store goes on. */
static void full_disk_undoes_the_write(void **state)
{
    static char much[100000];
    struct place *place = *state;
    struct store *store = place->store = open_as(place, &schema);
    assert_int_equal(put(store, "before", 1), 0);
    assert_true(store_number(store, "PRAGMA max_page_count = 12", STORE_NO_VALUES, -1) > 0);
    assert_int_equal(store_begin_write(store), 0);
    assert_int_equal(put(store, "a", 1), 0);
    assert_int_equal(
        store_run(store, PUT,
                  STORE_VALUES(store_text("b"), store_integer(1), store_bytes(much, sizeof much))),
        -1);
    store_end(store);
    expect_problem(store, "full");
    assert_int_equal(weight_of(store, "a"), 0);
    assert_int_equal(weight_of(store, "before"), 1);
    assert_int_equal(put(store, "a", 2), 0);
    assert_int_equal(weight_of(store, "a"), 2);
}

static void a_read_sees_one_moment(void **state)
{
    struct place *place = *state;
    struct store *store = place->store = open_as(place, &schema);
    struct store *other = open_as(place, &schema);
    assert_int_equal(store_begin_read(store), 0);
    assert_int_equal(weight_of(store, "a"), 0);
    assert_int_equal(put(other, "a", 1), 0);
    assert_int_equal(weight_of(store, "a"), 0);
    store_end(store);
    assert_int_equal(weight_of(store, "a"), 1);
    store_close(other);
}

static void one_writer_at_a_time(void **state)
{
    struct place *place = *state;
    struct store *store = place->store = open_as(place, &schema);
    struct store *other = open_as(place, &schema);
    int64_t version = store_data_version(other);
    assert_int_equal(store_begin_write(store), 0);
    assert_int_equal(store_begin_write(other), -1);
    expect_problem(other, "locked");
    store_end(other);
    assert_int_equal(put(store, "a", 1), 0);
    assert_int_equal(store_data_version(other), version);
    assert_int_equal(store_commit(store), 0);
    assert_int_not_equal(store_data_version(other), version);
    assert_int_equal(store_begin_write(other), 0);
    store_end(other);
    store_close(other);
}

static void older_stores_are_brought_up_to_date(void **state)
{
    struct place *place = *state;
    store_close(open_as(place, &old_schema));
    for (int turn = 0; turn < 2; turn++) {
        struct store *store = open_as(place, &schema);
        assert_int_equal(weight_of(store, "made by a step"), 2);
        assert_int_equal(
            store_number(store, "SELECT count(*) FROM things WHERE colour = 'grey'", STORE_NO_VALUES, 0), 1);
        assert_int_equal(store_number(store, "PRAGMA user_version", STORE_NO_VALUES, 0), 3);
        store_close(store);
    }
}

static void expect_refused(const struct place *place, const struct store_schema *as, enum store_mode mode,
                           const char *word)
{
    char problem[300] = "";
    struct store *store = store_open(place->path, as, mode, problem, sizeof problem);
    if (store != NULL || strstr(problem, word) == NULL || strstr(problem, place->path) == NULL) {
        store_close(store);
        fail_msg("wanted a message with \"%s\", got %s \"%s\"", word, store != NULL ? "a store and" : "",
                 problem);
    }
}

static void stores_that_are_refused(void **state)
{
    struct place *place = *state;
    expect_refused(place, &schema, STORE_EXISTING, "unable to open");
    assert_int_equal(access(place->path, F_OK), -1);
    store_close(open_as(place, &old_schema));
    expect_refused(place, &foreign_schema, STORE_CREATE, "another program");
    expect_refused(place, &bad_schema, STORE_CREATE, "bringing it up to date");
    expect_refused(place, &gap_schema, STORE_CREATE, "a version has no step");
    struct store *store = open_as(place, &old_schema); /* what was refused was left as it was */
    assert_int_equal(weight_of(store, "undone"), 0);
    assert_int_equal(store_number(store, "PRAGMA user_version", STORE_NO_VALUES, 0), 1);
    store_close(store);
    store_close(open_as(place, &schema));
    expect_refused(place, &old_schema, STORE_CREATE, "newer");
}

/* Another program's database is refused before anything in it is changed. */
static void others_are_left_alone(void **state)
{
    struct place *place = *state;
    sqlite3 *database = NULL;
    assert_int_equal(sqlite3_open(place->path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, "CREATE TABLE theirs (a)", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(database), SQLITE_OK);
    struct stat before;
    struct stat after;
    assert_int_equal(stat(place->path, &before), 0);
    expect_refused(place, &schema, STORE_CREATE, "another program");
    assert_int_equal(stat(place->path, &after), 0);
    assert_true(before.st_mtim.tv_sec == after.st_mtim.tv_sec &&
                before.st_mtim.tv_nsec == after.st_mtim.tv_nsec && before.st_size == after.st_size);
}

static void damage_is_found(void **state)
{
    struct place *place = *state;
    struct store *store = place->store = open_as(place, &schema);
    assert_int_equal(store_check_integrity(store), 0);
    for (int i = 0; i < 2000; i++) {
        char name[20];
        (void)snprintf(name, sizeof name, "thing %d", i);
        assert_int_equal(put(store, name, i), 0);
    }
    store_close(store);
    place->store = NULL;
    FILE *file = fopen(place->path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, -3 * 4096, SEEK_END), 0);
    for (int i = 0; i < 4096; i++) {
        assert_int_equal(fputc('x', file), 'x');
    }
    assert_int_equal(fclose(file), 0);
    store = place->store = open_as(place, &schema);
    assert_int_equal(store_check_integrity(store), -1);
    expect_problem(store, "damaged");
}

/* Also when the log could not be written any more: the text stands in neither file. */
static int stands_in(const char *path, const char *ending, const char *text)
{
    char name[120];
    static char bytes[1 << 20];
    (void)snprintf(name, sizeof name, "%s%s", path, ending);
    FILE *file = fopen(name, "rb");
    size_t length = file != NULL ? fread(bytes, 1, sizeof bytes, file) : 0;
    int found = file != NULL && memmem(bytes, length, text, strlen(text)) != NULL;
    if (file != NULL) {
        assert_int_equal(fclose(file), 0);
    }
    return found;
}

static void a_private_store_keeps_nothing(void **state)
{
    static const char secret[] = "nobody is to read this";
    struct place *place = *state;
    struct stat seen;
    struct store *store = place->store = open_as(place, &private_schema);
    assert_int_equal(stat(place->path, &seen), 0);
    assert_int_equal(seen.st_mode & 0777, 0600);
    assert_int_equal(put(store, secret, 1), 0);
    assert_true(stands_in(place->path, "", secret) || stands_in(place->path, "-wal", secret));
    assert_int_equal(store_run(store, "DELETE FROM things", STORE_NO_VALUES), 0);
    assert_int_equal(store_purge(store), 0);
    assert_false(stands_in(place->path, "", secret) || stands_in(place->path, "-wal", secret));
}

static void a_life_has_an_id_and_ends(void **state)
{
    static const struct store_step one[] = {{1, "SELECT 1"}, {2, "SELECT 1"}};
    static const struct store_steps before = {one, 2};
    static const struct store_steps *const services[] = {&before, &store_life_steps};
    static const struct store_schema lives = SCHEMA(.services = services, .service_count = 2);
    struct place *place = *state;
    struct store *store = place->store = open_as(place, &lives);
    char life[STORE_LIFE_SIZE], again[STORE_LIFE_SIZE], next[STORE_LIFE_SIZE];
    assert_int_equal(store_life(store, life), 0);
    assert_int_equal(strspn(life, "0123456789abcdef"), STORE_LIFE_SIZE - 1);
    assert_int_equal(store_life(store, again), 0);
    assert_string_equal(life, again);
    assert_int_equal(store_begin_life(store), 0);
    assert_int_equal(store_life(store, next), 0);
    assert_string_not_equal(life, next);
}

static void revisions_grow(void **state)
{
    static const struct store_steps *const services[] = {&revisions_steps};
    static const struct store_schema revisions = SCHEMA(.services = services, .service_count = 1);
    struct place *place = *state;
    struct store *store = place->store = open_as(place, &revisions);
    assert_int_equal(store_rev(store), 0);
    assert_int_equal(store_grow_rev(store), 1);
    assert_int_equal(store_grow_rev(store), 2);
    assert_int_equal(store_rev(store), 2);
    static const struct {
        const char *name, *hash;
        int64_t rev;
    } made[] = {{"menu", "x", 1}, {"menu", "x", 1}, {"other", "x", 1}, {"menu", "y", 2}, {"menu", "x", 3}};
    for (size_t i = 0; i < sizeof made / sizeof made[0]; i++) {
        assert_int_equal(store_rev_of(store, made[i].name, made[i].hash), made[i].rev);
    }
}

#define IN_A_PLACE(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_PLACE(values_come_back_as_they_were),
        IN_A_PLACE(nothing_is_told_from_zero),
        IN_A_PLACE(failures_say_why),
        IN_A_PLACE(same_text_begins_again),
        IN_A_PLACE(undone_unless_committed),
        IN_A_PLACE(full_disk_undoes_the_write),
        IN_A_PLACE(a_read_sees_one_moment),
        IN_A_PLACE(one_writer_at_a_time),
        IN_A_PLACE(older_stores_are_brought_up_to_date),
        IN_A_PLACE(stores_that_are_refused),
        IN_A_PLACE(others_are_left_alone),
        IN_A_PLACE(damage_is_found),
        IN_A_PLACE(a_private_store_keeps_nothing),
        IN_A_PLACE(a_life_has_an_id_and_ends),
        IN_A_PLACE(revisions_grow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
