/* What each status of a case is called, and what it asks of one. */

#include "tests/unit/screens/stage/strings_fixture.h"

#include <string.h>

#include "screens/cases/case_words.h"

static void five_words_for_fifteen_statuses(void **state)
{
    static const struct {
        int status;
        const char *word;
        const char *begins; /* of the sentence */
    } cases[] = {
        {10, "已提交", "现在不用做什么，等窗口"},
        {20, "已提交", "现在不用做什么，窗口"},
        {30, "已受理", "已经受理"},
        {31, "已办结", "没有受理"},
        {40, "需要您补正", "请补交材料"},
        {50, "办理中", "正在办"},
        {60, "办理中", "正在做特别程序"},
        {70, "办理中", "就要办好"},
        {80, "已办结", "办好了。"},
        {81, "已办结", "没有批准"},
        {82, "已办结", "材料退回来了"},
        {83, "已办结", "这件事已经撤回"},
        {84, "已办结", "这件事已经作废"},
        {90, "已办结", "办好了，请带身份证"},
        {91, "已办结", "结果已经送到"},
        {99, "办理中", "正在办"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *word = string_get(chinese, case_word_name(case_word_of(cases[i].status)));
        const char *says = string_get(chinese, case_what_to_do(cases[i].status));
        if (strcmp(word, cases[i].word) != 0 ||
            strncmp(says, cases[i].begins, strlen(cases[i].begins)) != 0) {
            fail_msg("%d: wanted %s and “%s…”, got %s and “%s”", cases[i].status, cases[i].word,
                     cases[i].begins, word, says);
        }
    }
}

static void days(void **state)
{
    static const struct {
        int left, still;
        const char *wanted;
    } cases[] = {{5, 0, "5 个工作日"},
                 {0, 0, "0 个工作日"},
                 {5, 1, "5 个工作日（暂停计时）"},
                 {-3, 0, "超了 3 个工作日"},
                 {CASE_DAYS_UNKNOWN, 0, ""}};
    char words[CASE_WORDS_SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct case_record record = {.days_left = cases[i].left, .days_stand_still = cases[i].still};
        assert_string_equal(case_days_words(words, chinese, &record), cases[i].wanted);
    }
}

/* A wrong number and a wrong last 4 must not be told apart; what can be tried again says so. */
static void refusals(void **state)
{
    enum string_id says = STRING_COUNT;
    enum string_id what = STRING_COUNT;
    (void)state;
    case_refusal_words(CASE_REFUSAL_NO_SUCH, &says, &what);
    assert_int_equal(says, STRING_CASE_NO_SUCH);
    static const enum case_refusal limits[] = {CASE_REFUSAL_PERSONS, CASE_REFUSAL_FAILURES,
                                               CASE_REFUSAL_TARGET};
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        case_refusal_words(limits[i], &says, &what);
        assert_int_equal(what, STRING_CASE_LIMIT_DO);
    }
    case_refusal_words(CASE_REFUSAL_UPSTREAM, &says, &what);
    assert_int_equal(says, STRING_CASE_UPSTREAM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(five_words_for_fifteen_statuses),
        cmocka_unit_test(days),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, open_strings, close_strings);
}
