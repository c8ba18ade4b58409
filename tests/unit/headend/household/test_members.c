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
#include "headend/household/members.h"
#include "headend/household/pins.h"

/* Members, what they agreed to, and PINs in a real file. */

static const struct store_steps *const services[] = {&household_steps};
static const struct store_schema schema = {
    .services = services, .service_count = 1, .application_id = 1, .busy_timeout_ms = 1000, .is_private = 1};

static const char box_a[] = "0000000000000000000000000000000a";
static const char box_b[] = "0000000000000000000000000000000b";
enum { SIZE = HOUSEHOLD_ALIAS_MAX * 4 + 1, DAY_MS = 24 * 3600 * 1000 };
static const int64_t now = 1800000000000;

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
    (void)snprintf(place->folder, sizeof place->folder, "/tmp/tv-hall-members-XXXXXX");
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

static struct hash person(unsigned char which)
{
    struct hash hash = {{which}};
    return hash;
}

static enum bind_result bind_person(struct place *place, const char *box, unsigned char who,
                                    const char *wanted_alias, unsigned scopes, int wording, int64_t when,
                                    char member[MEMBER_ID_SIZE], char alias[SIZE])
{
    const struct hash hash = person(who);
    const struct household_binding binding = {.box = box,
                                              .person = &hash,
                                              .alias = wanted_alias,
                                              .name = "\u793A**",
                                              .level = 2,
                                              .scopes = scopes,
                                              .wordings = {wording, wording, wording},
                                              .now = when};
    return members_bind(place->store, &binding, member, alias);
}

static void test_binding_and_binding_again(void **state)
{
    struct place *place = *state;
    char member[MEMBER_ID_SIZE];
    char again[MEMBER_ID_SIZE];
    char alias[SIZE];
    unsigned scopes = 0;
    assert_int_equal(bind_person(place, box_a, 1, "", PERSON_SCOPE_ALL, 1, now, member, alias), BIND_NEW);
    assert_string_equal(alias, "\u793A**");
    assert_int_equal(
        bind_person(place, box_a, 1, "Opa", PERSON_SCOPE_BIT(PERSON_SCOPE_CASES), 1, now + 1, again, alias),
        BIND_AGAIN);
    assert_string_equal(again, member);
    assert_string_equal(alias, "Opa");
    assert_int_equal(
        bind_person(place, box_a, 1, "", PERSON_SCOPE_BIT(PERSON_SCOPE_CASES), 1, now + 2, again, alias),
        BIND_AGAIN);
    assert_string_equal(alias, "Opa");
    /* What was not agreed to this time was withdrawn by that. */
    assert_int_equal(members_scopes(place->store, box_a, member, &scopes), 1);
    assert_int_equal(scopes, PERSON_SCOPE_BIT(PERSON_SCOPE_CASES));
    assert_int_equal(members_scopes(place->store, box_b, member, &scopes), 0); /* another box's */
    struct household *seen = members_read(place->store, box_a, now + 3, DAY_MS);
    assert_non_null(seen);
    assert_int_equal(seen->member_count, 1);
    assert_int_equal(seen->members[0].bound_at, now);
    assert_int_equal(seen->members[0].undo_until, now + DAY_MS);
    assert_int_equal(seen->members[0].consent_count, PERSON_SCOPE_COUNT);
    for (size_t i = 0; i < seen->members[0].consent_count; i++) {
        const struct household_consent *consent = &seen->members[0].consents[i];
        assert_int_equal(consent->withdrawn_at == 0, consent->scope == PERSON_SCOPE_CASES);
        assert_int_equal(consent->given_at, now); /* in the same words it went on */
    }
    members_free(seen);
    seen = members_read(place->store, box_a, now + DAY_MS, DAY_MS);
    assert_non_null(seen);
    assert_int_equal(seen->members[0].undo_until, 0);
    members_free(seen);
}

