#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "headend/database/statement.h"
#include "headend/utilities/kept_accounts.h"

/* Accounts of households in a real file, beside tables of boxes and members as the store's other services
 * have them. */

static const struct store_step others[] = {
    {1, "CREATE TABLE boxes (number TEXT PRIMARY KEY, revoked INTEGER NOT NULL DEFAULT 0) STRICT;"
        "CREATE TABLE members (id TEXT PRIMARY KEY, box TEXT NOT NULL) STRICT;"},
};
static const struct store_steps other_steps = {others, 1};
static const struct store_steps *const services[] = {&other_steps, &kept_accounts_steps};
static const struct store_schema schema = {
    .services = services, .service_count = 2, .application_id = 1, .busy_timeout_ms = 1000, .is_private = 1};

static const char box_a[] = "0000000000000000000000000000000a";
static const char box_b[] = "0000000000000000000000000000000b";
static const char number_a[] = "4300000018";

struct place {
    char folder[64], path[96], key_path[96];
    struct store *store;
    struct keyed_hash key;
};

static int set_up(void **state)
{
    char problem[300];
    struct place *place = calloc(1, sizeof *place);
    assert_non_null(place);
    (void)snprintf(place->folder, sizeof place->folder, "/tmp/tv-hall-accounts-XXXXXX");
    assert_non_null(mkdtemp(place->folder));
    (void)snprintf(place->path, sizeof place->path, "%s/s", place->folder);
    (void)snprintf(place->key_path, sizeof place->key_path, "%s/k", place->folder);
    place->store = store_open(place->path, &schema, STORE_CREATE, problem, sizeof problem);
    assert_non_null(place->store);
    assert_int_equal(keyed_hash_load(&place->key, place->key_path, problem), 0);
    *state = place;
    return 0;
}

static int tear_down(void **state)
{
    static const char *const ends[] = {"s", "s-wal", "s-shm", "k"};
    struct place *place = *state;
    char path[128];
    store_close(place->store);
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", place->folder, ends[i]);
        (void)unlink(path);
    }
    assert_int_equal(rmdir(place->folder), 0);
    free(place);
    return 0;
}

static enum keep_result keep(struct place *place, const char *box, const char *account_no,
                             const char *nickname, int64_t when)
{
    struct kept_number number = {
        .operator_id = "sample-electricity", .kind = UTILITY_ELECTRICITY, .kept_ms = when};
    (void)snprintf(number.account_no, sizeof number.account_no, "%s", account_no);
    (void)snprintf(number.nickname, sizeof number.nickname, "%s", nickname);
    return kept_accounts_keep(place->store, &place->key, box, &number);
}

static int read_all(struct place *place, const char *box, struct kept_number numbers[KEPT_ACCOUNTS_MAX])
{
    return kept_accounts_read(place->store, &place->key, box, numbers);
}

static void test_kept_and_read(void **state)
{
    struct place *place = *state;
    struct kept_number numbers[KEPT_ACCOUNTS_MAX];
    struct kept_number found;
    assert_int_equal(read_all(place, box_a, numbers), 0);
    assert_int_equal(keep(place, box_a, number_a, "\u963F\u5A46\u5BB6", 1000), KEEP_DONE);
    assert_int_equal(keep(place, box_a, "4300000026", "", 2000), KEEP_DONE);
    assert_int_equal(read_all(place, box_a, numbers), 2);
    assert_string_equal(numbers[0].account_no, number_a);
    assert_string_equal(numbers[0].nickname, "\u963F\u5A46\u5BB6");
    assert_string_equal(numbers[0].operator_id, "sample-electricity");
    assert_int_equal(numbers[0].kind, UTILITY_ELECTRICITY);
    assert_int_equal(numbers[0].kept_ms, 1000);
    assert_string_equal(numbers[1].account_no, "4300000026");
    assert_int_equal(kept_accounts_find(place->store, &place->key, box_a, numbers[1].id, &found), 1);
    assert_string_equal(found.account_no, "4300000026");
    /* Another box's, and none. */
    assert_int_equal(kept_accounts_find(place->store, &place->key, box_b, numbers[1].id, &found), 0);
    assert_int_equal(kept_accounts_find(place->store, &place->key, box_a, "x", &found), 0);
    assert_int_equal(read_all(place, box_b, numbers), 0);
}

