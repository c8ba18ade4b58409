#include "headend/notices/import/feed_date_words.h"

#include <string.h>
#include <strings.h>

#include "both-sides/printable.h"

/* --- Characters --- */

enum { NUMBER_DIGITS_MAX = 18 };

/* Full-width forms, blanks and dashes as ASCII. */
static uint32_t narrow(uint32_t character)
{
    if (character >= 0xFF01 && character <= 0xFF5E) {
        return character - 0xFF01 + '!';
    }
    if (character == 0x3000 || character == 0xA0 || character == 0x202F || character == '\t' ||
        character == '\r' || character == '\n' || (character >= 0x2000 && character <= 0x200B)) {
        return ' ';
    }
    return (character >= 0x2010 && character <= 0x2015) || character == 0x2212 ? '-' : character;
}

/* The next character of `text`; *bytes is 0 at the end and for what is no UTF-8. */
static uint32_t next_character(const char *text, size_t *bytes)
{
    uint32_t character = 0;
    *bytes = text[0] != '\0' ? utf8_character(text, strnlen(text, 4), &character) : 0;
    return narrow(character);
}

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* --- Numbers --- */

enum { NOT_A_NUMERAL = -1, TEN = 10, TWENTY = 20, THIRTY = 30 };

static int numeral(uint32_t character)
{
    static const struct {
        uint32_t character;
        int value;
    } numerals[] = {{0x3007, 0}, {0x96F6, 0},  {0x25CB, 0},  {0x25EF, 0},  {0x4E00, 1}, {0x4E8C, 2},
                    {0x4E09, 3}, {0x56DB, 4},  {0x4E94, 5},  {0x516D, 6},  {0x4E03, 7}, {0x516B, 8},
                    {0x4E5D, 9}, {0x5341, 10}, {0x5EFF, 20}, {0x5345, 30}, {0x58F9, 1}, {0x8D30, 2},
                    {0x53C1, 3}, {0x8086, 4},  {0x4F0D, 5},  {0x9646, 6},  {0x67D2, 7}, {0x634C, 8},
                    {0x7396, 9}, {0x62FE, 10}};
    if (character >= '0' && character <= '9') {
        return (int)character - '0';
    }
    for (size_t i = 0; i < sizeof numerals / sizeof numerals[0]; i++) {
        if (numerals[i].character == character) {
            return numerals[i].value;
        }
    }
    return NOT_A_NUMERAL;
}

/* One more numeral of a number: 十 counts what stands before it. -1: no number is written so. */
static int add_numeral(struct date_word *word, int value, int *has_tens)
{
    if (value >= TEN) {
        int may_have_tens = !*has_tens && word->digits <= 1;
        word->value = value > TEN || word->digits == 0 ? value : word->value * TEN;
        word->digits = 2;
        *has_tens = 1;
        return may_have_tens ? 0 : -1;
    }
    if (*has_tens) {
        int is_free = word->value % TEN == 0;
        word->value += value;
        return is_free ? 0 : -1;
    }
    if (word->digits == NUMBER_DIGITS_MAX) {
        return -1;
    }
    word->value = word->value * TEN + value;
    word->digits++;
    return 0;
}

/* 二O二六, 2O26 */
static int is_letter_for_zero(const char *text, size_t bytes)
{
    size_t next = 0;
    uint32_t letter = next_character(text, &next);
    return (letter == 'O' || letter == 'o') && numeral(next_character(text + bytes, &next)) != NOT_A_NUMERAL;
}

/* 2026, ２０２６, 二〇二六, 十二, 二十一, 廿五, 卅. Returns the bytes, 0 if there is no number. */
static size_t read_number(const char *text, struct date_word *word)
{
    size_t used = 0;
    size_t bytes = 0;
    int has_tens = 0;
    int is_wrong = 0;
    *word = (struct date_word){.kind = DATE_NUMBER};
    for (;;) {
        int value = numeral(next_character(text + used, &bytes));
        if (used > 0 && bytes > 0 && is_letter_for_zero(text + used, bytes)) {
            value = 0;
        }
        if (bytes == 0 || value == NOT_A_NUMERAL) {
            break;
        }
        is_wrong = is_wrong || add_numeral(word, value, &has_tens) != 0;
        used += bytes;
    }
    word->kind = is_wrong ? DATE_OTHER : DATE_NUMBER;
    return used;
}