/* Another wording is another consent; the one before stays as a record. */
static void test_wordings(void **state)
{
    struct place *place = *state;
    char member[MEMBER_ID_SIZE];
    char alias[SIZE];
    (void)bind_person(place, box_a, 1, "", PERSON_SCOPE_BIT(PERSON_SCOPE_CASES), 1, now, member, alias);
    (void)bind_person(place, box_a, 1, "", PERSON_SCOPE_BIT(PERSON_SCOPE_CASES), 2, now + 5, member, alias);
    assert_int_equal(store_number(place->store,
                                  "SELECT count(*) FROM consents WHERE wording = 1 AND withdrawn_at = ?1",
                                  STORE_VALUES(store_integer(now + 5)), 0),
                     1);
    assert_int_equal(store_number(place->store,
                                  "SELECT count(*) FROM consents WHERE wording = 2 AND withdrawn_at = 0",
                                  STORE_NO_VALUES, 0),
                     1);
}

static void test_a_household_is_full(void **state)
{
    struct place *place = *state;
    char member[MEMBER_ID_SIZE];
    char alias[SIZE];
    for (int i = 0; i < HOUSEHOLD_MEMBERS_MAX; i++) {
        assert_int_equal(bind_person(place, box_a, (unsigned char)i, "", 1, 1, now + i, member, alias),
                         BIND_NEW);
    }
    assert_int_equal(bind_person(place, box_a, 99, "", 1, 1, now, member, alias), BIND_HOUSEHOLD_IS_FULL);
    assert_int_equal(bind_person(place, box_a, 0, "", 1, 1, now, member, alias), BIND_AGAIN);
    assert_int_equal(bind_person(place, box_b, 99, "", 1, 1, now, member, alias), BIND_NEW);
    struct household *seen = members_read(place->store, box_a, now, DAY_MS);
    assert_non_null(seen);
    assert_int_equal(seen->member_count, HOUSEHOLD_MEMBERS_MAX);
    members_free(seen);
}

static void test_changing_is_for_the_own_box(void **state)
{
    struct place *place = *state;
    char member[MEMBER_ID_SIZE];
    char alias[SIZE];
    char box[BOX_NUMBER_SIZE];
    struct hash own = person(1);
    struct hash other = person(2);
    (void)bind_person(place, box_a, 1, "", PERSON_SCOPE_ALL, 1, now, member, alias);
    assert_int_equal(members_rename(place->store, box_b, member, "x"), 0);
    assert_int_equal(members_unbind(place->store, box_b, member, now), 0);
    assert_int_equal(members_rename(place->store, box_a, member, "x"), 1);
    assert_int_equal(members_owner(place->store, &other, member, box), 0);
    assert_int_equal(members_owner(place->store, &own, member, box), 1);
    assert_string_equal(box, box_a);
    assert_int_equal(members_withdraw(place->store, member, PERSON_SCOPE_CASES, now), 1);
    assert_int_equal(members_withdraw(place->store, member, PERSON_SCOPE_CASES, now), 0);
    struct membership found[MEMBERSHIPS_MAX];
    assert_int_equal(members_of_person(place->store, &own, found), 1);
    assert_string_equal(found[0].alias, "x");
    assert_int_equal(found[0].scopes, PERSON_SCOPE_ALL & ~(int)PERSON_SCOPE_BIT(PERSON_SCOPE_CASES));
    assert_int_equal(members_of_person(place->store, &other, found), 0);
}

static int file_has(const char *path, const char *text)
{
    enum { MOST = 1 << 20 };
    FILE *file = fopen(path, "rb");
    char *bytes = malloc(MOST);
    int found = 0;
    assert_non_null(bytes);
    if (file != NULL) {
        size_t length = fread(bytes, 1, MOST, file);
        found = memmem(bytes, length, text, strlen(text)) != NULL;
        assert_int_equal(fclose(file), 0);
    }
    free(bytes);
    return found;
}