static void test_the_same_again(void **state)
{
    struct place *place = *state;
    struct kept_number numbers[KEPT_ACCOUNTS_MAX];
    assert_int_equal(keep(place, box_a, number_a, "A", 1000), KEEP_DONE);
    assert_int_equal(keep(place, box_a, number_a, "", 2000), KEEP_DONE);
    assert_int_equal(read_all(place, box_a, numbers), 1);
    assert_string_equal(numbers[0].nickname, "A");
    assert_int_equal(keep(place, box_a, number_a, "B", 3000), KEEP_DONE);
    assert_int_equal(read_all(place, box_a, numbers), 1);
    assert_string_equal(numbers[0].nickname, "B");
    assert_int_equal(numbers[0].kept_ms, 1000);
    assert_int_equal(keep(place, box_b, number_a, "C", 4000), KEEP_DONE);
    assert_int_equal(read_all(place, box_a, numbers), 1);
}

static void test_their_order(void **state)
{
    struct place *place = *state;
    struct kept_number numbers[KEPT_ACCOUNTS_MAX];
    char account_no[ACCOUNT_NUMBER_SIZE];
    for (int i = 0; i < KEPT_ACCOUNTS_MAX; i++) { /* in one millisecond, or before it */
        (void)snprintf(account_no, sizeof account_no, "43000000%02d", i);
        assert_int_equal(keep(place, box_a, account_no, "", 1000 - i % 2), KEEP_DONE);
    }
    assert_int_equal(read_all(place, box_a, numbers), KEPT_ACCOUNTS_MAX);
    for (int i = 0; i < KEPT_ACCOUNTS_MAX; i++) {
        (void)snprintf(account_no, sizeof account_no, "43000000%02d", i);
        assert_string_equal(numbers[i].account_no, account_no);
    }
}

static void test_full(void **state)
{
    struct place *place = *state;
    char account_no[ACCOUNT_NUMBER_SIZE];
    for (int i = 0; i < KEPT_ACCOUNTS_MAX; i++) {
        (void)snprintf(account_no, sizeof account_no, "43000000%02d", i);
        assert_int_equal(keep(place, box_a, account_no, "", i), KEEP_DONE);
    }
    assert_int_equal(keep(place, box_a, "4300000099", "", 99), KEEP_FULL);
    assert_int_equal(keep(place, box_a, "4300000000", "A", 99), KEEP_DONE); /* is kept already */
    assert_int_equal(keep(place, box_b, "4300000099", "", 99), KEEP_DONE);
    assert_int_equal(kept_accounts_count(place->store, box_a), KEPT_ACCOUNTS_MAX);
}

static void test_renamed_and_removed(void **state)
{
    struct place *place = *state;
    struct kept_number numbers[KEPT_ACCOUNTS_MAX];
    assert_int_equal(keep(place, box_a, number_a, "A", 1000), KEEP_DONE);
    assert_int_equal(read_all(place, box_a, numbers), 1);
    const char *id = numbers[0].id;
    assert_int_equal(kept_accounts_rename(place->store, box_b, id, "B"), 0);
    assert_int_equal(kept_accounts_rename(place->store, box_a, id, "B"), 1);
    struct kept_number found;
    assert_int_equal(kept_accounts_find(place->store, &place->key, box_a, id, &found), 1);
    assert_string_equal(found.nickname, "B");
    assert_int_equal(kept_accounts_remove(place->store, box_b, id), 0);
    assert_int_equal(kept_accounts_remove(place->store, box_a, id), 1);
    assert_int_equal(kept_accounts_remove(place->store, box_a, id), 0);
    assert_int_equal(kept_accounts_count(place->store, box_a), 0);
}

static void run(struct place *place, const char *sql, const char *word)
{
    assert_int_equal(store_run(place->store, sql, STORE_VALUES(store_text(word))), 0);
}

