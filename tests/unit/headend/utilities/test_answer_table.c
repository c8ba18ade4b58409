/* Tables of a utility's answers: the one that ships, and what is wrong with others. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "headend/utilities/answer_table.h"

#define SCHEMA          "assets/schemas/utility-answers.rng"
#define WORDS           "<title>标题</title><text>说明</text><action>下一步</action></answer>"
#define HEAD            "<utility-answers version=\"1\">"
#define OTHER           "<answer word=\"other\" next=\"call\">" WORDS
#define GONE            "<answer word=\"unavailable\" next=\"later\">" WORDS
#define END             "</utility-answers>"
#define ROW(code, word) "<answer code=\"" code "\" word=\"" word "\" next=\"later\">" WORDS

static void what_ships_has_every_word(void **state)
{
    struct config_errors *errors = calloc(1, sizeof *errors);
    (void)state;
    assert_non_null(errors);
    struct answer_table *table = answer_table_read("assets/utilities/answers.xml", SCHEMA, errors);
    assert_non_null(table);
    for (int word = 0; word < UTILITY_WORD_COUNT; word++) {
        if (answer_table_of_word(table, (enum utility_word)word) == NULL) {
            fail_msg("no answer has the word %s", utility_words.words[word]);
        }
    }
    assert_int_equal(answer_table_count(table), UTILITY_WORD_COUNT);
    answer_table_free(table);
    free(errors);
}

/* Those that real bill payment uses (domain.md 9). */
static void codes_mean_what_they_mean_elsewhere(void **state)
{
    static const struct {
        const char *code;
        enum utility_word word;
        enum utility_next next;
    } rows[] = {
        {"004", UTILITY_BEING_PAID, UTILITY_NEXT_DO_NOT_PAY},
        {"021", UTILITY_CUT_OFF, UTILITY_NEXT_RESTORE},
        {"042", UTILITY_ALREADY_PAID, UTILITY_NEXT_HISTORY},
        {"045", UTILITY_TOO_MANY_TRIES, UTILITY_NEXT_LATER},
        {"047", UTILITY_BEING_PROCESSED, UTILITY_NEXT_DO_NOT_PAY},
        {"072", UTILITY_ODD_AMOUNT, UTILITY_NEXT_AMOUNT},
        {"073", UTILITY_TOO_OLD, UTILITY_NEXT_COUNTER},
        {"102", UTILITY_NOTHING_OWED, UTILITY_NEXT_NOTHING},
        {"112", UTILITY_NOT_REVERSIBLE, UTILITY_NEXT_CALL},
        {"117", UTILITY_REVERSED, UTILITY_NEXT_HISTORY},
        {"118", UTILITY_WRITTEN_OFF, UTILITY_NEXT_HISTORY},
        {"999", UTILITY_OTHER, UTILITY_NEXT_CALL},
        {"", UTILITY_OTHER, UTILITY_NEXT_CALL},
    };
    struct config_errors *errors = calloc(1, sizeof *errors);
    (void)state;
    assert_non_null(errors);
    struct answer_table *table = answer_table_read("assets/utilities/answers.xml", SCHEMA, errors);
    assert_non_null(table);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct utility_answer *answer = answer_table_find(table, rows[i].code);
        assert_non_null(answer);
        assert_int_equal(answer->word, rows[i].word);
        assert_int_equal(answer->next, rows[i].next);
    }
    answer_table_free(table);
    free(errors);
}

/* `problem` NULL: it is good. */
static void expect(const char *text, const char *problem)
{
    char path[] = "/tmp/tv-hall-answers-XXXXXX";
    struct config_errors *errors = calloc(1, sizeof *errors);
    int file = mkstemp(path);
    assert_non_null(errors);
    assert_true(file >= 0 && write(file, text, strlen(text)) == (ssize_t)strlen(text));
    assert_int_equal(close(file), 0);
    struct answer_table *table = answer_table_read(path, SCHEMA, errors);
    (void)unlink(path);
    if ((table != NULL) != (problem == NULL)) {
        fail_msg("%s: %s", text, table != NULL ? "it was taken" : errors->items[0].problem);
    }
    int found = problem == NULL;
    for (size_t i = 0; i < errors->count && !found; i++) {
        found = strstr(errors->items[i].problem, problem) != NULL;
    }
    if (!found) {
        fail_msg("%s: \"%s\", not \"%s\"", text, errors->items[0].problem, problem);
    }
    answer_table_free(table);
    free(errors);
}

static void wrong_tables_are_named(void **state)
{
    (void)state;
    expect(HEAD OTHER GONE END, NULL);
    expect(HEAD ROW("042", "already_paid") ROW("042b", "already_paid") OTHER GONE END, NULL);
    expect(HEAD ROW("042", "already_paid") ROW("042", "being_paid") OTHER GONE END,
           "stands in line 1 already");
    expect(HEAD ROW("000", "already_paid") OTHER GONE END, "000 says that all is well");
    expect(HEAD "<answer word=\"cut_off\" next=\"restore\">" WORDS OTHER GONE END, "without a code");
    expect(HEAD OTHER END, "none has word=\"unavailable\"");
    expect(HEAD GONE END, "none has word=\"other\"");
    expect(HEAD ROW("042", "paid") OTHER GONE END, "paid");
    expect(HEAD ROW("0 2", "already_paid") OTHER GONE END, "0 2");
    expect(HEAD ROW("012345678", "already_paid") OTHER GONE END, "012345678");
    expect(HEAD "<answer code=\"042\" word=\"already_paid\" next=\"pay\">" WORDS OTHER GONE END, "pay");
    expect(
        HEAD
        "<answer code=\"042\" word=\"already_paid\" next=\"later\"><title>t</title></answer>" OTHER GONE END,
        "text");
    expect(HEAD "<answer code=\"042\" word=\"already_paid\" "
                "next=\"later\"><title>一二三四五六七八九十一二三四五六七</title>"
                "<text>t</text><action>a</action></answer>" OTHER GONE END,
           "is not allowed");
    expect(HEAD END, "");
    expect("<headend version=\"1\"/>", "no file of answers");
    expect("<utility-answers version=\"2\">" OTHER GONE END, "2");
    expect("", "");
    expect("<!DOCTYPE a []>" HEAD OTHER GONE END, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_ships_has_every_word),
                                       cmocka_unit_test(codes_mean_what_they_mean_elsewhere),
                                       cmocka_unit_test(wrong_tables_are_named)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
