#include "both-sides/records/person_scope.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/records/record_lines.h"

WORD_LIST(person_scopes, PERSON_SCOPE_COUNT, "social-security", "housing-fund", "cases");

/* PERSON_SCOPE_COUNT: it is none. */
static size_t find_word(const char *text, size_t length)
{
    size_t i = 0;
    while (i < PERSON_SCOPE_COUNT &&
           (strlen(person_scopes.words[i]) != length || memcmp(person_scopes.words[i], text, length) != 0)) {
        i++;
    }
    return i;
}

int person_scopes_read(const char *text, unsigned *bits)
{
    *bits = 0;
    while (*text != '\0') {
        size_t length = strcspn(text, " ");
        size_t scope = find_word(text, length);
        if (scope == PERSON_SCOPE_COUNT || (*bits & PERSON_SCOPE_BIT(scope)) != 0) {
            return -1;
        }
        *bits |= PERSON_SCOPE_BIT(scope);
        text += length;
        if (text[0] == ' ' && text[1] == '\0') {
            return -1;
        }
        text += *text == ' ';
    }
    return 0;
}

void person_scopes_write(unsigned bits, char text[PERSON_SCOPES_SIZE])
{
    size_t length = 0;
    text[0] = '\0';
    for (size_t i = 0; i < PERSON_SCOPE_COUNT; i++) {
        if ((bits & PERSON_SCOPE_BIT(i)) != 0) {
            int written = snprintf(text + length, PERSON_SCOPES_SIZE - length, "%s%s", length > 0 ? " " : "",
                                   person_scopes.words[i]);
            length += written > 0 ? (size_t)written : 0;
        }
    }
}
