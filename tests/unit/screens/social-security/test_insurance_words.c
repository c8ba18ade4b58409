/* What is said of an insurance: its name and state, what it means, where months are missing; and the points
 * of its charts. */

#include "tests/unit/screens/stage/strings_fixture.h"

#include <string.h>

#include "screens/social-security/insurance_series.h"
#include "screens/social-security/insurance_words.h"

enum { TODAY = 20261130 };

static struct insurance pension(int official, int counted, int needed)
{
    return (struct insurance){.kind = INSURANCE_PENSION,
                              .state = INSURED_NOW,
                              .paying = PAYING_NOW,
                              .official_months = official,
                              .counted_months = counted,
                              .needed_months = needed};
}

static void names_and_states(void **state)
{
    static const struct {
        const char *what;
        struct insurance insurance;
        const char *name, *says;
    } cases[] = {
        {"a pension",
         {.kind = INSURANCE_PENSION, .state = INSURED_NOW, .paying = PAYING_NOW},
         "城镇职工养老保险",
         "正在缴费"},
        {"of an account",
         {.kind = INSURANCE_MEDICAL, .account_tail = "0077", .state = INSURED_ENDED, .paying = PAYING_NOW},
         "城镇职工医疗保险（尾号 0077）",
         "已经终止"},
        {"without a name",
         {.kind = INSURANCE_OTHER,
          .code = "620",
          .state = INSURED_NOW,
          .paying = PAYING_OTHER,
          .paying_code = "7"},
         "其他保险（620）",
         "其他（代码 7）"},
        {"of a later headend", {.kind = -1, .state = -1, .paying = -1}, "其他保险（）", "状态没有说明"},
        {"a state without a name",
         {.kind = INSURANCE_MATERNITY, .state = INSURED_OTHER, .state_code = "9", .paying = PAYING_NOW},
         "生育保险",
         "其他（代码 9）"},
        {"paused",
         {.kind = INSURANCE_PENSION, .state = INSURED_NOW, .paying = PAYING_PAUSED},
         "城镇职工养老保险",
         "暂停缴费"},
        {"never",
         {.kind = INSURANCE_UNEMPLOYMENT, .state = INSURED_NEVER, .paying = -1},
         "失业保险",
         "没有参保"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char name[INSURANCE_WORDS_SIZE], says[INSURANCE_WORDS_SIZE];
        (void)insurance_name_words(name, chinese, &cases[i].insurance);
        (void)insurance_state_words(says, chinese, &cases[i].insurance);
        if (strcmp(name, cases[i].name) != 0 || strcmp(says, cases[i].says) != 0) {
            fail_msg("%s: got %s and %s", cases[i].what, name, says);
        }
    }
}

static void meanings(void **state)
{
    struct insurance_month months[] = {{.month = 202512, .paid = 1},
                                       {.month = 202601, .paid = 1},
                                       {.month = 202602, .paid = 1},
                                       {.month = 202603}};
    struct insurance injury = {.kind = INSURANCE_WORK_INJURY,
                               .state = INSURED_NOW,
                               .paying = PAYING_NOW,
                               .official_months = 3,
                               .needed_months = FIELD_NOT_SAID,
                               .months = months,
                               .month_count = 4};
    struct insurance ended = injury;
    struct insurance residents = injury;
    ended.state = INSURED_ENDED;
    residents.kind = INSURANCE_RESIDENTS_MEDICAL;
    residents.official_months = 132;
    const struct insurance lacks = pension(171, 135, 180);
    const struct insurance enough = pension(FIELD_NOT_SAID, 204, 180);
    struct insurance several = pension(78, 78, 186);
    several.account = 1;
    const struct insurance none = {.kind = INSURANCE_UNEMPLOYMENT, .needed_months = FIELD_NOT_SAID};
    const struct {
        const struct insurance *insurance;
        const char *says;
    } cases[] = {
        {&lacks, "您已缴 14 年 3 个月，再缴 9 个月就满 15 年。"},
        {&enough, "您已缴 17 年，领养老金要的 15 年已经够了。"},
        {&several, "这个账户累计 6 年 6 个月。几个账户要合在一起算，请看“几时能退休”。"},
        {&injury, "2026 年到现在缴了 2 个月。"},
        {&ended, "缴到 2026 年 2 月为止，以后没有缴费记录。"},
        {&residents, "您已缴 11 年，最近一次是 2026 年的。"},
        {&none, "没有缴费记录。"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char says[INSURANCE_WORDS_SIZE];
        (void)insurance_meaning_words(says, chinese, cases[i].insurance, TODAY);
        assert_string_equal(says, cases[i].says);
    }
}

static void which_figure_is_shown(void **state)
{
    const struct insurance official = pension(171, 135, 180);
    const struct insurance counted = pension(FIELD_NOT_SAID, 7, 180);
    char says[INSURANCE_WORDS_SIZE];
    (void)state;
    assert_string_equal(insurance_paid_words(says, chinese, &official), "累计 14 年 3 个月（社保局核定）");
    assert_string_equal(insurance_paid_words(says, chinese, &counted), "累计 7 个月（按明细数出来）");
}

static void gaps(void **state)
{
    struct insurance_month months[] = {{.month = 202401, .paid = 1}, {.month = 202402, .paid = 1},
                                       {.month = 202405, .paid = 1}, {.month = 202406},
                                       {.month = 202408, .paid = 1}, {.month = 202609, .paid = 1}};
    struct insurance insurance = pension(1, 5, 180);
    struct insurance_gaps gaps;
    (void)state;
    insurance.months = months;
    insurance.month_count = 6;
    insurance.paying = PAYING_ENDED;
    insurance_find_gaps(&insurance, 202611, &gaps);
    assert_int_equal(gaps.count, 3);
    assert_int_equal(gaps.months, 24 + 2 + 2);
    assert_int_equal(gaps.from[0], 202409);
    assert_int_equal(gaps.until[0], 202608);
    assert_int_equal(gaps.from[2], 202403);
    insurance.paying = PAYING_NOW; /* October may still come, as rows are late */
    insurance_find_gaps(&insurance, 202611, &gaps);
    assert_int_equal(gaps.count, 3);
    insurance_find_gaps(&insurance, 202612, &gaps);
    assert_int_equal(gaps.count, 4);
    assert_int_equal(gaps.from[0], 202610);
    insurance.kind = INSURANCE_RESIDENTS_PENSION; /* by the year */
    insurance_find_gaps(&insurance, 202612, &gaps);
    assert_int_equal(gaps.count, 0);
}

static void series(void **state)
{
    struct insurance_month months[] = {
        {.month = 202411, .paid = 1, .personal = 10000, .employer = 20000},
        {.month = 202412},
        {.month = 202602, .paid = 1, .personal = 10050, .employer = 0},
    };
    struct insurance insurance = pension(2, 2, 180);
    const struct stage stage = {.strings = chinese};
    struct reveal reveal = {0};
    char words[CHART_WORDS_SIZE];
    (void)state;
    insurance.months = months;
    insurance.month_count = 3;
    struct insurance_series *years =
        insurance_series_new(&insurance, INSURANCE_MONTHS_BY_YEAR, &stage, &reveal);
    assert_non_null(years);
    assert_int_equal(years->count, 3);
    assert_true(years->personal[1] == CHART_MISSING);
    insurance_series_words(years, 0, words);
    assert_string_equal(words, "2024 年缴了 1 个月");
    insurance_series_words(years, 1, words);
    assert_string_equal(words, "2025 年没有缴费记录");
    insurance_series_free(years);
    struct insurance_series *by_month =
        insurance_series_new(&insurance, INSURANCE_AMOUNTS_BY_MONTH, &stage, &reveal);
    assert_non_null(by_month);
    assert_int_equal(by_month->count, 16);
    assert_true(by_month->personal[1] == CHART_MISSING);
    assert_string_equal(by_month->labels[0], "");
    assert_string_equal(by_month->labels[2], "2025");
    insurance_series_words(by_month, 15, words);
    assert_null(strstr(words, "100.50")); /* hidden, and so not said */
    reveal_toggle(&reveal, &stage);
    insurance_series_words(by_month, 15, words);
    assert_string_equal(words, "2026 年 2 月，个人缴 100.50 元，单位缴 0.00 元");
    insurance_series_free(by_month);
    insurance.month_count = 0;
    assert_null(insurance_series_new(&insurance, INSURANCE_MONTHS_BY_YEAR, &stage, &reveal));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_states),
        cmocka_unit_test(meanings),
        cmocka_unit_test(which_figure_is_shown),
        cmocka_unit_test(gaps),
        cmocka_unit_test(series),
    };
    return cmocka_run_group_tests(tests, open_strings, close_strings);
}
