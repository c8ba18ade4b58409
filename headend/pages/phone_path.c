#include "headend/pages/phone_path.h"

#include <string.h>

/* The part of a path up to the next slash, behind which something must follow; returns that, or NULL where
 * the part is no id. */
static const char *take_part(const char *path, char part[CONTENT_ID_SIZE])
{
    size_t length = strcspn(path, "/");
    if (length == 0 || length >= CONTENT_ID_SIZE || (path[length] == '/' && path[length + 1] == '\0')) {
        return NULL;
    }
    memcpy(part, path, length);
    part[length] = '\0';
    return path + length + (path[length] == '/');
}

static int take_last_part(const char *path, char part[CONTENT_ID_SIZE])
{
    path = take_part(path, part);
    return path != NULL && path[0] == '\0' ? 0 : -1;
}

/* What stands below the record's own page. */
static int read_below(const char *path, struct phone_path *out)
{
    char folder[CONTENT_ID_SIZE];
    if (out->kind == CONTENT_GUIDE) {
        path = take_part(path, folder);
        return path != NULL && strcmp(folder, "forms") == 0 ? take_last_part(path, out->form) : -1;
    }
    return out->kind == CONTENT_FLOW && strspn(path, "0123456789") == strlen(path)
               ? take_last_part(path, out->revision)
               : -1;
}

int phone_path_read(const char *path, struct phone_path *out)
{
    static const struct {
        const char *folder;
        enum content_kind kind;
    } folders[] = {{"guides", CONTENT_GUIDE},
                   {"flows", CONTENT_FLOW},
                   {"policies", CONTENT_POLICY},
                   {"stations", CONTENT_STATION}};
    char folder[CONTENT_ID_SIZE] = "";
    memset(out, 0, sizeof *out);
    path = take_part(path, folder);
    path = path != NULL ? take_part(path, out->id) : NULL;
    for (size_t i = 0; path != NULL && i < sizeof folders / sizeof folders[0]; i++) {
        if (strcmp(folder, folders[i].folder) == 0) {
            out->kind = folders[i].kind;
            return path[0] == '\0' ? 0 : read_below(path, out);
        }
    }
    return -1;
}
