/* Keymap files: good lines, bad lines with what is told about them, and saving in one step. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "remote-input/remote_keymap_file.h"

enum { ENTRIES = 4 };

struct told {
    int count, line;
    char why[256];
};

static void tell(void *context, int line, const char *why)
{
    struct told *told = context;
    told->count++;
    told->line = line;
    (void)snprintf(told->why, sizeof told->why, "%s", why);
}

static void good_lines(void **state)
{
    static const char text[] = "# remotes\r\n"
                               "\n"
                               "gpio_ir_recv: KEY_PROG1 = HOME\r\n"
                               "  A: B (usb) 2.4G :KEY_ZOOM=OK  \n"
                               "*:0x80110A = NONE\n"
                               "*: 0xffffffff = 5";
    struct remote_keymap_entry entries[ENTRIES];
    struct told told = {0};
    size_t count;

    (void)state;
    assert_int_equal(remote_keymap_parse(text, sizeof text - 1, entries, ENTRIES, &count, tell, &told), 0);
    assert_int_equal(told.count, 0);
    assert_int_equal(count, 4);
    assert_string_equal(entries[0].device, "gpio_ir_recv");
    assert_int_equal(entries[0].code, KEY_PROG1);
    assert_int_equal(entries[0].key, REMOTE_KEY_HOME);
    assert_int_equal(entries[0].line, 3);
    assert_string_equal(entries[1].device, "A: B (usb) 2.4G");
    assert_int_equal(entries[1].code, KEY_FULL_SCREEN);
    assert_true(entries[2].is_scancode);
    assert_int_equal(entries[2].code, 0x80110a);
    assert_int_equal(entries[2].key, REMOTE_KEY_NONE);
    assert_int_equal(entries[3].code, 0xffffffff);
    assert_int_equal(entries[3].key, REMOTE_KEY_5);
}

static const struct {
    const char *text;
    int line;
    const char *why; /* begins so */
} bad[] = {
    {"\n\nhello\n", 3, "not an entry"},
    {"a = b\n", 1, "not an entry"},
    {"a: KEY_UP\n", 1, "not an entry"},
    {": KEY_UP = UP\n", 1, "device name"},
    {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: KEY_UP = UP", 1,
     "device name"},
    {"*: KEY_UPP = UP\n", 1, "unknown key code"},
    {"*: KEY_RESERVED = UP\n", 1, "unknown key code"},
    {"*: KEY_MAX = UP\n", 1, "unknown key code"},
    {"*: = UP\n", 1, "unknown key code"},
    {"*: KEY_UP = up\n", 1, "unknown remote key"},
    {"*: KEY_UP =\n", 1, "unknown remote key"},
    {"*: 0x = UP\n", 1, "bad scancode"},
    {"*: 0x100000000 = UP\n", 1, "bad scancode"},
    {"*: 0x-1 = UP\n", 1, "bad scancode"},
    {"*: 012 = UP\n", 1, "bad scancode"},
    {"*: KEY_1 = 1\n*: KEY_2 = 2\n*: KEY_3 = 3\n*: KEY_4 = 4\n*: KEY_5 = 5\n", 5, "too many"},
    {"*: KEY_1 = 1\n*: KEY_UPP = 2\n", 2, "unknown key code"},
};

static void bad_lines(void **state)
{
    struct remote_keymap_entry entries[ENTRIES];
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct told told = {0};
        size_t count = 99;
        int result =
            remote_keymap_parse(bad[i].text, strlen(bad[i].text), entries, ENTRIES, &count, tell, &told);
        if (result != -1 || told.count != 1 || told.line != bad[i].line || count != 0 ||
            strncmp(told.why, bad[i].why, strlen(bad[i].why)) != 0) {
            fail_msg("\"%s\": wanted one error \"%s\" at line %d; got %d, %d errors, \"%s\" at line %d",
                     bad[i].text, bad[i].why, bad[i].line, result, told.count, told.why, told.line);
        }
    }
}

