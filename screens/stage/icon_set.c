#include "screens/stage/icon_set.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"

enum { ICON_LIMIT = 64, ICON_NAME_SIZE = 40, ICON_PATH_SIZE = 512 };

struct icon_entry {
    char name[ICON_NAME_SIZE];
    struct icon *icon; /* NULL: tried in vain */
};

struct icon_set {
    char directory[ICON_PATH_SIZE];
    struct icon_entry entries[ICON_LIMIT];
    size_t count;
};

/* The icons that were drawn for the number of lines nearest to this one (assets/assets.mk). */
static int nearest_lines(int screen_lines)
{
    static const int drawn[] = {360, 540, 720, 1080, 1440, 2160};
    size_t nearest = 0;
    for (size_t i = 1; i < sizeof drawn / sizeof drawn[0]; i++) {
        if (screen_lines >= (drawn[i - 1] + drawn[i]) / 2) {
            nearest = i;
        }
    }
    return drawn[nearest];
}

struct icon_set *icon_set_new(const char *assets_directory, int screen_lines)
{
    struct icon_set *set = calloc(1, sizeof *set);
    if (set == NULL) {
        return NULL;
    }
    int length = snprintf(set->directory, sizeof set->directory, "%s/icons/%d", assets_directory,
                          nearest_lines(screen_lines));
    if (length < 0 || (size_t)length >= sizeof set->directory) {
        log_line(LOG_LEVEL_ERROR, "icons", "the path of the assets is too long");
        free(set);
        return NULL;
    }
    return set;
}

void icon_set_free(struct icon_set *set)
{
    if (set == NULL) {
        return;
    }
    for (size_t i = 0; i < set->count; i++) {
        icon_free(set->entries[i].icon);
    }
    free(set);
}

static struct icon *load(struct icon_set *set, const char *name)
{
    char path[ICON_PATH_SIZE + ICON_NAME_SIZE];
    /* The name may come from the headend: only what an icon may be called reaches the file system. */
    if (name[0] == '\0' || strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(name)) {
        log_line(LOG_LEVEL_WARNING, "icons", "\"%s\" is no name of an icon", name);
        return NULL;
    }
    int length = snprintf(path, sizeof path, "%s/%s.pgm", set->directory, name);
    return length > 0 && (size_t)length < sizeof path ? icon_load(path) : NULL;
}

const struct icon *icon_set_get(struct icon_set *set, const char *name)
{
    for (size_t i = 0; i < set->count; i++) {
        if (strcmp(set->entries[i].name, name) == 0) {
            return set->entries[i].icon;
        }
    }
    size_t length = strlen(name);
    if (set->count == ICON_LIMIT || length >= ICON_NAME_SIZE) {
        return NULL;
    }
    struct icon_entry *entry = &set->entries[set->count++];
    memcpy(entry->name, name, length + 1);
    entry->icon = load(set, name);
    return entry->icon;
}
