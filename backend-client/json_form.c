#include "backend-client/json_fields.h"

/* A bit a form. */
enum {
    IN_NOTICE_ID = 1 << FORM_NOTICE_ID,
    IN_TILE_NAME = 1 << FORM_TILE_NAME,
    IN_AREA_CODE = 1 << FORM_AREA_CODE
};

static unsigned forms_with(char c)
{
    if (c >= '0' && c <= '9') {
        return IN_NOTICE_ID | IN_TILE_NAME | IN_AREA_CODE;
    }
    if ((c >= 'a' && c <= 'z') || c == '-') {
        return IN_NOTICE_ID | IN_TILE_NAME;
    }
    return (c >= 'A' && c <= 'Z') || c == '_' ? IN_NOTICE_ID : 0;
}

int json_form_allows(enum json_form form, const char *text, size_t length)
{
    if (form == FORM_ANY) {
        return 1;
    }
    if (form == FORM_AREA_CODE && length != 6 && length != 9 && length != 12) {
        return 0;
    }
    unsigned bits = 1U << form;
    for (size_t i = 0; i < length; i++) {
        bits &= forms_with(text[i]);
    }
    return bits != 0;
}
