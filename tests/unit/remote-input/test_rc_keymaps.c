/* Every keymap that Debian's ir-keytable installs, as a remote in someone's hand: can the hall be driven with
 * it? Prints what each lacks; only those listed below may be undrivable. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "remote-input/remote_keymap.h"
#include "remote-input/remote_keymap_file.h"

static const char keymap_directory[] = "/lib/udev/rc_keymaps";

/* Two keys each (1 and 2, the driver's own test tables): too few to do anything. */
static const char *const too_few_keys[] = {"az6027.toml", "vp702x.toml"};

enum { LINE_SIZE = 512, NAME_SIZE = 64, KEYMAPS_AT_LEAST = 140 };

static int expected_undrivable(const char *file)
{
    for (size_t i = 0; i < sizeof too_few_keys / sizeof too_few_keys[0]; i++) {
        if (strcmp(file, too_few_keys[i]) == 0) {
            return 1;
        }
    }
    return 0;
}

/* A line `0x1c = "KEY_OK" # comment` or with single quotes. Returns 1 with the key's name. */
static int key_of_line(const char *line, char name[NAME_SIZE])
{
    const char *at = line + strspn(line, " \t");
    char quote;
    size_t length;

    if (strncmp(at, "0x", 2) != 0 && strncmp(at, "0X", 2) != 0) {
        return 0;
    }
    at = strchr(at, '=');
    if (at == NULL) {
        return 0;
    }
    at += 1 + strspn(at + 1, " \t");
    quote = *at;
    if (quote != '"' && quote != '\'') {
        return 0;
    }
    at++;
    length = strcspn(at, "\"'");
    if (at[length] != quote || length >= NAME_SIZE) {
        return 0;
    }
    memcpy(name, at, length);
    name[length] = '\0';
    return 1;
}

static void read_keymap(const char *file, struct key_code_set *codes, int *keys)
{
    char path[512];
    char line[LINE_SIZE];
    char name[NAME_SIZE];
    FILE *stream;

    memset(codes, 0, sizeof *codes);
    *keys = 0;
    assert_true(snprintf(path, sizeof path, "%s/%s", keymap_directory, file) < (int)sizeof path);
    stream = fopen(path, "re");
    if (stream == NULL) {
        fail_msg("%s cannot be read", path);
        return;
    }
    while (fgets(line, sizeof line, stream) != NULL) {
        if (!key_of_line(line, name)) {
            continue;
        }
        int code = remote_keymap_code_from_name(name);
        if (code < 0 && strcmp(name, "KEY_RESERVED") != 0) {
            (void)fclose(stream);
            fail_msg("%s: %s is no key code that we know", file, name);
        }
        if (code > 0) {
            key_code_set_add(codes, (unsigned)code);
            (*keys)++;
        }
    }
    (void)fclose(stream);
}

static int toml_only(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 5 && strcmp(entry->d_name + length - 5, ".toml") == 0;
}

static void print_lacks(const char *file, const struct remote_keymap *map, int keys)
{
    unsigned lacks = remote_keymap_lacks(map);
    print_message("# %-34s %3d keys, lacks%s%s%s%s%s%s%s\n", file, keys,
                  (lacks & REMOTE_LACKS_MOVE) != 0 ? " up/down" : "",
                  (lacks & REMOTE_LACKS_SIDE) != 0 ? " left/right" : "",
                  (lacks & REMOTE_LACKS_OK) != 0 ? " OK" : "",
                  (lacks & REMOTE_LACKS_BACK) != 0 ? " Back(on screen)" : "",
                  (lacks & REMOTE_LACKS_HOME) != 0 ? " home(by Back)" : "",
                  (lacks & REMOTE_LACKS_DIGITS) != 0 ? " digits" : "",
                  remote_keymap_can_drive(map) ? "" : ": CANNOT BE DRIVEN");
}

