/* Words of a command line, good and bad, and what the table makes of them. What help and version print stands
 * behind a "#", as TAP allows. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <getopt.h>
#include <string.h>

#include "both-sides/command_line.h"

enum { WORDS_MAX = 6, WRONG = -1, DONE = 0 };

struct given {
    const char *text;
    int flag, number;
    int64_t time_us;
    char first; /* of --letter */
};

static int read_letter(const char *text, void *options)
{
    struct given *given = options;
    given->first = text[0];
    return strlen(text) == 1 ? 0 : -1;
}

#define PLACE(member) .offset = offsetof(struct given, member)
static const struct command_option known[] = {
    {"text", COMMAND_TEXT, PLACE(text)},
    {"flag", COMMAND_FLAG, PLACE(flag)},
    {"number", COMMAND_NUMBER, PLACE(number), .least = 1, .most = 9},
    {"time", COMMAND_MILLISECONDS, PLACE(time_us), .least = 1, .most = 86400000},
    {"letter", COMMAND_READ, .read = read_letter, .wanted = "one letter"},
};

static const struct {
    const char *words[WORDS_MAX];
    enum command_words kind;
    int result;
    struct given given;
} rows[] = {
    {{NULL}, COMMAND_NO_WORDS, 1, {"else", 0, 5, 0, '\0'}},
    {{"--text", "a", "--flag", "--number", "9"}, COMMAND_NO_WORDS, 6, {"a", 1, 9, 0, '\0'}},
    {{"--time=86400000", "--letter", "x"}, COMMAND_NO_WORDS, 4, {"else", 0, 5, INT64_C(86400000000), 'x'}},
    {{"--text", "a", "--text", "b"}, COMMAND_NO_WORDS, 5, {"b", 0, 5, 0, '\0'}},
    {{"--number", "0"}, COMMAND_NO_WORDS, WRONG, {0}},
    {{"--number", "10"}, COMMAND_NO_WORDS, WRONG, {0}},
    {{"--number", "3x"}, COMMAND_NO_WORDS, WRONG, {0}},
    {{"--number", ""}, COMMAND_NO_WORDS, WRONG, {0}},
    {{"--time", "86400001"}, COMMAND_NO_WORDS, WRONG, {0}},
    {{"--letter", "xy"}, COMMAND_NO_WORDS, WRONG, {0}},
    {{"--number"}, COMMAND_NO_WORDS, WRONG, {0}},
    {{"--flag=1"}, COMMAND_NO_WORDS, WRONG, {0}},
    {{"--other"}, COMMAND_NO_WORDS, WRONG, {0}},
    {{"-t"}, COMMAND_NO_WORDS, WRONG, {0}},
    {{"word"}, COMMAND_NO_WORDS, WRONG, {0}},
    {{"--", "word"}, COMMAND_NO_WORDS, WRONG, {0}},
    {{"--help", "--other"}, COMMAND_NO_WORDS, DONE, {0}},
    {{"--flag", "--version", "word"}, COMMAND_NO_WORDS, DONE, {0}},
    {{"--number", "0", "--help"}, COMMAND_NO_WORDS, WRONG, {0}},
    {{"word", "--flag"}, COMMAND_WORDS_ANYWHERE, 2, {"else", 1, 5, 0, '\0'}},
    {{"--flag", "--", "--text"}, COMMAND_WORDS_ANYWHERE, 3, {"else", 1, 5, 0, '\0'}},
    {{"--flag", "word", "--text", "a"}, COMMAND_WORDS_LAST, 2, {"else", 1, 5, 0, '\0'}},
    {{"word", "--other"}, COMMAND_WORDS_LAST, 1, {"else", 0, 5, 0, '\0'}},
};

static void test_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct command_line line = {.program = "# program",
                                          .help = "# help\n",
                                          .options = known,
                                          .option_count = sizeof known / sizeof known[0],
                                          .words = rows[i].kind};
        struct given given = {.text = "else", .number = 5};
        char copies[WORDS_MAX + 1][24] = {"program"};
        char *words[WORDS_MAX + 2] = {copies[0]};
        int count = 1;
        for (; count <= WORDS_MAX && rows[i].words[count - 1] != NULL; count++) {
            (void)strncpy(copies[count], rows[i].words[count - 1], sizeof copies[0] - 1);
            words[count] = copies[count];
        }
        optind = 0; /* getopt begins anew */
        int result = command_line_read(&line, count, words, &given);
        if (result != rows[i].result) {
            fail_msg("row %zu (%s …): wanted %d, got %d", i, rows[i].words[0], rows[i].result, result);
        }
        if (result > 0) {
            assert_string_equal(given.text, rows[i].given.text);
            assert_int_equal(given.flag, rows[i].given.flag);
            assert_int_equal(given.number, rows[i].given.number);
            assert_int_equal(given.time_us, rows[i].given.time_us);
            assert_int_equal(given.first, rows[i].given.first);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
