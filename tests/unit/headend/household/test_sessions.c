#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "both-sides/records/person_scope.h"
#include "headend/household/sessions.h"

/* Sessions by a clock of the test's own. */

enum { SECOND = 1000000, MOST = 5 };

static const char box_a[] = "0000000000000000000000000000000a";
static const char box_b[] = "0000000000000000000000000000000b";

static struct session_about about(const char *member)
{
    struct session_about made = {.person = {.scopes = PERSON_SCOPE_ALL, .level = 2}, .alias = "a"};
    (void)snprintf(made.person.member, sizeof made.person.member, "%s", member);
    (void)snprintf(made.person.id_number, sizeof made.person.id_number, "431002188001010018");
    return made;
}

static struct sessions *make(void)
{
    struct sessions *sessions = sessions_create(&(struct sessions_options){
        .most = MOST, .idle_us = (int64_t)180 * SECOND, .life_us = (int64_t)900 * SECOND});
    assert_non_null(sessions);
    return sessions;
}

static void begin(struct sessions *sessions, const char *box, const char *member, int64_t now, char token[])
{
    struct session_about made = about(member);
    assert_int_equal(sessions_begin(sessions, box, &made, now, token), 0);
}

static void test_when_it_ends(void **state)
{
    static const struct {
        int64_t uses[8]; /* seconds at which it is used; 0: no more */
        int64_t at;      /* when it is looked at */
        int holds;
    } cases[] = {
        {{0}, 179, 1},
        {{0}, 180, 0},
        {{100}, 279, 1},
        {{100}, 280, 0},
        {{170, 340, 510, 680, 850}, 899, 1},
        {{170, 340, 510, 680, 850}, 900, 0}, /* in any case */
        {{180}, 181, 0},                     /* what has ended is not used */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sessions *sessions = make();
        struct session_person person;
        char token[TOKEN_SIZE];
        begin(sessions, box_a, "m", 0, token);
        for (const int64_t *use = cases[i].uses; *use != 0; use++) {
            (void)sessions_find(sessions, box_a, token, *use * SECOND, &person);
        }
        int holds = sessions_find(sessions, box_a, token, cases[i].at * SECOND, &person);
        if (holds != cases[i].holds) {
            fail_msg("case %zu: at %d s: wanted %d, got %d", i, (int)cases[i].at, cases[i].holds, holds);
        }
        sessions_free(sessions);
    }
}

static void test_looking_is_not_using(void **state)
{
    struct sessions *sessions = make();
    struct session_about seen;
    struct session_left left;
    char token[TOKEN_SIZE];
    (void)state;
    begin(sessions, box_a, "m", 0, token);
    assert_int_equal(sessions_look(sessions, box_a, token, 0, (int64_t)100 * SECOND, &seen, &left), 1);
    assert_int_equal(left.idle_us / SECOND, 80);
    assert_int_equal(left.life_us / SECOND, 800);
    assert_int_equal(sessions_look(sessions, box_a, token, 1, (int64_t)100 * SECOND, &seen, &left), 1);
    assert_int_equal(left.idle_us / SECOND, 180);
    sessions_free(sessions);
}

static void test_a_token_is_worth_nothing_elsewhere(void **state)
{
    struct sessions *sessions = make();
    struct session_person person;
    char token[TOKEN_SIZE];
    char other[TOKEN_SIZE];
    (void)state;
    begin(sessions, box_a, "m", 0, token);
    begin(sessions, box_b, "n", 0, other);
    assert_int_equal(sessions_find(sessions, box_b, token, 1, &person), 0);
    assert_int_equal(sessions_find(sessions, box_a, other, 1, &person), 0);
    assert_int_equal(sessions_find(sessions, box_a, "", 1, &person), 0);
    token[0] = token[0] == 'A' ? 'B' : 'A';
    assert_int_equal(sessions_find(sessions, box_a, token, 1, &person), 0);
    sessions_end(sessions, box_a, token); /* whoever has not the token ends nothing */
    assert_int_equal(sessions_count(sessions), 2);
    sessions_free(sessions);
}

static void test_a_box_has_one(void **state)
{
    struct sessions *sessions = make();
    struct session_person person;
    char first[TOKEN_SIZE];
    char second[TOKEN_SIZE];
    (void)state;
    begin(sessions, box_a, "m", 0, first);
    begin(sessions, box_a, "n", 0, second);
    assert_int_equal(sessions_count(sessions), 1);
    assert_int_equal(sessions_find(sessions, box_a, first, 1, &person), 0);
    assert_int_equal(sessions_find(sessions, box_a, second, 1, &person), 1);
    assert_string_equal(person.member, "n");
    sessions_end(sessions, box_a, second);
    assert_int_equal(sessions_find(sessions, box_a, second, 1, &person), 0);
    sessions_free(sessions);
}

