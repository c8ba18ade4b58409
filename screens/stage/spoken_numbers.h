#ifndef SCREENS_STAGE_SPOKEN_NUMBERS_H
#define SCREENS_STAGE_SPOKEN_NUMBERS_H

#include <stddef.h>
#include <stdint.h>

#include "screens/stage/strings.h"

/* Numbers as words. The words are strings (spoken.digits and the like); how they are put together is here:
 * in Chinese by ten thousands with 零 in place of what is passed over, in English by thousands. */

enum { SPOKEN_NUMBER_SIZE = 256, SPOKEN_NUMBER_DIGITS = 17 };

struct spoken_language {
    const struct strings *strings;
    int english;
};

/* A whole number below 10^SPOKEN_NUMBER_DIGITS: 一万二千三百四十五. Returns `out`, likewise below. */
char *spoken_number(char out[SPOKEN_NUMBER_SIZE], const struct spoken_language *language, uint64_t value);
/* Digits one by one: 一二三四; X is a digit too. `zero` NULL: 零. As many as fit. */
char *spoken_digits(char out[SPOKEN_NUMBER_SIZE], const struct spoken_language *language, const char *digits,
                    size_t count, const char *zero);
/* YYYYMMDD; `day` 0: no day. */
char *spoken_date(char out[SPOKEN_NUMBER_SIZE], const struct spoken_language *language, int year, int month,
                  int day);
/* 十一月二十四日 */
char *spoken_month_day(char out[SPOKEN_NUMBER_SIZE], const struct spoken_language *language, int month,
                       int day);
/* 十点三十二分; full hours without minutes. */
char *spoken_time(char out[SPOKEN_NUMBER_SIZE], const struct spoken_language *language, int hour, int minute);
/* 一千二百三十四元五角, of fen. */
char *spoken_money(char out[SPOKEN_NUMBER_SIZE], const struct spoken_language *language, uint64_t fen);

/* The string `id` is a list with blanks between its words: the one at `index`; "" with length 0 beyond. */
const char *spoken_word(const struct spoken_language *language, enum string_id id, size_t index,
                        size_t *length);

#endif
