#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "headend/utilities/account_limits.h"

/* What a box may look at in a day. */

enum { TODAY = 20261130, TOMORROW = 20261201, FIRST = 1000000 };

static int set_up(void **state)
{
    *state = account_limits_create(0);
    return *state != NULL ? 0 : -1;
}

static int tear_down(void **state)
{
    account_limits_free(*state);
    return 0;
}

static struct account_look look_of(uint64_t box, uint64_t account)
{
    return (struct account_look){.box = box, .account = account + FIRST, .day = TODAY};
}

/* A look from its begin to its end. */
static enum case_limit look_at(struct account_limits *limits, uint64_t box, uint64_t account,
                               enum account_found found)
{
    const struct account_look look = look_of(box, account);
    enum case_limit limit = account_limits_begin(limits, &look);
    if (limit == CASE_LIMIT_NONE) {
        account_limits_end(limits, &look, found);
    }
    return limit;
}

static void test_different_accounts(void **state)
{
    for (uint64_t account = 0; account < BOX_ACCOUNTS_A_DAY; account++) {
        assert_int_equal(look_at(*state, 7, account, ACCOUNT_FOUND), CASE_LIMIT_NONE);
    }
    assert_int_equal(look_at(*state, 7, 100, ACCOUNT_FOUND), CASE_LIMIT_PERSONS);
    for (int again = 0; again < 20; again++) { /* the household's own, as often as it likes */
        assert_int_equal(look_at(*state, 7, 0, ACCOUNT_FOUND), CASE_LIMIT_NONE);
    }
    assert_int_equal(look_at(*state, 8, 100, ACCOUNT_FOUND), CASE_LIMIT_NONE);
}

static void test_numbers_of_no_account(void **state)
{
    for (uint64_t account = 0; account < BOX_NO_ACCOUNTS_A_DAY; account++) {
        assert_int_equal(look_at(*state, 7, account, ACCOUNT_NOT_FOUND), CASE_LIMIT_NONE);
    }
    assert_int_equal(look_at(*state, 7, 100, ACCOUNT_FOUND), CASE_LIMIT_FAILURES);
    /* Not even one that was no account before. */
    assert_int_equal(look_at(*state, 7, 0, ACCOUNT_FOUND), CASE_LIMIT_FAILURES);
    assert_int_equal(look_at(*state, 8, 100, ACCOUNT_FOUND), CASE_LIMIT_NONE);
}

static void test_what_was_not_answered_counts_as_nothing(void **state)
{
    for (uint64_t account = 0; account < 4 * BOX_NO_ACCOUNTS_A_DAY; account++) {
        assert_int_equal(look_at(*state, 7, account, ACCOUNT_NOT_ANSWERED), CASE_LIMIT_NONE);
    }
    test_different_accounts(state);
}

static void test_a_number_that_failed_before_is_new(void **state)
{
    assert_int_equal(look_at(*state, 7, 100, ACCOUNT_NOT_FOUND), CASE_LIMIT_NONE);
    for (uint64_t account = 0; account < BOX_ACCOUNTS_A_DAY; account++) {
        assert_int_equal(look_at(*state, 7, account, ACCOUNT_FOUND), CASE_LIMIT_NONE);
    }
    assert_int_equal(look_at(*state, 7, 100, ACCOUNT_FOUND), CASE_LIMIT_PERSONS);
}

static void test_at_once(void **state)
{
    /* Those under way count as if they found nothing, and as accounts. */
    for (uint64_t account = 0; account < BOX_ACCOUNTS_A_DAY; account++) {
        const struct account_look look = look_of(7, account);
        assert_int_equal(account_limits_begin(*state, &look), CASE_LIMIT_NONE);
    }
    assert_int_equal(look_at(*state, 7, 100, ACCOUNT_FOUND), CASE_LIMIT_PERSONS);
    const struct account_look again = look_of(7, 0);
    for (int i = 0; i < BOX_NO_ACCOUNTS_A_DAY - BOX_ACCOUNTS_A_DAY; i++) {
        assert_int_equal(account_limits_begin(*state, &again), CASE_LIMIT_NONE);
    }
    assert_int_equal(account_limits_begin(*state, &again), CASE_LIMIT_FAILURES);
    account_limits_end(*state, &again, ACCOUNT_FOUND);
    assert_int_equal(account_limits_begin(*state, &again), CASE_LIMIT_NONE);
}