static void hostile_files(void **state)
{
    struct remote_keymap_entry entries[ENTRIES];
    struct told told = {0};
    size_t count;
    char *large = calloc(1, REMOTE_KEYMAP_FILE_MAX + 1);

    (void)state;
    assert_non_null(large);
    assert_int_equal(
        remote_keymap_parse(large, REMOTE_KEYMAP_FILE_MAX + 1, entries, ENTRIES, &count, tell, &told), -1);
    assert_int_equal(told.line, 0);
    memset(large, 'a', REMOTE_KEYMAP_FILE_MAX);
    assert_int_equal(
        remote_keymap_parse(large, REMOTE_KEYMAP_FILE_MAX, entries, ENTRIES, &count, tell, &told), -1);
    assert_int_equal(told.line, 1);
    assert_int_equal(remote_keymap_parse("*: KEY\0_UP = UP", 15, entries, ENTRIES, &count, tell, &told), -1);
    assert_int_equal(remote_keymap_parse("x", 1, entries, ENTRIES, &count, NULL, NULL), -1);
    assert_int_equal(remote_keymap_parse("", 0, entries, ENTRIES, &count, tell, &told), 0);
    free(large);
}

static void saved_and_read_back(void **state)
{
    static const struct remote_keymap_entry learned[] = {
        {"gpio_ir_recv", 0, KEY_PROG1, REMOTE_KEY_BACK, 0},
        {"gpio_ir_recv", 1, 0x80110a, REMOTE_KEY_UP, 0},
        {"*", 0, KEY_ZOOM, REMOTE_KEY_NONE, 0},
    };
    struct remote_keymap_entry entries[ENTRIES];
    char directory[] = "/tmp/test-keymap-XXXXXX";
    char path[64], beside[80];
    struct told told = {0};
    struct stat info;
    size_t count = 99;

    (void)state;
    assert_non_null(mkdtemp(directory));
    (void)snprintf(path, sizeof path, "%s/keymap", directory);
    (void)snprintf(beside, sizeof beside, "%s.new", path);
    assert_int_equal(remote_keymap_load(path, entries, ENTRIES, &count, tell, &told), 0);
    assert_int_equal(count, 0);
    assert_int_equal(remote_keymap_save(path, learned, 3), 0);
    assert_int_equal(remote_keymap_load(path, entries, ENTRIES, &count, tell, &told), 0);
    assert_int_equal(count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(entries[i].device, learned[i].device);
        assert_int_equal(entries[i].is_scancode, learned[i].is_scancode);
        assert_int_equal(entries[i].code, learned[i].code);
        assert_int_equal(entries[i].key, learned[i].key);
    }
    assert_int_equal(stat(beside, &info), -1);
    /* A code that has no name could not be read back: the file in use stays. */
    static const struct remote_keymap_entry nameless = {"*", 0, KEY_CNT, REMOTE_KEY_UP, 0};
    assert_int_equal(remote_keymap_save(path, &nameless, 1), -EINVAL);
    assert_int_equal(stat(beside, &info), -1);
    assert_int_equal(remote_keymap_load(path, entries, ENTRIES, &count, tell, &told), 0);
    assert_int_equal(count, 3);
    assert_int_equal(remote_keymap_save(path, NULL, 0), 0); /* undone */
    assert_int_equal(stat(path, &info), -1);
    assert_int_equal(remote_keymap_save(path, NULL, 0), 0);
    assert_int_equal(remote_keymap_load(directory, entries, ENTRIES, &count, tell, &told), -1);
    assert_int_equal(told.count, 1);
    assert_int_equal(rmdir(directory), 0);
    assert_int_equal(remote_keymap_save(path, learned, 3), -ENOENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_lines),
        cmocka_unit_test(bad_lines),
        cmocka_unit_test(hostile_files),
        cmocka_unit_test(saved_and_read_back),
    };
    return cmocka_run_group_tests_name("remote_keymap_file", tests, NULL, NULL);
}
