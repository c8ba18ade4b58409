#include "tests/unit/screens/canvas/screen.h"

#include "screens/canvas/characters.h"

static void reads_utf8(void **state)
{
    static const struct {
        const char *text;
        uint32_t wanted[6];
    } cases[] = {
        {"", {0}},
        {"a", {'a'}},
        {"\xE5\xB8\x82\xE6\xB0\x91", {0x5E02, 0x6C11}},
        {"\xF0\xAB\x96\xAF", {0x2B5AF}},
        {"\xC2\x80\xDF\xBF", {0x80, 0x7FF}},
        {"\xF4\x8F\xBF\xBF", {0x10FFFF}},
        {"\xEF\xBF\xBDz", {0xFFFD, 'z'}},
        {"\xFFz", {0xFFFD, 'z'}},
        {"\xC0\x80z", {0xFFFD, 0xFFFD, 'z'}},             /* overlong */
        {"\xE0\x80\x80z", {0xFFFD, 0xFFFD, 0xFFFD, 'z'}}, /* overlong */
        {"\xED\xA0\x80z", {0xFFFD, 0xFFFD, 0xFFFD, 'z'}}, /* surrogate */
        {"\xF4\x90\x80\x80", {0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD}},
        {"\xF8\x88\x80\x80", {0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD}},
        {"\xE5\xB8", {0xFFFD, 0xFFFD}}, /* cut off */
        {"\xE5", {0xFFFD}},
        {"\xF0\xAB\x96", {0xFFFD, 0xFFFD, 0xFFFD}},
        {"\xE5z", {0xFFFD, 'z'}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *at = cases[i].text;
        for (size_t k = 0; k < 6; k++) {
            uint32_t got = character_next(&at);
            if (got != cases[i].wanted[k]) {
                fail_msg("case %zu, character %zu: U+%04X, expected U+%04X", i, k, got, cases[i].wanted[k]);
            }
            if (got == 0) {
                assert_ptr_equal(at, cases[i].text + strlen(cases[i].text));
                break;
            }
        }
    }
}

static void writes_what_it_reads(void **state)
{
    char text[5];
    (void)state;
    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        if (c >= 0xD800 && c <= 0xDFFF) {
            continue;
        }
        size_t length = character_put(c, text);
        text[length] = '\0';
        const char *at = text;
        if (character_next(&at) != c || at != text + length) {
            fail_msg("U+%04X is not read as it was written", c);
        }
    }
}

static void kinds(void **state)
{
    static const struct {
        uint32_t character;
        enum character_kind wanted;
    } cases[] = {
        {'a', CHARACTER_SPACING},      {' ', CHARACTER_SPACE},        {'\n', CHARACTER_SPACE},
        {'\t', CHARACTER_SPACE},       {0x01, CHARACTER_HIDDEN},      {0x1B, CHARACTER_HIDDEN},
        {0x7F, CHARACTER_HIDDEN},      {0x9B, CHARACTER_HIDDEN},      {0xA0, CHARACTER_SPACE},
        {0xA1, CHARACTER_SPACING},     {0xAD, CHARACTER_HIDDEN},      {0x301, CHARACTER_COMBINING},
        {0x370, CHARACTER_SPACING},    {0x200B, CHARACTER_HIDDEN},    {0x200D, CHARACTER_HIDDEN},
        {0x202E, CHARACTER_HIDDEN},    {0x2026, CHARACTER_SPACING},   {0x2066, CHARACTER_HIDDEN},
        {0x3000, CHARACTER_SPACE},     {0x309A, CHARACTER_COMBINING}, {0x5E02, CHARACTER_SPACING},
        {0xFE0F, CHARACTER_HIDDEN},    {0xFEFF, CHARACTER_HIDDEN},    {0xFFFD, CHARACTER_SPACING},
        {0x2B5AF, CHARACTER_SPACING},  {0xE0101, CHARACTER_HIDDEN},   {0x10FFFF, CHARACTER_SPACING},
        {0x2003, CHARACTER_SPACE},     {0x20E3, CHARACTER_HIDDEN},    {0x20D0, CHARACTER_COMBINING},
        {0x0E31, CHARACTER_COMBINING}, {0x1F1E8, CHARACTER_SPACING},  {0x1F3FD, CHARACTER_HIDDEN},
        {0x3164, CHARACTER_HIDDEN},    {0x2028, CHARACTER_SPACE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (character_kind(cases[i].character) != cases[i].wanted) {
            fail_msg("U+%04X is of kind %d, expected %d", cases[i].character,
                     (int)character_kind(cases[i].character), (int)cases[i].wanted);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_utf8),
        cmocka_unit_test(writes_what_it_reads),
        cmocka_unit_test(kinds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
