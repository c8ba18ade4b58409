/* Boxes and their credentials in a real file, as two processes see it. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headend/boxes/box_store.h"
#include "tests/unit/folder_fixture.h"

static const struct store_steps *const services[] = {&boxes_steps};
static const struct store_schema schema = {.services = services,
                                           .service_count = 1,
                                           .application_id = 0x74764898,
                                           .busy_timeout_ms = 1000,
                                           .is_private = 1};

#define FIRST  "00000000000000000000000000000001"
#define SECOND "00000000000000000000000000000002"

struct place {
    char folder[FOLDER_SIZE];
    char path[96];
    struct store *headend, *admin; /* two handles, as of two processes */
    char first[TOKEN_SIZE], second[TOKEN_SIZE];
};

static struct store *open_store(const char *path)
{
    char problem[300];
    struct store *store = store_open(path, &schema, STORE_CREATE, problem, sizeof problem);
    if (store == NULL) {
        print_error("a store was wanted: %s\n", problem);
    }
    return store;
}

static struct token_digest digest_of(const char *token)
{
    struct token_digest digest;
    assert_int_equal(token_digest_of(token, &digest), 0);
    return digest;
}

static void add(struct place *place, const char *number, const char *name, const char *area,
                const char *token)
{
    struct known_box box = {.number = ""};
    struct token_digest digest = digest_of(token);
    (void)snprintf(box.number, sizeof box.number, "%s", number);
    (void)snprintf(box.name, sizeof box.name, "%s", name);
    (void)snprintf(box.area_code, sizeof box.area_code, "%s", area);
    assert_int_equal(box_store_add(place->admin, &box, &digest, 1000), 0);
}

static int begin(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    *state = place;
    if (place == NULL || folder_make(place->folder) != 0 || token_make(place->first) != 0 ||
        token_make(place->second) != 0) {
        return -1;
    }
    (void)snprintf(place->path, sizeof place->path, "%s/store", place->folder);
    place->headend = open_store(place->path);
    place->admin = open_store(place->path);
    if (place->headend == NULL || place->admin == NULL) {
        return -1;
    }
    add(place, FIRST, "客厅", "431002001", place->first);
    add(place, SECOND, "卧室", "431021", place->second);
    return 0;
}

static int end(void **state)
{
    struct place *place = *state;
    store_close(place->headend);
    store_close(place->admin);
    folder_remove(place->folder);
    free(place);
    return 0;
}

static void a_token_is_one_box(void **state)
{
    struct place *place = *state;
    struct known_box box;
    char other[TOKEN_SIZE];
    assert_int_equal(box_store_find(place->headend, place->first, &box), 1);
    assert_string_equal(box.number, FIRST);
    assert_string_equal(box.name, "客厅");
    assert_string_equal(box.area_code, "431002001");
    assert_int_equal(box_store_find(place->headend, place->second, &box), 1);
    assert_string_equal(box.number, SECOND);
    assert_int_equal(token_make(other), 0);
    assert_int_equal(box_store_find(place->headend, other, &box), 0);
    assert_int_equal(box_store_find(place->headend, "", &box), 0);
    assert_int_equal(box_store_find(place->headend, "' OR 1=1 --", &box), 0);
    other[0] = place->first[0] == 'A' ? 'B' : 'A';
    memcpy(other + 1, place->first + 1, sizeof other - 1);
    assert_int_equal(box_store_find(place->headend, other, &box), 0);
}

static void what_is_revoked_holds_no_more(void **state)
{
    struct place *place = *state;
    struct known_box box;
    struct box_record record;
    assert_int_equal(box_store_revoke(place->admin, FIRST, "stolen", 2000), 0);
    assert_int_equal(box_store_find(place->headend, place->first, &box), 0);
    assert_int_equal(box_store_find(place->headend, place->second, &box), 1);
    assert_int_equal(box_store_get(place->headend, FIRST, &record), 1);
    assert_int_equal(record.revoked_ms, 2000);
    assert_int_equal(record.added_ms, 1000);
    assert_string_equal(record.reason, "stolen");
    assert_int_equal(box_store_get(place->headend, "0", &record), 0);
}

