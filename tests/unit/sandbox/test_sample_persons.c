/* The sample persons: numbers that are right, and births that stay what they show. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/id_number.h"
#include "sandbox/sample_persons.h"

enum { TODAY = 20261130, BORN_BEFORE = 19000101 };

static void their_numbers_are_right_and_nobody_living_has_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < SAMPLE_PERSONS; i++) {
        const struct sample_person *person = &sample_persons[i];
        char number[ID_NUMBER_SIZE];
        assert_int_equal(id_number_read(person->id_number, BORN_BEFORE, number), 0);
        assert_string_equal(number, person->id_number);
        assert_ptr_equal(sample_person_find(person->id_number), person);
        assert_ptr_equal(sample_person_of_subject(person->subject), person);
        assert_int_equal(strncmp(person->name, "示例", strlen("示例")), 0);
    }
    assert_null(sample_person_find("431002188001010026"));
    assert_null(sample_person_of_subject("sample-5"));
}

static void births_are_days_and_go_with_today(void **state)
{
    static const int days[] = {TODAY, 20240229, 20270101, 20281231};
    (void)state;
    for (size_t i = 0; i < SAMPLE_PERSONS; i++) {
        for (size_t day = 0; day < sizeof days / sizeof days[0]; day++) {
            int birth = sample_person_birth(&sample_persons[i], days[day]);
            assert_true(calendar_date_is_real(birth));
            assert_int_equal(days[day] / 10000 - birth / 10000, sample_persons[i].age);
        }
    }
    assert_int_equal(sample_person_birth(&sample_persons[0], TODAY), 19661101);
    assert_int_equal(sample_person_birth(&sample_persons[1], TODAY), 19740307);
    assert_int_equal(sample_person_birth(&sample_persons[2], TODAY), 19901231);
    assert_int_equal(sample_person_birth(&sample_persons[3], TODAY), 19650101);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(their_numbers_are_right_and_nobody_living_has_them),
        cmocka_unit_test(births_are_days_and_go_with_today),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
