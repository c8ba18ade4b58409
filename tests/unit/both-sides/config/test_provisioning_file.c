#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "both-sides/config/provisioning_file.h"

#define NUMBER "00112233445566778899aabbccddeeff"
#define TOKEN  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN-_0"
#define GOOD   "<box version='1' number='" NUMBER "' token='" TOKEN "'/>"

static struct config_errors errors;

static void good_files(void **state)
{
    static const char *const texts[] = {GOOD, "\n<!-- of the living room --> " GOOD "\n",
                                        "<box token='" TOKEN "' number='" NUMBER "' version='1'></box>"};
    struct provisioning read;
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_int_equal(provisioning_read_text(texts[i], strlen(texts[i]), &read, &errors), 0);
        assert_string_equal(read.number, NUMBER);
        assert_string_equal(read.token, TOKEN);
    }
}

static void bad_files(void **state)
{
    static const struct {
        const char *text, *problem;
    } rows[] = {
        {"", "empty"},
        {"nonsense", ""},
        {"<box/>", "no provisioning file"},
        {"<box version='2' number='" NUMBER "' token='" TOKEN "'/>", "no provisioning file"},
        {"<headend version='1' number='" NUMBER "' token='" TOKEN "'/>", "no provisioning file"},
        {"<box xmlns='urn:x' version='1' number='" NUMBER "' token='" TOKEN "'/>", "no provisioning file"},
        {"<box version='1' token='" TOKEN "'/>", "number is missing"},
        {"<box version='1' number='" NUMBER "'/>", "token is missing"},
        {"<box version='1' number='" NUMBER "0' token='" TOKEN "'/>", "number is not as it is written"},
        {"<box version='1' number='' token='" TOKEN "'/>", "number is not as it is written"},
        {"<box version='1' number='00112233445566778899AABBCCDDEEFF' token='" TOKEN "'/>", "number is not"},
        {"<box version='1' number='" NUMBER "' token='" TOKEN "A'/>", "token is not as it is written"},
        {"<box version='1' number='" NUMBER "' token=' " TOKEN "'/>", "token is not as it is written"},
        {"<box version='1' number='" NUMBER "' token='abc+efghijklmnopqrstuvwxyzABCDEFGHIJKLMN-_0'/>",
         "token is"},
        {"<!DOCTYPE box [<!ENTITY t 'x'>]>" GOOD, ""},
    };
    static const struct provisioning none;
    struct provisioning read;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int result = provisioning_read_text(rows[i].text, strlen(rows[i].text), &read, &errors);
        if (result != -1 || errors.count == 0 || strstr(errors.items[0].problem, rows[i].problem) == NULL) {
            fail_msg("%s: wanted \"%s\", got \"%s\"", rows[i].text, rows[i].problem,
                     errors.count > 0 ? errors.items[0].problem : "no error");
        }
        assert_memory_equal(&read, &none, sizeof read);
        for (size_t k = 0; k < errors.count; k++) { /* a token is not for the log */
            assert_null(strstr(errors.items[k].problem, "JKLMN"));
            assert_null(strstr(errors.items[k].allowed, "JKLMN-_0"));
        }
    }
}

static void what_is_written_is_read(void **state)
{
    static const struct provisioning written = {NUMBER, TOKEN};
    char path[] = "/tmp/tv-hall-provisioning-XXXXXX";
    char text[PROVISIONING_TEXT_SIZE];
    struct provisioning read;
    int others = -1;
    size_t length = provisioning_text(&written, text);
    (void)state;
    assert_true(length < sizeof text);
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, text, length), length);
    assert_int_equal(close(file), 0);
    assert_int_equal(provisioning_read(path, &read, &others, &errors), 0);
    assert_memory_equal(&read, &written, sizeof read);
    assert_int_equal(others, 0);
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(provisioning_read(path, &read, &others, &errors), 0);
    assert_int_equal(others, 1);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(provisioning_read(path, &read, &others, &errors), -1);
    assert_non_null(strstr(errors.items[0].problem, "cannot be read"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(good_files), cmocka_unit_test(bad_files),
                                       cmocka_unit_test(what_is_written_is_read)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
