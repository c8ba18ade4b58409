#include "remote-input/remote_keymap_file.h"

#include <errno.h>
#include <libevdev/libevdev.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "both-sides/durable_file.h"

enum { LINE_SIZE = 256 };

struct parse {
    struct remote_keymap_entry *entries;
    size_t capacity, count;
    int line, errors;
    remote_keymap_error error;
    void *context;
};

int remote_keymap_code_from_name(const char *name)
{
    /* Names that the kernel keeps beside newer ones and libevdev does not know. */
    static const struct {
        const char *name;
        int code;
    } aliases[] = {
        {"KEY_ZOOM", KEY_ZOOM},           {"KEY_SCREEN", KEY_SCREEN},
        {"KEY_DIRECTION", KEY_DIRECTION}, {"KEY_BRIGHTNESS_ZERO", KEY_BRIGHTNESS_ZERO},
        {"KEY_HANGUEL", KEY_HANGUEL},     {"KEY_SCREENLOCK", KEY_SCREENLOCK},
        {"KEY_DASHBOARD", KEY_DASHBOARD}, {"KEY_WIMAX", KEY_WIMAX},
    };
    int code;

    for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++) {
        if (strcmp(name, aliases[i].name) == 0) {
            return aliases[i].code;
        }
    }
    code = libevdev_event_code_from_name(EV_KEY, name);
    return code > KEY_RESERVED && code < KEY_MAX ? code : -1;
}

const char *remote_keymap_name_of_code(unsigned code)
{
    return libevdev_event_code_get_name(EV_KEY, code);
}

static void complain(struct parse *parse, const char *why)
{
    parse->errors++;
    if (parse->error != NULL) {
        parse->error(parse->context, parse->line, why);
    }
}

/* Cuts blanks off both ends. */
static char *trim(char *text)
{
    size_t length;

    text += strspn(text, " \t\r");
    length = strlen(text);
    while (length > 0 && strchr(" \t\r", text[length - 1]) != NULL) {
        text[--length] = '\0';
    }
    return text;
}

static int read_scancode(const char *text, uint32_t *scancode)
{
    unsigned long long value;
    char *end;

    if (strncmp(text, "0x", 2) != 0 || strspn(text + 2, "0123456789abcdefABCDEF") != strlen(text + 2)) {
        return -1;
    }
    errno = 0;
    value = strtoull(text + 2, &end, 16);
    if (end == text + 2 || *end != '\0' || errno != 0 || value > UINT32_MAX) {
        return -1;
    }
    *scancode = (uint32_t)value;
    return 0;
}

static void read_entry(struct parse *parse, char *line)
{
    struct remote_keymap_entry entry = {.line = parse->line};
    char *equals = strrchr(line, '=');
    char *colon;
    char *device, *code, *key;

    if (equals != NULL) {
        *equals = '\0';
    }
    colon = equals == NULL ? NULL : strrchr(line, ':');
    if (colon == NULL) {
        complain(parse, "not an entry: allowed is \"device: KEY_NAME = REMOTE_KEY\" or \"device: 0xSCANCODE "
                        "= REMOTE_KEY\"");
        return;
    }
    *colon = '\0';
    device = trim(line);
    code = trim(colon + 1);
    key = trim(equals + 1);
    if (device[0] == '\0' || strlen(device) >= sizeof entry.device) {
        complain(parse, "device name is empty or too long: allowed are 1 to 79 bytes, * for any device");
        return;
    }
    (void)snprintf(entry.device, sizeof entry.device, "%s", device);
    entry.is_scancode = code[0] == '0';
    if (entry.is_scancode) {
        if (read_scancode(code, &entry.code) != 0) {
            complain(parse, "bad scancode: allowed is 0x0 to 0xffffffff");
            return;
        }
    } else {
        int number = remote_keymap_code_from_name(code);
        if (number < 0) {
            complain(parse, "unknown key code: allowed is a KEY_ name of the kernel (see tv-hall --keys)");
            return;
        }
        entry.code = (uint32_t)number;
    }
    entry.key = remote_key_from_name(key);
    if (entry.key == REMOTE_KEY_NONE && strcmp(key, remote_key_name(REMOTE_KEY_NONE)) != 0) {
        complain(
            parse,
            "unknown remote key: allowed are UP DOWN LEFT RIGHT OK BACK HOME MENU PAGE_UP PAGE_DOWN "
            "CHANNEL_UP CHANNEL_DOWN VOLUME_UP VOLUME_DOWN RED GREEN YELLOW BLUE 0 to 9 STAR POUND DELETE "
            "INFO PLAY_PAUSE STANDBY NONE");
        return;
    }
    if (parse->count == parse->capacity) {
        complain(parse, "too many entries");
        return;
    }
    parse->entries[parse->count++] = entry;
}

