/* Codes as persons type them: what is taken is a code, and is read again as the same. */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "headend/household/user_code.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char code[USER_CODE_SIZE];
    char shown[USER_CODE_SHOWN_SIZE];
    char again[USER_CODE_SIZE];
    char *typed = malloc(size + 1);
    if (typed == NULL) {
        return 0;
    }
    memcpy(typed, data, size);
    typed[size] = '\0';
    if (user_code_read(typed, code) == 0) {
        user_code_show(code, shown);
        if (strspn(code, "BCDFGHJKLMNPQRSTVWXZ") != USER_CODE_LENGTH || user_code_read(shown, again) != 0 ||
            strcmp(code, again) != 0) {
            abort();
        }
    }
    free(typed);
    return 0;
}