/* --- Words --- */

struct known_word {
    const char *text;
    enum date_word_kind kind;
    int value;
};

enum { CHINA = 8 * 60 };

/* What is longer stands first. */
static const struct known_word chinese[] = {
    {"北京时间", DATE_ZONE, CHINA},
    {"中国标准时间", DATE_ZONE, CHINA},
    {"发布时间", DATE_LEFT_OUT, 0},
    {"发布日期", DATE_LEFT_OUT, 0},
    {"更新时间", DATE_LEFT_OUT, 0},
    {"时间", DATE_LEFT_OUT, 0},
    {"日期", DATE_LEFT_OUT, 0},
    {"年", DATE_UNIT, 'Y'},
    {"月", DATE_UNIT, 'M'},
    {"日", DATE_UNIT, 'D'},
    {"号", DATE_UNIT, 'D'},
    {"时", DATE_UNIT, 'h'},
    {"點", DATE_UNIT, 'h'},
    {"点", DATE_UNIT, 'h'},
    {"分", DATE_UNIT, 'm'},
    {"秒", DATE_UNIT, 's'},
    {"整", DATE_LEFT_OUT, 0},
    {"半", DATE_HALF, 0},
    {"上午", DATE_PART_OF_DAY, DATE_MORNING},
    {"早上", DATE_PART_OF_DAY, DATE_MORNING},
    {"早晨", DATE_PART_OF_DAY, DATE_MORNING},
    {"清晨", DATE_PART_OF_DAY, DATE_MORNING},
    {"凌晨", DATE_PART_OF_DAY, DATE_NIGHT_BEFORE_MORNING},
    {"中午", DATE_PART_OF_DAY, DATE_NOON},
    {"下午", DATE_PART_OF_DAY, DATE_AFTERNOON},
    {"傍晚", DATE_PART_OF_DAY, DATE_EVENING},
    {"晚上", DATE_PART_OF_DAY, DATE_EVENING},
    {"夜间", DATE_PART_OF_DAY, DATE_EVENING},
    {"早", DATE_PART_OF_DAY, DATE_MORNING},
    {"晚", DATE_PART_OF_DAY, DATE_EVENING},
};

static const struct known_word latin[] = {
    {"AM", DATE_PART_OF_DAY, DATE_MORNING},
    {"PM", DATE_PART_OF_DAY, DATE_AFTERNOON},
    {"T", DATE_T, 0},
    {"AT", DATE_LEFT_OUT, 0},
    {"ST", DATE_LEFT_OUT, 0},
    {"ND", DATE_LEFT_OUT, 0},
    {"RD", DATE_LEFT_OUT, 0},
    {"TH", DATE_LEFT_OUT, 0},
    {"GMT", DATE_ZONE, 0},
    {"UTC", DATE_ZONE, 0},
    {"UT", DATE_ZONE, 0},
    {"Z", DATE_ZONE, 0},
    {"CST", DATE_ZONE, CHINA},
    {"BJT", DATE_ZONE, CHINA},
    {"HKT", DATE_ZONE, CHINA},
    {"EST", DATE_ZONE, -5 * 60},
    {"EDT", DATE_ZONE, -4 * 60},
    {"CDT", DATE_ZONE, -5 * 60},
    {"MST", DATE_ZONE, -7 * 60},
    {"MDT", DATE_ZONE, -6 * 60},
    {"PST", DATE_ZONE, -8 * 60},
    {"PDT", DATE_ZONE, -7 * 60},
};

/* The bytes of 星期四, 周四, 礼拜四 that stand there; 0: none does. */
static size_t weekday_bytes(const char *text)
{
    static const char *const heads[] = {"星期", "周", "礼拜"};
    static const char days[] = "一二三四五六日天";
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        size_t head = strlen(heads[i]);
        if (strncmp(text, heads[i], head) != 0) {
            continue;
        }
        for (const char *day = days; *day != '\0'; day += 3) {
            if (strncmp(text + head, day, 3) == 0) {
                return head + 3;
            }
        }
    }
    return 0;
}

