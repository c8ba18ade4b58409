#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "headend/notices/feed_category.h"
#include "headend/notices/import/feed_text.h"
#include "headend/notices/notice_record.h"

static void test_categories(void **state)
{
    static const struct {
        const char *word;
        int category;
    } cases[] = {{"通知公告", 1},
                 {"公示公告", 1},
                 {"政策解读", 2},
                 {"政策图解", 2},
                 {"停水停电停气", 3},
                 {"停电通知", 3},
                 {"计划停水信息", 3},
                 {"办事提醒", 4},
                 {"温馨提示", 4},
                 {"应急", 5},
                 {"应急通知公告", 5},
                 {"气象预警", 5},
                 {"1", 1},
                 {"5", 5},
                 {"0", 0},
                 {"6", 0},
                 {"Policy", 2},
                 {"Power outage", 3},
                 {"", 0},
                 {"领导信箱", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int category = feed_category_of(cases[i].word);
        if (category != cases[i].category) {
            fail_msg("%s: wanted %d, got %d", cases[i].word, cases[i].category, category);
        }
    }
    for (int category = NOTICE_CATEGORY_MIN; category <= NOTICE_CATEGORY_MAX; category++) {
        assert_int_equal(feed_category_of(feed_category_word(category)), category);
        assert_true(feed_category_says_more(category, 0));
        assert_false(feed_category_says_more(category, category));
    }
    assert_true(feed_category_says_more(3, 1));
    assert_true(feed_category_says_more(5, 3));
}

static void test_lines(void **state)
{
    static const struct {
        const char *text;
        size_t characters;
        const char *line;
    } cases[] = {{"一二三", 3, "一二三"},
                 {"一二三四", 3, "一二…"},
                 {" a \n\t b  ", 9, "a b"},
                 {"　全角　空格\xc2\xa0", 9, "全角 空格"},
                 {"a\x01\x02z", 9, "az"},
                 {"", 5, ""},
                 {"   ", 5, ""},
                 {"ab cd", 4, "ab …"},
                 {"ab cd", 5, "ab cd"},
                 {"a\xff\xfe"
                  "b",
                  9, "ab"},
                 {"𫖯𫖯𫖯", 2, "𫖯…"},
                 {"abc\xe2\x80\xae"
                  "def",
                  9, "abcdef"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *line = feed_text_line(cases[i].text, cases[i].characters);
        assert_non_null(line);
        if (strcmp(line, cases[i].line) != 0) {
            fail_msg("case %zu: wanted \"%s\", got \"%s\"", i, cases[i].line, line);
        }
        free(line);
    }
}

static void test_markup_in_lines(void **state)
{
    static const struct {
        const char *text, *plain;
    } cases[] = {{"plain", "plain"},
                 {"a < b & c", "a < b & c"},
                 {"<b>bold</b>", "bold"},
                 {"&#19968;&amp;", "一&"},
                 {"停水 &lt;通知&gt;", "停水 <通知>"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *plain = feed_text_without_markup(cases[i].text);
        assert_non_null(plain);
        if (strcmp(plain, cases[i].plain) != 0) {
            fail_msg("\"%s\": wanted \"%s\", got \"%s\"", cases[i].text, cases[i].plain, plain);
        }
        free(plain);
    }
}

static void test_ids(void **state)
{
    char one[NOTICE_ID_SIZE];
    char other[NOTICE_ID_SIZE];
    (void)state;
    static const char *const kept[] = {"a", "n-17", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN"};
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        assert_int_equal(notice_id_of_guid(kept[i], one), 0);
        assert_string_equal(one, kept[i]);
    }
    static const char *const made[] = {"https://www.example.org/1", "a b", "一",
                                       "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO", ""};
    for (size_t i = 0; i < sizeof made / sizeof made[0]; i++) {
        assert_int_equal(notice_id_of_guid(made[i], one), 0);
        assert_int_equal(notice_id_of_guid(made[i], other), 0);
        assert_string_equal(one, other);
        assert_true(notice_id_is_valid(one));
        assert_string_not_equal(one, made[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_categories),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_markup_in_lines),
        cmocka_unit_test(test_ids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
