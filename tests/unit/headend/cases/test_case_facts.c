/* The upstream's codes, and answers of an upstream that are right and wrong in one place. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headend/cases/case_facts.h"
#include "headend/cases/case_known.h"
#include "headend/masking/masking.h"

static void code_map(void **state)
{
    static const struct {
        const char *code;
        int status;
    } cases[] = {{"0", 10},  {"1", 20},  {"3", 30},  {"4", 31},  {"6", 40},  {"8", 50},
                 {"9", 60},  {"10", 50}, {"11", 80}, {"12", 70}, {"13", 81}, {"14", 82},
                 {"15", 83}, {"16", 84}, {"17", 90}, {"18", 91}, {"", 0},    {"2", 0},
                 {"5", 0},   {"7", 0},   {"19", 0},  {"01", 0},  {"3 ", 0},  {"-1", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (case_status_of_upstream(cases[i].code) != cases[i].status) {
            fail_msg("code \"%s\": wanted %d, got %d", cases[i].code, cases[i].status,
                     case_status_of_upstream(cases[i].code));
        }
    }
}

static void ratings_the_other_way_round(void **state)
{
    (void)state;
    assert_int_equal(stars_of_upstream("1"), 5);
    assert_int_equal(stars_of_upstream("5"), 1);
    for (int stars = 1; stars <= 5; stars++) {
        char text[4];
        (void)snprintf(text, sizeof text, "%d", stars_to_upstream(stars));
        assert_int_equal(stars_of_upstream(text), stars);
    }
    static const char *const wrong[] = {"", "0", "6", "11", "a", "1 "};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(stars_of_upstream(wrong[i]), 0);
    }
}

static const char number[] = "43100026111600000567";
static const char good[] =
    "{\"code\":\"0\",\"sys_name\":\"办件系统（示例）\",\"data\":{\"project_no\":\"43100026111600000567\","
    "\"task_code\":\"431000HR0150001\",\"task_name\":\"退休\",\"project_name\":\"张示例退休\",\"applicant_"
    "name\":\"张示例\","
    "\"applicant_cert_no\":\"431002188001010018\",\"project_status\":\"6\",\"apply_date\":\"20261116\","
    "\"accept_date\":\"\",\"promise_date\":\"20261130\",\"org_name\":\"某局\",\"result\":null,"
    "\"correction\":{\"content\":\"补\",\"start_date\":\"20261120\",\"limit_date\":\"20261202\"},"
    "\"process\":[{\"step_name\":\"收件\",\"org_name\":\"某局\",\"event\":\"通过\",\"state\":\"已办\","
    "\"start_time\":\"20261116094000\",\"end_time\":\"\",\"explain\":\"\"}],\"satisfaction\":\"2\"}}";

/* `good` with one text for another. */
static char *changed(const char *from, const char *to)
{
    const char *at = strstr(good, from);
    char *text = malloc(sizeof good + strlen(to));
    if (at == NULL || text == NULL) {
        fail_msg("the sample does not have %s", from);
        return NULL;
    }
    (void)snprintf(text, sizeof good + strlen(to), "%.*s%s%s", (int)(at - good), good, to, at + strlen(from));
    return text;
}

static void reads_a_good_response(void **state)
{
    struct case_facts facts;
    (void)state;
    assert_int_equal(case_facts_read(good, sizeof good - 1, number, &facts), UPSTREAM_CASE);
    assert_string_equal(facts.record.applicant, "张示例");
    assert_string_equal(facts.task_code, "431000HR0150001");
    assert_string_equal(facts.record.source, "办件系统（示例）");
    assert_string_equal(facts.record.result, "");
    assert_int_equal(facts.record.status, 40);
    assert_int_equal(facts.record.apply_date, 20261116);
    assert_int_equal(facts.record.accept_date, 0);
    assert_int_equal(facts.ask_start, 20261120);
    assert_int_equal(facts.record.step_count, 1);
    assert_int_equal(facts.record.steps[0].event, CASE_EVENT_PASSED);
    assert_int_equal(facts.record.steps[0].start, INT64_C(1794793200000));
    assert_int_equal(facts.record.steps[0].done, 1);
    assert_int_equal(facts.record.rated, 4);
    case_facts_wipe(&facts);
}

