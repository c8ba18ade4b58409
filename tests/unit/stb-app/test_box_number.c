/* The number of a box: made once, kept, made anew when what was kept is none. */

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
#include "stb-app/box_number.h"
#include "stb-app/kept_file.h"

#define GOOD "0123456789abcdef0123456789abcdef"

static char folder[] = "/tmp/tv-hall-number-XXXXXX";
static char path[128];

static int open_folder(void **state)
{
    (void)state;
    log_set_level(LOG_LEVEL_ERROR);
    if (mkdtemp(folder) == NULL) {
        return -1;
    }
    (void)snprintf(path, sizeof path, "%s/box-number", folder);
    return 0;
}

static int close_folder(void **state)
{
    (void)state;
    (void)unlink(path);
    return rmdir(folder);
}

static void assert_is_number(const char *number, const char *what)
{
    if (strlen(number) != 32 || strspn(number, "0123456789abcdef") != 32) {
        fail_msg("%s: \"%s\" is not 32 hexadecimal digits", what, number);
    }
}

static void one_number_for_all_starts(void **state)
{
    (void)state;
    char first[BOX_NUMBER_SIZE], second[BOX_NUMBER_SIZE], other[BOX_NUMBER_SIZE];
    kept_file_remove(path);
    box_number_read(folder, first);
    box_number_read(folder, second);
    assert_is_number(first, "first start");
    assert_string_equal(first, second);
    kept_file_remove(path);
    box_number_read(folder, other);
    assert_is_number(other, "another box");
    assert_string_not_equal(first, other);
}

static const struct {
    const char *kept;
    int good;
} files[] = {
    {GOOD "\n", 1},
    {GOOD, 1},
    {"", 0},
    {"0123456789abcdef", 0},
    {GOOD "0", 0},
    {GOOD "\n\n", 0},
    {"0123456789ABCDEF0123456789ABCDEF\n", 0},
    {"0123456789abcdef0123456789abcde\n", 0},
    {"0123456789abcdef0123456789abcde\n\n", 0},
    {"0123456789abcdef\r\n0123456789abcde\n", 0},
};

static void what_is_broken_is_made_anew(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        char number[BOX_NUMBER_SIZE], again[BOX_NUMBER_SIZE];
        assert_int_equal(kept_file_write(path, files[i].kept, strlen(files[i].kept)), 0);
        box_number_read(folder, number);
        box_number_read(folder, again);
        assert_is_number(number, files[i].kept);
        if ((strcmp(number, GOOD) == 0) != files[i].good) {
            fail_msg("\"%s\": expected %s, got %s", files[i].kept, files[i].good ? GOOD : "another", number);
        }
        assert_string_equal(number, again);
    }
}

static void without_a_place_there_is_none_and_a_full_disk_does_not_hinder(void **state)
{
    (void)state;
    char number[BOX_NUMBER_SIZE] = "x";
    box_number_read(NULL, number);
    assert_string_equal(number, "");
    log_set_level(LOG_LEVEL_ERROR);
    box_number_read("/nowhere/at/all", number);
    assert_is_number(number, "nothing can be written");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_number_for_all_starts),
        cmocka_unit_test(what_is_broken_is_made_anew),
        cmocka_unit_test(without_a_place_there_is_none_and_a_full_disk_does_not_hinder),
    };
    return cmocka_run_group_tests_name("box number", tests, open_folder, close_folder);
}
