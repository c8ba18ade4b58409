#include "screens/stage/spoken_words.h"

#include <string.h>

#include "screens/stage/spoken_kinds.h"

enum { YEN = 0xA5 };

/* --- Numbers of all kinds --- */

/* Between two quantities: from … to. */
static size_t try_range(struct spoken_text *text, size_t at)
{
    size_t blanks = spoken_is_blank(spoken_text_at(text, at)) ? 1 : 0;
    size_t dash = at + blanks;
    size_t after = dash + 1 + (spoken_is_blank(spoken_text_at(text, dash + 1)) ? 1 : 0);
    uint32_t next = spoken_text_at(text, after);
    if (!spoken_is_dash(spoken_text_at(text, dash)) || (!spoken_is_digit(next) && next != YEN)) {
        return 0;
    }
    spoken_text_say_string(text, STRING_SPOKEN_TO);
    return after - at;
}

/* "1." in front of a point of a list, 1.2.3 of a version. */
static size_t try_numbering(struct spoken_text *text, size_t at)
{
    size_t digits = spoken_text_digits(text, at);
    uint32_t before = at > 0 ? spoken_text_at(text, at - 1) : '\n';
    uint32_t next = spoken_text_at(text, at + digits + 1);
    if (digits > 2 || before != '\n' || spoken_text_at(text, at + digits) != '.' ||
        (next != 0 && next != '\n' && next != ' ')) {
        return 0;
    }
    (void)spoken_say_quantity(text, at, 0);
    spoken_text_gap(text, GAP_PAUSE);
    return digits + 1;
}

static size_t say_number(struct spoken_text *text, size_t at)
{
    static size_t (*const kinds[])(struct spoken_text *, size_t) = {spoken_try_mask, spoken_try_date,
                                                                    spoken_try_time, spoken_try_spaced,
                                                                    try_numbering,   spoken_try_digits};
    size_t taken = 0;
    for (size_t i = 0; taken == 0 && i < sizeof kinds / sizeof *kinds; i++) {
        taken = kinds[i](text, at);
    }
    taken = taken > 0 ? taken : spoken_say_quantity(text, at, 0);
    return taken + try_range(text, at + taken);
}

/* -12.50, +500.00, ¥1,234.50 */
static size_t try_signed(struct spoken_text *text, size_t at)
{
    uint32_t sign = spoken_text_at(text, at);
    uint32_t before = spoken_text_before(text, at);
    size_t taken = 0;
    if (sign == '+' || (spoken_is_dash(sign) && !spoken_is_digit(before) && !spoken_is_letter(before))) {
        taken = 1;
    }
    int has_yen = spoken_text_at(text, at + taken) == YEN;
    size_t from = at + taken + (size_t)has_yen;
    if ((taken == 0 && !has_yen) || !spoken_is_digit(spoken_text_at(text, from))) {
        return 0;
    }
    if (taken > 0) {
        spoken_text_say_string(text, sign == '+' ? STRING_SPOKEN_PLUS : STRING_SPOKEN_MINUS);
    }
    return from - at + (has_yen ? spoken_say_quantity(text, from, 1) : say_number(text, from));
}

/* --- Marks --- */

/* A dash where a value would stand; two dashes in a sentence are a pause. */
static size_t try_dashes(struct spoken_text *text, size_t at)
{
    size_t count = 0;
    while (spoken_is_dash(spoken_text_at(text, at + count))) {
        count++;
    }
    uint32_t before = spoken_text_before(text, at);
    uint32_t after = spoken_text_after(text, at + count);
    if (count == 0) {
        return 0;
    }
    if ((before == 0 || before == '\n' || spoken_is_colon(before)) && (after == 0 || after == '\n')) {
        spoken_text_say_string(text, STRING_SPOKEN_NONE);
    } else {
        int joins = count == 1 && spoken_text_at(text, at) == '-';
        spoken_text_gap(text, joins ? GAP_BLANK : GAP_PAUSE);
    }
    return count;
}

/* 身份证/户口本: or; 元/月: each. */
static size_t try_slash(struct spoken_text *text, size_t at)
{
    if (spoken_text_at(text, at) != '/') {
        return 0;
    }
    uint32_t before = spoken_text_before(text, at);
    uint32_t after = spoken_text_after(text, at + 1);
    int stands_alone =
        before == 0 || before == '/' || after == 0 || after == '/' || before == '\n' || after == '\n';
    int is_each = !stands_alone && spoken_text_ends_in_one_of(text, at, STRING_SPOKEN_EACH_AFTER);
    if (is_each) {
        spoken_text_say_string(text, STRING_SPOKEN_EACH);
    } else if (stands_alone || (spoken_is_digit(before) && spoken_is_digit(after))) {
        spoken_text_gap(text, GAP_PAUSE);
    } else {
        spoken_text_say_string(text, STRING_SPOKEN_OR);
    }
    return 1;
}

/* https://…, www.…: nobody types what he hears. */
static size_t try_address(struct spoken_text *text, size_t at)
{
    static const char *const starts[] = {"http://", "https://", "www."};
    size_t count = 0;
    size_t i = 0;
    while (i < sizeof starts / sizeof *starts &&
           !spoken_text_is(text, at, starts[i], strlen(starts[i]), &count)) {
        i++;
    }
    if (i == sizeof starts / sizeof *starts) {
        return 0;
    }
    while (spoken_text_at(text, at + count) > ' ' && spoken_text_at(text, at + count) < 0x7F) {
        count++;
    }
    spoken_text_say_string(text, STRING_SPOKEN_ADDRESS);
    return count;
}

