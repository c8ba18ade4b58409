#include "screens/canvas/hour_spans.h"

#include "screens/canvas/characters.h"
#include "screens/canvas/line_breaks.h"

enum { COLON = 0xFF1A, HOUR = 0x65F6, OCLOCK = 0x70B9, MINUTE = 0x5206, HALF = 0x534A };
enum { NO_BREAK_SPACE = 0xA0, WIDE_SPACE = 0x3000, DAY_DIGITS = 2 };

/* A place in the text, never behind its end. */
struct reader {
    const char *at, *end;
};

static uint32_t peek(const struct reader *reader)
{
    const char *next = reader->at;
    return reader->at < reader->end ? character_next(&next) : 0;
}

static void skip(struct reader *reader)
{
    if (reader->at < reader->end) {
        (void)character_next(&reader->at);
    }
}

static int is_digit(uint32_t character)
{
    return (character >= '0' && character <= '9') || (character >= 0xFF10 && character <= 0xFF19);
}

static int is_in(uint32_t character, const uint16_t *set, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (set[i] == character) {
            return 1;
        }
    }
    return 0;
}

static size_t take_digits(struct reader *reader)
{
    size_t count = 0;
    for (; is_digit(peek(reader)); count++) {
        skip(reader);
    }
    return count;
}

static void take_blanks(struct reader *reader)
{
    while (peek(reader) == ' ' || peek(reader) == NO_BREAK_SPACE || peek(reader) == WIDE_SPACE) {
        skip(reader);
    }
}

/* "9:00", "８：３０", "8时30分", "8点半", "8点". 1: it stood there. */
static int take_time(struct reader *reader)
{
    struct reader from = *reader;
    size_t digits = take_digits(reader);
    uint32_t mark = peek(reader);
    int has_word = mark == HOUR || mark == OCLOCK;
    if (digits == 0 || digits > DAY_DIGITS || (mark != ':' && mark != COLON && !has_word)) {
        *reader = from;
        return 0;
    }
    skip(reader);
    size_t minutes = take_digits(reader);
    if ((minutes != 0 || !has_word) && minutes != DAY_DIGITS) {
        *reader = from;
        return 0;
    }
    if (has_word && (peek(reader) == MINUTE || peek(reader) == HALF)) {
        skip(reader);
    }
    return 1;
}

/* - ~ ‐ – — ― 〜 － ～ 至 到, and the two em dashes of a Chinese one. */
static int take_joint(struct reader *reader)
{
    static const uint16_t joints[] = {'-',    '~',    0x2010, 0x2011, 0x2013, 0x2014,
                                      0x2015, 0x301C, 0xFF0D, 0xFF5E, 0x81F3, 0x5230};
    int taken = 0;
    take_blanks(reader);
    for (; taken < 2 && is_in(peek(reader), joints, sizeof joints / sizeof *joints); taken++) {
        skip(reader);
    }
    take_blanks(reader);
    return taken > 0;
}

static void take_out(const char *text, const char *from, const char *to, char *breaks)
{
    for (const char *at = from; at + 1 < to; at++) {
        char *here = &breaks[at - text];
        *here = *here == LINE_BREAK_ALLOWED ? LINE_BREAK_NONE : *here;
    }
}

void hour_spans_keep(const char *text, size_t length, char *breaks)
{
    struct reader reader = {text, text + length};
    uint32_t before = 0;
    while (reader.at < reader.end) {
        struct reader span = reader;
        if (!is_digit(before) && take_time(&span) && take_joint(&span) && take_time(&span)) {
            take_out(text, reader.at, span.at, breaks);
            reader = span;
            before = '0';
        } else {
            before = peek(&reader);
            skip(&reader);
        }
    }
}
