/* Where the hall's keymap comes from: headend.xml, then what was learned; and what a learned key is known by.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "both-sides/log.h"
#include "both-sides/xml/config_document.h"
#include "remote-input/remote_input.h"
#include "stb-app/keymap.h"
#include "stb-app/remote_learning.h"

static char folder[] = "/tmp/tv-hall-keymap-XXXXXX";
static struct keymap keymap;

static int open_folder(void **state)
{
    (void)state;
    log_set_level(LOG_LEVEL_ERROR);
    return mkdtemp(folder) != NULL ? 0 : -1;
}

static int close_folder(void **state)
{
    char path[128];
    (void)state;
    (void)snprintf(path, sizeof path, "%s/learned-keys", folder);
    (void)unlink(path);
    return rmdir(folder);
}

static const struct {
    struct config_remote_key key;
    int good, is_scancode;
    unsigned code;
    enum remote_key is;
} translations[] = {
    {{"KEY_PROG1", "", "HOME", 7}, 1, 0, KEY_PROG1, REMOTE_KEY_HOME},
    {{"KEY_ZOOM", "", "OK", 8}, 1, 0, KEY_ZOOM, REMOTE_KEY_OK}, /* an alias of the kernel's */
    {{"353", "", "5", 9}, 1, 0, 353, REMOTE_KEY_5},
    {{"", "0x80110a", "BACK", 10}, 1, 1, 0x80110a, REMOTE_KEY_BACK},
    {{"", "0xFFFFFFFF", "NONE", 11}, 1, 1, 0xffffffff, REMOTE_KEY_NONE},
    {{"KEY_NOSUCH", "", "OK", 12}, 0, 0, 0, REMOTE_KEY_NONE},
    {{"999", "", "OK", 13}, 0, 0, 0, REMOTE_KEY_NONE},
};

static void operators_keys_become_entries(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof translations / sizeof translations[0]; i++) {
        struct box_config *config = calloc(1, sizeof *config);
        assert_non_null(config);
        config->remote_count = 1;
        config->remotes[0] = (struct config_remote){.device = "rc*", .key_count = 1};
        config->remotes[0].keys[0] = translations[i].key;
        keymap_read(&keymap, config, NULL);
        free(config);
        if (keymap.count != (size_t)translations[i].good) {
            fail_msg("\"%s%s\": expected %d entries, got %zu", translations[i].key.code,
                     translations[i].key.scancode, translations[i].good, keymap.count);
        }
        if (translations[i].good) {
            const struct remote_keymap_entry *entry = &keymap.entries[0];
            assert_string_equal(entry->device, "rc*");
            assert_int_equal(entry->is_scancode, translations[i].is_scancode);
            assert_int_equal(entry->code, translations[i].code);
            assert_int_equal(entry->key, translations[i].is);
            assert_int_equal(entry->line, translations[i].key.line);
        }
    }
}

/* both-sides knows the names of the hall's keys as text only. */
static void the_configuration_knows_every_key_of_the_hall(void **state)
{
    struct config_errors errors = {0};
    size_t length = 0;
    (void)state;
    char *sample = config_file_read("assets/headend.xml", &length, &errors);
    assert_non_null(sample);
    char *place = strstr(sample, "<poll");
    assert_non_null(place);
    for (int key = REMOTE_KEY_NONE; key < REMOTE_KEY_COUNT; key++) {
        struct hall_config *config = NULL;
        size_t size = length + 200;
        char *text = malloc(size);
        assert_non_null(text);
        int used = snprintf(text, size,
                            "%.*s<remotes><remote device=\"*\"><key code=\"KEY_OK\" is=\"%s\"/>"
                            "</remote></remotes>%s",
                            (int)(place - sample), sample, remote_key_name((enum remote_key)key), place);
        assert_true(used > 0 && (size_t)used < size);
        int result =
            hall_config_read_text(text, (size_t)used, "assets/schemas/headend.rng", &config, &errors);
        free(text);
        if (result != 0) {
            fail_msg("%s: %s", remote_key_name((enum remote_key)key), errors.items[0].problem);
        }
        keymap_read(&keymap, &config->box, NULL);
        assert_int_equal(keymap.entries[0].key, key);
        hall_config_free(config);
    }
    free(sample);
}

static struct remote_keymap_entry entry_of(const char *device, unsigned code, enum remote_key key)
{
    struct remote_keymap_entry entry = {.code = code, .key = key};
    (void)snprintf(entry.device, sizeof entry.device, "%s", device);
    return entry;
}

