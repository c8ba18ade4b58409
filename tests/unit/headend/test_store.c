#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "headend/content/store_content.h"
#include "headend/database/revisions.h"
#include "headend/database/store_life.h"
#include "headend/notices/store_notices.h"
#include "headend/store/hall_store.h"
#include "tests/unit/folder_fixture.h"

struct place {
    char folder[FOLDER_SIZE];
    char path[96];
    struct store *store;
};

static int open_place(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    char problem[200];
    if (place == NULL) {
        return -1;
    }
    if (folder_make(place->folder) != 0) {
        free(place);
        return -1;
    }
    (void)snprintf(place->path, sizeof place->path, "%s/hall.db", place->folder);
    place->store = store_open(place->path, &hall_store, STORE_CREATE, problem, sizeof problem);
    *state = place;
    return place->store != NULL ? 0 : -1;
}

static int close_place(void **state)
{
    struct place *place = *state;
    store_close(place->store);
    int result = folder_remove(place->folder);
    free(place);
    return result;
}

static void put(struct store *store, const char *id, int level, int64_t published, const char *area)
{
    char text[64];
    char empty[] = "";
    (void)snprintf(text, sizeof text, "%s", id);
    struct notice_record record = {.guid = text,
                                   .title = text,
                                   .category = 1,
                                   .level = level,
                                   .org_name = empty,
                                   .published = published,
                                   .body = empty,
                                   .speech = empty,
                                   .qr_link = empty,
                                   .source = empty};
    (void)snprintf(record.id, sizeof record.id, "%s", id);
    (void)snprintf(record.area_code, sizeof record.area_code, "%s", area);
    record.rev = store_grow_rev(store);
    assert_true(record.rev > 0);
    assert_int_equal(store_notice_put(store, &record), 0);
}

static void expect_list(struct store *store, const struct notice_query *query, const char *const *ids,
                        int count, int64_t total, int more)
{
    struct notice_record records[10];
    memset(records, 0, sizeof records);
    int64_t got_total = -1;
    int got_more = -1;
    int got = store_notices_list(store, query, records, &got_total, &got_more);
    assert_int_equal(got, count);
    assert_int_equal(got_total, total);
    assert_int_equal(got_more, more);
    for (int i = 0; i < got && i < count && ids != NULL; i++) {
        if (strcmp(records[i].id, ids[i]) != 0) {
            fail_msg("place %d: wanted %s, got %s", i, ids[i], records[i].id);
        }
        notice_record_clear(&records[i]);
    }
}

static void test_order_and_pages(void **state)
{
    struct store *store = ((struct place *)*state)->store;
    put(store, "old", 0, 100, "431000");
    put(store, "new", 0, 300, "431000");
    put(store, "important", 1, 200, "431000");
    put(store, "urgent-old", 2, 50, "431000");
    put(store, "urgent-new", 2, 60, "431000");
    put(store, "b", 0, 100, "431000");
    static const char *const all[] = {"urgent-new", "urgent-old", "new", "important", "b", "old"};
    struct notice_query query = {.now = 1000, .area_code = "", .limit = 10};
    expect_list(store, &query, all, 6, 6, 0);
    query.limit = 4;
    expect_list(store, &query, all, 4, 6, 1);
    query.has_cursor = 1;
    query.cursor = (struct cursor){.urgent = 1, .published = 50, .id = "urgent-old"};
    expect_list(store, &query, all + 2, 4, 6, 0);
    query.cursor = (struct cursor){.urgent = 0, .published = 100, .id = "b"};
    expect_list(store, &query, all + 5, 1, 6, 0);
    query.cursor = (struct cursor){.urgent = 0, .published = 100, .id = "old"};
    expect_list(store, &query, NULL, 0, 6, 0);
    query.cursor = (struct cursor){.urgent = 0, .published = 150, .id = "gone"}; /* a row that is no more */
    expect_list(store, &query, all + 4, 2, 6, 0);
}

