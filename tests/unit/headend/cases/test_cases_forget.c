/* What is too old leaves the file while the headend runs, whether or not anybody looks something up. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "headend/cases/cases.h"
#include "tests/unit/folder_fixture.h"

enum { FORGET_EVERY_MS = 50, PATIENCE_MS = 10000, STEP_MS = 20 };

static int64_t rows(sqlite3 *database)
{
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(database,
                                        "SELECT (SELECT count(*) FROM kept) + (SELECT count(*) FROM seen) + "
                                        "(SELECT count(*) FROM counts)",
                                        -1, &statement, NULL),
                     SQLITE_OK);
    int64_t count = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
    assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
    return count;
}

static void by_itself(void **state)
{
    static const char old[] = "INSERT INTO kept VALUES (x'01', x'02', 1, 0, 0, 0, 0, 1000, '');"
                              "INSERT INTO seen VALUES (20200101, x'01', x'02', 1, 0);"
                              "INSERT INTO counts VALUES (20200101, x'01', 1, 1)";
    const struct timespec step = {.tv_nsec = STEP_MS * 1000000L};
    char folder[FOLDER_SIZE];
    char path[80];
    sqlite3 *database = NULL;
    (void)state;
    assert_int_equal(folder_make(folder), 0);
    (void)snprintf(path, sizeof path, "%s/store", folder);
    const struct upstream_config upstream = {.url = "http://127.0.0.1:1", .timeout_ms = 500};
    struct cases *cases = cases_start(&(struct cases_options){
        .upstream = &upstream, .forget_every_ms = FORGET_EVERY_MS, .store_path = path});
    assert_non_null(cases);
    (void)snprintf(path, sizeof path, "%s/store.cases", folder);
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_busy_timeout(database, PATIENCE_MS), SQLITE_OK);
    for (int turn = 0; turn < 2; turn++) {
        assert_int_equal(sqlite3_exec(database, old, NULL, NULL, NULL), SQLITE_OK);
        for (int waited = 0; waited < PATIENCE_MS && rows(database) > 0; waited += STEP_MS) {
            (void)nanosleep(&step, NULL);
        }
        assert_int_equal(rows(database), 0);
    }
    assert_int_equal(sqlite3_close(database), SQLITE_OK);
    cases_stop(cases);
    cases_free(cases);
    assert_int_equal(folder_remove(folder), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(by_itself)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
