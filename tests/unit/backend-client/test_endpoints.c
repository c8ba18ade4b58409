/* Every row of the table of what can be asked is whole, and the contract has its path. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "backend-client/hall_client_private.h"

static const char *read_contract(void)
{
    static char text[512 * 1024];
    FILE *file = fopen("docs/openapi.yaml", "re");
    assert_non_null(file);
    size_t length = fread(text, 1, sizeof text - 1, file);
    assert_int_equal(fclose(file), 0);
    assert_true(length > 0 && length < sizeof text - 1);
    return text;
}

static void test_rows(void **state)
{
    (void)state;
    const char *contract = read_contract();
    for (size_t i = 0; i < ENDPOINT_COUNT; i++) {
        const struct endpoint_row *row = &endpoints[i];
        if (row->path == NULL || row->decode == NULL || row->free == NULL || row->call == NULL) {
            fail_msg("endpoint %zu: no whole row", i);
        }
        char line[64];
        int is_open = row->about == ABOUT_ID || row->about == ABOUT_ADDRESS; /* an id or a name follows */
        (void)snprintf(line, sizeof line, "\n  %s%s", row->path, is_open ? "{" : ":\n");
        if (strstr(contract, line) == NULL) {
            fail_msg("%s: not in docs/openapi.yaml", row->path);
        }
        if (row->id.given != (row->about == ABOUT_ID || i == ENDPOINT_CASE)) {
            fail_msg("%s: an id that is asked for must be checked", row->path);
        }
        int is_posted = row->about == ABOUT_NUMBER || row->about == ABOUT_PERSON;
        if ((row->refusal != NULL) != (row->about == ABOUT_NUMBER) ||
            is_posted != (row->keeping == KEPT_NOWHERE)) {
            fail_msg("%s: what is personal is posted, can be refused, and is kept nowhere", row->path);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};
    return cmocka_run_group_tests_name("endpoints", tests, NULL, NULL);
}
