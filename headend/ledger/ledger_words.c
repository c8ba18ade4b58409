#include <stdio.h>
#include <string.h>

#include "headend/ledger/ledger_private.h"

enum { CAPITALS = 1, UNDERLINE = 2, ANY_ASCII = 4 };

static int is_allowed(char c, unsigned allowed)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           ((allowed & CAPITALS) != 0 && c >= 'A' && c <= 'Z') || ((allowed & UNDERLINE) != 0 && c == '_') ||
           ((allowed & ANY_ASCII) != 0 && c > ' ' && c <= '~');
}

static int is_made_of(const char *text, size_t size, unsigned allowed)
{
    size_t length = text != NULL ? strnlen(text, size) : 0;
    for (size_t i = 0; i < length; i++) {
        if (!is_allowed(text[i], allowed)) {
            return 0;
        }
    }
    return length > 0 && length < size;
}

int ledger_is_id(const char *text, size_t size)
{
    return is_made_of(text, size, CAPITALS | UNDERLINE);
}

int ledger_is_word(const char *text, size_t size)
{
    return is_made_of(text, size, 0);
}

int ledger_is_ascii(const char *text, size_t size)
{
    return is_made_of(text, size, ANY_ASCII);
}

void ledger_account_name(char name[LEDGER_NAME_SIZE], const char *kind, const char *word)
{
    (void)snprintf(name, LEDGER_NAME_SIZE, "%s:%s", kind, word);
}
