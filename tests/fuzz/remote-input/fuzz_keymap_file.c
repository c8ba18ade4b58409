/* Any bytes as a keymap file; what is accepted must make a keymap, and come back the same after saving. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "remote-input/remote_keymap_file.h"

enum { CAPACITY = 16 };

static void check_error(void *context, int line, const char *why)
{
    (void)context;
    if (line < 0 || why == NULL || why[0] == '\0') {
        abort();
    }
}

static void check_saved(const struct remote_keymap_entry *entries, size_t count)
{
    static char path[] = "/tmp/fuzz-keymap-XXXXXX";
    static int made;
    struct remote_keymap_entry again[CAPACITY];
    size_t count_again;

    if (!made) {
        int fd = mkstemp(path);
        if (fd < 0) {
            abort();
        }
        (void)close(fd);
        made = 1;
    }
    if (remote_keymap_save(path, entries, count) != 0 ||
        remote_keymap_load(path, again, CAPACITY, &count_again, check_error, NULL) != 0 ||
        count_again != count) {
        abort();
    }
    for (size_t i = 0; i < count; i++) {
        if (strcmp(again[i].device, entries[i].device) != 0 || again[i].code != entries[i].code ||
            again[i].is_scancode != entries[i].is_scancode || again[i].key != entries[i].key) {
            abort();
        }
    }
    (void)unlink(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct remote_keymap_entry entries[CAPACITY];
    struct key_code_set codes = {{0}};
    struct remote_keymap map;
    size_t count = 0;
    int result = remote_keymap_parse((const char *)data, size, entries, CAPACITY, &count, check_error, NULL);

    if (count > CAPACITY || (result != 0 && count != 0)) {
        abort();
    }
    for (size_t i = 0; i < size && i < KEY_CNT; i++) {
        if ((data[i] & 1) != 0) {
            key_code_set_add(&codes, (unsigned)i);
        }
    }
    remote_keymap_make(&map, &codes, "gpio_ir_recv", entries, count);
    (void)remote_keymap_can_drive(&map);
    if (result == 0 && count > 0) {
        check_saved(entries, count);
    }
    return 0;
}
