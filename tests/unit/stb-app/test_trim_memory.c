/* What is released comes back as it was: code, constants, and what a start has relocated is not touched. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <curl/curl.h>
#include <directfb.h>

#include "stb-app/trim_memory.h"

/* KiB of files that are mapped now. */
static long mapped_kib(void)
{
    char line[256];
    long kib = -1;
    FILE *status = fopen("/proc/self/status", "re");
    assert_non_null(status);
    while (fgets(line, sizeof line, status) != NULL) {
        if (strncmp(line, "RssFile:", 8) == 0) {
            kib = strtol(line + 8, NULL, 10);
        }
    }
    (void)fclose(status);
    assert_true(kib >= 0);
    return kib;
}

static void pages_go_and_come_back(void **state)
{
    char before[256];
    (void)state;
    (void)snprintf(before, sizeof before, "%s", curl_version());
    long full = mapped_kib();
    for (int i = 0; i < 3; i++) {
        assert_true(trim_memory() > 1024 * 1024);
        long left = mapped_kib();
        if (left >= full) {
            fail_msg("%ld KiB of files are mapped after it, %ld before", left, full);
        }
        assert_string_equal(curl_version(), before);
        assert_string_equal(DirectFBErrorString(DFB_OK), "OK");
    }
}

static const char *const names[] = {"one", "two", "three"}; /* read-only, but not as in the file */

static void what_a_start_relocates_stays(void **state)
{
    (void)state;
    (void)trim_memory();
    assert_string_equal(names[2], "three");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_go_and_come_back),
        cmocka_unit_test(what_a_start_relocates_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