static void every_installed_keymap_drives_the_hall(void **state)
{
    struct dirent **files = NULL;
    struct remote_keymap map;
    struct key_code_set codes;
    int count = scandir(keymap_directory, &files, toml_only, alphasort);
    int undrivable = 0, unexpected = 0, full = 0, without_back = 0;

    (void)state;
    if (count < 0) {
        print_message("# SKIP: %s is missing (package ir-keytable)\n", keymap_directory);
        skip();
    }
    for (int i = 0; i < count; i++) {
        const char *file = files[i]->d_name;
        int keys;
        read_keymap(file, &codes, &keys);
        remote_keymap_make(&map, &codes, file, NULL, 0);
        unsigned lacks = remote_keymap_lacks(&map);
        full += (lacks & ~(unsigned)REMOTE_LACKS_HOME) == 0;
        without_back += (lacks & REMOTE_LACKS_BACK) != 0;
        if ((lacks & ~(unsigned)(REMOTE_LACKS_HOME | REMOTE_LACKS_DIGITS)) != 0) {
            print_lacks(file, &map, keys);
        }
        if (!remote_keymap_can_drive(&map)) {
            undrivable++;
            if (!expected_undrivable(file)) {
                unexpected++;
                print_message("# %s should be drivable\n", file);
            }
        }
        free(files[i]);
    }
    free(files);
    print_message("# %d keymaps: %d have every key, %d need Back on the screen, %d cannot be driven\n", count,
                  full, without_back, undrivable);
    assert_int_equal(unexpected, 0);
    assert_true(count >= KEYMAPS_AT_LEAST);
}

/* What a person expects of particular boxes; the keys are those of the keymap installed. */
static const struct {
    const char *file;
    unsigned code;
    enum remote_key key;
} expectations[] = {
    {"hisi_poplar.toml", KEY_DELETE, REMOTE_KEY_BACK},
    {"hisi_poplar.toml", KEY_ENTER, REMOTE_KEY_OK},
    {"hisi_poplar.toml", KEY_HOMEPAGE, REMOTE_KEY_HOME},
    {"hisi_poplar.toml", KEY_NUMERIC_5, REMOTE_KEY_5},
    {"hisi_poplar.toml", KEY_NUMERIC_STAR, REMOTE_KEY_STAR},
    {"hisi_tv_demo.toml", KEY_BACK, REMOTE_KEY_BACK},
    {"hisi_tv_demo.toml", KEY_RED, REMOTE_KEY_RED},
    {"zx_irdec.toml", KEY_BACK, REMOTE_KEY_BACK},
    {"zx_irdec.toml", KEY_DELETE, REMOTE_KEY_DELETE},
    {"zx_irdec.toml", KEY_F1, REMOTE_KEY_RED},
    {"zx_irdec.toml", KEY_F4, REMOTE_KEY_BLUE},
    {"zx_irdec.toml", KEY_VOLUMEUP, REMOTE_KEY_VOLUME_UP},
    {"zx_irdec.toml", KEY_CHANNELUP, REMOTE_KEY_CHANNEL_UP},
    {"af9005.toml", KEY_CHANNELUP, REMOTE_KEY_UP},
    {"af9005.toml", KEY_VOLUMEDOWN, REMOTE_KEY_LEFT},
    {"evga_indtube.toml", KEY_PLAYPAUSE, REMOTE_KEY_OK},
    {"evga_indtube.toml", KEY_PREVIOUS, REMOTE_KEY_BACK},
    {"dish_network.toml", KEY_LAST, REMOTE_KEY_BACK},
    {"dvbsky.toml", KEY_EXIT, REMOTE_KEY_BACK},
    {"avertv_303.toml", KEY_PLAY, REMOTE_KEY_OK},
    {"imon_rsc.toml", KEY_VOLUMEUP, REMOTE_KEY_RIGHT},
    {"imon_rsc.toml", KEY_NEXT, REMOTE_KEY_DOWN},
    {"wobo_i5.toml", KEY_PLAYPAUSE, REMOTE_KEY_OK},
    {"dm1105_nec.toml", KEY_UP, REMOTE_KEY_UP},
};

static void keys_of_known_remotes(void **state)
{
    struct remote_keymap map;
    struct key_code_set codes;
    DIR *directory = opendir(keymap_directory);

    (void)state;
    if (directory == NULL) {
        print_message("# SKIP: %s is missing (package ir-keytable)\n", keymap_directory);
        skip();
        return;
    }
    (void)closedir(directory);
    for (size_t i = 0; i < sizeof expectations / sizeof expectations[0]; i++) {
        int keys;
        read_keymap(expectations[i].file, &codes, &keys);
        remote_keymap_make(&map, &codes, "", NULL, 0);
        if (map.key[expectations[i].code] != expectations[i].key) {
            fail_msg("%s: code %u should be %s, is %s", expectations[i].file, expectations[i].code,
                     remote_key_name(expectations[i].key),
                     remote_key_name((enum remote_key)map.key[expectations[i].code]));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_installed_keymap_drives_the_hall),
        cmocka_unit_test(keys_of_known_remotes),
    };
    return cmocka_run_group_tests_name("rc_keymaps", tests, NULL, NULL);
}