int remote_keymap_parse(const char *text, size_t length, struct remote_keymap_entry *entries, size_t capacity,
                        size_t *count, remote_keymap_error error, void *context)
{
    struct parse parse = {.entries = entries, .capacity = capacity, .error = error, .context = context};
    char line[LINE_SIZE];

    *count = 0;
    if (length > REMOTE_KEYMAP_FILE_MAX) {
        complain(&parse, "file is too long: allowed are 65536 bytes");
        return -1;
    }
    for (size_t at = 0; at < length;) {
        const char *newline = memchr(text + at, '\n', length - at);
        size_t size = newline == NULL ? length - at : (size_t)(newline - (text + at));

        parse.line++;
        if (size >= sizeof line || memchr(text + at, '\0', size) != NULL) {
            complain(&parse, "line is too long or not text: allowed are 255 bytes");
        } else {
            memcpy(line, text + at, size);
            line[size] = '\0';
            char *start = trim(line);
            if (start[0] != '\0' && start[0] != '#') {
                read_entry(&parse, start);
            }
        }
        at += size + 1;
    }
    if (parse.errors > 0) {
        return -1;
    }
    *count = parse.count;
    return 0;
}

int remote_keymap_load(const char *path, struct remote_keymap_entry *entries, size_t capacity, size_t *count,
                       remote_keymap_error error, void *context)
{
    FILE *file = fopen(path, "re");
    char *text = NULL;
    size_t length;
    int result = -1;

    *count = 0;
    if (file == NULL && errno == ENOENT) {
        return 0;
    }
    text = malloc(REMOTE_KEYMAP_FILE_MAX + 1);
    if (file == NULL || text == NULL) {
        if (error != NULL) {
            error(context, 0, file == NULL ? strerror(errno) : "no memory");
        }
        goto out;
    }
    length = fread(text, 1, REMOTE_KEYMAP_FILE_MAX + 1, file);
    if (ferror(file)) {
        if (error != NULL) {
            error(context, 0, "cannot be read");
        }
        goto out;
    }
    result = remote_keymap_parse(text, length, entries, capacity, count, error, context);
out:
    free(text);
    if (file != NULL) {
        (void)fclose(file); /* opened for reading: nothing can be lost */
    }
    return result;
}

static int write_entries(FILE *file, const struct remote_keymap_entry *entries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct remote_keymap_entry *entry = &entries[i];
        const char *name = libevdev_event_code_get_name(EV_KEY, entry->code);
        int written;

        if (entry->is_scancode) {
            written =
                fprintf(file, "%s: 0x%x = %s\n", entry->device, entry->code, remote_key_name(entry->key));
        } else if (name != NULL) {
            written = fprintf(file, "%s: %s = %s\n", entry->device, name, remote_key_name(entry->key));
        } else {
            return -EINVAL; /* a code without a name: the file could not be read back */
        }
        if (written < 0) {
            return -EIO;
        }
    }
    return fflush(file) == 0 ? 0 : -errno;
}

int remote_keymap_save(const char *path, const struct remote_keymap_entry *entries, size_t count)
{
    char *text = NULL;
    size_t length = 0;
    if (count == 0) {
        return unlink(path) == 0 || errno == ENOENT ? 0 : -errno;
    }
    FILE *file = open_memstream(&text, &length);
    if (file == NULL) {
        return -errno;
    }
    int result = write_entries(file, entries, count);
    if (fclose(file) != 0 && result == 0) {
        result = -errno;
    }
    if (result == 0) {
        result = -durable_file_write(path, 0666, text, length);
    }
    free(text);
    return result;
}
