/* What a housing fund system says, read into our own codes; and what is refused of it. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headend/housing-fund/fund_facts.h"
#include "headend/housing-fund/fund_values.h"

#define PERSON "431002188001010018"
#define ACCOUNT(more)                                                                                          \
    "{\"ZJHM\":\"" PERSON "\",\"XINGMING\":\"示例甲\",\"GRZH\":\"43100001102300018321\",\"GRZHZT\":\"01\"," \
    "\"GRZHYE\":\"1234.50\"" more "}"
#define ACCOUNTS(list) "{\"code\":\"0\",\"sys_name\":\"系统\",\"data\":{\"accounts\":[" list "]}}"

static struct fund_facts facts;

static int read_accounts(const char *text)
{
    struct json_tree *tree = json_tree_read(text, strlen(text));
    fund_facts_start(&facts);
    int result = fund_facts_read_accounts(&facts, json_tree_root(tree), PERSON);
    json_tree_wipe(tree);
    return result;
}

static void an_account_is_read(void **state)
{
    (void)state;
    assert_int_equal(
        read_accounts(ACCOUNTS(
            ACCOUNT(",\"KHRQ\":\"20150108\",\"GRJCJS\":4200,\"GRYJCE\":\"504.00\",\"DWYJCE\":\" 504 \","
                    "\"GRZHSNJZYE\":\"1000.00\",\"GRZHDNGJYE\":234.5,\"DWMC\":\"示例机械厂 13812345678\""))),
        0);
    const struct fund_account *account = &facts.accounts[0];
    assert_int_equal(facts.fund.account_count, 1);
    assert_string_equal(facts.fund.name, "示**");
    assert_string_equal(facts.fund.source, "系统");
    assert_string_equal(account->tail, "8321");
    assert_int_equal(account->state, FUND_STATE_NORMAL);
    assert_int_equal(account->opened, 20150108);
    assert_int_equal(account->base, 420000);
    assert_int_equal(account->personal_monthly, 50400);
    assert_int_equal(account->employer_monthly, 50400);
    assert_int_equal(account->balance, 123450);
    assert_int_equal(account->carried_over, 100000);
    assert_int_equal(account->this_year, 23450);
    fund_facts_wipe(&facts);
}

static void identifiers_may_be_padded_and_wide(void **state)
{
    (void)state;
    assert_int_equal(
        read_accounts(ACCOUNTS(
            "{\"ZJHM\":\"　４３１００２１８８００１０１００１８  \",\"GRZH\":\" ００１２３４ \",\"GRZHZT\":"
            "\"０２\",\"GRZHYE\":\"0\"}")),
        0);
    assert_string_equal(facts.numbers[0], "001234");
    assert_string_equal(facts.accounts[0].tail, "1234");
    assert_int_equal(facts.accounts[0].state, FUND_STATE_SEALED);
    fund_facts_wipe(&facts);
}

struct state_case {
    const char *code;
    int state;
};

static void states_are_told_apart(void **state)
{
    (void)state;
    static const struct state_case cases[] = {
        {"01", FUND_STATE_NORMAL}, {"02", FUND_STATE_SEALED},    {"03", FUND_STATE_MERGED},
        {"04", FUND_STATE_MOVED},  {"05", FUND_STATE_WITHDRAWN}, {"06", FUND_STATE_FROZEN},
        {"99", FUND_STATE_OTHER},  {"77", FUND_STATE_OTHER},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[512];
        (void)snprintf(
            text, sizeof text,
            ACCOUNTS("{\"ZJHM\":\"" PERSON "\",\"GRZH\":\"1234\",\"GRZHZT\":\"%s\",\"GRZHYE\":\"0\"}"),
            cases[i].code);
        assert_int_equal(read_accounts(text), 0);
        assert_int_equal(facts.accounts[0].state, cases[i].state);
        assert_string_equal(facts.accounts[0].state_code,
                            cases[i].state == FUND_STATE_OTHER ? cases[i].code : "");
        assert_string_equal(facts.accounts[0].tail, ""); /* four characters would be all of it */
        fund_facts_wipe(&facts);
    }
}

static void nobody_is_no_error(void **state)
{
    (void)state;
    assert_int_equal(read_accounts("{\"code\":\"1404\",\"sys_name\":\"系统\"}"), 0);
    assert_int_equal(facts.fund.account_count, 0);
    fund_facts_wipe(&facts);
}

