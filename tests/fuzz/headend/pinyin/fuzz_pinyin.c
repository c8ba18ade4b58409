/* Titles of any bytes: the initials fit, end in NUL, and have the form of the contract. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "headend/pinyin/pinyin.h"

enum { TITLE_MAX = 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* ([a-z0-9 ]|\[[a-z]{2,3}\])* */
static int form_is_good(const char *at)
{
    while (*at != '\0') {
        if (*at == '[') {
            size_t letters = strspn(at + 1, "abcdefghijklmnopqrstuvwxyz");
            if (letters < 2 || letters > 3 || at[1 + letters] != ']') {
                return 0;
            }
            at += letters + 2;
        } else if (strchr("abcdefghijklmnopqrstuvwxyz0123456789 ", *at++) == NULL) {
            return 0;
        }
    }
    return 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char title[TITLE_MAX + 1];
    char initials[PINYIN_INITIALS_SIZE];
    if (size == 0) {
        return 0;
    }
    size_t room = 1 + data[0] % PINYIN_INITIALS_SIZE;
    size_t length = size - 1 < TITLE_MAX ? size - 1 : TITLE_MAX;
    memcpy(title, data + 1, length);
    title[length] = '\0';
    size_t written = pinyin_initials(title, initials, room);
    if (written >= room || strlen(initials) != written || !form_is_good(initials)) {
        abort();
    }
    return 0;
}
