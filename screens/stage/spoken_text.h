#ifndef SCREENS_STAGE_SPOKEN_TEXT_H
#define SCREENS_STAGE_SPOKEN_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "screens/stage/spoken_words.h"

/* What spoken_words.c reads and writes: the text as characters, and the words that come of it, with pauses
 * that do not stand beside other marks. */

enum spoken_gap { GAP_NONE, GAP_BLANK, GAP_PAUSE };

struct spoken_text {
    const struct spoken_language *language;
    uint32_t characters[SPOKEN_WORDS_MAX + 1]; /* ends in 0; digits, letters and % in their narrow form */
    size_t length;
    char *out;
    size_t size, used;
    enum spoken_gap gap; /* before what comes next */
};

void spoken_text_start(struct spoken_text *text, const char *shown, const struct spoken_language *language,
                       char *out, size_t size);
/* The character at `at`, or 0 outside; `at` may be one before the first. */
uint32_t spoken_text_at(const struct spoken_text *text, size_t at);
/* The nearest character before or from `at` on that is no blank; 0 at the ends. */
uint32_t spoken_text_before(const struct spoken_text *text, size_t at);
uint32_t spoken_text_after(const struct spoken_text *text, size_t at);
/* How many digits stand from `at` on, and the value of `count` (at most 18) of them. */
size_t spoken_text_digits(const struct spoken_text *text, size_t at);
uint64_t spoken_text_value(const struct spoken_text *text, size_t at, size_t count);
/* 1: these bytes of UTF-8 stand from `at` on; their characters in *count. */
int spoken_text_is(const struct spoken_text *text, size_t at, const char *bytes, size_t length,
                   size_t *count);
/* 1: they end right before `at`, blanks and colons left out. */
int spoken_text_ends(const struct spoken_text *text, size_t at, const char *bytes, size_t length);

int spoken_is_digit(uint32_t character);
int spoken_is_letter(uint32_t character); /* of ASCII */
int spoken_is_blank(uint32_t character);  /* no line end */
int spoken_is_dash(uint32_t character);
int spoken_is_colon(uint32_t character);

/* A gap before what comes next; the wider one counts. */
void spoken_text_gap(struct spoken_text *text, enum spoken_gap gap);
void spoken_text_put(struct spoken_text *text, uint32_t character);
/* A mark that is a pause of its own: none beside another, none at the beginning. */
void spoken_text_mark(struct spoken_text *text, uint32_t mark);
/* Words of their own. */
void spoken_text_say(struct spoken_text *text, const char *words, size_t length);
void spoken_text_say_string(struct spoken_text *text, enum string_id id);
void spoken_text_say_words(struct spoken_text *text, const char *words);
/* A string with places for two. */
void spoken_text_say_with(struct spoken_text *text, enum string_id id, const char *first, const char *second);
/* `count` digits from `at` on, one by one. */
void spoken_text_say_digits(struct spoken_text *text, size_t at, size_t count);

/* Of a string that is a list: one of its words ends right before `at`; begins at `at`, with *count
 * characters. */
int spoken_text_ends_in_one_of(const struct spoken_text *text, size_t at, enum string_id list);
int spoken_text_is_one_of(const struct spoken_text *text, size_t at, enum string_id list, size_t *count);
/* A list of pairs "kWh=千瓦时": how many characters the left side has that stands at `at`, and what is said
 * for it. 0: none. */
size_t spoken_text_find_pair(const struct spoken_text *text, size_t at, enum string_id list,
                             const char **said, size_t *said_length);
/* Ends the words. */
void spoken_text_end(struct spoken_text *text);

#endif
