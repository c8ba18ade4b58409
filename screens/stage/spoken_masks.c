#include <string.h>

#include "screens/stage/spoken_kinds.h"

enum {
    MASK_LEAST = 2,
    NAME_MASK_MOST = 3,
    HEAD_LEAST = 3,
    OPEN_MAX = 64,
    FIRST_HAN = 0x3400,
    LAST_HAN = 0x9FFF,
    FIRST_RARE_HAN = 0x20000
};

static int is_mask(uint32_t character)
{
    enum { ASTERISK_OPERATOR = 0x2217, BULLET = 0x2022, CIRCLE = 0x25CF, DOT_OPERATOR = 0x2219 };
    return character == '*' || character == ASTERISK_OPERATOR || character == BULLET || character == CIRCLE ||
           character == DOT_OPERATOR;
}

static size_t mask_length(const struct spoken_text *text, size_t at)
{
    size_t count = 0;
    while (is_mask(spoken_text_at(text, at + count))) {
        count++;
    }
    return count;
}

/* 张**: nobody is called so, but everybody knows what it means. */
static void say_somebody(struct spoken_text *text, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        spoken_text_say_string(text, STRING_SPOKEN_SOMEBODY);
    }
}

/* The digits left open at the end of a mask: what tells one number from another. */
static size_t say_tail(struct spoken_text *text, size_t at)
{
    size_t blanks = spoken_is_blank(spoken_text_at(text, at)) ? 1 : 0;
    size_t digits = spoken_text_digits(text, at + blanks);
    char tail[OPEN_MAX];
    char words[SPOKEN_NUMBER_SIZE];
    size_t count = 0;
    for (; count < digits && count < sizeof tail - 1; count++) {
        tail[count] = (char)spoken_text_at(text, at + blanks + count);
    }
    if (spoken_text_at(text, at + blanks + digits) == 'X') {
        tail[count++] = 'X';
        digits++;
    }
    if (count == 0) {
        return 0;
    }
    spoken_text_say_with(text, STRING_SPOKEN_TAIL, spoken_digits(words, text->language, tail, count, NULL),
                         "");
    explicit_bzero(tail, sizeof tail);
    explicit_bzero(words, sizeof words);
    return blanks + digits;
}

static int follows_a_name(const struct spoken_text *text, size_t at)
{
    uint32_t before = at > 0 ? spoken_text_at(text, at - 1) : 0;
    return (before >= FIRST_HAN && before <= LAST_HAN) || before >= FIRST_RARE_HAN;
}

/* 4****************8, 137******50, ****1234, ••••, 张**. One star alone is none of them but 李*. */
size_t spoken_try_mask(struct spoken_text *text, size_t at)
{
    size_t head = spoken_text_digits(text, at);
    size_t stars = mask_length(text, at + head);
    char words[SPOKEN_NUMBER_SIZE];
    if (stars == 0 || (head > 0 && stars < MASK_LEAST)) {
        return 0;
    }
    size_t end = at + head + stars;
    int has_tail = spoken_is_digit(spoken_text_at(text, end)) || spoken_text_at(text, end) == 'X' ||
                   (stars > 1 && spoken_is_digit(spoken_text_after(text, end)));
    if (head == 0 && !has_tail && stars <= NAME_MASK_MOST && spoken_text_at(text, at) == '*') {
        if (follows_a_name(text, at)) {
            say_somebody(text, stars);
        }
        return stars;
    }
    if (head == 0 && stars < MASK_LEAST) {
        return 0;
    }
    if (head >= HEAD_LEAST) {
        char digits[OPEN_MAX];
        size_t count = head < sizeof digits ? head : sizeof digits;
        for (size_t i = 0; i < count; i++) {
            digits[i] = (char)spoken_text_at(text, at + i);
        }
        spoken_text_say_with(text, STRING_SPOKEN_HEAD,
                             spoken_digits(words, text->language, digits, count, NULL), "");
        explicit_bzero(digits, sizeof digits);
        explicit_bzero(words, sizeof words);
        spoken_text_gap(text, has_tail ? GAP_PAUSE : GAP_NONE);
    } else if (!has_tail) {
        spoken_text_say_string(text, STRING_SPOKEN_HIDDEN);
    }
    return head + stars + (has_tail ? say_tail(text, end) : 0);
}
