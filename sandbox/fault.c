#include "sandbox/fault.h"

#include <stddef.h>
#include <string.h>

#include "both-sides/digits.h"

enum { NUMBER_DIGITS = 7 };

static const char *const kinds[] = {"none", "delay",       "hang", "error", "garbage",
                                    "cut",  "wrong-types", "huge", "deep",  "empty"}; /* enum fault_kind */

/* The next word up to a colon or the end; its length, -1 if there is none or it is too long. */
static int take_word(const char **at, char word[FAULT_NAME_SIZE])
{
    size_t length = strcspn(*at, ":");
    if (length == 0 || length >= FAULT_NAME_SIZE) {
        return -1;
    }
    memcpy(word, *at, length);
    word[length] = '\0';
    *at += length + ((*at)[length] == ':' ? 1 : 0);
    return (int)length;
}

static int take_number(const char **at, int *number)
{
    int64_t value = 0;
    if (digits_take(at, 1, NUMBER_DIGITS, &value) != 0 || (**at != ':' && **at != '\0')) {
        return -1;
    }
    *at += **at == ':';
    *number = (int)value;
    return 0;
}

int fault_read(const char *text, char upstream[FAULT_NAME_SIZE], struct fault *fault)
{
    char kind[FAULT_NAME_SIZE];
    memset(fault, 0, sizeof *fault);
    if (take_word(&text, upstream) < 0 || take_word(&text, kind) < 0) {
        return -1;
    }
    size_t i = 0;
    while (i < sizeof kinds / sizeof kinds[0] && strcmp(kinds[i], kind) != 0) {
        i++;
    }
    fault->kind = (enum fault_kind)i;
    return i < sizeof kinds / sizeof kinds[0] && (*text == '\0' || take_number(&text, &fault->ms) == 0) &&
                   (*text == '\0' || take_number(&text, &fault->times) == 0) && *text == '\0'
               ? 0
               : -1;
}
