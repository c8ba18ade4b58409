/* Numbers, dates, money and masks as words: tables of what is shown and what is to be heard, and what is
 * never heard whatever comes in. */

#include "screens/stage/spoken_words.h"
#include <string.h>

#include "tests/unit/screens/stage/strings_fixture.h"

struct saying {
    const char *shown, *said;
};

static void check(const struct saying *sayings, size_t count, struct strings *strings, int is_english)
{
    const struct spoken_language language = {strings, is_english};
    char out[SPOKEN_WORDS_MAX];
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        spoken_words_write(out, sizeof out, sayings[i].shown, &language);
        if (strcmp(out, sayings[i].said) != 0) {
            print_error("\"%s\" is said \"%s\", expected \"%s\"\n", sayings[i].shown, out, sayings[i].said);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}
#define CHECK_CHINESE(sayings) check((sayings), sizeof(sayings) / sizeof *(sayings), chinese, 0)
#define CHECK_ENGLISH(sayings) check((sayings), sizeof(sayings) / sizeof *(sayings), english, 1)

static void numbers(void **state)
{
    static const struct saying sayings[] = {
        {"0", "零"},
        {"2", "二"},
        {"10", "十"},
        {"12", "十二"},
        {"20", "二十"},
        {"100", "一百"},
        {"101", "一百零一"},
        {"110000", "十一万"},
        {"111", "一百一十一"},
        {"1005", "一千零五"},
        {"1050", "一千零五十"},
        {"10000", "一万"},
        {"10005", "一万零五"},
        {"12,345.67", "一万二千三百四十五点六七"},
        {"12345.67", "一万二千三百四十五点六七"},
        {"100,000", "十万"},
        {"105,000", "十万五千"},
        {"1,000,005", "一百万零五"},
        {"1,050,000", "一百零五万"},
        {"120,003,000", "一亿二千万三千"},
        {"100,000,000", "一亿"},
        {"1,000,000,000,000", "一万亿"},
        {"1,000,000,000,000,000", "一千万亿"},
        {"9,876,543,210,987,654", "九千八百七十六万亿五千四百三十二亿一千零九十八万七千六百五十四"},
        {"10,000,000,000,000,000", "一亿亿"},
        {"1.50", "一点五零"},
        {"-12.5", "负十二点五"},
        {"共 2516 处", "共二千五百一十六处"},
        {"第 2 项，共 5 项", "第二项，共五项"},
        {"共2项", "共两项"},
        {"2 件事", "两件事"},
        {"2个月", "两个月"},
        {"2月", "二月"},
        {"12个", "十二个"},
        {"１２３４５", "一二三四五"}, /* full width: the hotline */
        {"３，４", "三，四"},
    };
    (void)state;
    CHECK_CHINESE(sayings);
}

static void dates_and_times(void **state)
{
    static const struct saying sayings[] = {
        {"2026-11-30", "二〇二六年十一月三十日"},
        {"20261130", "二〇二六年十一月三十日"},
        {"2026/1/5", "二〇二六年一月五日"},
        {"2026.01.05", "二〇二六年一月五日"},
        {"2026年11月30日", "二〇二六年十一月三十日"},
        {"2026年", "二〇二六年"},
        {"2026-11", "二〇二六年十一月"},
        {"1965 03", "一九六五年三月"},
        {"2026-2030年", "二〇二六到二〇三〇年"},
        {"2026-13-01", "二零二六，一三，零一"}, /* no date: not taken for one */
        {"2026-02-30", "二零二六，零二，三零"},
        {"11-24 09:30", "十一月二十四日九点三十分"},
        {"今天 16:27", "今天十六点二十七分"},
        {"09:05", "九点零五分"},
        {"12:00", "十二点"},
        {"9:00-12:00", "九点到十二点"},
        {"09:00—17:00", "九点到十七点"},
        {"16:27:03", "十六点二十七分"},
        {"25:00", "二十五:零零"},
        {"15年", "十五年"},
        {"满2年", "满两年"},
        {"3-5天", "三到五天"},
        {"3～5 天", "三到五天"},
        {"3 - 5", "三到五"},
    };
    (void)state;
    CHECK_CHINESE(sayings);
}

static void money_and_units(void **state)
{
    static const struct saying sayings[] = {
        {"1,234.50元", "一千二百三十四元五角"},
        {"1,234.50 元", "一千二百三十四元五角"},
        {"¥1,234.50", "一千二百三十四元五角"},
        {"￥1234.05", "一千二百三十四元零五分"},
        {"0.50 元", "五角"},
        {"0.05元", "五分"},
        {"0.00元", "零元"},
        {"100.00元", "一百元"},
        {"2元", "二元"},
        {"1.5万元", "一点五万元"},
        {"0.588元/千瓦时", "零点五八八元每千瓦时"},
        {"0.588 元/kWh", "零点五八八元每千瓦时"},
        {"+500.00", "加五百点零零"},
        {"-500.00 元", "负五百元"},
        {"420 kWh", "四百二十千瓦时"},
        {"12.5 m³", "十二点五立方米"},
        {"12.5m3", "十二点五立方米"},
        {"500 m", "五百米"},
        {"12%", "百分之十二"},
        {"12.5％", "百分之十二点五"},
        {"3.25%", "百分之三点二五"},
        {"3/4", "四分之三"},
        {"2.6 %", "二点六百分号"},
    };
    (void)state;
    CHECK_CHINESE(sayings);
}

static void digits_one_by_one(void **state)
{
    static const struct saying sayings[] = {
        {"13712345678", "一三七，一二三四，五六七八"},
        {"137 1234 5678", "一三七，一二三四，五六七八"},
        {"0735-2345678", "零七三五，二三四五六七八"},
        {"电话：12345", "电话：一二三四五"},
        {"拨打 12333", "拨打一二三三三"},
        {"12345热线", "一二三四五热线"},
        {"12345元", "一万二千三百四十五元"},
        {"12345 件", "一万二千三百四十五件"},
        {"119", "一一九"},
        {"尾号 1234", "尾号一二三四"},
        {"尾号1234", "尾号一二三四"},
        {"43100026113012345678", "四三一零零零，二六一一三零，一二三四五六，七八"},
        {"431000 261130 123456 78", "四三一零零零，二六一一三零，一二三四五六，七八"},
        {"431002188001010018", "四三一零零二，一八八零零一零一，零零一八"},
        {"4 3 1 0 0 0", "四三一零零零"},
        {"4 3 1 0 0 0\n2 6", "四三一零零零，二六"},
        {"007", "零零七"},
        {"99999999999999999999999999999999999999999999999999",
         "九九九九，九九九九，九九九九，九九九九，九九九九，九九九九，九九九九，九九九九，九九九九九九九九九"
         "九九九九九"
         "九九九九"},
    };
    (void)state;
    CHECK_CHINESE(sayings);
}

static void masks(void **state)
{
    static const struct saying sayings[] = {
        {"张**", "张某某"},
        {"李*", "李某"},
        {"张*，申请人", "张某，申请人"},
        {"4****************8", "尾号八"},
        {"4****************X", "尾号X"},
        {"137******50", "一三七开头，尾号五零"},
        {"****1234", "尾号一二三四"},
        {"**** 1234", "尾号一二三四"},
        {"6222****", "六二二二开头"},
        {"****", "已隐藏"},
        {"余额 ••••••", "余额已隐藏"},
        {"●●●●", "已隐藏"},
        {"**重要**", "重要某某"}, /* no markup is written here: stars behind a name are a mask */
        {"*", ""},
        {"• 第一条", "第一条"},
    };
    (void)state;
    CHECK_CHINESE(sayings);
}

static void marks(void **state)
{
    static const struct saying sayings[] = {
        {"", ""},
        {"\n\n", ""},
        {"第一\n第二", "第一，第二"},
        {"停气。\n请", "停气。请"},
        {"1.\n关闭燃气", "一，关闭燃气"},
        {"① 身份证", "一，身份证"},
        {"今天 16:27  ·  还有 1 条", "今天十六点二十七分，还有一条"},
        {"—", "无"},
        {"缴费：—", "缴费：无"},
        {"停水——请存水", "停水，请存水"},
        {"身份证/户口本", "身份证或户口本"},
        {"元/月", "元每月"},
        {"按“确定”看《通知》", "按确定看通知"},
        {"（示例）", "示例"},
        {"您住在哪里？\n先选区县", "您住在哪里？先选区县"},
        {"https://hall.example/guides?id=1", "网址"},
        {"看 www.example.cn/a 这里", "看网址这里"},
        {"A4 纸", "A四纸"},
        {"<b>#_`", "b"},
        {"± ≥ 3", "加减不小于三"},
        {"\xE2\x80\x8F零宽\xE2\x80\x8D", "零宽"},
        {"坏\xFF\xC3字节", "坏字节"},
        {"……", ""},
    };
    (void)state;
    CHECK_CHINESE(sayings);
}

static void in_english(void **state)
{
    static const struct saying sayings[] = {
        {"12345.67", "twelve thousand three hundred forty five point six seven"},
        {"1,000,005", "one million five"},
        {"1,000,000,000,000,005", "one quadrillion five"},
        {"1,234.50 yuan", "one thousand two hundred thirty four yuan five jiao"},
        {"2026-11-30", "thirty November twenty twenty six"},
        {"2008-05-01", "one May two thousand eight"},
        {"16:27", "sixteen twenty seven"},
        {"09:05", "nine oh five"},
        {"12:00", "twelve hours"},
        {"3-5 days", "three to five days"},
        {"12%", "twelve per cent"},
        {"2 of 5", "two of five"},
        {"OK: open\nBack: go back", "OK: open, Back: go back"},
        {"don't", "don't"},
        {"a/b", "a or b"},
        {"call 12345", "call one two three four five"},
        {"4****************8", "ending in eight"},
        {"420 kWh", "four hundred twenty kilowatt-hours"},
    };
    (void)state;
    CHECK_ENGLISH(sayings);
}

/* Whatever does not fit ends at a whole character. */
static void what_does_not_fit_is_cut(void **state)
{
    const struct spoken_language language = {chinese, 0};
    char out[8];
    (void)state;
    spoken_words_write(out, sizeof out, "通知公告", &language);
    assert_string_equal(out, "通知");
    spoken_words_write(out, 1, "通知公告", &language);
    assert_string_equal(out, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers),         cmocka_unit_test(dates_and_times),
        cmocka_unit_test(money_and_units), cmocka_unit_test(digits_one_by_one),
        cmocka_unit_test(masks),           cmocka_unit_test(marks),
        cmocka_unit_test(in_english),      cmocka_unit_test(what_does_not_fit_is_cut),
    };
    return cmocka_run_group_tests_name("spoken words", tests, open_strings, close_strings);
}
