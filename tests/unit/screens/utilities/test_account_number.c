/* Account numbers typed by digit keys: what a key writes, what writes itself, letters, and what is taken
 * away. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "screens/utilities/account_number.h"

/* Keys: digits; < deletes, ^ changes the last sign. */
static void type(struct number_entry *entry, const char *keys)
{
    for (const char *key = keys; *key != '\0'; key++) {
        if (*key == '<') {
            (void)number_entry_delete(entry);
        } else if (*key == '^') {
            (void)number_entry_change(entry);
        } else {
            (void)number_entry_put(entry, *key);
        }
    }
}

static const struct {
    const char *pattern, *keys, *typed;
    enum number_check state;
} rows[] = {
    {"d{10}|d{13}", "", "", NUMBER_INCOMPLETE},
    {"d{10}|d{13}", "43100000", "43100000", NUMBER_INCOMPLETE},
    {"d{10}|d{13}", "4310000017", "4310000017", NUMBER_GOOD},
    {"d{10}|d{13}", "43100000171", "43100000171", NUMBER_INCOMPLETE},
    {"d{10}|d{13}", "4310000017123", "4310000017123", NUMBER_GOOD},
    {"d{10}|d{13}", "43100000171234", "43100000171234", NUMBER_WRONG},
    {"d{10}|d{13}", "4310000017^", "4310000017", NUMBER_GOOD},
    {"d{10}|d{13}", "12<<<", "", NUMBER_INCOMPLETE},
    /* what nothing else can stand for writes itself, and goes with what was typed before it */
    {"CZd{8}", "", "CZ", NUMBER_INCOMPLETE},
    {"CZd{8}", "12345678", "CZ12345678", NUMBER_GOOD},
    {"CZd{8}", "1<", "CZ", NUMBER_INCOMPLETE},
    {"CZd{8}", "1<<2", "CZ2", NUMBER_INCOMPLETE},
    {"CZd{8}", "123456789", "CZ123456789", NUMBER_WRONG},
    {"SA-d{4}-d{3}", "1234", "SA-1234-", NUMBER_INCOMPLETE},
    {"SA-d{4}-d{3}", "1234567", "SA-1234-567", NUMBER_GOOD},
    {"SA-d{4}-d{3}", "12345<", "SA-1234-", NUMBER_INCOMPLETE},
    {"SA-d{4}-d{3}", "12345<<", "SA-123", NUMBER_INCOMPLETE},
    {"SA-d{4}-d{3}", "12345<<4", "SA-1234-", NUMBER_INCOMPLETE},
    /* a digit first, then the letters of its key, and the digit again */
    {"c{4,20}", "2^", "A", NUMBER_INCOMPLETE},
    {"c{4,20}", "2^^^", "C", NUMBER_INCOMPLETE},
    {"c{4,20}", "2^^^^", "2", NUMBER_INCOMPLETE},
    {"c{4,20}", "9^^^^^", "9", NUMBER_INCOMPLETE},
    {"c{4,20}", "1^", "1", NUMBER_INCOMPLETE},
    {"c{4,20}", "2^7^12", "AP12", NUMBER_GOOD},
    /* only letters can stand there: the key writes the first of them */
    {"l{2}d{4}", "27", "AP", NUMBER_INCOMPLETE},
    {"l{2}d{4}", "27^", "AQ", NUMBER_INCOMPLETE},
    {"l{2}d{4}", "1", "1", NUMBER_WRONG},
    {"l{2}d{4}", "1<2", "A", NUMBER_INCOMPLETE},
    /* a dash is a sign of the 1 */
    {"c{4,20}|SA-d{4}-d{3}", "7^^^^2^1^", "SA-", NUMBER_INCOMPLETE},
    {"c{4,20}|SA-d{4}-d{3}", "7^^^^2^1^1234567", "SA-1234-567", NUMBER_GOOD},
    {"c{4,20}|SA-d{4}-d{3}", "7^^^^2^12", "SA12", NUMBER_GOOD},
};

static void numbers_are_typed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct number_format format = account_number_format(rows[i].pattern);
        struct number_entry entry;
        char begin[NUMBER_ENTRY_MAX + 1];
        assert_true(account_pattern_is_good(rows[i].pattern));
        number_entry_start(&entry, &format);
        account_number_begin(rows[i].pattern, begin);
        number_entry_fill(&entry, begin);
        type(&entry, rows[i].keys);
        if (strcmp(entry.typed, rows[i].typed) != 0 || entry.state != rows[i].state) {
            fail_msg("%s, keys %s: \"%s\" in state %d, wanted \"%s\" in state %d", rows[i].pattern,
                     rows[i].keys, entry.typed, (int)entry.state, rows[i].typed, (int)rows[i].state);
        }
        assert_int_equal(entry.length, strlen(entry.typed));
    }
}

static void nothing_is_written_beyond_the_longest(void **state)
{
    (void)state;
    const struct number_format format = account_number_format("c{4,20}");
    struct number_entry entry;
    number_entry_start(&entry, &format);
    for (int i = 0; i < 40; i++) {
        (void)number_entry_put(&entry, (char)('0' + i % 10));
    }
    assert_int_equal(entry.length, ACCOUNT_NUMBER_MOST);
    assert_true(entry.overflows);
    assert_int_equal(entry.state, NUMBER_GOOD);
}

static void letters_are_said_where_there_are_some(void **state)
{
    (void)state;
    assert_true(account_number_has_letters("c{4,20}", "2"));
    assert_false(account_number_has_letters("c{4,20}", ""));
    assert_false(account_number_has_letters("c{4,20}", "1"));
    assert_false(account_number_has_letters("d{10}", "2"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_typed),
        cmocka_unit_test(nothing_is_written_beyond_the_longest),
        cmocka_unit_test(letters_are_said_where_there_are_some),
    };
    return cmocka_run_group_tests_name("account numbers", tests, NULL, NULL);
}
