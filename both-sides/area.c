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

int area_concerns(const char *notice, const char *household)
{
    char of_notice[AREA_CODE_SIZE];
    char of_household[AREA_CODE_SIZE];
    area_prefix(notice, of_notice);
    area_prefix(household, of_household);
    size_t notice_length = strlen(of_notice);
    size_t household_length = strlen(of_household);
    size_t shorter = notice_length < household_length ? notice_length : household_length;
    return strncmp(of_notice, of_household, shorter) == 0;
}
