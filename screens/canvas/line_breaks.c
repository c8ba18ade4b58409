#include "screens/canvas/line_breaks.h"

#include <stdlib.h>
#include <string.h>
#include <unilbrk.h>
#include <uniwidth.h>

#include "screens/canvas/characters.h"
#include "screens/canvas/hour_spans.h"

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

/* 30日, and 1,280.50 元 with a blank between. */
static void keep_units_with_numbers(const char *text, size_t length, char *breaks)
{
    const char *at = text;
    uint32_t number = 0; /* the character before this one and before a blank */
    int after_blank = 0;
    while (at < text + length) {
        size_t start = (size_t)(at - text);
        uint32_t character = character_next(&at);
        if (start > 0 && is_digit(number) && is_one_of(units, sizeof units / sizeof *units, character) &&
            breaks[start - 1] == LINE_BREAK_ALLOWED) {
            breaks[start - 1] = LINE_BREAK_NONE;
        }
        int is_blank_after_number = character == ' ' && !after_blank;
        number = is_blank_after_number ? number : character;
        after_blank = is_blank_after_number;
    }
}

/* A character and its neighbours in the text; 0: none. */
struct place {
    uint32_t before, here, after;
};

static int is_wide(uint32_t character)
{
    return character != 0 && uc_width((ucs4_t)character, "UTF-8") == 2;
}

static int is_latin_letter(uint32_t character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

/* Whose line breaking class it has here; always of as many bytes in UTF-8. */
static uint32_t acts_as(struct place place)
{
    enum { NO_BREAK_SPACE = 0xA0, SOFT_HYPHEN = 0xAD, WORD_JOINER = 0x2060, DEVANAGARI_DIGIT = 0x0967 };
    enum { OPENING = 0x300C, CLOSING = 0x300D, NEVER_FIRST = 0x3005 };
    int is_beside_wide = is_wide(place.before) || is_wide(place.after);
    switch (place.here) {
    case 0x2018: /* quotation marks, which Latin text uses for both sides of a word */
    case 0x201C:
        return is_beside_wide ? OPENING : place.here;
    case 0x2019:
    case 0x201D:
        return is_beside_wide ? CLOSING : place.here;
    case 0x00B7: /* · */
        return is_wide(place.after) ? SOFT_HYPHEN : NO_BREAK_SPACE;
    case '~':
        return '-';
    case 0x2014: /* two of them are a dash, which may begin a line; one joins two words */
        if (place.before == 0x2014 || place.after == 0x2014) {
            return place.here;
        }
        return is_digit(place.after) ? WORD_JOINER : NEVER_FIRST;
    case 0x2010: /* hyphens, dashes and marks between two words: ‐ ‒ – ‧ 〜 ・ ／ ～ */
    case 0x2012:
    case 0x2013:
    case 0x2027:
    case 0x301C:
    case 0x30FB:
    case 0xFF0F:
    case 0xFF5E:
        return is_digit(place.after) ? WORD_JOINER : NEVER_FIRST;
    case 0xFF0E: /* in a number of full width: ． ： */
    case 0xFF1A:
        return is_digit(place.before) && is_digit(place.after) ? WORD_JOINER : place.here;
    default:
        return place.here > 0x7F && is_digit(place.here) ? DEVANAGARI_DIGIT : place.here;
    }
}

/* What the library's rules lack: 1 and *may_break set, or 0. */
static int is_ruled_here(struct place place, int *may_break)
{
    static const uint16_t comma_or_stop[] = {0x3001, 0x3002, 0xFF01, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF1F};
    static const uint16_t prefix[] = {'$', '+', 0xA3, 0xA5, 0xB1, 0x20AC, 0x2116, 0x2212, 0xFFE5};
    if ((place.here == '.' || place.here == ',' || place.here == ':') && is_latin_letter(place.after)) {
        *may_break = 0; /* LB29: gov.cn */
        return 1;
    }
    if (is_one_of(comma_or_stop, sizeof comma_or_stop / sizeof *comma_or_stop, place.here) &&
        is_one_of(prefix, sizeof prefix / sizeof *prefix, place.after)) {
        *may_break = 1; /* LB25 has no break between the two, but these have their room within themselves */
        return 1;
    }
    return 0;
}

/* The text with each character as it acts, for the library; NULL: no memory. */
static char *text_as_it_acts(const char *text, size_t length)
{
    char *acting = malloc(length + 1);
    const char *next = text;
    struct place place = {0};
    size_t at = 0;
    if (!acting) {
        return NULL;
    }
    place.after = character_next(&next);
    while (at < length) {
        place = (struct place){place.here, place.after, next < text + length ? character_next(&next) : 0};
        at += character_put(acts_as(place), acting + at);
    }
    acting[length] = '\0';
    return acting;
}

/* From "before the character that begins here" to "after the one that ends here". */
static void take_breaks(const char *text, size_t length, const char *found, char *breaks)
{
    const char *next = text;
    struct place place = {0};
    place.after = character_next(&next);
    for (size_t start = 0; start < length;) {
        size_t end = (size_t)(next - text);
        place = (struct place){place.here, place.after, end < length ? character_next(&next) : 0};
        memset(breaks + start, LINE_BREAK_NONE, end - start);
        if (end < length) {
            int may_break = found[end] == UC_BREAK_POSSIBLE;
            (void)is_ruled_here(place, &may_break);
            breaks[end - 1] = found[end] == UC_BREAK_MANDATORY ? LINE_BREAK_FORCED
                              : may_break                      ? LINE_BREAK_ALLOWED
                                                               : LINE_BREAK_NONE;
        }
        start = end;
    }
}

char *line_breaks_find(const char *text, size_t length)
{
    char *breaks = malloc(length + 1);
    char *found = malloc(length + 1);
    char *acting = text_as_it_acts(text, length);
    if (breaks && found && acting) {
        u8_possible_linebreaks((const uint8_t *)acting, length, "UTF-8", found);
        take_breaks(text, length, found, breaks);
        keep_units_with_numbers(text, length, breaks);
        hour_spans_keep(text, length, breaks);
    } else {
        free(breaks);
        breaks = NULL;
    }
    if (acting) {
        explicit_bzero(acting, length); /* it may be personal */
    }
    free(acting);
    free(found);
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
    static const uint16_t closing[] = {'!',    '%',    ')',    ',',    '.',    ':',    ';',
                                       '?',    ']',    '}',    '~',    0x00B7, 0x2010, 0x2012,
                                       0x2013, 0x2019, 0x201D, 0x2026, 0x2027, 0x2030, 0x301C,
                                       0x30FB, 0xFF01, 0xFF05, 0xFF0F, 0xFF1F, 0xFF5E};
    static const uint16_t opening[] = {'(',    '[',    '{',    0x2018, 0x201C, 0x3008, 0x300A,
                                       0x300C, 0x300E, 0x3010, 0x3014, 0xFF08, 0xFF3B, 0xFF5B};
    return !line_end_half_width(after) && !is_one_of(closing, sizeof closing / sizeof *closing, after) &&
           !is_one_of(opening, sizeof opening / sizeof *opening, before);
}