static void test_what_is_unbound_is_gone(void **state)
{
    struct place *place = *state;
    char member[MEMBER_ID_SIZE];
    char alias[SIZE];
    char wal[128];
    (void)snprintf(wal, sizeof wal, "%s-wal", place->path);
    (void)bind_person(place, box_a, 1, "MarkMark", PERSON_SCOPE_ALL, 1, now, member, alias);
    assert_int_equal(file_has(place->path, "MarkMark") || file_has(wal, "MarkMark"), 1);
    assert_int_equal(members_unbind(place->store, box_a, member, now + 1), 1);
    assert_int_equal(members_unbind(place->store, box_a, member, now + 1), 0);
    assert_int_equal(file_has(place->path, "MarkMark"), 0);
    assert_int_equal(file_has(wal, "MarkMark"), 0);
    /* That something was agreed to stays, without a name, until its time is over. */
    static const char count[] = "SELECT count(*) FROM consents WHERE withdrawn_at > 0";
    assert_int_equal(store_number(place->store, count, STORE_NO_VALUES, 0), PERSON_SCOPE_COUNT);
    assert_int_equal(members_forget(place->store, now + (int64_t)CONSENT_KEPT_DAYS * DAY_MS), 0);
    assert_int_equal(store_number(place->store, count, STORE_NO_VALUES, 0), PERSON_SCOPE_COUNT);
    assert_int_equal(members_forget(place->store, now + (int64_t)CONSENT_KEPT_DAYS * DAY_MS + 2), 0);
    assert_int_equal(store_number(place->store, count, STORE_NO_VALUES, 0), 0);
}

static void test_pins(void **state)
{
    enum { LOCK = 1000 };
    static const struct {
        const char *pin;
        int64_t at;
        enum pin_result wanted;
    } tries[] = {
        {"135790", 0, PIN_WRONG},        {"135790", 1, PIN_WRONG},
        {"135790", 2, PIN_WRONG},        {"135790", 3, PIN_WRONG},
        {"135791", 4, PIN_RIGHT}, /* and counting begins anew */
        {"135790", 5, PIN_WRONG},        {"135790", 6, PIN_WRONG},
        {"135790", 7, PIN_WRONG},        {"135790", 8, PIN_WRONG},
        {"135790", 9, PIN_IS_LOCKED},    {"135791", 1008, PIN_IS_LOCKED},
        {"135790", 1009, PIN_WRONG},     {"135790", 1009, PIN_WRONG},
        {"135790", 1009, PIN_WRONG},     {"135790", 1009, PIN_WRONG},
        {"135790", 1009, PIN_IS_LOCKED}, {"135791", 3008, PIN_IS_LOCKED}, /* twice as long */
        {"135791", 3009, PIN_RIGHT},
    };
    struct place *place = *state;
    assert_int_equal(pins_try(place->store, &place->key, box_a, "135791", now, LOCK), PIN_IS_NONE);
    assert_int_equal(pins_set(place->store, &place->key, box_a, "135791", now), 0);
    assert_int_equal(pins_try(place->store, &place->key, box_b, "135791", now, LOCK), PIN_IS_NONE);
    for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
        enum pin_result got =
            pins_try(place->store, &place->key, box_a, tries[i].pin, now + tries[i].at, LOCK);
        if (got != tries[i].wanted) {
            fail_msg("try %zu: %s at %d: wanted %d, got %d", i, tries[i].pin, (int)tries[i].at,
                     (int)tries[i].wanted, (int)got);
        }
    }
    assert_int_equal(pins_reset(place->store, box_a), 1);
    assert_int_equal(pins_reset(place->store, box_a), 0);
    assert_int_equal(pins_try(place->store, &place->key, box_a, "135791", now, LOCK), PIN_IS_NONE);
}

static void test_weak_pins(void **state)
{
    static const struct {
        const char *pin;
        int weak;
    } cases[] = {{"000000", 1}, {"999999", 1}, {"123456", 1}, {"987654", 1},
                 {"135791", 0}, {"123457", 0}, {"000001", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (pin_is_weak(cases[i].pin) != cases[i].weak) {
            fail_msg("%s: wanted %d", cases[i].pin, cases[i].weak);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_binding_and_binding_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_wordings, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_household_is_full, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_changing_is_for_the_own_box, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_is_unbound_is_gone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_pins, set_up, tear_down),
        cmocka_unit_test(test_weak_pins),
    };
    return cmocka_run_group_tests_name("members", tests, NULL, NULL);
}
