/* Names and numbers that must not reach a television, and texts that must stay as they are. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "headend/masking.h"

static void expect(char *got, const char *wanted, const char *what)
{
    if (got == NULL || strcmp(got, wanted) != 0) {
        fail_msg("\"%s\": wanted \"%s\", got \"%s\"", what, wanted, got != NULL ? got : "nothing");
    }
    free(got);
}

static void names(void **state)
{
    static const char *const cases[][2] = {
        {"", ""},           {"张", "张**"},      {"张三", "张**"},  {"张示例", "张**"}, {"欧阳示例", "欧**"},
        {"𠮷示例", "𠮷**"}, {"阿·示例", "阿**"}, {"Sample", "S**"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        expect(mask_name(cases[i][0]), cases[i][1], cases[i][0]);
    }
}

static void texts(void **state)
{
    static const struct {
        const char *text, *name;
        size_t most;
        const char *wanted;
    } cases[] = {
        {"", "张示例", 10, ""},
        {"请补交租赁合同", "张示例", 100, "请补交租赁合同"},
        {"张示例申请退休，张示例", "张示例", 100, "张**申请退休，张**"},
        {"张示例", "", 100, "张示例"},
        {"张三张三", "张", 100, "张三张三"}, /* a name of one character would blank the text */
        {"电话13800000000。", "", 100, "电话138******00。"},
        {"431002188001010018本人", "", 100, "4****************8本人"},
        {"证号43100218800101019X", "", 100, "证号4****************X"},
        {"证号43100218800101019x", "", 100, "证号4****************x"},
        {"卡号6222021234567890123", "", 100, "卡号6*****************3"},
        {"请打 0735-1234567 或 12345", "", 100, "请打 0735-1234567 或 12345"},
        {"请打 07351234567", "", 100, "请打 07351234567"},
        {"0123456789012345", "", 100, "0**************5"}, /* too long for a landline */
        {"2026 年 11 月 24 日", "", 100, "2026 年 11 月 24 日"},
        {"编号 1234567890", "", 100, "编号 1234567890"},
        {"一二三四五", "", 5, "一二三四五"},
        {"一二三四五六", "", 5, "一二三四…"},
        {"𠮷𠮷𠮷", "", 2, "𠮷…"},
        {"ab", "", 1, "…"},
        {"a\nb\tc\x7f", "", 10, "a b c "},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        expect(mask_text(cases[i].text, cases[i].name, cases[i].most), cases[i].wanted, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(names), cmocka_unit_test(texts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
