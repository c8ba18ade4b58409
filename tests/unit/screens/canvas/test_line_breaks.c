#include "tests/unit/screens/canvas/letters.h"

#include "screens/canvas/characters.h"
#include "screens/canvas/line_breaks.h"
#include "screens/canvas/text_layout.h"

/* The text with "|" at each place where a line may end. */
static void show_breaks(const char *text, char *out, size_t size)
{
    size_t length = strlen(text);
    char *breaks = line_breaks_find(text, length);
    size_t used = 0;
    assert_non_null(breaks);
    for (size_t i = 0; i < length && used + 2 < size; i++) {
        out[used++] = text[i];
        if (breaks[i] != LINE_BREAK_NONE) {
            out[used++] = '|';
        }
    }
    out[used] = '\0';
    free(breaks);
}

static void lines_may_end_where_the_rules_say(void **state)
{
    /* What is wanted is the text itself with its breaks. */
    static const char *const cases[] = {
        "市|民",
        "",
        /* · and what joins two words never begin a line; numbers so joined stay whole */
        "张·|王，|乔|治·|华|盛|顿",
        "3·15|晚|会",
        "kW·h",
        "上|午|9:00～11:30，|下|午",
        "上|午～|下|午",
        "9:00~11:30",
        "周|五 |09:00–12:00、|13:30–17:00",
        "上|午~|下|午",
        "5—10日",
        "长|沙—|郴|州",
        "完|——|不|是",
        "2026–2027年",
        "９：００～１１：３０|开",
        "乡／|镇",
        /* spans of hours stay whole, however they are joined */
        "开|门 |9:00 - 12:00",
        "8:30 ～ 12:00，|好",
        "8:30至12:00|好",
        "8时30分至12时|好",
        "8点半到12点|好",
        "9:00－12:00|好",
        "８：３０　－　１２：００|好",
        "9:00——12:00|好",
        "周|一|至|周|五 |09:00–12:00、|13:30–17:00；|周|六 |09:00–12:00",
        "周|六 |开|门",
        "2026 |- |2027",
        "第|3|至|5号",
        "9:00 |开|门",
        /* quotation marks beside Chinese are those of Chinese, within words those of English */
        "按|“断|保”|处|理",
        "他|说|‘好’|吗",
        "说|“Hello”|吧",
        "don’t |it’s",
        "“A”，|“B”。",
        /* brackets of full width have their room within themselves */
        "abc|（全|角）|中",
        "《办|法》|（试|行）",
        /* an amount after a comma */
        "计，|￥99元",
        "3℃，|±5℃",
        "100%|的|人",
        "1,280.50元|整",
        "息|0.00 元。|每|月",
        "约|3 米，|有|5 人",
        "满|15  |年", /* two blanks are no unit's */
        "www.gov.cn",
        "a@b.gov.cn，|x",
        /* blanks of full width end a line and begin none */
        "你|好　　|世|界",
        /* flags, families, keys */
        "旗|🇨🇳|🇨🇳|好",
        "家|👨‍👩‍👧|好",
        "第|1️⃣|步",
        "e\xCC\x81t\xC3\xA9|好",
    };
    char plain[200];
    char got[200];
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t used = 0;
        for (const char *at = cases[i]; *at != '\0'; at++) {
            if (*at != '|') {
                plain[used++] = *at;
            }
        }
        plain[used] = '\0';
        show_breaks(plain, got, sizeof got);
        if (strcmp(got, cases[i]) != 0) {
            print_error("got \"%s\", expected \"%s\"\n", got, cases[i]);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

/* One character of each class of UAX #14, and those that have rules of ours. */
static const uint32_t of_every_class[] = {
    'a',    '1',     ' ',     '\n',    '\r',    '\t',    0x0B,    0x0C,    0x85,     0x2028, 0xA0,   0xAD,
    0xB7,   '!',     '"',     '$',     '%',     '\'',    '(',     ')',     ',',      '-',    '.',    '/',
    ':',    '~',     '}',     0xB4,    0x2C8,   0x301,   0x34F,   0x5D0,   0x600,    0x627,  0xE01,  0x1100,
    0x1160, 0x11A8,  0xAC00,  0xAC01,  0x200B,  0x200D,  0x2010,  0x2014,  0x2018,   0x2019, 0x201C, 0x201D,
    0x2024, 0x2026,  0x20AC,  0x20E3,  0x2060,  0x2116,  0x3000,  0x3005,  0x3001,   0x300C, 0x300D, 0x3041,
    0x4E00, 0x5E74,  0x261D,  0xD7FF,  0xFE0F,  0xFF10,  0xFF1A,  0xFF5E,  0xFEFF,   0xFFFC, 0xFFFD, 0xFFFF,
    0xE000, 0x1F1E8, 0x1F1F3, 0x1F3FB, 0x1F466, 0x1F600, 0x20000, 0xE0001, 0x10FFFF,
};
enum { CLASSES = sizeof of_every_class / sizeof *of_every_class };

static void lay_out_all(const char *text)
{
    struct text_span span = {text, TEXT_REGULAR, 0xFF000000, 0};
    struct text_layout_options options = {.size = 20, .width = 30};
    struct text_layout *layout = text_layout_new(letters, &span, 1, &options);
    assert_non_null(layout);
    text_layout_free(layout);
}

/* No text may reach an assertion of a library: each code point alone, before and behind one of each class. */
static void every_character_is_laid_out(void **state)
{
    char text[16];
    (void)state;
    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        if (c >= 0xD800 && c <= 0xDFFF) {
            continue;
        }
        uint32_t beside = of_every_class[c % CLASSES];
        size_t length = character_put(c, text);
        length += character_put(beside, text + length);
        length += character_put(c, text + length);
        text[length] = '\0';
        char *breaks = line_breaks_find(text, length);
        assert_non_null(breaks);
        free(breaks);
        if (c < 0x3400 || c % 61 == 0 || (c >= 0x1F000 && c < 0x20000)) {
            lay_out_all(text);
        }
    }
}

static void every_class_stands_beside_every_other(void **state)
{
    char text[16];
    (void)state;
    for (size_t i = 0; i < CLASSES; i++) {
        for (size_t k = 0; k < CLASSES; k++) {
            for (size_t m = 0; m < CLASSES; m++) {
                size_t length = character_put(of_every_class[i], text);
                length += character_put(of_every_class[k], text + length);
                length += character_put(of_every_class[m], text + length);
                text[length] = '\0';
                char *breaks = line_breaks_find(text, length);
                assert_non_null(breaks);
                assert_int_equal(breaks[length - 1], LINE_BREAK_NONE);
                free(breaks);
                if (m == 0) {
                    lay_out_all(text);
                }
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_may_end_where_the_rules_say),
        cmocka_unit_test(every_character_is_laid_out),
        cmocka_unit_test(every_class_stands_beside_every_other),
    };
    return cmocka_run_group_tests(tests, letters_open, letters_close);
}
