/* A page of a person's own cases: nobody else's is among them. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/arena.h"
#include "headend/cases/case_known.h"

enum { TEXT_SIZE = 8192, MOST = 3 };

static const char person[] = "43100218800101019X";

struct taken {
    int count, stops_after;
    struct own_case last;
    struct arena *arena;
};

static int take(void *context, const struct case_facts *facts, const char *case_number)
{
    struct taken *taken = context;
    struct case_known known;
    assert_int_equal(case_known_make(facts, 1, &known), 0);
    assert_int_equal(case_known_summary(&known, case_number, 20261118, NULL, 0, taken->arena, &taken->last),
                     0);
    case_known_wipe(&known);
    return ++taken->count == taken->stops_after;
}

/* A row of the serial, with the applicant's ID number, and more fields. */
static void add_row(char text[TEXT_SIZE], int serial, const char *cert_no, const char *more)
{
    char number[CASE_NUMBER_SIZE];
    size_t length = strlen(text);
    assert_int_equal(case_number_make(number, "431000", 261116, serial), 0);
    (void)snprintf(text + length, TEXT_SIZE - length,
                   "%s{\"project_no\":\"%s\",\"task_name\":\"退休一件事\",\"applicant_name\":\"陈示例\","
                   "\"applicant_cert_no\":\"%s\",\"project_status\":\"6\",\"apply_date\":\"20261116\","
                   "\"promise_date\":\"20261120\",\"org_name\":\"某局\"%s}",
                   serial == 1 ? "" : ",", number, cert_no, more);
}

static enum upstream_said read_page(const char *rows, const char *code, struct taken *taken, size_t *count)
{
    char text[TEXT_SIZE + 200];
    int length = snprintf(text, sizeof text, "{\"code\":\"%s\",\"data\":{\"rows\":[%s]}}", code, rows);
    taken->arena = arena_new(0, 1 << 20);
    assert_non_null(taken->arena);
    return case_page_read(text, (size_t)length, person, MOST, take, taken, count);
}

static void a_page_is_read(void **state)
{
    char rows[TEXT_SIZE] = "";
    struct taken taken = {0};
    size_t count = 9;
    (void)state;
    add_row(rows, 1, person, "");
    /* Full width, and a small x: the same person. */
    add_row(rows, 2, "43100218800101019x ",
            ",\"correction\":{\"content\":\"请陈示例补交照片\",\"start_date\":\"20261117\","
            "\"limit_date\":\"20261202\"}");
    assert_int_equal(read_page(rows, "0", &taken, &count), UPSTREAM_CASE);
    assert_int_equal(count, 2);
    assert_int_equal(taken.count, 2);
    assert_string_equal(taken.last.task_name, "退休一件事");
    assert_string_equal(taken.last.org_name, "某局");
    assert_int_equal(taken.last.status, CASE_SUPPLEMENT);
    assert_int_equal(taken.last.ask_until, 20261202);
    assert_int_equal(taken.last.days_stand_still, 1);
    assert_int_equal(taken.last.days_left, 3);
    assert_null(strstr(taken.last.ask, "陈示例")); /* masked */
    arena_free(taken.arena);
}

static void pages_that_are_none(void **state)
{
    static const struct {
        const char *what, *cert_no, *more, *code;
        int rows;
        enum upstream_said said;
    } cases[] = {
        {"no case", NULL, "", "0", 0, UPSTREAM_CASE},
        {"no such person", NULL, "", "1404", 0, UPSTREAM_NO_SUCH},
        {"as many as were asked for", person, "", "0", MOST, UPSTREAM_CASE},
        {"more than were asked for", person, "", "0", MOST + 1, UPSTREAM_NONSENSE},
        {"of somebody else", "431002188001010018", "", "0", 1, UPSTREAM_NONSENSE},
        {"of nobody", "", "", "0", 1, UPSTREAM_NONSENSE},
        {"of a part of the number", "43100218800101019", "", "0", 1, UPSTREAM_NONSENSE},
        {"a field of another type", person, ",\"correction\":7", "0", 1, UPSTREAM_NONSENSE},
        {"a code that is not in the map", person, "", "7", 1, UPSTREAM_NONSENSE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char rows[TEXT_SIZE] = "";
        struct taken taken = {0};
        size_t count = 0;
        for (int serial = 1; serial <= cases[i].rows; serial++) {
            add_row(rows, serial, cases[i].cert_no, cases[i].more);
        }
        enum upstream_said said = read_page(rows, cases[i].code, &taken, &count);
        arena_free(taken.arena);
        if (said != cases[i].said) {
            fail_msg("%s: wanted %d, got %d", cases[i].what, (int)cases[i].said, (int)said);
        }
    }
}

static void texts_that_are_no_page(void **state)
{
    static const char *const texts[] = {"",
                                        "[]",
                                        "{\"code\":\"0\"}",
                                        "{\"code\":\"0\",\"data\":[]}",
                                        "{\"code\":\"0\",\"data\":{\"rows\":{}}}",
                                        "{\"code\":\"0\",\"data\":{\"rows\":[7]}}",
                                        "{\"code\":0,\"data\":{\"rows\":[]}}"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct taken taken = {0};
        size_t count = 0;
        assert_int_equal(case_page_read(texts[i], strlen(texts[i]), person, MOST, take, &taken, &count),
                         UPSTREAM_NONSENSE);
    }
}

/* A number without its check digits could not be asked for. */
static void a_case_needs_its_number(void **state)
{
    char rows[TEXT_SIZE] = "";
    struct taken taken = {0};
    size_t count = 0;
    (void)state;
    add_row(rows, 1, person, "");
    char *digit = strstr(rows, "431000261116") + 14;
    *digit = *digit == '9' ? '8' : '9';
    assert_int_equal(read_page(rows, "0", &taken, &count), UPSTREAM_NONSENSE);
    arena_free(taken.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_is_read),
        cmocka_unit_test(pages_that_are_none),
        cmocka_unit_test(texts_that_are_no_page),
        cmocka_unit_test(a_case_needs_its_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
