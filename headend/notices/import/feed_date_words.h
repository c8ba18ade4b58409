#ifndef HEADEND_NOTICES_IMPORT_FEED_DATE_WORDS_H
#define HEADEND_NOTICES_IMPORT_FEED_DATE_WORDS_H

#include <stddef.h>
#include <stdint.h>

/* For feed_date.c: a moment as an office writes it, cut into numbers, words and marks. Full-width forms are
 * narrowed and Chinese numerals counted; names of weekdays are left out, as they are not believed. */

enum date_word_kind {
    DATE_NUMBER,
    DATE_MARK,       /* one of -/.:,+ or a bracket that opens */
    DATE_MONTH_NAME, /* value: 1..12 */
    DATE_UNIT,       /* value: one of Y M D h m s, for 年 月 日 时 分 秒 */
    DATE_HALF,       /* 半: half an hour */
    DATE_PART_OF_DAY,
    DATE_ZONE,     /* value: minutes east of Greenwich */
    DATE_T,        /* between day and time */
    DATE_LEFT_OUT, /* blanks and weekdays: not among those that are returned */
    DATE_OTHER     /* what no moment has */
};

enum part_of_day { DATE_MORNING, DATE_NIGHT_BEFORE_MORNING, DATE_NOON, DATE_AFTERNOON, DATE_EVENING };

struct date_word {
    enum date_word_kind kind;
    int64_t value; /* of a mark: the character */
    int digits;    /* of a number: how many were written */
    int follows;   /* no blank stands before it */
};

enum { DATE_WORDS_MAX = 32 };

/* Returns how many there are, the last of kind DATE_OTHER if there are more than fit. */
size_t date_words_read(const char *text, struct date_word words[DATE_WORDS_MAX]);

#endif
