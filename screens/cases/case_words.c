#include "screens/cases/case_words.h"

#include <stdio.h>
#include <stdlib.h>

struct status_words {
    int status;
    enum case_word word;
    enum string_id what_to_do;
};

static const struct status_words statuses[] = {
    {CASE_SUBMITTED, CASE_WORD_SUBMITTED, STRING_CASE_DO_SUBMITTED},
    {CASE_RECEIVED, CASE_WORD_SUBMITTED, STRING_CASE_DO_RECEIVED},
    {CASE_ACCEPTED, CASE_WORD_ACCEPTED, STRING_CASE_DO_ACCEPTED},
    {CASE_NOT_ACCEPTED, CASE_WORD_DONE, STRING_CASE_DO_NOT_ACCEPTED},
    {CASE_SUPPLEMENT, CASE_WORD_SUPPLEMENT, STRING_CASE_DO_SUPPLEMENT},
    {CASE_IN_HAND, CASE_WORD_IN_HAND, STRING_CASE_DO_IN_HAND},
    {CASE_SPECIAL, CASE_WORD_IN_HAND, STRING_CASE_DO_SPECIAL},
    {CASE_NEARLY_DONE, CASE_WORD_IN_HAND, STRING_CASE_DO_NEARLY},
    {CASE_GRANTED, CASE_WORD_DONE, STRING_CASE_DO_GRANTED},
    {CASE_REFUSED, CASE_WORD_DONE, STRING_CASE_DO_REFUSED},
    {CASE_RETURNED, CASE_WORD_DONE, STRING_CASE_DO_RETURNED},
    {CASE_WITHDRAWN, CASE_WORD_DONE, STRING_CASE_DO_WITHDRAWN},
    {CASE_VOID, CASE_WORD_DONE, STRING_CASE_DO_VOID},
    {CASE_TO_COLLECT, CASE_WORD_DONE, STRING_CASE_DO_COLLECT},
    {CASE_DELIVERED, CASE_WORD_DONE, STRING_CASE_DO_DELIVERED},
};

/* The contract knows no other status; what is none of them is in hand. */
static const struct status_words *find(int status)
{
    static const struct status_words unknown = {0, CASE_WORD_IN_HAND, STRING_CASE_DO_IN_HAND};
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        if (statuses[i].status == status) {
            return &statuses[i];
        }
    }
    return &unknown;
}

enum case_word case_word_of(int status)
{
    return find(status)->word;
}

enum string_id case_what_to_do(int status)
{
    return find(status)->what_to_do;
}

enum string_id case_word_name(enum case_word word)
{
    static const enum string_id names[CASE_WORD_COUNT] = {
        [CASE_WORD_SUBMITTED] = STRING_CASE_WORD_SUBMITTED,
        [CASE_WORD_ACCEPTED] = STRING_CASE_WORD_ACCEPTED,
        [CASE_WORD_SUPPLEMENT] = STRING_CASE_WORD_SUPPLEMENT,
        [CASE_WORD_IN_HAND] = STRING_CASE_WORD_IN_HAND,
        [CASE_WORD_DONE] = STRING_CASE_WORD_DONE,
    };
    return names[word];
}

enum string_id case_bad_end(int status)
{
    switch (status) {
    case CASE_NOT_ACCEPTED:
        return STRING_CASE_END_NOT_ACCEPTED;
    case CASE_REFUSED:
        return STRING_CASE_END_REFUSED;
    case CASE_RETURNED:
        return STRING_CASE_END_RETURNED;
    case CASE_WITHDRAWN:
        return STRING_CASE_END_WITHDRAWN;
    case CASE_VOID:
        return STRING_CASE_END_VOID;
    default:
        return STRING_COUNT;
    }
}

size_t case_way(const struct case_record *record, enum case_word way[CASE_WORD_COUNT])
{
    int is_accepted = record->accept_date > 0;
    /* Who is refused has been accepted, also where no day is known. */
    int ends_early =
        !is_accepted && record->status != CASE_REFUSED && case_bad_end(record->status) != STRING_COUNT;
    int supplements = record->status == CASE_SUPPLEMENT;
    size_t count = 0;
    way[count++] = CASE_WORD_SUBMITTED;
    if (supplements && !is_accepted) {
        way[count++] = CASE_WORD_SUPPLEMENT;
    }
    if (!ends_early) {
        way[count++] = CASE_WORD_ACCEPTED;
    }
    if (supplements && is_accepted) {
        way[count++] = CASE_WORD_SUPPLEMENT;
    }
    if (!ends_early) {
        way[count++] = CASE_WORD_IN_HAND;
    }
    way[count++] = CASE_WORD_DONE;
    return count;
}

int case_is_overdue(const struct case_record *record)
{
    return record->days_left != CASE_DAYS_UNKNOWN && record->days_left < 0 && !record->days_stand_still &&
           case_word_of(record->status) != CASE_WORD_DONE;
}

enum string_id case_stars_name(int stars)
{
    static const enum string_id names[CASE_STARS_MAX] = {STRING_CASE_STARS_1, STRING_CASE_STARS_2,
                                                         STRING_CASE_STARS_3, STRING_CASE_STARS_4,
                                                         STRING_CASE_STARS_5};
    return names[stars >= 1 && stars <= CASE_STARS_MAX ? stars - 1 : 0];
}

void case_refusal_words(enum case_refusal refusal, enum string_id *says, enum string_id *what_to_do)
{
    *what_to_do = STRING_CASE_LIMIT_DO;
    switch (refusal) {
    case CASE_REFUSAL_PERSONS:
        *says = STRING_CASE_PERSONS;
        return;
    case CASE_REFUSAL_FAILURES:
        *says = STRING_CASE_FAILURES;
        return;
    case CASE_REFUSAL_TARGET:
        *says = STRING_CASE_TARGET;
        return;
    case CASE_REFUSAL_UPSTREAM:
        *says = STRING_CASE_UPSTREAM;
        *what_to_do = STRING_CASE_UPSTREAM_DO;
        return;
    default: /* all other refusals are one: the number and the last 4 are told apart by nothing */
        *says = STRING_CASE_NO_SUCH;
        *what_to_do = STRING_CASE_NO_SUCH_DO;
        return;
    }
}

char *case_date(char out[CASE_WORDS_SIZE], int yyyymmdd)
{
    enum { YEAR = 10000, MONTH = 100 };
    out[0] = '\0';
    if (yyyymmdd > 0) {
        (void)snprintf(out, CASE_WORDS_SIZE, "%d-%02d-%02d", yyyymmdd / YEAR, yyyymmdd / MONTH % MONTH,
                       yyyymmdd % MONTH);
    }
    return out;
}

char *case_days_words(char out[CASE_WORDS_SIZE], const struct strings *strings,
                      const struct case_record *record)
{
    enum string_id words = record->days_stand_still ? STRING_CASE_DAYS_STILL : STRING_CASE_DAYS;
    out[0] = '\0';
    if (record->days_left == CASE_DAYS_UNKNOWN) {
        return out;
    }
    if (record->days_left < 0) {
        words = STRING_CASE_DAYS_OVER;
    }
    return string_format_numbers(out, CASE_WORDS_SIZE, strings, words, abs(record->days_left), 0);
}