static void nonsense_is_refused(void **state)
{
    (void)state;
    static const char *const answers[] = {
        "{}",
        "{\"code\":\"0\"}",
        "{\"code\":\"1500\"}",
        "{\"code\":0,\"data\":{\"accounts\":{}}}",
        "{\"code\":\"0\",\"data\":[]}",
        ACCOUNTS("1"),
        ACCOUNTS("{}"),
        /* of somebody else */
        ACCOUNTS("{\"ZJHM\":\"431021189103070023\",\"GRZH\":\"12345\",\"GRZHZT\":\"01\",\"GRZHYE\":\"0\"}"),
        ACCOUNTS("{\"GRZH\":\"12345\",\"GRZHZT\":\"01\",\"GRZHYE\":\"0\"}"),
        /* without a number or a balance */
        ACCOUNTS("{\"ZJHM\":\"" PERSON "\",\"GRZHZT\":\"01\",\"GRZHYE\":\"0\"}"),
        ACCOUNTS("{\"ZJHM\":\"" PERSON "\",\"GRZH\":\"12345\",\"GRZHZT\":\"01\"}"),
        /* a number that would break the next question */
        ACCOUNTS("{\"ZJHM\":\"" PERSON "\",\"GRZH\":\"12\\\"45\",\"GRZHZT\":\"01\",\"GRZHYE\":\"0\"}"),
        ACCOUNTS("{\"ZJHM\":\"" PERSON
                 "\",\"GRZH\":\"123456789012345678901234567890123\",\"GRZHZT\":\"01\",\"GRZHYE\":\"0\"}"),
        ACCOUNTS(ACCOUNT(",\"KHRQ\":\"20150132\"")),
        ACCOUNTS(ACCOUNT(",\"KHRQ\":\"2015-01-08\"")),
        ACCOUNTS(ACCOUNT(",\"GRJCJS\":\"4,200.00\"")),
        ACCOUNTS(ACCOUNT(",\"GRJCJS\":4.2e3")),
        ACCOUNTS(ACCOUNT(",\"GRJCJS\":\"4200.005\"")),
        ACCOUNTS(ACCOUNT(",\"GRJCJS\":\"４２００\"")),
        ACCOUNTS(ACCOUNT(",\"GRJCJS\":\"99999999999999999999\"")),
        ACCOUNTS(ACCOUNT(",\"GRJCJS\":true")),
        ACCOUNTS(ACCOUNT(",\"GRZHSNJZYE\":[]")),
    };
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        if (read_accounts(answers[i]) == 0) {
            fail_msg("it was read: %s", answers[i]);
        }
        fund_facts_wipe(&facts);
    }
}

static void more_accounts_than_there_is_room_for_are_refused(void **state)
{
    (void)state;
    char text[8192] = "{\"code\":\"0\",\"data\":{\"accounts\":[";
    for (int i = 0; i <= FUND_ACCOUNTS_MAX; i++) {
        size_t length = strlen(text);
        (void)snprintf(text + length, sizeof text - length, "%s" ACCOUNT(""), i > 0 ? "," : "");
    }
    size_t length = strlen(text);
    (void)snprintf(text + length, sizeof text - length, "]}}");
    assert_int_equal(read_accounts(text), -1);
    fund_facts_wipe(&facts);
}

/* --- Ledger --- */

struct row_case {
    const char *row;
    int kind;
    int64_t amount, interest;
    int is_red, reason;
    const char *code;
};

