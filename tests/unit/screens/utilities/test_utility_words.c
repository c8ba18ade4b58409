/* Words of bills, their states, which is paid first, the amounts that an account takes, names of a list. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "screens/utilities/keep_account.h"
#include "screens/utilities/top_up.h"
#include "screens/utilities/utility_words.h"

static struct stage stage;

static int open_strings(void **state)
{
    (void)state;
    stage = (struct stage){.strings = strings_read("assets/strings/en.xml"), .english = 1};
    return stage.strings != NULL ? 0 : -1;
}

static int close_strings(void **state)
{
    (void)state;
    strings_free((struct strings *)(uintptr_t)stage.strings);
    return 0;
}

static void numbers_have_their_units(void **state)
{
    (void)state;
    char out[UTILITY_WORDS_SIZE];
    assert_string_equal(utility_money(out, &stage, 123450), "1,234.50 yuan");
    assert_string_equal(utility_money(out, &stage, -5), "-0.05 yuan");
    assert_string_equal(utility_quantity(out, &stage, UTILITY_ELECTRICITY, 420000), "420 kWh");
    assert_string_equal(utility_quantity(out, &stage, UTILITY_WATER, 12500), "12.5 m³");
    assert_string_equal(utility_quantity(out, &stage, UTILITY_GAS, -1), "-0.001 m³");
    assert_string_equal(utility_quantity(out, &stage, UTILITY_GAS, 0), "0 m³");
    assert_string_equal(utility_price(out, &stage, 5880), "0.588 yuan");
    assert_string_equal(utility_price(out, &stage, 42000), "4.2 yuan");
    assert_string_equal(utility_day(out, &stage, 20261005), "2026-10-05");
    assert_string_equal(utility_days(out, &stage, 20261005, 20261104), "2026-10-05 to 2026-11-04");
}

static void a_period_is_called_by_its_months(void **state)
{
    (void)state;
    char one[UTILITY_WORDS_SIZE], two[UTILITY_WORDS_SIZE], open[UTILITY_WORDS_SIZE];
    (void)utility_period(one, &stage, 20261001, 20261031);
    (void)utility_period(two, &stage, 20260926, 20261025);
    (void)utility_period(open, &stage, 0, 20261025);
    assert_string_not_equal(one, two);
    assert_string_equal(one, open);
    assert_non_null(strstr(two, " to "));
}

static void a_bill_is_in_one_state(void **state)
{
    (void)state;
    static const struct {
        struct utility_bill bill;
        enum bill_state state;
    } rows[] = {
        {{.kind = UTILITY_BILL, .payable = 100, .may_pay = 1}, BILL_OWED},
        {{.kind = UTILITY_BILL, .payable = 100}, BILL_HELD},
        {{.kind = UTILITY_BILL, .payable = 100, .sum_differs = 1}, BILL_HELD},
        {{.kind = UTILITY_BILL, .payable = 0}, BILL_NOTHING},
        {{.kind = UTILITY_BILL, .payable = 100, .is_written_off = 1}, BILL_PAID},
        {{.kind = UTILITY_BILL, .payable = 100, .is_written_off = 1, .is_void = 1}, BILL_VOID},
        {{.kind = UTILITY_REVERSAL, .payable = -100, .is_written_off = 1}, BILL_REVERSAL},
        {{.kind = UTILITY_ADJUSTMENT, .payable = -100}, BILL_NOTHING},
        {{.kind = UTILITY_ADJUSTMENT, .payable = 100, .may_pay = 1}, BILL_OWED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (bill_state(&rows[i].bill) != rows[i].state) {
            fail_msg("row %zu: state %d, wanted %d", i, (int)bill_state(&rows[i].bill), (int)rows[i].state);
        }
        assert_string_not_equal(bill_state_words(&stage, &rows[i].bill), "");
    }
}

static void the_oldest_owed_is_paid_first(void **state)
{
    (void)state;
    struct utility_bill bills[] = {{.payable = 1, .may_pay = 1},
                                   {.payable = 2, .may_pay = 1},
                                   {.payable = 3, .is_written_off = 1},
                                   {.payable = 4}};
    size_t count;
    assert_ptr_equal(bill_to_pay(&(struct utility_bills){.bills = bills, .count = 4}, &count), &bills[1]);
    assert_int_equal(count, 2);
    assert_null(bill_to_pay(&(struct utility_bills){.bills = bills + 2, .count = 2}, &count));
    assert_int_equal(count, 0);
}

static void round_amounts_are_within_what_is_taken(void **state)
{
    (void)state;
    static const struct {
        int64_t least, most;
        int is_offered;
        size_t count;
    } rows[] = {
        {0, 0, 0, 0},       {1000, 25000, 1, 4}, {1, 10000000, 1, 6},
        {2001, 4999, 1, 0}, {5000, 5000, 1, 1},  {6000, 5000, 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct utility_account account = {.top_up_least = rows[i].least, .top_up_most = rows[i].most};
        int64_t amounts[TOP_UP_ROUND_MAX];
        assert_int_equal(top_up_is_offered(&account), rows[i].is_offered);
        size_t count = rows[i].is_offered ? top_up_round(&account, amounts) : 0;
        if (count != rows[i].count) {
            fail_msg("%ld to %ld: %zu amounts, wanted %zu", (long)rows[i].least, (long)rows[i].most, count,
                     rows[i].count);
        }
    }
}

static void names_of_a_list(void **state)
{
    (void)state;
    char out[NICKNAME_SIZE];
    assert_string_equal(nickname_at("Home  Parents", 0, out), "Home");
    assert_string_equal(nickname_at("Home  Parents", 1, out), "Parents");
    assert_string_equal(nickname_at("Home  Parents", 2, out), "");
    assert_string_equal(nickname_at("", 0, out), "");
    assert_string_equal(nickname_at(" Home", 0, out), "Home");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_their_units),
        cmocka_unit_test(a_period_is_called_by_its_months),
        cmocka_unit_test(a_bill_is_in_one_state),
        cmocka_unit_test(the_oldest_owed_is_paid_first),
        cmocka_unit_test(round_amounts_are_within_what_is_taken),
        cmocka_unit_test(names_of_a_list),
    };
    return cmocka_run_group_tests_name("words of bills", tests, open_strings, close_strings);
}