/* A rare character of a name, as databases send it: it is one character for the masking, too. */
static void surrogates_are_one_character(void **state)
{
    static const char *const ways[] = {"\"\xED\xA1\x80\xED\xB0\x80示例\"", "\"\\ud840\\udc00示例\"",
                                       "\"\xF0\xA0\x80\x80示例\""};
    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        struct case_facts facts;
        char *text = changed("\"张示例\"", ways[i]);
        assert_int_equal(case_facts_read(text, strlen(text), number, &facts), UPSTREAM_CASE);
        assert_string_equal(facts.record.applicant, "\xF0\xA0\x80\x80示例");
        char *masked = mask_name(facts.record.applicant);
        assert_string_equal(masked, "\xF0\xA0\x80\x80**");
        free(masked);
        case_facts_wipe(&facts);
        free(text);
    }
}

/* What a column of a fixed width, another keyboard or another system's file brings along changes nothing. */
static void padded_codes_are_read(void **state)
{
    static const char *const ways[][2] = {
        {"43100026111600000567", "43100026111600000567  "},
        {"43100026111600000567", "  43100026111600000567"},
        {"43100026111600000567", "４３１０００２６１１１６０００００５６７"},
        {"43100026111600000567", "43100026111600000567\\r\\n"},
        {"43100026111600000567", "\uFEFF43100026111600000567　"},
        {"{\"code\"", "\xEF\xBB\xBF{\"code\""},
        {"\"code\":\"0\"", "\"code\":\"0   \""},
        {"\"6\",\"apply", "\"６ \",\"apply"},
        {"\"20261116\"", "\"20261116　\""},
        {"\"accept_date\":\"\"", "\"accept_date\":\"        \""},
        {"\"已办\"", "\"已办　\""},
        {"\"通过\"", "\"通过 \""},
        {"\"20261116094000\"", "\"20261116094000  \""},
        {"\"satisfaction\":\"2\"", "\"satisfaction\":\"2 \""},
    };
    static const char *const id_numbers[] = {"43100218800101001X  ", "43100218800101001Ｘ",
                                             "43100218800101001X　", "\uFEFF43100218800101001X",
                                             "43100218800101001X\\r\\n"};
    (void)state;
    struct case_facts facts;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        char *text = changed(ways[i][0], ways[i][1]);
        if (case_facts_read(text, strlen(text), number, &facts) != UPSTREAM_CASE) {
            fail_msg("refused: %s", text);
        }
        assert_int_equal(facts.record.status, 40);
        assert_int_equal(facts.record.steps[0].event, CASE_EVENT_PASSED);
        assert_int_equal(facts.record.apply_date, 20261116);
        case_facts_wipe(&facts);
        free(text);
    }
    for (size_t i = 0; i < sizeof id_numbers / sizeof id_numbers[0]; i++) {
        char *text = changed("431002188001010018", id_numbers[i]);
        assert_int_equal(case_facts_read(text, strlen(text), number, &facts), UPSTREAM_CASE);
        assert_string_equal(facts.id_number, "43100218800101001X");
        case_facts_wipe(&facts);
        free(text);
    }
}

