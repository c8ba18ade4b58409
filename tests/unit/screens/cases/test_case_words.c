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

/* The five words as letters: Submitted Accepted suPplement In hand Done. */
static void ways(void **state)
{
    static const struct {
        int status, accept_date;
        const char *way;
        int bad_end; /* enum string_id */
    } cases[] = {
        {10, 0, "SAID", STRING_COUNT},
        {30, 20261101, "SAID", STRING_COUNT},
        {40, 20261101, "SAPID", STRING_COUNT},
        {40, 0, "SPAID", STRING_COUNT},
        {60, 20261101, "SAID", STRING_COUNT},
        {80, 20261101, "SAID", STRING_COUNT},
        {31, 0, "SD", STRING_CASE_END_NOT_ACCEPTED},
        {81, 20261101, "SAID", STRING_CASE_END_REFUSED},
        {81, 0, "SAID", STRING_CASE_END_REFUSED},
        {82, 0, "SD", STRING_CASE_END_RETURNED},
        {82, 20261101, "SAID", STRING_CASE_END_RETURNED},
        {83, 0, "SD", STRING_CASE_END_WITHDRAWN},
        {84, 20261101, "SAID", STRING_CASE_END_VOID},
        {91, 0, "SAID", STRING_COUNT},
    };
    static const char letters[] = {'S', 'A', 'P', 'I', 'D'};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct case_record record = {.status = cases[i].status, .accept_date = cases[i].accept_date};
        enum case_word way[CASE_WORD_COUNT];
        char got[CASE_WORD_COUNT + 1] = "";
        size_t count = case_way(&record, way);
        for (size_t w = 0; w < count; w++) {
            got[w] = letters[way[w]];
        }
        if (strcmp(got, cases[i].way) != 0 || (int)case_bad_end(cases[i].status) != cases[i].bad_end) {
            fail_msg("%d, accepted %d: wanted %s, got %s", cases[i].status, cases[i].accept_date,
                     cases[i].way, got);
        }
    }
}

static void overdue(void **state)
{
    static const struct {
        int status, left, still, wanted;
    } cases[] = {{50, -1, 0, 1}, {50, 0, 0, 0},  {50, CASE_DAYS_UNKNOWN, 0, 0},
                 {40, -1, 1, 0}, {60, -3, 1, 0}, {80, -3, 0, 0},
                 {31, -3, 0, 0}, {20, -2, 0, 1}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct case_record record = {
            .status = cases[i].status, .days_left = cases[i].left, .days_stand_still = cases[i].still};
        if (case_is_overdue(&record) != cases[i].wanted) {
            fail_msg("%d, %d days left: wanted %d", cases[i].status, cases[i].left, cases[i].wanted);
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
        cmocka_unit_test(ways),
        cmocka_unit_test(overdue),
        cmocka_unit_test(days),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, open_strings, close_strings);
}
