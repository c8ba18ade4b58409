#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "both-sides/payment/payment_machine.h"
#include "both-sides/records/order_records.h"

/* The contract's words of states are the machine's, in its order. */
static void test_states(void **state)
{
    (void)state;
    for (int i = 0; i < PAYMENT_STATE_COUNT; i++) {
        assert_string_equal(payment_states.words[i], payment_state_word((enum payment_state)i));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_states)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
