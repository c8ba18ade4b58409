#include "stb-app/trim_memory.h"

#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { LINE_SIZE = 512 };

/* "7f05-7f06 r-xp 0001 fd:00 12 /usr/lib/…": only code of a file, which nothing can have written to. */
static int read_code_range(const char *line, uintptr_t *start, uintptr_t *end)
{
    char *rest = NULL;
    *start = (uintptr_t)strtoull(line, &rest, 16);
    if (*rest != '-') {
        return 0;
    }
    *end = (uintptr_t)strtoull(rest + 1, &rest, 16);
    return strncmp(rest, " r-xp ", 6) == 0 && strchr(rest, '/') != NULL && *end > *start;
}

long trim_memory(void)
{
    char line[LINE_SIZE];
    long trimmed = 0;
    FILE *maps = fopen("/proc/self/maps", "re");
    if (maps == NULL) {
        return 0;
    }
    while (fgets(line, sizeof line, maps) != NULL) {
        uintptr_t start = 0;
        uintptr_t end = 0;
        if (read_code_range(line, &start, &end) && madvise((void *)start, end - start, MADV_DONTNEED) == 0) {
            trimmed += (long)(end - start);
        }
    }
    (void)fclose(maps);
    (void)malloc_trim(0);
    return trimmed;
}