static int is_in(uint32_t character, const uint32_t *set, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (set[i] == character) {
            return 1;
        }
    }
    return 0;
}
#define IS_IN(character, set) is_in((character), (set), sizeof(set) / sizeof *(set))

/* ， 。 ； ： ！ ？ 、 and those of ASCII. */
static int is_pausing_mark(uint32_t c)
{
    static const uint32_t marks[] = {0xFF0C, 0x3002, 0xFF1B, 0xFF1A, 0xFF01, 0xFF1F, 0x3001,
                                     ',',    '.',    ';',    ':',    '!',    '?'};
    return IS_IN(c, marks);
}

/* Brackets, dots between, bars, arrows and bullets: seen, and heard as a pause. */
static int is_seen_pause(uint32_t c)
{
    static const uint32_t marks[] = {'\n',   '(',    ')',    '[',    ']',    '{',    '}',    '|',    0xB7,
                                     0x2026, 0x203A, 0x00BB, 0x00AB, 0x2039, 0xFF08, 0xFF09, 0x3010, 0x3011,
                                     0xFF3B, 0xFF3D, 0x3014, 0x3015, 0x2022, 0x25CF, 0x25CB, 0x25A0, 0x25A1,
                                     0x25B2, 0x25BC, 0x25B6, 0x25C0, 0x2190, 0x2191, 0x2192, 0x2193, 0xFF5C,
                                     0x25C6, 0x2605, 0x2606, 0x2713, 0x2714, 0x00B6};
    return IS_IN(c, marks);
}

/* Quotation marks, marks of titles, and what only programs write. */
static int is_only_seen(uint32_t c)
{
    static const uint32_t marks[] = {'"',    '*',    '_',    '#',    '`',    '^',    '~',
                                     '\\',   '<',    '>',    0x201C, 0x201D, 0x2018, 0x300A,
                                     0x300B, 0x3008, 0x3009, 0x300C, 0x300D, 0x300E, 0x300F,
                                     0xFF02, 0xFF07, 0xFF3C, 0xFF3E, 0xFF3F, 0xFF40, 0xFFFD};
    return IS_IN(c, marks);
}

/* An apostrophe within a word stays, a quotation mark goes. */
static int is_apostrophe(const struct spoken_text *text, size_t at)
{
    enum { CURLED = 0x2019 };
    uint32_t c = spoken_text_at(text, at);
    return (c == '\'' || c == CURLED) && at > 0 && spoken_is_letter(spoken_text_at(text, at - 1)) &&
           spoken_is_letter(spoken_text_at(text, at + 1));
}

/* ① … ⑳ */
static size_t try_circled(struct spoken_text *text, size_t at)
{
    enum { FIRST = 0x2460, LAST = 0x2473 };
    uint32_t c = spoken_text_at(text, at);
    char words[SPOKEN_NUMBER_SIZE];
    if (c < FIRST || c > LAST) {
        return 0;
    }
    spoken_text_say_words(text, spoken_number(words, text->language, c - FIRST + 1));
    spoken_text_gap(text, GAP_PAUSE);
    return 1;
}

static size_t try_sign(struct spoken_text *text, size_t at)
{
    const char *said = NULL;
    size_t length = 0;
    size_t count = spoken_text_find_pair(text, at, STRING_SPOKEN_SIGNS, &said, &length);
    if (count > 0) {
        spoken_text_say(text, said, length);
    }
    return count;
}

/* A unit without a number: 元/kWh. Of one letter it may be anything. */
static size_t try_unit_alone(struct spoken_text *text, size_t at)
{
    int within = at > 0 && spoken_is_letter(spoken_text_at(text, at - 1));
    int one_letter = spoken_is_letter(spoken_text_at(text, at)) &&
                     !spoken_is_letter(spoken_text_at(text, at + 1)) && spoken_text_at(text, at + 1) < 0x80;
    return within || one_letter || spoken_is_blank(spoken_text_at(text, at)) ? 0 : spoken_try_unit(text, at);
}

static void say_mark(struct spoken_text *text, size_t at)
{
    uint32_t c = spoken_text_at(text, at);
    if (is_apostrophe(text, at)) {
        spoken_text_put(text, '\'');
    } else if (is_pausing_mark(c)) {
        spoken_text_mark(text, c);
    } else if (is_seen_pause(c)) {
        spoken_text_gap(text, GAP_PAUSE);
    } else if (is_only_seen(c) || c == '\'' || c == 0x2019) {
        spoken_text_gap(text, text->language->english ? GAP_NONE : GAP_BLANK);
    } else if (spoken_is_blank(c)) {
        spoken_text_gap(text, GAP_BLANK);
    } else {
        spoken_text_put(text, c);
    }
}

static size_t say_next(struct spoken_text *text, size_t at)
{
    static size_t (*const kinds[])(struct spoken_text *,
                                   size_t) = {try_signed,  spoken_try_mask, try_dashes,     try_slash,
                                              try_address, try_circled,     try_unit_alone, try_sign};
    if (spoken_is_digit(spoken_text_at(text, at))) {
        return say_number(text, at);
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t taken = kinds[i](text, at);
        if (taken > 0) {
            return taken;
        }
    }
    say_mark(text, at);
    return 1;
}

void spoken_words_write(char *out, size_t size, const char *shown, const struct spoken_language *language)
{
    struct spoken_text text;
    spoken_text_start(&text, shown, language, out, size);
    for (size_t at = 0; at < text.length;) {
        at += say_next(&text, at);
    }
    spoken_text_end(&text);
    explicit_bzero(&text, sizeof text);
}
