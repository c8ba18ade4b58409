#include "screens/canvas/line_breaks.h"

#include <linebreak.h>
#include <pthread.h>
#include <stdlib.h>

#include "screens/canvas/characters.h"

/* In order of their code points: 个 万 亿 人 件 份 元 分 千 升 卷 号 台 吨 周 套 天 室 家 小 层 岁 年 度 日
 * 时 月 期 条 栋 次 楼 款 点 瓦 百 码 种 秒 米 级 网 角 辆 里 页 项 届. */
static const uint16_t units[] = {
    0x4E07, 0x4E2A, 0x4EBA, 0x4EBF, 0x4EF6, 0x4EFD, 0x5143, 0x5206, 0x5343, 0x5347, 0x5377, 0x53F0,
    0x53F7, 0x5428, 0x5468, 0x5957, 0x5929, 0x5BA4, 0x5BB6, 0x5C0F, 0x5C42, 0x5C4A, 0x5C81, 0x5E74,
    0x5EA6, 0x65E5, 0x65F6, 0x6708, 0x671F, 0x6761, 0x680B, 0x6B21, 0x697C, 0x6B3E, 0x70B9, 0x74E6,
    0x767E, 0x7801, 0x79CD, 0x79D2, 0x7C73, 0x7EA7, 0x89D2, 0x8F86, 0x91CC, 0x9875, 0x9879,
};

static int is_one_of(const uint16_t *set, size_t count, uint32_t character)
{
    for (size_t i = 0; i < count; i++) {
        if (set[i] == character) {
            return 1;
        }
    }
    return 0;
}

static int is_digit(uint32_t character)
{
    return (character >= '0' && character <= '9') || (character >= 0xFF10 && character <= 0xFF19);
}

static void keep_units_with_numbers(const char *text, size_t length, char *breaks)
{
    const char *at = text;
    uint32_t before = 0;
    while (at < text + length) {
        size_t start = (size_t)(at - text);
        uint32_t character = character_next(&at);
        if (start > 0 && is_digit(before) && is_one_of(units, sizeof units / sizeof *units, character) &&
            breaks[start - 1] == LINE_BREAK_ALLOWED) {
            breaks[start - 1] = LINE_BREAK_NONE;
        }
        before = character;
    }
}

static void start_library(void)
{
    init_linebreak();
}

char *line_breaks_find(const char *text, size_t length)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    char *breaks = malloc(length + 1);
    if (!breaks || pthread_once(&once, start_library) != 0) {
        free(breaks);
        return NULL;
    }
    set_linebreaks_utf8((const utf8_t *)text, length, "zh", breaks);
    for (size_t i = 0; i < length; i++) {
        breaks[i] = breaks[i] == LINEBREAK_MUSTBREAK    ? LINE_BREAK_FORCED
                    : breaks[i] == LINEBREAK_ALLOWBREAK ? LINE_BREAK_ALLOWED
                                                        : LINE_BREAK_NONE;
    }
    keep_units_with_numbers(text, length, breaks);
    return breaks;
}

int line_end_half_width(uint32_t character)
{
    /* Comma, full stop, colon, semicolon, and closing brackets, all of full width. */
    static const uint16_t marks[] = {0x3001, 0x3002, 0xFF0C, 0xFF1A, 0xFF1B, 0x3009, 0x300B,
                                     0x300D, 0x300F, 0x3011, 0x3015, 0xFF09, 0xFF3D, 0xFF5D};
    return is_one_of(marks, sizeof marks / sizeof *marks, character);
}

int line_may_be_broken_between(uint32_t before, uint32_t after)
{
    static const uint16_t closing[] = {'!', '%',    ')',    ',',    '.',    ':',    ';',    '?',    ']',
                                       '}', 0x00B7, 0x2019, 0x201D, 0x2026, 0x2030, 0xFF01, 0xFF05, 0xFF1F};
    static const uint16_t opening[] = {'(',    '[',    '{',    0x2018, 0x201C, 0x3008, 0x300A,
                                       0x300C, 0x300E, 0x3010, 0x3014, 0xFF08, 0xFF3B, 0xFF5B};
    return !line_end_half_width(after) && !is_one_of(closing, sizeof closing / sizeof *closing, after) &&
           !is_one_of(opening, sizeof opening / sizeof *opening, before);
}
