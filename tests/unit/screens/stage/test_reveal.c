/* Amounts are dots but for 15 seconds after OK. */

#include "tests/unit/screens/stage/strings_fixture.h"

#include "screens/stage/reveal.h"

static void shown_for_its_time_only(void **state)
{
    (void)state;
    struct stage stage = {.strings = chinese, .now_us = 1000};
    struct reveal reveal = {0};
    char out[REVEAL_AMOUNT_SIZE];
    assert_false(reveal_shows(&reveal));
    assert_true(reveal_deadline(&reveal) == INT64_MAX);
    assert_false(reveal_service(&reveal, &stage));
    const char *dots = string_get(chinese, STRING_AMOUNT_HIDDEN);
    assert_string_equal(reveal_amount(out, &reveal, &stage, 1), dots);
    assert_string_equal(reveal_amount(out, &reveal, &stage, 123456789), dots); /* as many for any amount */
    reveal_toggle(&reveal, &stage);
    assert_string_equal(reveal_amount(out, &reveal, &stage, 123456789), "1,234,567.89");
    assert_true(reveal_deadline(&reveal) == 1000 + REVEAL_US);
    stage.now_us = 1000 + REVEAL_US - 1;
    assert_false(reveal_service(&reveal, &stage));
    stage.now_us = 1000 + REVEAL_US;
    assert_true(reveal_service(&reveal, &stage));
    assert_string_equal(reveal_amount(out, &reveal, &stage, 123456789), dots);
    reveal_toggle(&reveal, &stage);
    reveal_toggle(&reveal, &stage); /* OK again */
    assert_false(reveal_shows(&reveal));
    reveal_toggle(&reveal, &stage);
    assert_true(reveal_hide(&reveal));
    assert_false(reveal_hide(&reveal));
}

static void fen_are_written_as_yuan(void **state)
{
    (void)state;
    static const struct {
        int64_t fen;
        const char *expected;
    } amounts[] = {
        {0, "0.00"},
        {5, "0.05"},
        {-50, "-0.50"},
        {100, "1.00"},
        {99999, "999.99"},
        {100000, "1,000.00"},
        {-100000, "-1,000.00"},
        {123456700, "1,234,567.00"},
        {INT64_MAX, "92,233,720,368,547,758.07"},
        {INT64_MIN, "-92,233,720,368,547,758.08"},
    };
    struct stage stage = {.strings = chinese};
    struct reveal reveal = {.until_us = 1};
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
        char out[REVEAL_AMOUNT_SIZE];
        assert_string_equal(reveal_amount(out, &reveal, &stage, amounts[i].fen), amounts[i].expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shown_for_its_time_only),
        cmocka_unit_test(fen_are_written_as_yuan),
    };
    return cmocka_run_group_tests_name("amounts", tests, open_strings, close_strings);
}
