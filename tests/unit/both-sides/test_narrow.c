/* Numbers as other systems send them, and as they are compared. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "both-sides/narrow.h"

#define SIXTY "123456789012345678901234567890123456789012345678901234567890"

static void what_pads_goes_and_what_is_wide_gets_narrow(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"019X", "019X"},
        {"", ""},
        {"   ", ""},
        {"019X  ", "019X"},
        {"  019X", "019X"},
        {"019Ｘ", "019X"},
        {"０１９Ｘ", "019X"},
        {"０１９ｘ　　", "019x"},
        {"019X\r\n", "019X"},
        {"\uFEFF019X", "019X"},
        {"019X\xEF\xBB\xBF", "019X"},
        {"\u00A0019X\xE2\x80\x8B\t", "019X"},
        {"01 9X ", "01 9X"}, /* within it is another number */
        {"已办　", "已办"},
        {SIXTY "123", SIXTY "123"},
        {SIXTY "1234", ""},
        {SIXTY "              ", SIXTY},
        {"                                                                        1", "1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char out[NARROW_SIZE];
        assert_string_equal(narrow(cases[i][0], out), cases[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_pads_goes_and_what_is_wide_gets_narrow),
    };
    return cmocka_run_group_tests_name("narrow", tests, NULL, NULL);
}
