#include "stb-app/kept_township.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/area.h"
#include "both-sides/log.h"
#include "both-sides/printable.h"
#include "stb-app/kept_file.h"

enum { PATH_SIZE = 512, LINE_SIZE = TOWNSHIP_CODE_SIZE + TOWNSHIP_NAME_SIZE + 1 };

/* 0 if there is no place to keep it. */
static int path_of(const char *state_directory, char path[PATH_SIZE])
{
    int length = state_directory != NULL ? snprintf(path, PATH_SIZE, "%s/township", state_directory) : -1;
    return length > 0 && length < PATH_SIZE;
}

static int read_line(char *line, struct kept_township *township)
{
    line[strcspn(line, "\n")] = '\0';
    size_t length = strcspn(line, " ");
    const char *name = line[length] == ' ' ? line + length + 1 : "";
    if (length == 0 || length >= sizeof township->code || strlen(name) >= sizeof township->name) {
        return 0;
    }
    line[length] = '\0';
    if (!area_code_is_valid(line)) {
        return 0;
    }
    (void)snprintf(township->code, sizeof township->code, "%s", line);
    (void)snprintf(township->name, sizeof township->name, "%s", name);
    return 1;
}

void kept_township_read(const char *state_directory, struct kept_township *township)
{
    char path[PATH_SIZE];
    size_t length = 0;
    memset(township, 0, sizeof *township);
    char *line = path_of(state_directory, path) ? kept_file_read(path, LINE_SIZE, &length) : NULL;
    if (line != NULL && !read_line(line, township)) {
        log_line(LOG_LEVEL_WARNING, "hall", "%s is broken: no township is chosen", path);
    }
    free(line);
}

int kept_township_write(const char *state_directory, const struct kept_township *township)
{
    char path[PATH_SIZE];
    char line[LINE_SIZE + 1];
    if (!path_of(state_directory, path)) {
        return -1;
    }
    (void)snprintf(line, sizeof line, "%s %s\n", township->code, township->name);
    return kept_file_write(path, line, strlen(line));
}