static void test_withdrawals_and_revs(void **state)
{
    struct store *store = ((struct place *)*state)->store;
    struct withdrawal withdrawal;
    char ids[4][NOTICE_ID_SIZE];
    put(store, "a", 0, 1, "431000");
    put(store, "b", 0, 2, "431000");
    assert_int_equal(store_rev(store), 2);
    assert_int_equal(store_withdrawal(store, "a", &withdrawal), 0);
    assert_int_equal(withdrawal.moment, 0);
    assert_int_equal(
        store_withdraw(store, "a", "a", (struct withdrawal){.moment = 500}, store_grow_rev(store)), 0);
    assert_int_equal(
        store_withdraw(store, "x", "x", (struct withdrawal){.moment = 100}, store_grow_rev(store)), 0);
    assert_int_equal(store_withdraw(store, "a", "a", (struct withdrawal){.moment = 900, .by_operator = 1},
                                    store_grow_rev(store)),
                     0);
    assert_int_equal(store_withdrawal(store, "a", &withdrawal), 0);
    assert_int_equal(withdrawal.moment, 500); /* the first moment is kept */
    assert_int_equal(withdrawal.by_operator, 1);
    static const char *const left[] = {"b"};
    expect_list(store, &(struct notice_query){.now = 1000, .area_code = "", .limit = 10}, left, 1, 1, 0);
    assert_int_equal(store_withdrawn_ids(store, 0, ids, 4), 2);
    assert_string_equal(ids[0], "a");
    assert_int_equal(store_withdrawn_ids(store, 200, ids, 4), 1);
    assert_int_equal(store_withdrawn_ids(store, 0, ids, 1), 1);
    assert_int_equal(store_restore(store, "a"), 0);
    assert_int_equal(store_withdrawn_ids(store, 0, ids, 4), 1);
    assert_int_equal(store_rev(store), 5);
    assert_int_equal(store_rev_of(store, "menu", "one"), 1);
    assert_int_equal(store_rev_of(store, "menu", "one"), 1);
    assert_int_equal(store_rev_of(store, "menu", "two"), 2);
    assert_int_equal(store_rev_of(store, "menu", "one"), 3);
}

static void test_undone_unless_committed(void **state)
{
    struct store *store = ((struct place *)*state)->store;
    struct notice_record record;
    assert_int_equal(store_begin_write(store), 0);
    put(store, "a", 0, 1, "431000");
    store_end(store);
    assert_int_equal(store_notice_by_id(store, "a", &record), 0);
    assert_int_equal(store_rev(store), 0);
    assert_int_equal(store_begin_write(store), 0);
    put(store, "a", 0, 1, "431000");
    assert_int_equal(store_commit(store), 0);
    store_end(store);
    assert_int_equal(store_notice_by_id(store, "a", &record), 1);
    notice_record_clear(&record);
}

static void test_boundaries(void **state)
{
    struct store *store = ((struct place *)*state)->store;
    char text[] = "x";
    char empty[] = "";
    struct notice_record record = {.id = "x",
                                   .guid = text,
                                   .title = text,
                                   .category = 1,
                                   .area_code = "431000",
                                   .org_name = empty,
                                   .valid_from = 100,
                                   .valid_to = 200,
                                   .body = empty,
                                   .speech = empty,
                                   .qr_link = empty,
                                   .source = empty};
    assert_true(store_next_boundary(store, 0) == INT64_MAX);
    assert_int_equal(store_notice_put(store, &record), 0);
    assert_int_equal(store_next_boundary(store, 0), 100);
    assert_int_equal(store_next_boundary(store, 100), 200);
    assert_true(store_next_boundary(store, 200) == INT64_MAX);
    assert_int_equal(store_notices_count(store, 99), 0);
    assert_int_equal(store_notices_count(store, 100), 1);
    assert_int_equal(store_notices_count(store, 199), 1);
    assert_int_equal(store_notices_count(store, 200), 0);
}

