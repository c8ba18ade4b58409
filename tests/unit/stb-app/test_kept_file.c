/* Small files that survive. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "both-sides/log.h"
#include "stb-app/kept_file.h"

static char folder[] = "/tmp/tv-hall-kept-XXXXXX";
static char path[128];

static int open_folder(void **state)
{
    (void)state;
    log_set_level(LOG_LEVEL_ERROR);
    if (mkdtemp(folder) == NULL) {
        return -1;
    }
    snprintf(path, sizeof path, "%s/state/file", folder);
    return 0;
}

static int close_folder(void **state)
{
    (void)state;
    char name[128];
    unlink(path);
    snprintf(name, sizeof name, "%s/state", folder);
    rmdir(name);
    return rmdir(folder);
}

static void what_was_written_is_read_again(void **state)
{
    (void)state;
    size_t length = 0;
    assert_null(kept_file_read(path, 100, &length));
    assert_int_equal(kept_file_write(path, "one\0two", 7), 0);
    char *bytes = kept_file_read(path, 100, &length);
    assert_non_null(bytes);
    assert_int_equal(length, 7);
    assert_memory_equal(bytes, "one\0two", 8);
    free(bytes);
    assert_int_equal(kept_file_write(path, "", 0), 0);
    bytes = kept_file_read(path, 100, &length);
    assert_non_null(bytes);
    assert_int_equal(length, 0);
    free(bytes);
}

static void no_temporary_file_is_left(void **state)
{
    (void)state;
    char temporary[160];
    snprintf(temporary, sizeof temporary, "%s.new", path);
    assert_int_equal(kept_file_write(path, "x", 1), 0);
    assert_int_equal(access(temporary, F_OK), -1);
}

static void too_large_or_not_a_file_is_not_read(void **state)
{
    (void)state;
    size_t length = 0;
    assert_int_equal(kept_file_write(path, "12345", 5), 0);
    assert_null(kept_file_read(path, 4, &length));
    assert_null(kept_file_read(folder, 1000, &length));
    assert_null(kept_file_read("/dev/zero", 1000, &length));
}

static void a_write_that_fails_leaves_the_old_file(void **state)
{
    (void)state;
    char temporary[160];
    size_t length = 0;
    assert_int_equal(kept_file_write(path, "good", 4), 0);
    snprintf(temporary, sizeof temporary, "%s.new", path);
    assert_int_equal(mkdir(temporary, 0755), 0); /* in the way of the temporary file */
    assert_int_equal(kept_file_write(path, "new", 3), -1);
    char *bytes = kept_file_read(path, 100, &length);
    assert_non_null(bytes);
    assert_string_equal(bytes, "good");
    free(bytes);
    rmdir(temporary);
    assert_int_equal(kept_file_write("/nowhere/at/all", "x", 1), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_is_read_again),
        cmocka_unit_test(no_temporary_file_is_left),
        cmocka_unit_test(too_large_or_not_a_file_is_not_read),
        cmocka_unit_test(a_write_that_fails_leaves_the_old_file),
    };
    return cmocka_run_group_tests_name("kept file", tests, open_folder, close_folder);
}
