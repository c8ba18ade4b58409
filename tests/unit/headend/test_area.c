/* Areas within areas, and whom a notice concerns: a household whose area lies within the notice's, or the
 * other way round. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "both-sides/area.h"
#include "headend/notices/store_notices.h"
#include "headend/store/hall_store.h"
#include "tests/unit/folder_fixture.h"

static const struct {
    const char *notice, *household;
    int concerns;
} cases[] = {
    {"431000", "431000", 1},       /* the same city */
    {"431000", "431003", 1},       /* the city's, a household of a district */
    {"431000", "431003001", 1},    /* and of a street */
    {"431000", "431003001002", 1}, /* and of a village */
    {"431003", "431000", 1},       /* a household that only says its city sees all of it */
    {"431003", "431003", 1},
    {"431003", "431002", 0}, /* the district beside it */
    {"431003001", "431003", 1},
    {"431003001", "431003001", 1},
    {"431003001", "431003002", 0},
    {"431003001", "431003001002", 1},
    {"431003001002", "431003001", 1},
    {"431003001002", "431003001003", 0},
    {"430000", "431003", 1}, /* the province's */
    {"430000", "440000", 0},
    {"431000", "430100", 0}, /* another city of the province */
    {"431000", "430000", 1},
    {"110000", "431003", 0},
    {"431003000", "431003001", 1}, /* zeros are not filled in */
    {"431003000000", "431003001002", 1},
    {"431000000", "431025106", 1},
};

static const struct {
    const char *code, *area;
    int within, same;
} places[] = {
    {"431002", "431002", 1, 1},
    {"431002000000", "431002", 1, 1}, /* zeros are not filled in, on either side */
    {"431002", "431002000", 1, 1},
    {"431002001000", "431002001", 1, 1},
    {"431002001", "431002000000", 1, 0},
    {"431002001", "431000", 1, 0},
    {"431000", "431002", 0, 0},
    {"431002", "431003", 0, 0},
    {"431002001", "431002002000", 0, 0},
    {"431002", "", 1, 0},
    {"", "431002", 0, 0},
};

static void what_lies_within(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (area_is_within(places[i].code, places[i].area) != places[i].within ||
            area_is_same(places[i].code, places[i].area) != places[i].same) {
            fail_msg("%s within %s: wanted %d, the same: wanted %d", places[i].code, places[i].area,
                     places[i].within, places[i].same);
        }
    }
}

static void valid_codes(void **state)
{
    static const struct {
        const char *code;
        int valid;
    } codes[] = {{"431003", 1}, {"431003001", 1}, {"431003001002", 1}, {"", 0},
                 {"43100", 0},  {"4310030", 0},   {"43100300100", 0},  {"4310030010021", 0},
                 {"43100a", 0}, {" 31003", 0},    {"431003\n", 0},     {"４３１００３", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        if (area_code_is_valid(codes[i].code) != codes[i].valid) {
            fail_msg("\"%s\": wanted %d", codes[i].code, codes[i].valid);
        }
    }
}

static void put_notice(struct store *store, const char *id, const char *area)
{
    char empty[] = "";
    char name[NOTICE_ID_SIZE];
    struct notice_record record = {.category = 1,
                                   .published = 1,
                                   .guid = name,
                                   .title = name,
                                   .rev = 1,
                                   .org_name = empty,
                                   .body = empty,
                                   .speech = empty,
                                   .qr_link = empty,
                                   .source = empty};
    (void)snprintf(name, sizeof name, "%s", id);
    memcpy(record.id, name, sizeof name);
    (void)snprintf(record.area_code, sizeof record.area_code, "%s", area);
    assert_int_equal(store_begin_write(store), 0);
    assert_int_equal(store_notice_put(store, &record), 0);
    assert_int_equal(store_commit(store), 0);
    store_end(store);
}

static int is_listed(struct store *store, const char *household)
{
    struct notice_query query = {.now = 2, .area_code = household, .limit = 1};
    struct notice_record row = {0};
    int64_t total = 0;
    int more = 0;
    assert_int_equal(store_begin_read(store), 0);
    int rows = store_notices_list(store, &query, &row, &total, &more);
    store_end(store);
    assert_true(rows >= 0);
    assert_int_equal(rows, total);
    notice_record_clear(&row);
    return rows;
}

static void store_says_the_same(void **state)
{
    char folder[FOLDER_SIZE];
    char path[64];
    char problem[400];
    (void)state;
    assert_int_equal(folder_make(folder), 0);
    (void)snprintf(path, sizeof path, "%s/hall.db", folder);
    struct store *store = store_open(path, &hall_store, STORE_CREATE, problem, sizeof problem);
    assert_non_null(store);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        put_notice(store, "the-one", cases[i].notice); /* replaces the one before */
        if (is_listed(store, cases[i].household) != cases[i].concerns) {
            fail_msg("the store, notice of %s, household in %s: wanted %d", cases[i].notice,
                     cases[i].household, cases[i].concerns);
        }
    }
    store_close(store);
    assert_int_equal(folder_remove(folder), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(valid_codes),
        cmocka_unit_test(what_lies_within),
        cmocka_unit_test(store_says_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