static void one_thing_wrong(void **state)
{
    static const char *const cases[][2] = {
        {"\"code\":\"0\"", "\"code\":0"},
        {"张示例\"", "\xED\xA1\x80示例\""}, /* half a pair of surrogates, overlong, cut */
        {"张示例\"", "\\ud840示例\""},
        {"张示例\"", "\\ud840\\u793a例\""},
        {"张示例\"", "\xC1\xA1示例\""},
        {"张示例\"", "\xE5\xBC示例\""},
        {"\"code\":\"0\"", "\"code\":\"500\""},
        {"\"data\":{", "\"data\":[{"},
        {"43100026111600000567", "43100026111600000664"}, /* another case */
        {"\"task_name\":\"退休\"", "\"task_name\":\"\""},
        {"\"task_name\":\"退休\"", "\"task_name\":[]"},
        {"\"431000HR0150001\"", "431000"},
        {"\"org_name\":\"某局\"", "\"org_name\":7"},
        {"\"project_status\":\"6\"", "\"project_status\":6"},
        {"\"project_status\":\"6\"", "\"project_status\":\"7\""},
        {"\"apply_date\":\"20261116\"", "\"apply_date\":\"\""},
        {"20261116\"", "20261316\""},
        {"20261116\"", "2026-11-16\""},
        {"20261116\"", "202611160\""},
        {"20261130", "20260230"},
        {"\"correction\":{", "\"correction\":\"x\",\"y\":{"},
        {"\"已办\"", "\"done\""},
        {"\"step_name\":\"收件\"", "\"step_name\":\"\""},
        {"20261116094000", "20261116240000"},
        {"20261116094000", "20261116096000"},
        {"\"process\":[{", "\"process\":[[],{"},
        {"\"satisfaction\":\"2\"", "\"satisfaction\":\"9\""},
        {"}}", "}"},
        {"}}", "}}x"},
        {"某局", "某\xff"},
        {"某局", "某\xed\xbc\xa0"}, /* half a surrogate pair */
        {"某局", "某\\udc00"},
        {"\"result\":null", "\"result\":/**/null"}, /* JSON has no comments */
        {"\"result\":null", "\"result\":null/*\"*/"},
        {"\"result\":null", "\"result\":7"},
        {"\"result\":null", "\"result\":true"},
        {"\"result\":null", "\"x\":[[[[[[[]]]]]]]"}, /* the ninth level */
    };
    struct case_facts facts;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *text = changed(cases[i][0], cases[i][1]);
        enum upstream_said said = case_facts_read(text, strlen(text), number, &facts);
        case_facts_wipe(&facts);
        free(text);
        if (said != UPSTREAM_NONSENSE) {
            fail_msg("%s for %s: wanted nonsense, got %d", cases[i][1], cases[i][0], said);
        }
    }
    static const char no_such[] = "{\"code\":\"1404\"}";
    assert_int_equal(case_facts_read(no_such, sizeof no_such - 1, number, &facts), UPSTREAM_NO_SUCH);
    assert_int_equal(case_facts_read("", 0, number, &facts), UPSTREAM_NONSENSE);
}

/* What is not read may be anything, within the depth; the same name twice is what it was first. */
static void what_is_not_known_is_passed_over(void **state)
{
    static const char *const cases[] = {"\"x\":[[[[[[]]]]]]",
                                        "\"x\":{\"y\":{\"task_name\":[1.5e3,true,null]}}",
                                        "\"x\":\"\\u5f20\\n\"", "\"task_name\":[]"};
    struct case_facts facts;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *text = changed("\"result\":null", cases[i]);
        if (case_facts_read(text, strlen(text), number, &facts) != UPSTREAM_CASE) {
            fail_msg("%s: not taken", cases[i]);
        }
        assert_string_equal(facts.record.task_name, "退休");
        assert_string_equal(facts.record.result, "");
        case_facts_wipe(&facts);
        free(text);
    }
    char *text = changed("\"result\":null", "\"result\":\"\\u5f20\\\"\"");
    assert_int_equal(case_facts_read(text, strlen(text), number, &facts), UPSTREAM_CASE);
    assert_string_equal(facts.record.result, "张\"");
    case_facts_wipe(&facts);
    free(text);
}

