/* What providers say of persons, and answers to tickets. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "headend/identity/person_read.h"
#include "headend/identity/ticket_answer.h"

enum { TODAY = 20261130 };
#define NUMBER "431002188001010018"
#define EIGHT  "张张张张张张张张"

static void names_and_numbers(void **state)
{
    static const struct {
        const char *name, *number;
        const char *wanted; /* the name; NULL: incomplete */
    } cases[] = {
        {"张三", NUMBER, "张三"},
        {"　张三 \r\n", "　４３１００２１８８００１０１００１８　", "张三"},
        {"\xEF\xBB\xBF张三", "\xEF\xBB\xBF" NUMBER, "张三"},
        {"阿依古丽·买买提", NUMBER, "阿依古丽·买买提"},
        {"𠮷田 𬭚", NUMBER, "𠮷田 𬭚"},
        {"Zhang San", NUMBER, "Zhang San"},
        {EIGHT EIGHT EIGHT EIGHT, NUMBER, EIGHT EIGHT EIGHT EIGHT},
        {EIGHT EIGHT EIGHT EIGHT EIGHT "张张", NUMBER, EIGHT EIGHT EIGHT EIGHT EIGHT "张张"},
        {EIGHT EIGHT EIGHT EIGHT EIGHT "张张张", NUMBER, NULL},
        {"", NUMBER, NULL},
        {"　", NUMBER, NULL},
        {"张\n张", NUMBER, NULL},
        {"张\x07三", NUMBER, NULL},
        {"张\xE2\x80\xAE三", NUMBER, NULL}, /* turns the text around it */
        {"张\xED\xA1\x80", NUMBER, NULL},
        {"张\xFF", NUMBER, NULL},
        {"张三", "431002188001010019", NULL},
        {"张三", "", NULL},
        {"张三", "G12345678", NULL},
        {"张三", "431002880101001", NULL},
        {"张三", NUMBER NUMBER NUMBER NUMBER, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct person_said said = {.issuer = "i",
                                         .subject = "s",
                                         .name = cases[i].name,
                                         .id_number = cases[i].number,
                                         .is_strong = 1,
                                         .at = 7};
        struct identity_person person;
        const char *wanted = cases[i].wanted;
        enum identity_result result = person_read(&said, TODAY, &person);
        if ((result == IDENTITY_FOUND) != (wanted != NULL) ||
            strcmp(person.name, wanted != NULL ? wanted : "") != 0) {
            fail_msg("\"%s\", %s: wanted \"%s\", got %d \"%s\"", cases[i].name, cases[i].number,
                     wanted != NULL ? wanted : "none", (int)result, person.name);
        }
        assert_string_equal(person.id_number, wanted != NULL ? NUMBER : "");
        assert_int_equal(person.level, wanted != NULL ? IDENTITY_LEVEL_STRONG : 0);
    }
}

#define NOW_MS     INT64_C(1800000000000) /* 2027-01-15 16:00 at +08:00 */
#define DATA(rest) "\"data\":{\"userId\":\"u1\",\"userName\":\"张三\",\"certNo\":\"" NUMBER "\"" rest "}"
#define LOGIN      ",\"loginTime\":\"20270115155959\""

static void answers_to_tickets(void **state)
{
    static const struct {
        const char *text;
        int form;
        enum identity_result result;
    } cases[] = {
        {"{\"code\":\"0\"," DATA(",\"authLevel\":\"2\"" LOGIN) "}", 0, IDENTITY_FOUND},
        {"{\"code\":\"0\"," DATA(",\"authLevel\":\" ３ \"" LOGIN) "}", 0, IDENTITY_FOUND},
        {"{\"code\":\"0\"," DATA(",\"authLevel\":\"1\"" LOGIN) "}", 0, IDENTITY_INCOMPLETE},
        {"{\"code\":\"0\"," DATA(",\"authLevel\":\"2\",\"loginTime\":\"20270115160101\"") "}", 0,
         IDENTITY_NOT_BELIEVED},
        {"{\"code\":\"0\"," DATA(",\"authLevel\":\"2\",\"loginTime\":\"20270115160059\"") "}", 0,
         IDENTITY_FOUND},
        {"{\"code\":\"4001\"}", 0, IDENTITY_SPENT},
        {"{\"code\":\"4003\"}", 0, IDENTITY_REFUSED},
        {"{\"code\":\"4002\"}", -1, IDENTITY_FOUND},
        {"{\"code\":\"0\"}", -1, IDENTITY_FOUND},
        {"{\"code\":0," DATA(",\"authLevel\":\"2\"" LOGIN) "}", -1, IDENTITY_FOUND},
        {"{\"code\":\"0\"," DATA(",\"authLevel\":\"4\"" LOGIN) "}", -1, IDENTITY_FOUND},
        {"{\"code\":\"0\"," DATA(LOGIN) "}", -1, IDENTITY_FOUND},
        {"{\"code\":\"0\"," DATA(",\"authLevel\":\"2\"") "}", -1, IDENTITY_FOUND},
        {"{\"code\":\"0\"," DATA(",\"authLevel\":2" LOGIN) "}", -1, IDENTITY_FOUND},
        {"{\"code\":\"0\"," DATA(",\"userId\":\"u2\",\"authLevel\":\"2\"" LOGIN) "}", -1, IDENTITY_FOUND},
        {"{\"code\":\"0\",\"data\":[]}", -1, IDENTITY_FOUND},
        {"{\"code\":\"0\",\"code\":\"4001\"}", -1, IDENTITY_FOUND},
        {"", -1, IDENTITY_FOUND},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct identity_finding finding = {.result = IDENTITY_DOWN};
        int form = ticket_answer_read(cases[i].text, strlen(cases[i].text), "https://portal.example", NOW_MS,
                                      &finding);
        if (form != cases[i].form || (form == 0 && finding.result != cases[i].result)) {
            fail_msg("%s: wanted %d and %d, got %d and %d", cases[i].text, cases[i].form,
                     (int)cases[i].result, form, (int)finding.result);
        }
        if (form == 0 && finding.result == IDENTITY_FOUND) {
            assert_string_equal(finding.person.subject, "u1");
            assert_string_equal(finding.person.issuer, "https://portal.example");
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_numbers),
        cmocka_unit_test(answers_to_tickets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
