#include <string.h>

#include "backend-client/json_fields.h"

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static int character_allowed(enum json_form form, char c)
{
    switch (form) {
    case FORM_NOTICE_ID:
        return is_digit(c) || is_lower(c) || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
    case FORM_TILE_NAME:
        return is_digit(c) || is_lower(c) || c == '-';
    case FORM_AREA_CODE:
        return is_digit(c);
    case FORM_ANY:
        break;
    }
    return 1;
}

int json_form_allows(enum json_form form, const char *text, size_t length)
{
    if (form == FORM_ANY) {
        return 1;
    }
    if (form == FORM_AREA_CODE && length != 6 && length != 9 && length != 12) {
        return 0;
    }
    for (size_t i = 0; i < length; i++) {
        if (!character_allowed(form, text[i])) {
            return 0;
        }
    }
    return 1;
}