/* As many values as 64 KiB can hold. */
static void many_values(void **state)
{
    enum { SIZE = 64 * 1024 };
    static const char head[] = "{\"code\":\"1404\",\"x\":[0";
    static char text[SIZE + 1];
    struct case_facts facts;
    size_t length = sizeof head - 1;
    (void)state;
    memcpy(text, head, length);
    while (length + 4 <= SIZE) {
        text[length++] = ',';
        text[length++] = '0';
    }
    text[length++] = ']';
    text[length++] = '}';
    assert_int_equal(case_facts_read(text, length, number, &facts), UPSTREAM_NO_SUCH);
}

static void answers_to_ratings(void **state)
{
    static const struct {
        const char *text;
        enum upstream_said said;
        int stars;
    } cases[] = {
        {"{\"code\":\"0\",\"data\":{\"satisfaction\":\"1\"}}", UPSTREAM_TAKEN, 5},
        {"{\"code\":\"1409\",\"data\":{\"satisfaction\":\"5\"}}", UPSTREAM_RATED_BEFORE, 1},
        {"{\"code\":\"1409\",\"data\":{\"satisfaction\":\"\"}}", UPSTREAM_NONSENSE, 0},
        {"{\"code\":\"0\"}", UPSTREAM_NONSENSE, 0},
        {"{\"code\":\"0\",\"data\":{\"satisfaction\":\"7\"}}", UPSTREAM_NONSENSE, 0},
        {"{\"code\":\"1403\"}", UPSTREAM_NOT_FINISHED, 0},
        {"{\"code\":\"1404\",\"data\":null}", UPSTREAM_NO_SUCH, 0},
        {"{\"code\":\"1400\"}", UPSTREAM_NONSENSE, 0},
        {"[]", UPSTREAM_NONSENSE, 0},
        {"", UPSTREAM_NONSENSE, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int stars = 0;
        enum upstream_said said = rating_answer_read(cases[i].text, strlen(cases[i].text), &stars);
        if (said != cases[i].said || (said != UPSTREAM_NONSENSE && stars != cases[i].stars)) {
            fail_msg("%s: wanted %d with %d stars, got %d with %d", cases[i].text, cases[i].said,
                     cases[i].stars, said, stars);
        }
    }
}

/* The matter's code is kept for whoever looks for its guide, and never answered. */
static void matter_and_guide(void **state)
{
    static const struct {
        const char *code, *kept;
    } cases[] = {
        {"431000HR0150001", "431000HR0150001"},
        {"11431000006422841Y400012000100a._-36", "11431000006422841Y400012000100a._-36"},
        {"11431000006422841Y400012000100a._-367", ""}, /* too long */
        {"", ""},
        {"张示例", ""},
        {"a b", ""},
        {"a\\nb", ""},
    };
    static const char begins[] = "{\"case_number\":\"43100026111600000567\",\"task_name\":";
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct case_facts facts;
        struct case_known known;
        char code[CASE_TASK_CODE_SIZE];
        size_t length = 0;
        char *text = changed("431000HR0150001", cases[i].code);
        assert_int_equal(case_facts_read(text, strlen(text), number, &facts), UPSTREAM_CASE);
        assert_int_equal(case_known_make(&facts, 1, &known), 0);
        case_known_task_code(&known, code);
        assert_string_equal(code, cases[i].kept);
        char *answer =
            case_known_answer(&known, number, i == 0 ? "retirement" : "", 20261120, NULL, 0, &length);
        assert_non_null(answer);
        assert_null(strstr(answer, "HR015"));
        assert_null(strchr(answer, '\n'));
        assert_true((strstr(answer, ",\"guide\":\"retirement\",") != NULL) == (i == 0));
        assert_true(strncmp(answer, begins, sizeof begins - 1) == 0);
        free(answer);
        case_known_wipe(&known);
        case_facts_wipe(&facts);
        free(text);
    }
}

