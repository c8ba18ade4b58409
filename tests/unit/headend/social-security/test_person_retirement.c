/* When a person may retire, from what the social security system says. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "headend/social-security/person_retirement.h"

enum { NOW = 2026 * 12 + 10 }; /* November 2026 */

static const struct retirement_rules rules = {
    .rules = {{.from = 202501,
               .ages = {{720, 756, 4}, {660, 696, 4}, {600, 660, 2}},
               .contribution_months = 180,
               .contribution_year = 2029,
               .contribution_step = 6,
               .contribution_months_most = 240,
               .early_months = 36,
               .late_months = 36,
               .sources = {.age = "一", .contribution = "二", .choice = "三", .residents = "四"}}},
    .count = 1};

static struct person_facts person(int birth, enum person_sex sex, int official)
{
    struct person_facts facts = {.birth = birth, .sex = sex, .account_count = 1, .insurance_count = 1};
    facts.insurances[0] = (struct insurance_facts){
        .account = 1, .code = "110", .insurance = {.kind = INSURANCE_PENSION, .official_months = official}};
    return facts;
}

static void people(void **state)
{
    static const struct {
        const char *who, *id_number;
        int birth;
        enum person_sex sex;
        int official, post;
        int outcome, month, paid, missing_now, missing_then;
    } cases[] = {
        {"by the system's file", "431002188001010018", 19661101, SEX_MAN, 171, -1, RETIREMENT_FOUND, 202705,
         171, 9, 3},
        {"by the ID number", "431002196611010018", 0, SEX_NOT_SAID, 171, -1, RETIREMENT_FOUND, 202705, 171, 9,
         3},
        {"a woman is asked", "431021189103070023", 19740307, SEX_NOT_SAID, 100, -1, RETIREMENT_ASKS_POST, 0,
         0, 0, 0},
        {"a woman in an office", "431021189103070023", 19740307, SEX_WOMAN, 100, RETIREMENT_POST_OFFICE,
         RETIREMENT_FOUND, 203004, 100, 86, 45},
        {"a worker who might have gone", "431021189103070023", 19740307, SEX_WOMAN, 100,
         RETIREMENT_POST_WORKER, RETIREMENT_BEFORE_RULE, 0, 0, 0, 0},
        {"a man's post is not looked at", "431002188001010018", 19661101, SEX_MAN, 200,
         RETIREMENT_POST_WORKER, RETIREMENT_FOUND, 202705, 200, 0, 0},
        {"a birth before any rule", "431002188001010018", 0, SEX_NOT_SAID, 200, -1, RETIREMENT_BEFORE_RULE, 0,
         0, 0, 0},
        {"no birth at all", "", 0, SEX_MAN, 200, -1, RETIREMENT_BEFORE_RULE, 0, 0, 0, 0},
        {"more months than there can be", "431002188001010018", 19661101, SEX_MAN, 1200, -1, RETIREMENT_FOUND,
         202705, RETIREMENT_MONTHS_MAX, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct person_facts facts = person(cases[i].birth, cases[i].sex, cases[i].official);
        struct retirement_answer got;
        person_retirement(&facts, cases[i].id_number, cases[i].post, &rules, NOW, &got);
        if (got.outcome != cases[i].outcome || got.month != cases[i].month || got.paid != cases[i].paid ||
            got.missing_now != cases[i].missing_now || got.missing_then != cases[i].missing_then) {
            fail_msg("%s: outcome %d, month %d, paid %d, missing %d and %d", cases[i].who, got.outcome,
                     got.month, got.paid, got.missing_now, got.missing_then);
        }
        assert_string_equal(got.age_source, got.outcome == RETIREMENT_FOUND ? "一" : "");
        assert_string_equal(got.residents_source, got.outcome == RETIREMENT_FOUND ? "四" : "");
    }
}

static void without_a_pension(void **state)
{
    struct person_facts facts = person(19661101, SEX_MAN, 100);
    struct retirement_answer got;
    (void)state;
    facts.insurances[0].insurance.kind = INSURANCE_RESIDENTS_PENSION;
    person_retirement(&facts, "431002188001010018", -1, &rules, NOW, &got);
    assert_int_equal(got.outcome, RETIREMENT_NO_PENSION);
}

/* Months that two accounts have both count once; what an office knows beyond its rows is added. */
static void two_accounts(void **state)
{
    struct insurance_month one[] = {{.month = 202601, .paid = 1}, {.month = 202602, .paid = 1}};
    struct insurance_month two[] = {
        {.month = 202602, .paid = 1}, {.month = 202603, .paid = 1}, {.month = 202604}};
    struct person_facts facts = person(19661101, SEX_MAN, 12);
    struct retirement_answer got;
    (void)state;
    facts.account_count = facts.insurance_count = 2;
    facts.insurances[1] = facts.insurances[0];
    facts.insurances[0].insurance.months = one;
    facts.insurances[0].insurance.month_count = 2;
    facts.insurances[0].insurance.counted_months = 2;
    facts.insurances[1].insurance.months = two;
    facts.insurances[1].insurance.month_count = 3;
    facts.insurances[1].insurance.counted_months = 2;
    facts.insurances[1].insurance.official_months = FIELD_NOT_SAID;
    person_retirement(&facts, "431002188001010018", -1, &rules, NOW, &got);
    assert_int_equal(got.paid, 3 + 10);
    assert_int_equal(got.is_counted, 1);
    assert_int_equal(got.months_differ, 1);
}

static void needed_months_are_never_too_few(void **state)
{
    static const struct retirement_rules none = {.count = 0};
    (void)state;
    const struct person_facts man = person(19661101, SEX_MAN, 0);
    const struct person_facts woman = person(19740307, SEX_WOMAN, 0);
    const struct person_facts old = person(19400101, SEX_MAN, 0);
    assert_int_equal(person_needed_months(&man, "", &rules), 180);
    assert_int_equal(person_needed_months(&woman, "", &rules), 186); /* in an office, until 2030 */
    assert_int_equal(person_needed_months(&old, "", &rules), 180);
    assert_int_equal(person_needed_months(&man, "", &none), FIELD_NOT_SAID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people),
        cmocka_unit_test(without_a_pension),
        cmocka_unit_test(two_accounts),
        cmocka_unit_test(needed_months_are_never_too_few),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