static const struct row_case rows[] = {
    {"\"GJHTQYWLX\":\"01\",\"FSE\":\"1008.00\"", FUND_DEPOSIT, 100800, 0, 0, FUND_REASON_NOT_SAID, ""},
    {"\"GJHTQYWLX\":\"02\",\"FSE\":504", FUND_BACK_DEPOSIT, 50400, 0, 0, FUND_REASON_NOT_SAID, ""},
    {"\"GJHTQYWLX\":\"01\",\"FSE\":\"-1008.00\"", FUND_DEPOSIT, -100800, 0, 1, FUND_REASON_NOT_SAID, ""},
    {"\"GJHTQYWLX\":\"09\",\"FSE\":\"0\",\"FSLXE\":\"871.33\"", FUND_INTEREST, 0, 87133, 0,
     FUND_REASON_NOT_SAID, ""},
    {"\"GJHTQYWLX\":\"11\",\"FSE\":\"30000.00\",\"TQYY\":\"01\"", FUND_WITHDRAWAL, -3000000, 0, 0,
     FUND_REASON_PURCHASE, ""},
    {"\"GJHTQYWLX\":\"11\",\"FSE\":\"-30000.00\",\"TQYY\":\"01\"", FUND_WITHDRAWAL, 3000000, 0, 1,
     FUND_REASON_PURCHASE, ""},
    {"\"GJHTQYWLX\":\"12\",\"FSE\":\"88.10\",\"FSLXE\":\"0.10\",\"TQYY\":\"03\"", FUND_CLOSING_WITHDRAWAL,
     -8810, 10, 0, FUND_REASON_RETIREMENT, ""},
    {"\"GJHTQYWLX\":\"07\",\"FSE\":\"10\"", FUND_TRANSFER_OUT, -1000, 0, 0, FUND_REASON_NOT_SAID, ""},
    {"\"GJHTQYWLX\":\"73\",\"FSE\":\"-544.00\"", FUND_CORRECTION, -54400, 0, 0, FUND_REASON_NOT_SAID, ""},
    {"\"GJHTQYWLX\":\"74\",\"FSE\":\"0.00\"", FUND_REMINDER, 0, 0, 0, FUND_REASON_NOT_SAID, ""},
    {"\"GJHTQYWLX\":\"88\",\"FSE\":\"5\",\"TQYY\":\"42\"", FUND_KIND_OTHER, 500, 0, 0, FUND_REASON_OTHER,
     "88"},
    {"\"GJHTQYWLX\":\"99\",\"FSE\":\"5\",\"TQYY\":\"99\"", FUND_KIND_OTHER, 500, 0, 0, FUND_REASON_OTHER,
     "99"},
};

static int read_ledger(struct fund_ledger *ledger, const char *text)
{
    struct json_tree *tree = json_tree_read(text, strlen(text));
    int result = fund_facts_read_ledger(ledger, json_tree_root(tree));
    json_tree_wipe(tree);
    return result;
}

static void drop(struct fund_ledger *ledger)
{
    free(ledger->entries);
    *ledger = (struct fund_ledger){0};
}

static void rows_of_the_ledger_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct row_case *row = &rows[i];
        char text[512];
        struct fund_ledger ledger = {0};
        (void)snprintf(text, sizeof text,
                       "{\"code\":\"0\",\"data\":{\"total\":1,\"rows\":[{\"JZRQ\":\"20240315\",%s}]}}",
                       row->row);
        assert_int_equal(read_ledger(&ledger, text), 0);
        assert_int_equal(ledger.count, 1);
        const struct fund_entry *got = &ledger.entries[0];
        if (got->kind != row->kind || got->amount != row->amount || got->interest != row->interest ||
            got->is_red != row->is_red || got->reason != row->reason || strcmp(got->code, row->code) != 0 ||
            got->date != 20240315) {
            fail_msg("%s: kind %d, amount %lld, interest %lld, red %d, reason %d, code \"%s\"", row->row,
                     got->kind, (long long)got->amount, (long long)got->interest, got->is_red, got->reason,
                     got->code);
        }
        drop(&ledger);
    }
}

static void a_row_that_cannot_be_read_is_counted(void **state)
{
    (void)state;
    struct fund_ledger ledger = {0};
    assert_int_equal(read_ledger(&ledger,
                                 "{\"code\":\"0\",\"data\":{\"total\":\"5\",\"rows\":[{\"JZRQ\":\"20240315\","
                                 "\"GJHTQYWLX\":\"01\",\"FSE\":\"1\"},"
                                 "{\"JZRQ\":\"20240230\",\"GJHTQYWLX\":\"01\",\"FSE\":\"1\"},{\"JZRQ\":"
                                 "\"20240315\",\"FSE\":\"1\"},"
                                 "{\"JZRQ\":\"20240315\",\"GJHTQYWLX\":\"01\",\"FSE\":\"1e2\"},7]}}"),
                     0);
    assert_int_equal(ledger.count, 1);
    assert_int_equal(ledger.unread, 4);
    assert_int_equal(ledger.seen, 5);
    assert_int_equal(ledger.total, 5);
    drop(&ledger);
}