static void kept_before_there_were_codes(void **state)
{
    char fixed[] = "\"task_name\":\"退休\",\"org_name\":\"某局\",\"status\":50,\"apply_date\":20261116,"
                   "\"steps\":[]";
    const struct case_known known = {.status = 50, .as_of = 1, .fixed = fixed};
    char code[CASE_TASK_CODE_SIZE];
    size_t length = 0;
    (void)state;
    case_known_task_code(&known, code);
    assert_string_equal(code, "");
    char *answer = case_known_answer(&known, number, "", 20261120, NULL, 0, &length);
    assert_string_equal(
        answer, "{\"case_number\":\"43100026111600000567\",\"task_name\":\"退休\",\"org_name\":\"某局\","
                "\"status\":50,\"apply_date\":20261116,\"steps\":[],\"as_of\":1}");
    free(answer);
}

/* Some systems write their nothing so; a moment below 0 no box would take. */
static void moments_before_1970_are_not_said(void **state)
{
    struct case_facts facts;
    char *text = changed("20261116094000", "19700101000000");
    (void)state;
    assert_int_equal(case_facts_read(text, strlen(text), number, &facts), UPSTREAM_CASE);
    assert_int_equal(facts.record.steps[0].start, 0);
    case_facts_wipe(&facts);
    free(text);
}

/* The days stand still at what they were when the pause began, on whatever day one asks. */
static void days_stand_still(void **state)
{
    static const struct {
        const char *status;
        int today;
        const char *wanted;
    } cases[] = {
        {"6", 20261120, "\"days_left\":6,\"days_stand_still\":true"},
        {"6", 20261127, "\"days_left\":6,\"days_stand_still\":true"},
        {"6", 20261230, "\"days_left\":6,\"days_stand_still\":true"},
        {"8", 20261120, "\"days_left\":6,\"as_of\""},
        {"8", 20261130, "\"days_left\":0,\"as_of\""},
        {"8", 20261202, "\"days_left\":-2,\"as_of\""},
        {"9", 20261127,
         "\"days_left\":1,\"days_stand_still\":true"}, /* since when was not said: from today */
        {"11", 20261120, "\"satisfaction\""},          /* none: it has ended */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char status[40];
        struct case_facts facts;
        struct case_known known;
        size_t length = 0;
        (void)snprintf(status, sizeof status, "\"project_status\":\"%s\"", cases[i].status);
        char *text = changed("\"project_status\":\"6\"", status);
        assert_int_equal(case_facts_read(text, strlen(text), number, &facts), UPSTREAM_CASE);
        assert_int_equal(case_known_make(&facts, 1, &known), 0);
        char *answer = case_known_answer(&known, number, "", cases[i].today, NULL, 0, &length);
        assert_non_null(answer);
        int has = strstr(answer, cases[i].wanted) != NULL;
        int wants_none = strcmp(cases[i].wanted, "\"satisfaction\"") == 0;
        if (wants_none ? strstr(answer, "days_") != NULL : !has) {
            fail_msg("status %s on %d: wanted %s, got %s", cases[i].status, cases[i].today, cases[i].wanted,
                     answer);
        }
        assert_int_equal(strlen(answer), length);
        free(answer);
        case_known_wipe(&known);
        case_facts_wipe(&facts);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(code_map),
                                       cmocka_unit_test(ratings_the_other_way_round),
                                       cmocka_unit_test(reads_a_good_response),
                                       cmocka_unit_test(surrogates_are_one_character),
                                       cmocka_unit_test(padded_codes_are_read),
                                       cmocka_unit_test(one_thing_wrong),
                                       cmocka_unit_test(what_is_not_known_is_passed_over),
                                       cmocka_unit_test(many_values),
                                       cmocka_unit_test(answers_to_ratings),
                                       cmocka_unit_test(matter_and_guide),
                                       cmocka_unit_test(kept_before_there_were_codes),
                                       cmocka_unit_test(moments_before_1970_are_not_said),
                                       cmocka_unit_test(days_stand_still)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
