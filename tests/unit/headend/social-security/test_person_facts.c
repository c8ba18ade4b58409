/* Answers of a social security system that are right, and wrong in one place. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headend/social-security/person_answer.h"
#include "headend/social-security/person_facts.h"

enum { NOW = 2026 * 12 + 10 }; /* November 2026 */

static const char id_number[] = "43100218800101019X";
static const char good[] =
    "{\"code\":\"0\",\"sys_name\":\"社保（示例）\",\"data\":{\"persons\":[{\"aac001\":\"4310021000004\","
    "\"aac002\":\"43100218800101019X\",\"aac003\":\"示例丁\",\"aac004\":\"1\",\"aac006\":\"19650101\","
    "\"aab004\":\"某公司\",\"insurances\":[{\"aae140\":\"110\",\"aac008\":\"1\",\"aac031\":\"2\","
    "\"aac049\":\"20010315\",\"aae200\":\"24\",\"aae201\":\"3\",\"aae203\":12,\"aae204\":\"\","
    "\"aae206\":200103,\"overlap_months\":\"1\",\"account\":{\"until\":2025,\"months\":\"2\","
    "\"total\":\"1234.5\"}}]}]}}";

static char *changed(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    size_t size = strlen(text) + strlen(to) + 1;
    char *out = malloc(size);
    if (at == NULL || out == NULL) {
        fail_msg("the sample does not have %s", from);
        return NULL;
    }
    (void)snprintf(out, size, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    return out;
}

static enum person_said read(const char *text, struct person_facts *facts)
{
    struct json_tree *tree = json_tree_read_joining(text, strlen(text));
    assert_non_null(tree);
    enum person_said said = person_facts_read(json_tree_root(tree), id_number, facts);
    json_tree_wipe(tree);
    return said;
}

static void reads_a_good_answer(void **state)
{
    struct person_facts facts;
    (void)state;
    assert_int_equal(read(good, &facts), PERSON_KNOWN);
    const struct insurance *pension = &facts.insurances[0].insurance;
    assert_string_equal(facts.name, "示**");
    assert_string_equal(facts.source, "社保（示例）");
    assert_int_equal(facts.birth, 19650101);
    assert_int_equal(facts.sex, SEX_MAN);
    assert_int_equal(facts.account_count, 1);
    assert_int_equal(facts.insurance_count, 1);
    assert_int_equal(pension->kind, INSURANCE_PENSION);
    assert_int_equal(pension->state, INSURED_NOW);
    assert_int_equal(pension->paying, PAYING_PAUSED);
    assert_int_equal(pension->since, 200103);
    assert_int_equal(pension->account_since, 200103);
    assert_int_equal(pension->official_months, 24 + 3 - 1);
    assert_int_equal(pension->military_months, 12);
    assert_int_equal(pension->special_months, FIELD_NOT_SAID);
    assert_int_equal(pension->has_account, 1);
    assert_int_equal(pension->pension_account.total, 123450);
    assert_int_equal(pension->pension_account.interest, FIELD_NOT_SAID);
    person_facts_wipe(&facts);
}

/* What a change makes of the answer; what it reads then is compared by `field`. */
static void changes(void **state)
{
    static const struct {
        const char *what, *from, *to;
        enum person_said said;
    } cases[] = {
        {"an identifier with blanks", "\"43100218800101019X\"", "\"  43100218800101019X \"", PERSON_KNOWN},
        {"one in full width, with a small x", "\"43100218800101019X\"",
         "\"\xEF\xBC\x94\xEF\xBC\x93\xEF\xBC\x91\xEF\xBC\x90\xEF\xBC\x90\xEF\xBC\x92"
         "18800101019\xEF\xBD\x98\"",
         PERSON_KNOWN},
        {"somebody else", "\"43100218800101019X\"", "\"431002188001010018\"", PERSON_NONSENSE},
        {"nobody", "\"43100218800101019X\"", "\"\"", PERSON_NONSENSE},
        {"no account number", "\"4310021000004\"", "\"\"", PERSON_NONSENSE},
        {"a number for a text", "\"4310021000004\"", "4310021000004", PERSON_KNOWN},
        {"a list for a text", "\"4310021000004\"", "[4310021000004]", PERSON_NONSENSE},
        {"a name that is none", "\"示例丁\"", "{}", PERSON_NONSENSE},
        {"no such person", "\"code\":\"0\"", "\"code\":\"1404\"", PERSON_UNKNOWN},
        {"code as a number", "\"code\":\"0\"", "\"code\":0", PERSON_KNOWN},
        {"another code", "\"code\":\"0\"", "\"code\":\"500\"", PERSON_NONSENSE},
        {"no persons", "\"persons\":[", "\"others\":[", PERSON_NONSENSE},
        {"an insurance without a code", "\"aae140\":\"110\"", "\"aae140\":\"\"", PERSON_NONSENSE},
        {"a code that is none", "\"aae140\":\"110\"", "\"aae140\":\"11<0\"", PERSON_NONSENSE},
        {"a long code", "\"aae140\":\"110\"", "\"aae140\":\"110110110\"", PERSON_NONSENSE},
        {"an unknown code", "\"aae140\":\"110\"", "\"aae140\":\"999\"", PERSON_KNOWN},
        {"months below 0", "\"aae201\":\"3\"", "\"aae201\":\"-3\"", PERSON_NONSENSE},
        {"months with a fraction", "\"aae201\":\"3\"", "\"aae201\":3.5", PERSON_NONSENSE},
        {"too many months", "\"aae201\":\"3\"", "\"aae201\":\"1201\"", PERSON_NONSENSE},
        {"a month of first insurance that is none", "\"20010315\"", "\"20011315\"", PERSON_KNOWN},
        {"one of another form", "\"20010315\"", "\"2001-03\"", PERSON_NONSENSE},
        {"a birth that is no day", "\"19650101\"", "\"19650231\"", PERSON_KNOWN},
        {"an amount with three digits behind the point", "\"1234.5\"", "\"1234.567\"", PERSON_NONSENSE},
        {"an amount with zeros behind", "\"1234.5\"", "1234.5000", PERSON_KNOWN},
        {"an amount with a comma", "\"1234.5\"", "\"1,234.5\"", PERSON_NONSENSE},
        {"an amount below 0", "\"1234.5\"", "\"-1234.5\"", PERSON_NONSENSE},
        {"a huge amount", "\"1234.5\"", "\"1234567890123\"", PERSON_NONSENSE},
        {"an exponent", "\"1234.5\"", "1e9", PERSON_NONSENSE},
        {"a text for the account", "{\"until\":2025", "\"x\",\"y\":{\"until\":2025", PERSON_NONSENSE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct person_facts facts;
        char *text = changed(good, cases[i].from, cases[i].to);
        enum person_said said = read(text, &facts);
        if (said != cases[i].said) {
            fail_msg("%s: wanted %d, got %d", cases[i].what, cases[i].said, said);
        }
        person_facts_wipe(&facts);
        free(text);
    }
}

/* Nobody is born then; what follows from it would be beyond the contract's bounds. */
static void a_birth_that_cannot_be_is_not_said(void **state)
{
    struct person_facts facts;
    (void)state;
    char *text = changed(good, "\"19650101\"", "\"59650101\"");
    assert_int_equal(read(text, &facts), PERSON_KNOWN);
    assert_int_equal(facts.birth, 0);
    person_facts_wipe(&facts);
    free(text);
}

/* A year beyond the contract's bounds would make a box refuse all of the answer. */
static void a_year_that_cannot_be_is_not_said(void **state)
{
    struct person_facts facts;
    (void)state;
    char *text = changed(good, "\"until\":2025", "\"until\":6646");
    assert_int_equal(read(text, &facts), PERSON_KNOWN);
    assert_int_equal(facts.insurances[0].insurance.pension_account.until, 0);
    person_facts_wipe(&facts);
    free(text);
}

static void codes_without_a_name_keep_their_number(void **state)
{
    struct person_facts facts;
    (void)state;
    char *one = changed(good, "\"aae140\":\"110\"", "\"aae140\":\"999\"");
    char *two = changed(one, "\"aac008\":\"1\"", "\"aac008\":\"7\"");
    char *text = changed(two, "\"aac031\":\"2\"", "\"aac031\":\"A5\"");
    assert_int_equal(read(text, &facts), PERSON_KNOWN);
    const struct insurance *insurance = &facts.insurances[0].insurance;
    assert_int_equal(insurance->kind, INSURANCE_OTHER);
    assert_string_equal(insurance->code, "999");
    assert_int_equal(insurance->state, INSURED_OTHER);
    assert_string_equal(insurance->state_code, "7");
    assert_int_equal(insurance->paying, PAYING_OTHER);
    assert_string_equal(insurance->paying_code, "A5");
    person_facts_wipe(&facts);
    free(one);
    free(two);
    free(text);
}

/* --- Rows --- */

#define ROW(month, kind, flag, base)                                                                         \
    "{\"aae140\":\"110\",\"aae003\":\"" month "\",\"aaa115\":\"" kind "\",\"aae114\":\"" flag                \
    "\",\"aae180\":\"" base "\",\"aae082\":\"100.00\",\"aae020\":200}"

static void add(struct contribution_rows *rows, const char *list, int wanted)
{
    enum { TEXT_SIZE = 4096 };
    char text[TEXT_SIZE];
    size_t total = 0;
    (void)snprintf(text, sizeof text, "{\"code\":\"0\",\"data\":{\"total\":9,\"rows\":[%s]}}", list);
    struct json_tree *tree = json_tree_read_joining(text, strlen(text));
    assert_non_null(tree);
    int got = contribution_rows_add(rows, json_tree_root(tree), 1, &total);
    json_tree_wipe(tree);
    if (got != wanted || (wanted == 0 && total != 9)) {
        fail_msg("%s: wanted %d, got %d (total %zu)", list, wanted, got, total);
    }
}

static void rows_become_months(void **state)
{
    static const struct {
        const char *what, *rows;
        size_t months;
        int counted, contradict, out_of_range, differ;
    } cases[] = {
        {"three months",
         ROW("202608", "10", "1", "3000") "," ROW("202610", "10", "1", "3000") "," ROW("202609", "10", "1",
                                                                                       "3000"),
         3, 3, 0, 0, 0},
        {"none", "", 0, 0, 0, 0, 1},
        {"one that comes twice", ROW("202608", "10", "1", "3000") "," ROW("202608", "10", "1", "3000"), 1, 1,
         0, 0, 1},
        {"two amounts", ROW("202608", "10", "1", "3000") "," ROW("202608", "10", "1", "3001"), 1, 1, 1, 0, 1},
        {"a month paid and paid afterwards",
         ROW("202608", "10", "1", "3000") "," ROW("202608", "31", "1", "1"), 1, 1, 0, 0, 1},
        {"two, as one is deemed too", ROW("202608", "10", "1", "3000") "," ROW("202609", "10", "1", "3000"),
         2, 2, 0, 0, 0},
        {"a month that was not paid", ROW("202608", "10", "0", "3000"), 1, 0, 0, 0, 1},
        {"no flag", ROW("202608", "10", "", "3000"), 1, 1, 0, 0, 1},
        {"months that cannot be",
         ROW("202613", "10", "1", "1") "," ROW("202600", "10", "1", "1") "," ROW("190001", "10", "1", "1"), 0,
         0, 0, 1, 1},
        {"50 years ago, and a month more", ROW("197612", "10", "1", "1") "," ROW("197611", "10", "1", "1"), 1,
         1, 0, 1, 1},
        {"a year ahead, and a month more", ROW("202711", "10", "1", "1") "," ROW("202712", "10", "1", "1"), 1,
         1, 0, 1, 1},
        {"full width", ROW("２０２６０８", "１０", "１", "３０００"), 1, 1, 0, 0, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct person_facts facts;
        struct contribution_rows rows = {0};
        assert_int_equal(read(good, &facts), PERSON_KNOWN);
        add(&rows, cases[i].rows, 0);
        assert_int_equal(person_facts_add_rows(&facts, &rows, NOW), 0);
        const struct insurance *got = &facts.insurances[0].insurance;
        if (got->month_count != cases[i].months || got->counted_months != cases[i].counted ||
            got->rows_contradict != cases[i].contradict || got->rows_out_of_range != cases[i].out_of_range ||
            got->months_differ != cases[i].differ) {
            fail_msg("%s: months %zu, counted %d, contradict %d, out of range %d, differ %d", cases[i].what,
                     got->month_count, got->counted_months, got->rows_contradict, got->rows_out_of_range,
                     got->months_differ);
        }
        contribution_rows_wipe(&rows);
        person_facts_wipe(&facts);
    }
}

static void amounts_of_a_month_add_up(void **state)
{
    struct person_facts facts;
    struct contribution_rows rows = {0};
    (void)state;
    assert_int_equal(read(good, &facts), PERSON_KNOWN);
    add(&rows, ROW("202608", "31", "1", "2900.5") "," ROW("202608", "10", "1", "3000"), 0);
    assert_int_equal(person_facts_add_rows(&facts, &rows, NOW), 0);
    const struct insurance_month *month = &facts.insurances[0].insurance.months[0];
    assert_int_equal(month->base, 300000);
    assert_int_equal(month->personal, 20000);
    assert_int_equal(month->employer, 40000);
    assert_int_equal(month->back_paid, 1);
    contribution_rows_wipe(&rows);
    person_facts_wipe(&facts);
}

static void rows_that_are_none(void **state)
{
    static const char *const wrong[] = {
        "1",
        "[]",
        "{}",
        "{\"aae140\":\"110\"}",
        "{\"aae140\":\"110\",\"aae003\":\"2026-08\"}",
        "{\"aae140\":\"110\",\"aae003\":\"202608\",\"aae180\":\"x\"}",
        "{\"aae140\":\"110\",\"aae003\":\"202608\",\"aae180\":{}}",
        "{\"aae140\":[],\"aae003\":\"202608\"}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct contribution_rows rows = {0};
        add(&rows, wrong[i], -1);
        contribution_rows_wipe(&rows);
    }
}

/* Rows of an insurance that nobody spoke of are shown, with a caution. */
static void rows_of_another_insurance(void **state)
{
    struct person_facts facts;
    struct contribution_rows rows = {0};
    (void)state;
    assert_int_equal(read(good, &facts), PERSON_KNOWN);
    add(&rows, "{\"aae140\":\"210\",\"aae003\":202608,\"aae082\":\"1\"}", 0);
    assert_int_equal(person_facts_add_rows(&facts, &rows, NOW), 0);
    assert_int_equal(facts.insurance_count, 2);
    assert_int_equal(facts.insurances[1].insurance.kind, INSURANCE_UNEMPLOYMENT);
    assert_int_equal(facts.insurances[1].insurance.states_contradict, 1);
    assert_int_equal(facts.insurances[1].insurance.official_months, FIELD_NOT_SAID);
    contribution_rows_wipe(&rows);
    person_facts_wipe(&facts);
}

static void nothing_personal_goes_out(void **state)
{
    static const char *const never[] = {"43100218800101019X", "4310021000004", "示例丁", "某公司", "1965"};
    struct person_facts facts;
    struct contribution_rows rows = {0};
    size_t length = 0;
    (void)state;
    assert_int_equal(read(good, &facts), PERSON_KNOWN);
    add(&rows, ROW("202608", "10", "1", "3000"), 0);
    assert_int_equal(person_facts_add_rows(&facts, &rows, NOW), 0);
    char *text = person_answer(&facts, 180, 1, &length);
    assert_non_null(text);
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++) {
        if (strstr(text, never[i]) != NULL) {
            fail_msg("%s stands in the answer %s", never[i], text);
        }
    }
    assert_non_null(strstr(text, "示**"));
    free(text);
    contribution_rows_wipe(&rows);
    person_facts_wipe(&facts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_good_answer),
        cmocka_unit_test(changes),
        cmocka_unit_test(a_year_that_cannot_be_is_not_said),
        cmocka_unit_test(a_birth_that_cannot_be_is_not_said),
        cmocka_unit_test(codes_without_a_name_keep_their_number),
        cmocka_unit_test(rows_become_months),
        cmocka_unit_test(amounts_of_a_month_add_up),
        cmocka_unit_test(rows_that_are_none),
        cmocka_unit_test(rows_of_another_insurance),
        cmocka_unit_test(nothing_personal_goes_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