static void learned_keys_win_are_kept_replaced_and_forgotten(void **state)
{
    struct remote_keymap_entry first[] = {entry_of("a", KEY_F1, REMOTE_KEY_UP),
                                          entry_of("b", KEY_F1, REMOTE_KEY_DOWN)};
    struct remote_keymap_entry second[] = {entry_of("a", KEY_F2, REMOTE_KEY_LEFT)};
    struct box_config *config = calloc(1, sizeof *config);
    (void)state;
    assert_non_null(config);
    config->remote_count = 1;
    config->remotes[0] = (struct config_remote){.device = "*", .key_count = 1};
    config->remotes[0].keys[0] = (struct config_remote_key){"KEY_F1", "", "OK", 3};
    keymap_read(&keymap, config, folder);
    assert_int_equal(keymap.count, 1);
    assert_int_equal(keymap_learn(&keymap, first, 2), 0);
    assert_int_equal(remote_keymap_find(keymap.entries, keymap.count, "a", 0, KEY_F1)->key, REMOTE_KEY_UP);
    assert_int_equal(remote_keymap_find(keymap.entries, keymap.count, "c", 0, KEY_F1)->key, REMOTE_KEY_OK);
    assert_int_equal(keymap_learn(&keymap, second, 1), 0); /* "a" is taught anew, "b" stays */
    assert_int_equal(keymap_save(&keymap, folder), 0);

    keymap_read(&keymap, config, folder);
    assert_int_equal(keymap.count, 3);
    assert_int_equal(remote_keymap_find(keymap.entries, keymap.count, "a", 0, KEY_F1)->key, REMOTE_KEY_OK);
    assert_int_equal(remote_keymap_find(keymap.entries, keymap.count, "a", 0, KEY_F2)->key, REMOTE_KEY_LEFT);
    assert_int_equal(remote_keymap_find(keymap.entries, keymap.count, "b", 0, KEY_F1)->line, 0);
    keymap_forget(&keymap);
    assert_int_equal(keymap_save(&keymap, folder), 0);
    keymap_read(&keymap, config, folder);
    assert_int_equal(keymap.count, 1);
    free(config);
}

static void more_than_there_may_be_changes_nothing(void **state)
{
    static struct remote_keymap_entry many[REMOTE_KEYMAP_ENTRY_MAX];
    struct remote_keymap_entry one = entry_of("other", KEY_F1, REMOTE_KEY_UP);
    (void)state;
    for (size_t i = 0; i < REMOTE_KEYMAP_ENTRY_MAX; i++) {
        many[i] = entry_of("a", (unsigned)i + 1, REMOTE_KEY_OK);
    }
    keymap_read(&keymap, NULL, NULL);
    assert_int_equal(keymap_learn(&keymap, many, REMOTE_KEYMAP_ENTRY_MAX), 0);
    assert_int_equal(keymap_learn(&keymap, &one, 1), -1);
    assert_int_equal(keymap.count, REMOTE_KEYMAP_ENTRY_MAX);
    assert_string_equal(keymap.entries[0].device, "a");
}

#define LONG_NAME "[*?][*?][*?][*?][*?][*?][*?][*?][*?][*?][*?][*?][*?][*?][*?]1234567890123456789"

static const struct {
    const char *device;
    unsigned code;
    int has_scancode;
    enum remote_rule rule;
    int is_scancode; /* expected */
} reports[] = {
    {"gpio_ir_recv", KEY_PROG1, 1, REMOTE_RULE_NONE, 0},
    {"gpio_ir_recv", KEY_RESERVED, 1, REMOTE_RULE_NONE, 1},
    {"gpio_ir_recv", KEY_UNKNOWN, 1, REMOTE_RULE_NONE, 1},
    {"gpio_ir_recv", KEY_UNKNOWN, 0, REMOTE_RULE_NONE, 0},
    {"gpio_ir_recv", KEY_OK, 1, REMOTE_RULE_OPERATOR_SCANCODE, 1},
    {"odd [remote]* \\?", KEY_PROG1, 0, REMOTE_RULE_NONE, 0},
    {"two\nlines", KEY_PROG1, 0, REMOTE_RULE_NONE, 0},
    {LONG_NAME, KEY_PROG1, 0, REMOTE_RULE_NONE, 0},
};

static void a_learned_key_is_found_again(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof reports / sizeof reports[0]; i++) {
        struct remote_keymap_entry entry;
        struct remote_key_report report = {.device = reports[i].device,
                                           .code = reports[i].code,
                                           .code_name = "",
                                           .has_scancode = reports[i].has_scancode,
                                           .scancode = 0x1234,
                                           .value = 1,
                                           .rule = reports[i].rule};
        remote_learning_entry(&entry, &report);
        if (entry.is_scancode != reports[i].is_scancode ||
            entry.code != (entry.is_scancode ? 0x1234 : reports[i].code)) {
            fail_msg("case %zu: expected %s, got %s 0x%x", i,
                     reports[i].is_scancode ? "the scancode" : "the code",
                     entry.is_scancode ? "scancode" : "code", entry.code);
        }
        if (fnmatch(entry.device, reports[i].device, 0) != 0) {
            fail_msg("the pattern \"%s\" does not match its own device", entry.device);
        }
    }
    struct remote_keymap_entry entry;
    struct remote_key_report report = {.device = "a*", .code = KEY_PROG1, .code_name = ""};
    remote_learning_entry(&entry, &report);
    assert_int_not_equal(fnmatch(entry.device, "abc", 0), 0); /* the name is taken literally */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operators_keys_become_entries),
        cmocka_unit_test(the_configuration_knows_every_key_of_the_hall),
        cmocka_unit_test(learned_keys_win_are_kept_replaced_and_forgotten),
        cmocka_unit_test(more_than_there_may_be_changes_nothing),
        cmocka_unit_test(a_learned_key_is_found_again),
    };
    return cmocka_run_group_tests(tests, open_folder, close_folder);
}
