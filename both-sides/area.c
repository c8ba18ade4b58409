#include "both-sides/area.h"

#include <string.h>

int area_code_is_valid(const char *code)
{
    size_t length = strspn(code, "0123456789");
    return code[length] == '\0' && (length == 6 || length == 9 || length == 12);
}

void area_prefix(const char *code, char prefix[AREA_CODE_SIZE])
{
    size_t length = strlen(code);
    length = length < AREA_CODE_SIZE ? length : AREA_CODE_SIZE - 1;
    memcpy(prefix, code, length);
    prefix[length] = '\0';
    /* A level that is all zeros is not filled in: the code means the area above it. */
    static const size_t ends[] = {12, 9, 6, 4, 2};
    for (size_t i = 0; i + 1 < sizeof ends / sizeof ends[0]; i++) {
        size_t start = ends[i + 1];
        if (strlen(prefix) != ends[i] || strspn(prefix + start, "0") != ends[i] - start) {
            continue;
        }
        prefix[start] = '\0';
    }
}

int area_is_within(const char *code, const char *area)
{
    char of_code[AREA_CODE_SIZE];
    char of_area[AREA_CODE_SIZE];
    area_prefix(code, of_code);
    area_prefix(area, of_area);
    return strncmp(of_code, of_area, strlen(of_area)) == 0;
}

int area_is_same(const char *a, const char *b)
{
    return area_is_within(a, b) && area_is_within(b, a);
}