static void a_new_token_ends_the_old_one(void **state)
{
    struct place *place = *state;
    struct known_box box;
    struct box_record record;
    char token[TOKEN_SIZE];
    assert_int_equal(token_make(token), 0);
    struct token_digest digest = digest_of(token);
    assert_int_equal(box_store_provision(place->admin, FIRST, &digest, 3000), 0);
    assert_int_equal(box_store_find(place->headend, place->first, &box), 0);
    assert_int_equal(box_store_find(place->headend, token, &box), 1);
    assert_string_equal(box.number, FIRST);
    assert_int_equal(box_store_get(place->headend, FIRST, &record), 1);
    assert_int_equal(record.provisioned_ms, 3000);
}

static void numbers_and_tokens_are_used_once(void **state)
{
    struct place *place = *state;
    struct known_box box = {.number = FIRST};
    char token[TOKEN_SIZE];
    assert_int_equal(token_make(token), 0);
    struct token_digest digest = digest_of(token);
    assert_int_equal(box_store_add(place->admin, &box, &digest, 1), -1);
    box.number[0] = 'f';
    digest = digest_of(place->second);
    assert_int_equal(box_store_add(place->admin, &box, &digest, 1), -1);
}

static int note(void *context, const struct box_record *record)
{
    char *numbers = context;
    size_t length = strlen(numbers);
    numbers[length] = record->box.number[sizeof record->box.number - 2];
    numbers[length + 1] = '\0';
    return 0;
}

static void filters(void **state)
{
    static const struct {
        struct box_filter filter;
        const char *numbers;
    } rows[] = {
        {{BOX_ANY_STATE, NULL, NULL}, "12"},  {{BOX_GOOD, NULL, NULL}, "1"},
        {{BOX_REVOKED, NULL, NULL}, "2"},     {{BOX_ANY_STATE, "431000", NULL}, "12"},
        {{BOX_ANY_STATE, "431002", ""}, "1"}, {{BOX_ANY_STATE, "431002001003", ""}, ""},
        {{BOX_ANY_STATE, "", "卧"}, "2"},     {{BOX_GOOD, "", "卧"}, ""},
    };
    struct place *place = *state;
    assert_int_equal(box_store_revoke(place->admin, SECOND, "", 2000), 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char numbers[16] = "";
        assert_int_equal(box_store_each(place->headend, &rows[i].filter, note, numbers), 0);
        if (strcmp(numbers, rows[i].numbers) != 0) {
            fail_msg("filter %zu: wanted %s, got %s", i, rows[i].numbers, numbers);
        }
    }
}

/* Neither token is in the file, only what is made of it. */
static void no_token_is_kept(void **state)
{
    struct place *place = *state;
    static const char *const files[] = {"", "-wal"};
    assert_int_equal(store_purge(place->admin), 0);
    for (size_t i = 0; i < 2; i++) {
        char path[120];
        static char bytes[1 << 20];
        (void)snprintf(path, sizeof path, "%s%s", place->path, files[i]);
        FILE *file = fopen(path, "re");
        assert_non_null(file);
        size_t length = fread(bytes, 1, sizeof bytes, file);
        (void)fclose(file);
        assert_null(memmem(bytes, length, place->first, TOKEN_SIZE - 1));
        assert_true(i == 1 || memmem(bytes, length, FIRST, sizeof FIRST - 1) != NULL);
    }
}

#define ROW(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {ROW(a_token_is_one_box),
                                       ROW(what_is_revoked_holds_no_more),
                                       ROW(a_new_token_ends_the_old_one),
                                       ROW(numbers_and_tokens_are_used_once),
                                       ROW(filters),
                                       ROW(no_token_is_kept)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