static void a_ledger_that_is_none_is_refused(void **state)
{
    (void)state;
    static const char *const answers[] = {
        "{}",
        "{\"code\":\"1404\"}",
        "{\"code\":\"0\",\"data\":{\"total\":1}}",
        "{\"code\":\"0\",\"data\":{\"total\":1,\"rows\":{}}}",
        "{\"code\":\"0\",\"data\":{\"total\":\"many\",\"rows\":[]}}",
    };
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        struct fund_ledger ledger = {0};
        if (read_ledger(&ledger, answers[i]) == 0) {
            fail_msg("it was read: %s", answers[i]);
        }
        drop(&ledger);
    }
}

/* --- Loans --- */

static int read_loans(const char *text)
{
    struct json_tree *tree = json_tree_read(text, strlen(text));
    fund_facts_start(&facts);
    int result = fund_facts_read_loans(&facts, json_tree_root(tree));
    json_tree_wipe(tree);
    return result;
}

#define LOAN(rate, total)                                                                                    \
    "{\"code\":\"0\",\"data\":{\"loans\":[{\"DKZH\":\"D000123456\",\"DKFFE\":\"240000\",\"DKYE\":\"128000."  \
    "00\","                                                                                                  \
    "\"DKLL\":\"" rate "\",\"DKQS\":180,\"plan\":[{\"YHRQ\":\"20261220\",\"DQYHJE\":\"" total                \
    "\",\"BJ\":\"1333.33\",\"LX\":\"277.33\",\"FX\":\"0\"}]}]}}"

static void a_loan_is_read(void **state)
{
    (void)state;
    assert_int_equal(read_loans(LOAN("2.6", "1610.66")), 0);
    const struct fund_loan *loan = &facts.loans[0];
    assert_string_equal(loan->tail, "3456");
    assert_int_equal(loan->principal, 24000000);
    assert_int_equal(loan->remaining, 12800000);
    assert_int_equal(loan->rate, 2600);
    assert_int_equal(loan->months, 180);
    assert_int_equal(loan->instalment_count, 1);
    assert_int_equal(loan->instalments[0].total, 161066);
    assert_int_equal(loan->instalments[0].interest, 27733);
    assert_int_equal(loan->parts_differ, 0);
    fund_facts_wipe(&facts);
    assert_int_equal(read_loans(LOAN("3.5750", "1700.00")), 0);
    assert_int_equal(facts.loans[0].rate, 3575);
    assert_int_equal(facts.loans[0].parts_differ, 1);
    fund_facts_wipe(&facts);
}

static void a_loan_that_is_none_is_refused(void **state)
{
    (void)state;
    static const char *const answers[] = {
        LOAN("2,6", "1"),
        LOAN("2.6%", "1"),
        LOAN("0.12345", "1"),
        LOAN("-2", "1"),
        LOAN("101", "1"),
        LOAN("2.6", "x"),
        "{\"code\":\"0\",\"data\":{\"loans\":[{\"DKFFE\":\"1\"}]}}",
        "{\"code\":\"0\",\"data\":{\"loans\":[{\"DKZH\":\"1\",\"plan\":{}}]}}",
        "{\"code\":\"0\",\"data\":{\"loans\":[{\"DKZH\":\"1\",\"plan\":[{\"DQYHJE\":\"1\"}]}]}}",
        "{\"code\":\"0\",\"data\":{\"loans\":[{\"DKZH\":\"1\",\"DKQS\":601}]}}",
        "{\"code\":\"0\",\"data\":{\"loans\":[1]}}",
    };
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        if (read_loans(answers[i]) == 0) {
            fail_msg("it was read: %s", answers[i]);
        }
        fund_facts_wipe(&facts);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_account_is_read),
        cmocka_unit_test(identifiers_may_be_padded_and_wide),
        cmocka_unit_test(states_are_told_apart),
        cmocka_unit_test(nobody_is_no_error),
        cmocka_unit_test(nonsense_is_refused),
        cmocka_unit_test(more_accounts_than_there_is_room_for_are_refused),
        cmocka_unit_test(rows_of_the_ledger_are_read),
        cmocka_unit_test(a_row_that_cannot_be_read_is_counted),
        cmocka_unit_test(a_ledger_that_is_none_is_refused),
        cmocka_unit_test(a_loan_is_read),
        cmocka_unit_test(a_loan_that_is_none_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
