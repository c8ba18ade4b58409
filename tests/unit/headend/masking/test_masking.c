/* Names and numbers that must not reach a television, and texts that must stay as they are. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "headend/masking/masking.h"

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
        {"0123456789012345", "", 100, "0**************5"},     /* too long for a landline */
        {"请致电013812345678", "", 100, "请致电0**********8"}, /* a trunk 0 is no area code */
        {"01381234567", "", 100, "013******67"},
        {"致电138-1234-5678。", "", 100, "致电138******78。"},
        {"致电138 1234 5678。", "", 100, "致电138******78。"},
        {"138\n1234\n5678", "", 100, "138******78"},
        {"致电１３８１２３４５６７８", "", 100, "致电138******78"},
        {"致电１３８－１２３４－５６７８", "", 100, "致电138******78"},
        {"致电138　1234　5678", "", 100, "致电138******78"},
        {"+86 138 1234 5678", "", 100, "+8***********8"},
        {"证号431002 1880 0101 019X", "", 100, "证号4****************X"},
        {"证号４３１００２１８８００１０１０１９Ｘ", "", 100, "证号4****************X"},
        {"卡号6222 0212 3456 7890 123", "", 100, "卡号6*****************3"},
        {"请打 010-12345678", "", 100, "请打 010-12345678"},
        {"请打 01012345678", "", 100, "请打 01012345678"},
        {"请打 02112345678", "", 100, "请打 02112345678"},
        {"请打 021123456789", "", 100, "请打 0**********9"},
        {"请打 075512345678", "", 100, "请打 075512345678"},
        {"请打 0735 1234567 或 0755－12345678", "", 100, "请打 0735 1234567 或 0755－12345678"},
        {"请打 0735-1234567 0735-7654321-801", "", 100, "请打 0735-1234567 0735-7654321-801"},
        {"请打 12345 0735-1234567", "", 100, "请打 12345 0735-1234567"},
        {"请打 0735-1234567 13812345678", "", 100, "请打 0735-1234567 138******78"},
        {"400-123-4567", "", 100, "400-123-4567"},
        {"０７３５－１２３４５６７", "", 100, "０７３５－１２３４５６７"},
        {"2026-11-24 2026-12-02", "", 100, "2026-11-24 2026-12-02"},
        {"2026-11-24 13812345678", "", 100, "2026-11-24 138******78"},
        {"138  1234  5678", "", 100, "138  1234  5678"}, /* single ones only */
        {"12-", "", 100, "12-"},
        {"1-2 3", "", 100, "1-2 3"},
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

static void tails_of_numbers(void **state)
{
    static const struct {
        const char *number;
        size_t shortest;
        const char *tail;
    } cases[] = {
        {"", 5, ""},
        {"1234", 5, ""},
        {"12345", 5, "2345"},
        {"1234567", 8, ""},
        {"12345678", 8, "5678"},
        {"1001-80X", 5, "-80X"},
        {"12345678", 0, "5678"},
        {"1234", 0, ""}, /* all of it */
        {"社例丁", 5, ""},
        {"号12345678", 5, "5678"},
        {"1234567丁", 5, ""},
        {"12345 78", 5, ""},
        {"12345\t78", 5, ""},
        {"1234567\x7F", 5, ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char tail[MASK_TAIL_SIZE];
        mask_tail(cases[i].number, cases[i].shortest, tail);
        if (strcmp(tail, cases[i].tail) != 0) {
            fail_msg("\"%s\", shortest %zu: wanted \"%s\", got \"%s\"", cases[i].number, cases[i].shortest,
                     cases[i].tail, tail);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(names), cmocka_unit_test(texts),
                                       cmocka_unit_test(tails_of_numbers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