static void test_gone_with_the_last_member(void **state)
{
    struct place *place = *state;
    run(place, "INSERT INTO members (id, box) VALUES ('1', ?1), ('2', ?1)", box_a);
    assert_int_equal(keep(place, box_a, number_a, "", 1000), KEEP_DONE);
    assert_int_equal(keep(place, box_b, number_a, "", 1000), KEEP_DONE);
    run(place, "DELETE FROM members WHERE id = ?1", "1");
    assert_int_equal(kept_accounts_count(place->store, box_a), 1);
    run(place, "DELETE FROM members WHERE id = ?1", "2");
    assert_int_equal(kept_accounts_count(place->store, box_a), 0);
    assert_int_equal(kept_accounts_count(place->store, box_b), 1);
}

static void test_gone_with_the_box(void **state)
{
    struct place *place = *state;
    run(place, "INSERT INTO boxes (number) VALUES (?1)", box_a);
    assert_int_equal(keep(place, box_a, number_a, "", 1000), KEEP_DONE);
    assert_int_equal(keep(place, box_b, number_a, "", 1000), KEEP_DONE);
    run(place, "UPDATE boxes SET revoked = 0 WHERE number = ?1", box_a);
    assert_int_equal(kept_accounts_count(place->store, box_a), 1);
    run(place, "UPDATE boxes SET revoked = 5 WHERE number = ?1", box_a);
    assert_int_equal(kept_accounts_count(place->store, box_a), 0);
    assert_int_equal(kept_accounts_count(place->store, box_b), 1);
}

/* Moved to another row, another box or operator, or under another secret, it says nothing. */
static void test_what_is_sealed_stays_so(void **state)
{
    static const char *const changes[] = {
        "UPDATE kept_accounts SET operator = 'sample-water' WHERE box = ?1",
        "UPDATE kept_accounts SET id = 'x' WHERE box = ?1",
        "UPDATE kept_accounts SET sealed = x'00112233445566778899aabbccddeeff00' WHERE box = ?1",
        "UPDATE kept_accounts SET sealed = x'' WHERE box = ?1",
        "UPDATE kept_accounts SET sealed = zeroblob(100000) WHERE box = ?1",
    };
    struct place *place = *state;
    struct kept_number numbers[KEPT_ACCOUNTS_MAX];
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        assert_int_equal(keep(place, box_a, number_a, "", 1000), KEEP_DONE);
        run(place, changes[i], box_a);
        assert_int_equal(read_all(place, box_a, numbers), 1);
        assert_string_equal(numbers[0].account_no, "");
        assert_int_equal(kept_accounts_remove(place->store, box_a, numbers[0].id), 1);
    }
    assert_int_equal(keep(place, box_a, number_a, "", 1000), KEEP_DONE);
    place->key.key[0] ^= 1;
    assert_int_equal(read_all(place, box_a, numbers), 1);
    assert_string_equal(numbers[0].account_no, "");
}

static int file_has(const char *path, const char *text)
{
    static char bytes[1 << 20];
    FILE *file = fopen(path, "rb");
    size_t length = file != NULL ? fread(bytes, 1, sizeof bytes, file) : 0;
    if (file != NULL) {
        (void)fclose(file);
    }
    return memmem(bytes, length, text, strlen(text)) != NULL;
}

static void test_no_number_in_the_file(void **state)
{
    struct place *place = *state;
    char wal[128];
    (void)snprintf(wal, sizeof wal, "%s-wal", place->path);
    assert_int_equal(keep(place, box_a, number_a, "NICK", 1000), KEEP_DONE);
    assert_true(file_has(place->path, "NICK") || file_has(wal, "NICK")); /* where a number would be found */
    assert_false(file_has(place->path, number_a));
    assert_false(file_has(wal, number_a));
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        EACH(test_kept_and_read),         EACH(test_the_same_again),
        EACH(test_their_order),           EACH(test_full),
        EACH(test_renamed_and_removed),   EACH(test_gone_with_the_last_member),
        EACH(test_gone_with_the_box),     EACH(test_what_is_sealed_stays_so),
        EACH(test_no_number_in_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
