#include "stb-app/keymap.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "both-sides/log.h"
#include "remote-input/remote_keymap_file.h"

enum { PATH_SIZE = 512 };

/* -1 where it is longer than a path may be. */
static int learned_path(char *path, size_t size, const char *state_directory)
{
    int length = snprintf(path, size, "%s/learned-keys", state_directory);
    return length > 0 && (size_t)length < size ? 0 : -1;
}

/* The shape of both was checked with the configuration. -1: the kernel has no such key. */
static int translate(const struct config_remote *remote, const struct config_remote_key *key,
                     struct remote_keymap_entry *entry)
{
    memset(entry, 0, sizeof *entry);
    (void)snprintf(entry->device, sizeof entry->device, "%s", remote->device);
    entry->line = key->line;
    entry->key = remote_key_from_name(key->is);
    if (key->scancode[0] != '\0') {
        entry->is_scancode = 1;
        entry->code = (uint32_t)strtoul(key->scancode, NULL, 16);
        return 0;
    }
    long code = key->code[0] == 'K' ? remote_keymap_code_from_name(key->code) : strtol(key->code, NULL, 10);
    if (code <= 0 || code > KEY_MAX) {
        return -1;
    }
    entry->code = (uint32_t)code;
    return 0;
}

static void take_operator_keys(struct keymap *keymap, const struct box_config *config)
{
    for (size_t i = 0; i < config->remote_count; i++) {
        const struct config_remote *remote = &config->remotes[i];
        for (size_t j = 0; j < remote->key_count && keymap->count < CONFIG_REMOTE_KEY_ALL_MAX; j++) {
            if (translate(remote, &remote->keys[j], &keymap->entries[keymap->count]) == 0) {
                keymap->count++;
            } else {
                log_line(LOG_LEVEL_WARNING, "keymap",
                         "headend.xml:%d: the kernel has no key \"%s\": this line is left out",
                         remote->keys[j].line, remote->keys[j].code);
            }
        }
    }
    keymap->operator_count = keymap->count;
}

static void log_learned_error(void *context, int line, const char *why)
{
    log_line(LOG_LEVEL_WARNING, "keymap", "%s:%d: %s", (const char *)context, line, why);
}

static void take_learned_keys(struct keymap *keymap, const char *state_directory)
{
    char path[PATH_SIZE];
    size_t count = 0;
    struct remote_keymap_entry *to = keymap->entries + keymap->count;
    if (learned_path(path, sizeof path, state_directory) != 0) {
        return;
    }
    if (remote_keymap_load(path, to, REMOTE_KEYMAP_ENTRY_MAX - keymap->count, &count, log_learned_error,
                           path) != 0) {
        log_line(LOG_LEVEL_WARNING, "keymap", "%s: learned keys are not used", path);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        to[i].line = 0; /* learned, whatever line of our own file it is */
    }
    keymap->count += count;
}

void keymap_read(struct keymap *keymap, const struct box_config *config, const char *state_directory)
{
    memset(keymap, 0, sizeof *keymap);
    if (config != NULL) {
        take_operator_keys(keymap, config);
    }
    if (state_directory != NULL) {
        take_learned_keys(keymap, state_directory);
    }
}

static int is_relearned(const struct remote_keymap_entry *old, const struct remote_keymap_entry *learned,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(old->device, learned[i].device) == 0) {
            return 1;
        }
    }
    return 0;
}

int keymap_learn(struct keymap *keymap, const struct remote_keymap_entry *learned, size_t count)
{
    size_t kept = keymap->operator_count;
    for (size_t i = keymap->operator_count; i < keymap->count; i++) {
        kept += !is_relearned(&keymap->entries[i], learned, count);
    }
    if (kept + count > REMOTE_KEYMAP_ENTRY_MAX) {
        return -1;
    }
    size_t to = keymap->operator_count;
    for (size_t i = keymap->operator_count; i < keymap->count; i++) {
        if (!is_relearned(&keymap->entries[i], learned, count)) {
            keymap->entries[to++] = keymap->entries[i];
        }
    }
    memcpy(keymap->entries + to, learned, count * sizeof *learned);
    keymap->count = to + count;
    return 0;
}

void keymap_forget(struct keymap *keymap)
{
    keymap->count = keymap->operator_count;
}

int keymap_save(const struct keymap *keymap, const char *state_directory)
{
    char path[PATH_SIZE];
    if (state_directory == NULL) {
        return -ENOENT;
    }
    if (learned_path(path, sizeof path, state_directory) != 0) {
        return -ENAMETOOLONG;
    }
    if (mkdir(state_directory, 0755) != 0 && errno != EEXIST) {
        return -errno;
    }
    return remote_keymap_save(path, keymap->entries + keymap->operator_count,
                              keymap->count - keymap->operator_count);
}
