/* Files that are whole or as they were. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "both-sides/durable_file.h"

static char folder[32];
static char path[64], beside[64], other[64];

static int make_folder(void **state)
{
    (void)state;
    (void)snprintf(folder, sizeof folder, "/tmp/durable-XXXXXX");
    if (mkdtemp(folder) == NULL) {
        return -1;
    }
    (void)snprintf(path, sizeof path, "%s/file", folder);
    (void)snprintf(beside, sizeof beside, "%s/file.new", folder);
    (void)snprintf(other, sizeof other, "%s/other", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    (void)unlink(path);
    (void)unlink(beside);
    (void)unlink(other);
    (void)rmdir(beside);
    return rmdir(folder);
}

static void put(const char *at, const char *text)
{
    FILE *file = fopen(at, "we");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void expect(const char *at, const char *text)
{
    char bytes[64] = "";
    FILE *file = fopen(at, "re");
    assert_non_null(file);
    size_t length = fread(bytes, 1, sizeof bytes - 1, file);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(length, strlen(text));
    assert_string_equal(bytes, text);
}

static void the_new_takes_the_place_of_the_old(void **state)
{
    struct stat status;
    (void)state;
    assert_int_equal(durable_file_write(path, 0600, "one", 3), 0);
    expect(path, "one");
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_int_equal(durable_file_write(path, 0600, "", 0), 0);
    expect(path, "");
    assert_int_equal(access(beside, F_OK), -1);
}

static void what_a_power_cut_left_is_no_hindrance(void **state)
{
    (void)state;
    put(beside, "half of someth");
    assert_int_equal(durable_file_write(path, 0644, "whole", 5), 0);
    expect(path, "whole");
    assert_int_equal(access(beside, F_OK), -1);
}

static void a_link_is_not_followed(void **state)
{
    (void)state;
    put(other, "not ours");
    assert_int_equal(symlink(other, beside), 0);
    assert_int_equal(durable_file_write(path, 0644, "ours", 4), 0);
    expect(path, "ours");
    expect(other, "not ours");
}

static void what_fails_leaves_the_old(void **state)
{
    (void)state;
    put(path, "good");
    assert_int_equal(mkdir(beside, 0755), 0);
    assert_int_equal(durable_file_write(path, 0644, "new", 3), EEXIST);
    expect(path, "good");
    assert_int_equal(rmdir(beside), 0);
    assert_int_equal(mkdir(other, 0755), 0); /* a folder stands where the file should */
    assert_int_equal(durable_file_write(other, 0644, "new", 3), EISDIR);
    assert_int_equal(rmdir(other), 0);
    (void)snprintf(other, sizeof other, "%s/other.new", folder);
    assert_int_equal(access(other, F_OK), -1);
}

/* Each writes a letter of its own many times: nobody fails, and a whole file stands there at any time. */
static void several_write_the_same_file(void **state)
{
    enum { WRITERS = 4, TIMES = 50, LENGTH = 20000 };
    static char bytes[LENGTH];
    (void)state;
    for (int i = 0; i < WRITERS; i++) {
        if (fork() == 0) {
            int problem = 0;
            memset(bytes, 'a' + i, sizeof bytes);
            for (int k = 0; k < TIMES && problem == 0; k++) {
                problem = durable_file_write(path, 0644, bytes, sizeof bytes);
            }
            _exit(problem);
        }
    }
    for (int i = 0; i < WRITERS; i++) {
        int status = -1;
        assert_true(wait(&status) > 0);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    assert_int_equal(fread(bytes, 1, sizeof bytes, file), LENGTH);
    assert_int_equal(fclose(file), 0);
    assert_true(memchr(bytes, bytes[0] == 'a' ? 'b' : 'a', sizeof bytes) == NULL);
    assert_int_equal(access(beside, F_OK), -1);
}

static void paths_that_cannot_be(void **state)
{
    char name[NAME_MAX + 1];
    (void)state;
    assert_int_equal(durable_file_write("/nowhere/at/all", 0644, "x", 1), ENOENT);
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    assert_int_equal(durable_file_write(name, 0644, "x", 1), ENAMETOOLONG); /* its .new would be */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_new_takes_the_place_of_the_old, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(what_a_power_cut_left_is_no_hindrance, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(a_link_is_not_followed, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(what_fails_leaves_the_old, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(several_write_the_same_file, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(paths_that_cannot_be, make_folder, remove_folder),
    };
    return cmocka_run_group_tests_name("durable file", tests, NULL, NULL);
}