static void expect_refused(const char *path, enum store_mode mode, const char *word)
{
    char problem[300] = "";
    struct store *store = store_open(path, &hall_store, mode, problem, sizeof problem);
    if (store != NULL || strstr(problem, word) == NULL) {
        store_close(store);
        fail_msg("%s: wanted a message with \"%s\", got %s \"%s\"", path, word,
                 store != NULL ? "a store and" : "", problem);
    }
}

static void change(const char *path, const char *sql)
{
    sqlite3 *database = NULL;
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(database), SQLITE_OK);
}

static int version_of(const char *path)
{
    sqlite3 *database = NULL;
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(database, "PRAGMA user_version", -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int version = sqlite3_column_int(statement, 0);
    (void)sqlite3_finalize(statement);
    assert_int_equal(sqlite3_close(database), SQLITE_OK);
    return version;
}

static void set_version(const char *path, int version)
{
    char sql[60];
    (void)snprintf(sql, sizeof sql, "PRAGMA user_version = %d", version);
    change(path, sql);
}

static int count_row(void *context, const struct content_row *row)
{
    assert_string_equal(row->text, "<flow/>");
    ++*(int *)context;
    return 0;
}

static void test_a_flow_of_before_is_kept_for_its_time(void **state)
{
    struct place *place = *state;
    struct content_row row = {.kind = "flow", .id = "one", .text = "<flow/>", .place = 1, .rev = 5};
    static const struct {
        const char *id;
        int64_t rev, now;
        int found;
    } cases[] = {{"one", 5, 999, 1}, {"one", 5, 1000, 0}, {"one", 6, 999, 0}, {"two", 5, 999, 0}};
    int count = 0;
    assert_int_equal(store_content_put(place->store, &row), 0);
    assert_int_equal(store_content_keep(place->store, "flow", "one", 1000), 0);
    assert_int_equal(store_content_keep(place->store, "flow", "none", 1000), 0);
    row.rev = 6;
    row.text = "<flow new='1'/>";
    assert_int_equal(store_content_put(place->store, &row), 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        count = 0;
        assert_int_equal(store_content_kept(place->store, "flow", cases[i].id, cases[i].rev, cases[i].now,
                                            count_row, &count),
                         0);
        if (count != cases[i].found) {
            fail_msg("%s, rev %d: found %d, expected %d", cases[i].id, (int)cases[i].rev, count,
                     cases[i].found);
        }
    }
    assert_int_equal(store_content_drop_kept(place->store, 999), 0);
    count = 0;
    assert_int_equal(store_content_kept(place->store, "flow", "one", 5, 0, count_row, &count), 0);
    assert_int_equal(count, 1);
    assert_int_equal(store_content_drop_kept(place->store, 1000), 0);
    assert_int_equal(store_content_kept(place->store, "flow", "one", 5, 0, count_row, &count), 0);
    assert_int_equal(count, 1);
}

/* A store from before there was content: its notices stay, and content has a place in it. */
static void test_older_store_is_brought_up_to_date(void **state)
{
    struct place *place = *state;
    char problem[300];
    int version = version_of(place->path);
    put(place->store, "a", 0, 1, "431000");
    change(place->path, "DROP TABLE content; DROP TABLE content_revs; DROP TABLE life; ALTER TABLE notices "
                        "DROP COLUMN undated; ALTER "
                        "TABLE notices DROP COLUMN owner; ALTER TABLE withdrawals DROP COLUMN owner");
    set_version(place->path, 1);
    struct store *again = store_open(place->path, &hall_store, STORE_EXISTING, problem, sizeof problem);
    if (again == NULL) {
        fail_msg("a store of version 1 was refused: %s", problem);
    }
    struct notice_record record;
    assert_int_equal(store_notice_by_id(again, "a", &record), 1);
    notice_record_clear(&record);
    const struct content_row row = {.kind = "guide", .id = "one", .text = "<guide/>", .place = 1, .rev = 1};
    assert_int_equal(store_content_put(again, &row), 0);
    assert_int_equal(store_content_next_place(again, "guide"), 2);
    store_close(again);
    assert_int_equal(version_of(place->path), version);
}

/* What came before a notice had an owner or could be without a date. */
static void test_store_without_owners(void **state)
{
    struct place *place = *state;
    char path[120];
    char problem[300];
    const struct store_steps notices_before = {notices_steps.steps, 1};
    const struct store_steps content_before = {content_steps.steps, 1};
    const struct store_steps *const before[] = {&revisions_steps, &notices_before, &content_before,
                                                &store_life_steps};
    struct store_schema schema = hall_store;
    schema.services = before;
    schema.service_count = 4;
    (void)snprintf(path, sizeof path, "%s/before.db", place->folder);
    store_close(store_open(path, &schema, STORE_CREATE, problem, sizeof problem));
    change(
        path,
        "INSERT INTO notices (id, guid, title, category, level, area_code, area_prefix, org_name, published, "
        "valid_from, valid_to, body, speech, qr_link, source, source_hash, pictures_missing, changed, rev) "
        "VALUES ('a', 'a', 't', 1, 0, '431000', '4310', '', 1, 0, 0, '', '', '', '', '', 0, 1, 1)");
    struct store *store = store_open(path, &hall_store, STORE_EXISTING, problem, sizeof problem);
    if (store == NULL) {
        fail_msg("a store without owners was refused: %s", problem);
    }
    struct notice_record record;
    assert_int_equal(store_notice_by_id(store, "a", &record), 1);
    assert_int_equal(record.undated, 0);
    assert_string_equal(record.owner, "");
    notice_record_clear(&record);
    assert_int_equal(store_notice_set_owner(store, "a", "a.example"), 0);
    assert_int_equal(store_notice_by_id(store, "a", &record), 1);
    assert_string_equal(record.owner, "a.example");
    notice_record_clear(&record);
    store_close(store);
}

static void test_stores_that_are_refused(void **state)
{
    struct place *place = *state;
    char other[120];
    (void)snprintf(other, sizeof other, "%s/none.db", place->folder);
    expect_refused(other, STORE_EXISTING, "unable to open");
    assert_int_equal(access(other, F_OK), -1);
    expect_refused(place->folder, STORE_CREATE, "unable to open");
    int version = version_of(place->path);
    change(place->path, "PRAGMA user_version = 99");
    expect_refused(place->path, STORE_CREATE, "newer");
    set_version(place->path, version);
    change(place->path, "PRAGMA application_id = 7");
    expect_refused(place->path, STORE_CREATE, "another program");
    change(place->path, "PRAGMA application_id = 0x74764861");
    char problem[300];
    struct store *again = store_open(place->path, &hall_store, STORE_EXISTING, problem, sizeof problem);
    assert_non_null(again);
    assert_int_equal(store_check_integrity(again), 0);
    store_close(again);
}

static void test_change_of_another_is_seen(void **state)
{
    struct place *place = *state;
    char problem[200];
    struct store *other = store_open(place->path, &hall_store, STORE_EXISTING, problem, sizeof problem);
    assert_non_null(other);
    int64_t before = store_data_version(place->store);
    assert_int_equal(store_data_version(place->store), before);
    put(other, "a", 0, 1, "431000");
    assert_int_not_equal(store_data_version(place->store), before);
    store_close(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_order_and_pages, open_place, close_place),
        cmocka_unit_test_setup_teardown(test_withdrawals_and_revs, open_place, close_place),
        cmocka_unit_test_setup_teardown(test_undone_unless_committed, open_place, close_place),
        cmocka_unit_test_setup_teardown(test_boundaries, open_place, close_place),
        cmocka_unit_test_setup_teardown(test_a_flow_of_before_is_kept_for_its_time, open_place, close_place),
        cmocka_unit_test_setup_teardown(test_older_store_is_brought_up_to_date, open_place, close_place),
        cmocka_unit_test_setup_teardown(test_store_without_owners, open_place, close_place),
        cmocka_unit_test_setup_teardown(test_stores_that_are_refused, open_place, close_place),
        cmocka_unit_test_setup_teardown(test_change_of_another_is_seen, open_place, close_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
