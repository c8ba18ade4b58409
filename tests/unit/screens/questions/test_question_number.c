/* Numbers, money and dates of questions: said at once, after each digit, whether they can be right. */

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "screens/questions/question_number.h"

enum {
    EMPTY = QUESTION_NUMBER_EMPTY,
    GOOD = QUESTION_NUMBER_GOOD,
    MORE = QUESTION_NUMBER_UNFINISHED,
    SMALL = QUESTION_NUMBER_TOO_SMALL,
    LARGE = QUESTION_NUMBER_TOO_LARGE,
    NO_DATE = QUESTION_NUMBER_NO_DATE,
};

struct number_case {
    int kind;
    int64_t min, max;
    const char *typed;
    int expected;
    int64_t value; /* of a good one */
};

static void says_at_once_what_can_be_right(void **state)
{
    static const struct number_case cases[] = {
        {FLOW_NUMBER, 0, 120, "", EMPTY, 0},
        {FLOW_NUMBER, 0, 120, "0", GOOD, 0},
        {FLOW_NUMBER, 0, 120, "120", GOOD, 120},
        {FLOW_NUMBER, 0, 120, "121", LARGE, 0},
        {FLOW_NUMBER, 18, 60, "1", MORE, 0},
        {FLOW_NUMBER, 18, 60, "17", SMALL, 0},
        {FLOW_NUMBER, 18, 60, "18", GOOD, 18},
        {FLOW_NUMBER, 18, 60, "61", LARGE, 0},
        {FLOW_NUMBER, 18, 60, "0", SMALL, 0}, /* no digit behind it helps */
        {FLOW_NUMBER, 18, 0, "999999999", GOOD, 999999999},
        {FLOW_NUMBER, 0, INT64_MAX, "9223372036854775807", GOOD, INT64_MAX},
        {FLOW_MONEY, 0, 10000000, "9000", GOOD, 900000},
        {FLOW_MONEY, 0, 10000000, "100000", GOOD, 10000000},
        {FLOW_MONEY, 0, 10000000, "100001", LARGE, 0},
        {FLOW_MONEY, 101, 999, "1", SMALL, 0}, /* 1.01 to 9.99: 2 to 9 in whole yuan */
        {FLOW_MONEY, 101, 999, "2", GOOD, 200},
        {FLOW_DATE, 0, 0, "1", MORE, 0},
        {FLOW_DATE, 0, 0, "3", LARGE, 0}, /* not before 3000 */
        {FLOW_DATE, 0, 0, "18", SMALL, 0},
        {FLOW_DATE, 0, 0, "1985", MORE, 0},
        {FLOW_DATE, 0, 0, "19852", NO_DATE, 0},
        {FLOW_DATE, 0, 0, "198513", NO_DATE, 0},
        {FLOW_DATE, 0, 0, "1985023", NO_DATE, 0},
        {FLOW_DATE, 0, 0, "1985033", MORE, 0},
        {FLOW_DATE, 0, 0, "19850332", NO_DATE, 0},
        {FLOW_DATE, 0, 0, "19850300", NO_DATE, 0},
        {FLOW_DATE, 0, 0, "19850307", GOOD, 19850307},
        {FLOW_DATE, 0, 0, "20240229", GOOD, 20240229},
        {FLOW_DATE, 0, 0, "20230229", NO_DATE, 0},
        {FLOW_DATE, 20200101, 20261231, "201", SMALL, 0},
        {FLOW_DATE, 20200101, 20261231, "2027", LARGE, 0},
        {FLOW_DATE, 20200101, 20261231, "20200101", GOOD, 20200101},
        {FLOW_DATE, 0, 18991231, "18991231", GOOD, 18991231},
        {FLOW_DATE, 21000101, 0, "21000102", GOOD, 21000102},
        {FLOW_AREA, 0, 0, "43100", MORE, 0},
        {FLOW_AREA, 0, 0, "431002", GOOD, 431002},
        {FLOW_AREA, 0, 0, "4310020", MORE, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct number_case *c = &cases[i];
        struct flow_node node = {.kind = c->kind, .min = c->min, .max = c->max};
        struct question_number number;
        question_number_start(&number, &node);
        int got = (int)question_number_judge(&number, c->typed);
        int64_t value = got == GOOD ? question_number_value(&number, c->typed) : 0;
        if (got != c->expected || value != c->value || strlen(c->typed) > number.format.length) {
            fail_msg("kind %d from %" PRId64 " to %" PRId64 ", \"%s\": expected %d %" PRId64
                     ", got %d %" PRId64 " in %zu digits",
                     c->kind, c->min, c->max, c->typed, c->expected, c->value, got, value,
                     number.format.length);
        }
    }
}

/* Whatever good number there is between the bounds, each of its beginnings lets one type on. */
static void every_good_number_can_be_typed(void **state)
{
    (void)state;
    for (int64_t min = 0; min < 130; min += 7) {
        for (int64_t max = min + 1; max < 1300; max += 113) {
            struct flow_node node = {.kind = FLOW_NUMBER, .min = min, .max = max};
            struct question_number number;
            question_number_start(&number, &node);
            for (int64_t value = min; value <= max; value++) {
                char digits[NUMBER_ENTRY_MAX + 1];
                question_number_digits(&number, value, digits);
                for (size_t length = 1; length <= strlen(digits); length++) {
                    char typed[NUMBER_ENTRY_MAX + 1] = "";
                    memcpy(typed, digits, length);
                    int got = (int)question_number_judge(&number, typed);
                    if (got != GOOD && (got != MORE || length == strlen(digits))) {
                        fail_msg("%" PRId64 " to %" PRId64 ": \"%s\" of %s gave %d", min, max, typed, digits,
                                 got);
                    }
                }
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_at_once_what_can_be_right),
        cmocka_unit_test(every_good_number_can_be_typed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