static void test_one_account_of_many_boxes(void **state)
{
    for (uint64_t box = 0; box < ACCOUNT_BOXES_A_DAY; box++) {
        assert_int_equal(look_at(*state, 10 + box, 5, ACCOUNT_FOUND), CASE_LIMIT_NONE);
    }
    assert_int_equal(look_at(*state, 99, 5, ACCOUNT_FOUND), CASE_LIMIT_TARGET);
    assert_int_equal(look_at(*state, 10, 5, ACCOUNT_FOUND), CASE_LIMIT_NONE); /* who has seen it today */
    struct account_look own = look_of(99, 5);
    own.is_own = 1;
    assert_int_equal(account_limits_begin(*state, &own), CASE_LIMIT_NONE);
    account_limits_end(*state, &own, ACCOUNT_FOUND);
}

static void test_own_accounts(void **state)
{
    for (uint64_t account = 0; account < 12; account++) {
        struct account_look own = look_of(7, 1000 + account);
        own.is_own = 1;
        assert_int_equal(account_limits_begin(*state, &own), CASE_LIMIT_NONE);
        account_limits_end(*state, &own, ACCOUNT_FOUND);
    }
    test_different_accounts(state);
}

static void test_statements_in_all(void **state)
{
    struct account_look own = look_of(7, 5);
    own.is_own = 1;
    for (int i = 0; i < BOX_STATEMENTS_A_DAY; i++) {
        assert_int_equal(account_limits_begin(*state, &own), CASE_LIMIT_NONE);
        account_limits_end(*state, &own, ACCOUNT_FOUND);
    }
    assert_int_equal(account_limits_begin(*state, &own), CASE_LIMIT_PERSONS);
    assert_int_equal(look_at(*state, 7, 6, ACCOUNT_FOUND), CASE_LIMIT_PERSONS);
}

static void test_the_next_day(void **state)
{
    test_numbers_of_no_account(state);
    const struct account_look begun = look_of(8, 50);
    assert_int_equal(account_limits_begin(*state, &begun), CASE_LIMIT_NONE);
    struct account_look look = look_of(7, 100);
    look.day = TOMORROW;
    assert_int_equal(account_limits_begin(*state, &look), CASE_LIMIT_NONE);
    account_limits_end(*state, &begun, ACCOUNT_FOUND); /* begun yesterday: changes nothing of today */
    account_limits_end(*state, &look, ACCOUNT_FOUND);
}

static void test_there_is_no_room(void **state)
{
    uint64_t box = 1;
    while (box < LIMITED_BOXES_MAX && look_at(*state, box, box * 3, ACCOUNT_FOUND) == CASE_LIMIT_NONE) {
        box++;
    }
    assert_int_equal(box, LIMITED_BOXES_MAX / 4 * 3 + 1);
    assert_int_equal(look_at(*state, box, 3, ACCOUNT_FOUND), ACCOUNT_LIMIT_UNKNOWN);
    assert_int_equal(look_at(*state, 1, 3, ACCOUNT_FOUND), CASE_LIMIT_NONE); /* who is known goes on */
}

static void test_another_number_of_accounts(void **state)
{
    (void)state;
    struct account_limits *limits = account_limits_create(40);
    assert_non_null(limits);
    for (uint64_t account = 0; account < 40; account++) {
        assert_int_equal(look_at(limits, 7, account, ACCOUNT_FOUND), CASE_LIMIT_NONE);
    }
    assert_int_equal(look_at(limits, 7, 100, ACCOUNT_FOUND), CASE_LIMIT_PERSONS);
    account_limits_free(limits);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        EACH(test_different_accounts),
        EACH(test_numbers_of_no_account),
        EACH(test_what_was_not_answered_counts_as_nothing),
        EACH(test_a_number_that_failed_before_is_new),
        EACH(test_at_once),
        EACH(test_one_account_of_many_boxes),
        EACH(test_own_accounts),
        EACH(test_statements_in_all),
        EACH(test_the_next_day),
        EACH(test_there_is_no_room),
        cmocka_unit_test(test_another_number_of_accounts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
