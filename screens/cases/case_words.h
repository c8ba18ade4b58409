#ifndef SCREENS_CASES_CASE_WORDS_H
#define SCREENS_CASES_CASE_WORDS_H

#include "backend-client/records/case_records.h"
#include "screens/stage/strings.h"

/* What the fifteen statuses of a case are called on the television: one of five plain words, and one sentence
 * that says what to do now (domain.md 6). */

enum case_word {
    CASE_WORD_SUBMITTED,
    CASE_WORD_ACCEPTED,
    CASE_WORD_SUPPLEMENT,
    CASE_WORD_IN_HAND,
    CASE_WORD_DONE
};
enum { CASE_WORD_COUNT = CASE_WORD_DONE + 1, CASE_STARS_MAX = 5, CASE_WORDS_SIZE = 256 };

enum case_word case_word_of(int status);
enum string_id case_word_name(enum case_word word);
/* The words on the way of this case, in order; returns how many. One that asks to supplement has a word for
 * it, and one that was never accepted none for what comes after. */
size_t case_way(const struct case_record *record, enum case_word way[CASE_WORD_COUNT]);
/* The official term for an end without what was applied for; STRING_COUNT: it is none of these. */
enum string_id case_bad_end(int status);
/* 1: its promised day is over, and the clock runs. */
int case_is_overdue(const struct case_record *record);
enum string_id case_what_to_do(int status);
/* `stars` 1 … 5. */
enum string_id case_stars_name(int stars);
/* What is said instead of a case, in two lines. */
void case_refusal_words(enum case_refusal refusal, enum string_id *says, enum string_id *what_to_do);

/* "2026-11-24"; "" for 0. */
char *case_date(char out[CASE_WORDS_SIZE], int yyyymmdd);
/* "还剩" or by how much it is over; "" if it is not known. */
char *case_days_words(char out[CASE_WORDS_SIZE], const struct strings *strings,
                      const struct case_record *record);

#endif
