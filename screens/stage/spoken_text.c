#include "screens/stage/spoken_text.h"

#include <string.h>

#include "screens/canvas/characters.h"

enum {
    WIDE_FIRST = 0xFF01,
    WIDE_LAST = 0xFF5E,
    WIDE_OFFSET = 0xFEE0,
    WIDE_YEN = 0xFFE5,
    YEN = 0xA5,
    IDEOGRAPHIC_SPACE = 0x3000,
    NO_BREAK_SPACE = 0xA0,
    NARROW_NO_BREAK_SPACE = 0x202F,
    FIRST_NOT_ASCII = 0x80,
    CHARACTER_BYTES = 4,
    DIGITS_MAX = 64,
};

/* --- What is read --- */

/* Chinese punctuation stays as wide as it is. */
static uint32_t narrow_character(uint32_t character)
{
    if (character == WIDE_YEN) {
        return YEN;
    }
    if (character == IDEOGRAPHIC_SPACE || character == NO_BREAK_SPACE || character == NARROW_NO_BREAK_SPACE ||
        character == '\t') {
        return ' ';
    }
    if (character < WIDE_FIRST || character > WIDE_LAST) {
        return character;
    }
    uint32_t narrow = character - WIDE_OFFSET;
    int is_number_mark = narrow < FIRST_NOT_ASCII && strchr("%*+-./~", (int)narrow) != NULL;
    return spoken_is_digit(narrow) || spoken_is_letter(narrow) || is_number_mark ? narrow : character;
}

void spoken_text_start(struct spoken_text *text, const char *shown, const struct spoken_language *language,
                       char *out, size_t size)
{
    text->language = language;
    text->length = 0;
    text->out = out;
    text->size = size;
    text->used = 0;
    text->gap = GAP_NONE;
    for (uint32_t c = character_next(&shown); c != 0 && text->length < SPOKEN_WORDS_MAX;
         c = character_next(&shown)) {
        c = c == '\r' ? '\n' : narrow_character(c);
        if (c == '\n' || (c != CHARACTER_INVALID && character_kind(c) != CHARACTER_HIDDEN)) {
            text->characters[text->length++] = c;
        }
    }
    text->characters[text->length] = 0;
}

uint32_t spoken_text_at(const struct spoken_text *text, size_t at)
{
    return at < text->length ? text->characters[at] : 0;
}

uint32_t spoken_text_before(const struct spoken_text *text, size_t at)
{
    while (at > 0 && spoken_is_blank(text->characters[at - 1])) {
        at--;
    }
    return at > 0 ? text->characters[at - 1] : 0;
}

uint32_t spoken_text_after(const struct spoken_text *text, size_t at)
{
    while (spoken_is_blank(spoken_text_at(text, at))) {
        at++;
    }
    return spoken_text_at(text, at);
}

size_t spoken_text_digits(const struct spoken_text *text, size_t at)
{
    size_t count = 0;
    while (spoken_is_digit(spoken_text_at(text, at + count))) {
        count++;
    }
    return count;
}

uint64_t spoken_text_value(const struct spoken_text *text, size_t at, size_t count)
{
    uint64_t value = 0;
    for (size_t i = 0; i < count; i++) {
        value = value * 10 + (spoken_text_at(text, at + i) - '0');
    }
    return value;
}

int spoken_text_is(const struct spoken_text *text, size_t at, const char *bytes, size_t length, size_t *count)
{
    const char *end = bytes + length;
    for (*count = 0; bytes < end; ++*count) {
        if (character_next(&bytes) != spoken_text_at(text, at + *count)) {
            return 0;
        }
    }
    return *count > 0;
}

int spoken_text_ends(const struct spoken_text *text, size_t at, const char *bytes, size_t length)
{
    size_t characters = 0;
    while (at > 0 &&
           (spoken_is_blank(text->characters[at - 1]) || spoken_is_colon(text->characters[at - 1]))) {
        at--;
    }
    for (size_t i = 0; i < length; i++) {
        characters += ((unsigned char)bytes[i] & 0xC0U) != 0x80U;
    }
    return characters <= at && spoken_text_is(text, at - characters, bytes, length, &characters);
}

int spoken_is_digit(uint32_t character)
{
    return character >= '0' && character <= '9';
}