static void test_what_happens_to_members(void **state)
{
    struct sessions *sessions = make();
    struct session_person person;
    char token[TOKEN_SIZE];
    char other[TOKEN_SIZE];
    (void)state;
    begin(sessions, box_a, "m", 0, token);
    begin(sessions, box_b, "n", 0, other);
    sessions_narrow_member(sessions, "m", PERSON_SCOPE_BIT(PERSON_SCOPE_CASES));
    assert_int_equal(sessions_find(sessions, box_a, token, 1, &person), 1);
    assert_int_equal(person.scopes, PERSON_SCOPE_BIT(PERSON_SCOPE_CASES));
    sessions_narrow_member(sessions, "m", PERSON_SCOPE_ALL); /* never more than was agreed to when it began */
    assert_int_equal(sessions_find(sessions, box_a, token, 1, &person), 1);
    assert_int_equal(person.scopes, PERSON_SCOPE_BIT(PERSON_SCOPE_CASES));
    sessions_end_member(sessions, "m");
    assert_int_equal(sessions_find(sessions, box_a, token, 1, &person), 0);
    assert_int_equal(sessions_find(sessions, box_b, other, 1, &person), 1);
    assert_int_equal(person.scopes, PERSON_SCOPE_ALL);
    sessions_free(sessions);
}

/* "m" has gone, "n" may see less, of "o" it cannot be said; box 5 was revoked. */
static int say_scopes(void *context, const char *box, const char *member, unsigned *scopes)
{
    (void)context;
    *scopes = PERSON_SCOPE_BIT(PERSON_SCOPE_HOUSING_FUND);
    return member[0] == 'm' || box[0] == '5' ? -1 : member[0] == 'o';
}

static void test_checking(void **state)
{
    static const char *const boxes[] = {"1", "2", "3", "4", "5"};
    static const char *const members[] = {"m", "n", "o", "", ""};
    static const unsigned wanted[] = {0, PERSON_SCOPE_BIT(PERSON_SCOPE_HOUSING_FUND), PERSON_SCOPE_ALL,
                                      PERSON_SCOPE_ALL, 0};
    struct sessions *sessions = make();
    char tokens[5][TOKEN_SIZE];
    (void)state;
    for (size_t i = 0; i < 5; i++) {
        begin(sessions, boxes[i], members[i], 0, tokens[i]);
    }
    sessions_check(sessions, say_scopes, NULL);
    for (size_t i = 0; i < 5; i++) {
        struct session_person person = {.scopes = 0};
        int holds = sessions_find(sessions, boxes[i], tokens[i], 1, &person);
        if (holds != (i > 0 && i < 4) || person.scopes != wanted[i]) {
            fail_msg("member \"%s\": holds %d with scopes %x, wanted %x", members[i], holds, person.scopes,
                     wanted[i]);
        }
    }
    sessions_free(sessions);
}

static void test_room_is_found_again(void **state)
{
    struct sessions *sessions = make();
    struct session_about made = about("m");
    char token[TOKEN_SIZE];
    char box[BOX_NUMBER_SIZE];
    (void)state;
    for (int i = 0; i < MOST; i++) {
        (void)snprintf(box, sizeof box, "%032d", i);
        begin(sessions, box, "m", 0, token);
    }
    assert_int_equal(sessions_begin(sessions, box_a, &made, 0, token), -1);
    sessions_tidy(sessions, (int64_t)180 * SECOND);
    assert_int_equal(sessions_count(sessions), 0);
    for (int i = 0; i < MOST; i++) {
        (void)snprintf(box, sizeof box, "%032d", i + MOST);
        begin(sessions, box, "m", (int64_t)180 * SECOND, token);
    }
    assert_int_equal(sessions_count(sessions), MOST);
    sessions_free(sessions);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_when_it_ends),
        cmocka_unit_test(test_looking_is_not_using),
        cmocka_unit_test(test_a_token_is_worth_nothing_elsewhere),
        cmocka_unit_test(test_a_box_has_one),
        cmocka_unit_test(test_what_happens_to_members),
        cmocka_unit_test(test_checking),
        cmocka_unit_test(test_room_is_found_again),
    };
    return cmocka_run_group_tests_name("sessions", tests, NULL, NULL);
}