/* Thu, Thurs, Thursday; of a month likewise. */
static int name_in(const char *names, int count, const char *name, size_t length)
{
    for (int i = 0; i < count && length >= 3; i++) {
        if (strncasecmp(names + (size_t)i * 3, name, 3) == 0) {
            return i + 1;
        }
    }
    return 0;
}

static void take_known(const struct known_word *known, struct date_word *word)
{
    word->kind = known->kind;
    word->value = known->value;
}

static size_t read_latin(const char *text, struct date_word *word)
{
    char letters[16];
    size_t used = 0;
    size_t length = 0;
    size_t bytes = 0;
    for (;;) {
        uint32_t character = next_character(text + used, &bytes);
        if (bytes == 0 || character > 0x7F || !is_letter((char)character)) {
            break;
        }
        if (length < sizeof letters - 1) {
            letters[length++] = (char)character;
        }
        used += bytes;
    }
    letters[length] = '\0';
    int month = name_in("janfebmaraprmayjunjulaugsepoctnovdec", 12, letters, length);
    if (month > 0) {
        *word = (struct date_word){.kind = DATE_MONTH_NAME, .value = month};
    } else if (name_in("montuewedthufrisatsun", 7, letters, length) > 0) {
        word->kind = DATE_LEFT_OUT;
    }
    for (size_t i = 0; i < sizeof latin / sizeof latin[0]; i++) {
        if (strcasecmp(latin[i].text, letters) == 0) {
            take_known(&latin[i], word);
        }
    }
    return used;
}

/* a.m. and p.m. */
static size_t read_dotted(const char *text, struct date_word *word)
{
    if (strncasecmp(text, "a.m.", 4) != 0 && strncasecmp(text, "p.m.", 4) != 0) {
        return 0;
    }
    word->kind = DATE_PART_OF_DAY;
    word->value = text[0] == 'a' || text[0] == 'A' ? DATE_MORNING : DATE_AFTERNOON;
    return 4;
}

static size_t read_chinese(const char *text, struct date_word *word)
{
    size_t weekday = weekday_bytes(text);
    if (weekday > 0) {
        word->kind = DATE_LEFT_OUT;
        return weekday;
    }
    for (size_t i = 0; i < sizeof chinese / sizeof chinese[0]; i++) {
        size_t length = strlen(chinese[i].text);
        if (strncmp(text, chinese[i].text, length) == 0) {
            take_known(&chinese[i], word);
            return length;
        }
    }
    return 0;
}

/* Returns the bytes of the word that stands there. */
static size_t read_word(const char *text, struct date_word *word)
{
    size_t bytes = 0;
    uint32_t character = next_character(text, &bytes);
    *word = (struct date_word){.kind = DATE_OTHER};
    size_t used = read_chinese(text, word);
    used = used > 0 ? used : read_dotted(text, word);
    if (used == 0 && character < 0x80 && is_letter((char)character)) {
        used = read_latin(text, word);
    }
    if (used == 0 && numeral(character) != NOT_A_NUMERAL) {
        used = read_number(text, word);
    }
    if (used > 0) {
        return used;
    }
    if (character == 0x3010) {
        character = '[';
    }
    if (character == ' ' || character == 0x3011 || character == ']' || character == ')') {
        word->kind = DATE_LEFT_OUT;
    } else if (character > 0 && character < 0x80 && strchr("-/.:,+[(", (int)character) != NULL) {
        *word = (struct date_word){.kind = DATE_MARK, .value = character};
    }
    return bytes > 0 ? bytes : 1;
}

size_t date_words_read(const char *text, struct date_word words[DATE_WORDS_MAX])
{
    size_t count = 0;
    int follows = 0;
    while (*text != '\0') {
        struct date_word word;
        text += read_word(text, &word);
        if (word.kind == DATE_LEFT_OUT) {
            follows = 0;
            continue;
        }
        word.follows = follows;
        follows = 1;
        if (count == DATE_WORDS_MAX) {
            words[count - 1].kind = DATE_OTHER;
            break;
        }
        words[count++] = word;
    }
    return count;
}