int spoken_is_letter(uint32_t character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

int spoken_is_blank(uint32_t character)
{
    return character == ' ';
}

int spoken_is_dash(uint32_t character)
{
    enum { FIRST_DASH = 0x2010, LAST_DASH = 0x2015, MINUS = 0x2212, WAVE = 0x301C };
    return character == '-' || character == '~' || character == MINUS || character == WAVE ||
           (character >= FIRST_DASH && character <= LAST_DASH);
}

int spoken_is_colon(uint32_t character)
{
    enum { WIDE_COLON = 0xFF1A };
    return character == ':' || character == WIDE_COLON;
}

/* --- What is written --- */

void spoken_text_gap(struct spoken_text *text, enum spoken_gap gap)
{
    text->gap = gap > text->gap ? gap : text->gap;
}

/* All of it or nothing: no character is cut. */
static int append(struct spoken_text *text, const char *bytes, size_t length)
{
    if (text->used + length >= text->size) {
        text->size = text->used + 1; /* nothing shorter after it, either */
        return 0;
    }
    memcpy(text->out + text->used, bytes, length);
    text->used += length;
    return 1;
}

static int ends_in(const struct spoken_text *text, const char *mark)
{
    size_t length = strlen(mark);
    return text->used >= length && memcmp(text->out + text->used - length, mark, length) == 0;
}

/* A mark stands there already, with or without its blank. */
static int ends_in_mark(const struct spoken_text *text)
{
    static const char *const marks[] = {",", ".", ";", ":", "!", "?", ", ",
                                        /* ， 。 ； ： ！ ？ 、 */
                                        "\xEF\xBC\x8C", "\xE3\x80\x82", "\xEF\xBC\x9B", "\xEF\xBC\x9A",
                                        "\xEF\xBC\x81", "\xEF\xBC\x9F", "\xE3\x80\x81"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (ends_in(text, marks[i])) {
            return 1;
        }
    }
    return text->used == 0;
}

static int ends_in_ascii(const struct spoken_text *text)
{
    return text->used > 0 && (unsigned char)text->out[text->used - 1] < FIRST_NOT_ASCII;
}

/* A blank stands in Chinese between Latin words only. */
static void close_gap(struct spoken_text *text, int before_ascii)
{
    enum spoken_gap gap = text->gap;
    text->gap = GAP_NONE;
    if (gap == GAP_PAUSE && !ends_in_mark(text)) {
        const char *pause = string_get(text->language->strings, STRING_SPOKEN_PAUSE);
        (void)append(text, pause, strlen(pause));
    }
    int latin = before_ascii && ends_in_ascii(text);
    if (gap != GAP_NONE && text->used > 0 && (text->language->english || latin) && !ends_in(text, " ")) {
        (void)append(text, " ", 1);
    }
}

void spoken_text_put(struct spoken_text *text, uint32_t character)
{
    char bytes[CHARACTER_BYTES];
    close_gap(text, character < FIRST_NOT_ASCII);
    (void)append(text, bytes, character_put(character, bytes));
}

void spoken_text_mark(struct spoken_text *text, uint32_t mark)
{
    char bytes[CHARACTER_BYTES];
    size_t length = character_put(mark, bytes);
    text->gap = GAP_NONE;
    if (!ends_in_mark(text)) {
        (void)append(text, bytes, length);
    }
    text->gap = GAP_BLANK;
}

void spoken_text_say(struct spoken_text *text, const char *words, size_t length)
{
    if (length == 0) {
        return;
    }
    if (text->language->english) {
        spoken_text_gap(text, GAP_BLANK);
    }
    close_gap(text, (unsigned char)words[0] < FIRST_NOT_ASCII);
    (void)append(text, words, length);
    if (text->language->english) {
        spoken_text_gap(text, GAP_BLANK);
    }
}

void spoken_text_say_string(struct spoken_text *text, enum string_id id)
{
    const char *words = string_get(text->language->strings, id);
    spoken_text_say(text, words, strlen(words));
}

/* --- What is data --- */

void spoken_text_end(struct spoken_text *text)
{
    text->out[text->used] = '\0';
}

/* --- With words of the language --- */

void spoken_text_say_words(struct spoken_text *text, const char *words)
{
    spoken_text_say(text, words, strlen(words));
}

void spoken_text_say_with(struct spoken_text *text, enum string_id id, const char *first, const char *second)
{
    char words[2 * SPOKEN_NUMBER_SIZE];
    const char *const values[] = {first, second};
    spoken_text_say_words(text, string_format(words, sizeof words, text->language->strings, id, values, 2));
    explicit_bzero(words, sizeof words);
}

void spoken_text_say_digits(struct spoken_text *text, size_t at, size_t count)
{
    char digits[DIGITS_MAX];
    char words[SPOKEN_NUMBER_SIZE];
    for (size_t i = 0; i < count && i < sizeof digits; i++) {
        digits[i] = (char)spoken_text_at(text, at + i);
    }
    spoken_text_say_words(text, spoken_digits(words, text->language, digits,
                                              count < sizeof digits ? count : sizeof digits, NULL));
    explicit_bzero(digits, sizeof digits);
    explicit_bzero(words, sizeof words);
}

/* A list of words: one of them stands right before `at`. */
int spoken_text_ends_in_one_of(const struct spoken_text *text, size_t at, enum string_id list)
{
    size_t length;
    for (size_t i = 0;; i++) {
        const char *word = spoken_word(text->language, list, i, &length);
        if (length == 0) {
            return 0;
        }
        if (spoken_text_ends(text, at, word, length)) {
            return 1;
        }
    }
}

int spoken_text_is_one_of(const struct spoken_text *text, size_t at, enum string_id list, size_t *count)
{
    size_t length;
    for (size_t i = 0;; i++) {
        const char *word = spoken_word(text->language, list, i, &length);
        if (length == 0) {
            return 0;
        }
        if (spoken_text_is(text, at, word, length, count)) {
            return 1;
        }
    }
}

/* A list of pairs "kWh=千瓦时": the one whose left side stands at `at`; what is said for it in *said. */
size_t spoken_text_find_pair(const struct spoken_text *text, size_t at, enum string_id list,
                             const char **said, size_t *said_length)
{
    size_t length;
    size_t count;
    for (size_t i = 0;; i++) {
        const char *word = spoken_word(text->language, list, i, &length);
        const char *middle = length > 1 ? memchr(word + 1, '=', length - 1) : NULL;
        if (length == 0) {
            return 0;
        }
        if (middle != NULL && spoken_text_is(text, at, word, (size_t)(middle - word), &count)) {
            *said = middle + 1;
            *said_length = length - (size_t)(middle - word) - 1;
            return count;
        }
    }
}
