/* When a hall is open, as a person reads it. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "screens/stage/station_words.h"

struct hours_case {
    const char *text;
    const char *chinese;
    const char *english;
};

static const struct hours_case hours_cases[] = {
    {"12345:0900-1200,1330-1700", "周一至周五 09:00–12:00、13:30–17:00",
     "Mon to Fri 09:00–12:00, 13:30–17:00"},
    {"1234567:0000-2400", "周一至周日 00:00–24:00", "Mon to Sun 00:00–24:00"},
    {"123456:0900-1700;7:0900-1200", "周一至周六 09:00–17:00；周日 09:00–12:00",
     "Mon to Sat 09:00–17:00; Sun 09:00–12:00"},
    {"7:0900-1200", "周日 09:00–12:00", "Sun 09:00–12:00"},
    {"67:0900-1200", "周六至周日 09:00–12:00", "Sat to Sun 09:00–12:00"},
    {"1:0900-1200;3:0900-1200", "周一 09:00–12:00；周三 09:00–12:00", "Mon 09:00–12:00; Wed 09:00–12:00"},
};

static void hours_name_their_days(void **state)
{
    struct strings *languages[] = {strings_read("assets/strings/zh-CN.xml"),
                                   strings_read("assets/strings/en.xml")};
    (void)state;
    assert_non_null(languages[0]);
    assert_non_null(languages[1]);
    for (size_t i = 0; i < sizeof hours_cases / sizeof hours_cases[0]; i++) {
        const char *wanted[] = {hours_cases[i].chinese, hours_cases[i].english};
        struct station_hours hours = {.readable = 1};
        struct station_list list = {.hours = &hours, .hours_count = 1};
        struct station station = {.hours = 0};
        assert_int_equal(opening_hours_read(hours_cases[i].text, &hours.opening), 0);
        for (size_t language = 0; language < 2; language++) {
            char words[STATION_HOURS_WORDS_SIZE];
            station_hours_words(words, languages[language], &list, &station);
            if (strcmp(words, wanted[language]) != 0) {
                fail_msg("%s: \"%s\", wanted \"%s\"", hours_cases[i].text, words, wanted[language]);
            }
        }
    }
    strings_free(languages[0]);
    strings_free(languages[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(hours_name_their_days)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
