/* What must go together in bills, and how far an address is told. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "headend/utilities/bill_rules.h"
#include "headend/utilities/township_address.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static struct utility_bill bill_of(const char *id, int64_t payable)
{
    struct utility_bill bill = {
        .version = 1, .from = 20261001, .to = 20261031, .principal = payable, .payable = payable};
    memcpy(bill.id, id, strlen(id) + 1);
    return bill;
}

/* Half a fen is rounded up; a fen beside that is another rounding, two are none. */
static void a_line_is_quantity_times_price(void **state)
{
    static const struct {
        int64_t quantity, fen;
        int price, differs;
    } rows[] = {
        {200000, 11760, 5880, 0},
        {150000, 9570, 6380, 0},
        {70000, 6216, 8880, 0},
        {1, 0, 5880, 0},
        {85, 5, 5880, 0},
        {85, 4, 5880, 0},
        {85, 6, 5880, 0},
        {85, 7, 5880, 1},
        {85, 3, 5880, 1},
        {-200000, -11760, 5880, 0},
        {-200000, 11760, 5880, 1},
        {0, 0, 0, 0},
        {0, 1, 0, 0},
        {0, 2, 0, 1},
        {UTILITY_QUANTITY_MOST, UTILITY_FEN_MOST, UTILITY_PRICE_MOST, 1},
        {-UTILITY_QUANTITY_MOST, -UTILITY_FEN_MOST, UTILITY_PRICE_MOST, 1},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct utility_line line = {"示例", 1, rows[i].quantity, rows[i].price, rows[i].fen};
        struct utility_bill bill = bill_of("B1", rows[i].fen);
        bill.kind = rows[i].fen < 0 ? UTILITY_ADJUSTMENT : UTILITY_BILL;
        bill.lines = &line;
        bill.line_count = 1;
        struct utility_bills bills = {.bills = &bill, .count = 1};
        const char *contradicts = NULL;
        assert_null(bill_rules_apply(&bills, &contradicts));
        if (bill.sum_differs != rows[i].differs || (contradicts != NULL) != rows[i].differs) {
            fail_msg("row %zu: differs %d, not %d", i, bill.sum_differs, rows[i].differs);
        }
        assert_int_equal(bill.may_pay, !bill.sum_differs && bill.payable > 0);
    }
}

/* One beside the other: which may be paid. */
static void what_may_be_paid(void **state)
{
    struct utility_bill all[6] = {bill_of("B1", 100),  bill_of("B2", 200), bill_of("B3", 300),
                                  bill_of("R3", -300), bill_of("A1", 50),  bill_of("A2", -50)};
    struct utility_bills bills = {.bills = all, .count = COUNT(all)};
    const char *contradicts = NULL;
    (void)state;
    all[1].is_written_off = 1;
    all[3].kind = UTILITY_REVERSAL;
    memcpy(all[3].reverses, "B3", 3);
    all[4].kind = all[5].kind = UTILITY_ADJUSTMENT;
    all[0].to = 20260930;
    assert_null(bill_rules_apply(&bills, &contradicts));
    assert_null(contradicts);
    for (size_t i = 0; i < COUNT(all); i++) {
        int is_owed = strcmp(all[i].id, "B1") == 0 || strcmp(all[i].id, "A1") == 0;
        if (all[i].may_pay != is_owed || all[i].is_void != (strcmp(all[i].id, "B3") == 0)) {
            fail_msg("%s: may be paid %d, void %d", all[i].id, all[i].may_pay, all[i].is_void);
        }
    }
    assert_string_equal(all[5].id, "B1"); /* the oldest */
}

static void the_same_bill_twice_is_not_believed(void **state)
{
    struct utility_bill all[2] = {bill_of("B1", 100), bill_of("B1", 100)};
    struct utility_bills bills = {.bills = all, .count = 2};
    const char *contradicts = NULL;
    (void)state;
    assert_non_null(bill_rules_apply(&bills, &contradicts));
}

static void a_reversal_is_a_mirror(void **state)
{
    (void)state;
    for (int64_t fen = -101; fen <= -99; fen++) {
        struct utility_bill all[2] = {bill_of("B1", 100), bill_of("R1", fen)};
        struct utility_bills bills = {.bills = all, .count = 2};
        const char *contradicts = NULL;
        all[1].kind = UTILITY_REVERSAL;
        memcpy(all[1].reverses, "B1", 3);
        assert_null(bill_rules_apply(&bills, &contradicts));
        int differs = all[0].sum_differs || all[1].sum_differs;
        assert_int_equal(differs, fen != -100);
        assert_false(all[0].may_pay || all[1].may_pay);
    }
}

static void addresses_end_at_the_township(void **state)
{
    static const char *const rows[][2] = {
        {"示例市示例区示例街道示例路1号", "示例市示例区示例街道"},
        {"示例市示例县示例镇示例村2组", "示例市示例县示例镇"},
        {"示例市示例县示例乡示例村", "示例市示例县示例乡"},
        {"示例县乡镇企业路1号", "示例县乡镇"},
        {"示例市示例区示例路1号", "示例市示例区"},
        {"示例市", "示例市"},
        {"示例路1号", ""},
        {"1号楼示例镇", ""},
        {"", ""},
        {"乡", ""},
        {"示例例例例例例例例例例例例例例例例例例例例例例例例例例例例例例镇", ""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char *told = township_address(rows[i][0]);
        assert_non_null(told);
        if (strcmp(told, rows[i][1]) != 0) {
            fail_msg("%s: \"%s\", not \"%s\"", rows[i][0], told, rows[i][1]);
        }
        free(told);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_quantity_times_price), cmocka_unit_test(what_may_be_paid),
        cmocka_unit_test(the_same_bill_twice_is_not_believed), cmocka_unit_test(a_reversal_is_a_mirror),
        cmocka_unit_test(addresses_end_at_the_township)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
