#include "screens/stage/month_words.h"

const char *month_span_words(char out[MONTH_WORDS_SIZE], const struct strings *strings, int months)
{
    enum string_id id = months % 12 != 0 && months >= 12 ? STRING_MONTHS_YEARS_AND_MONTHS
                        : months >= 12                   ? STRING_MONTHS_YEARS
                                                         : STRING_MONTHS_MONTHS;
    return string_format_numbers(out, MONTH_WORDS_SIZE, strings, id,
                                 id == STRING_MONTHS_MONTHS ? months : months / 12, months % 12);
}

const char *year_month_words(char out[MONTH_WORDS_SIZE], const struct strings *strings, int yyyymm)
{
    return string_format_numbers(out, MONTH_WORDS_SIZE, strings, STRING_MONTHS_OF_YEAR, yyyymm / 100,
                                 yyyymm % 100);
}
