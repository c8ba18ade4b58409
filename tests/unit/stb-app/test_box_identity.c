/* Which box it is: by its provisioning file, else by a number of its own and no token. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "both-sides/log.h"
#include "stb-app/box_identity.h"
#include "stb-app/kept_file.h"
#include "tests/unit/folder_fixture.h"

#define NUMBER "00112233445566778899aabbccddeeff"
#define TOKEN  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN-_0"
#define GOOD   "<box version='1' number='" NUMBER "' token='" TOKEN "'/>"

static char folder[FOLDER_SIZE];

static int begin(void **state)
{
    (void)state;
    log_set_level(LOG_LEVEL_ERROR);
    return folder_make(folder);
}

static int end(void **state)
{
    (void)state;
    return folder_remove(folder);
}

static const char *put(const char *name, const char *text)
{
    static char path[128];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(kept_file_write(path, text, strlen(text)), 0);
    return path;
}

static void by_its_file(void **state)
{
    static const struct box_identity none;
    struct box_identity identity;
    (void)state;
    box_identity_read(put("given.xml", GOOD), folder, &identity);
    assert_string_equal(identity.number, NUMBER);
    assert_string_equal(identity.token, TOKEN);
    box_identity_wipe(&identity);
    assert_memory_equal(&identity, &none, sizeof identity);
    box_identity_read(put("given.xml", GOOD), NULL, &identity);
    assert_string_equal(identity.token, TOKEN);
}

static void by_what_is_kept(void **state)
{
    struct box_identity identity;
    (void)state;
    (void)put("credential", GOOD);
    box_identity_read(NULL, folder, &identity);
    assert_string_equal(identity.number, NUMBER);
    assert_string_equal(identity.token, TOKEN);
}

static void by_itself(void **state)
{
    struct box_identity identity;
    char own[PROVISIONING_NUMBER_SIZE];
    (void)state;
    box_identity_read(NULL, folder, &identity);
    assert_int_equal(strlen(identity.number), PROVISIONING_NUMBER_SIZE - 1);
    assert_string_equal(identity.token, "");
    memcpy(own, identity.number, sizeof own);
    (void)put("credential", "<box version='1' number='" NUMBER "'/>");
    box_identity_read(NULL, folder, &identity);
    assert_string_equal(identity.number, own);
    assert_string_equal(identity.token, "");
    box_identity_read("/nowhere/at/all", folder, &identity);
    assert_string_equal(identity.number, own);
    box_identity_read(NULL, NULL, &identity);
    assert_string_equal(identity.number, "");
    assert_string_equal(identity.token, "");
}

#define ROW(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {ROW(by_its_file), ROW(by_what_is_kept), ROW(by_itself)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
