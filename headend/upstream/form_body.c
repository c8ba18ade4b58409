#include "headend/upstream/form_body.h"

#include <string.h>

void form_body_begin(struct form_body *form, char *text, size_t size)
{
    *form = (struct form_body){.text = text, .size = size};
    text[0] = '\0';
}

static void put(struct form_body *form, const char *bytes, size_t length)
{
    if (form->too_long || length >= form->size - form->length) {
        form->too_long = 1;
        return;
    }
    memcpy(form->text + form->length, bytes, length);
    form->length += length;
    form->text[form->length] = '\0';
}

void form_body_text(struct form_body *form, const char *text)
{
    put(form, text, strlen(text));
}

static int is_unreserved(char character)
{
    return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z') ||
           (character >= '0' && character <= '9') || (character != '\0' && strchr("-._~", character) != NULL);
}

void form_body_value(struct form_body *form, const char *value)
{
    static const char hex[] = "0123456789ABCDEF";
    for (; *value != '\0'; value++) {
        unsigned char byte = (unsigned char)*value;
        const char encoded[] = {'%', hex[byte >> 4], hex[byte & 15]};
        if (is_unreserved(*value)) {
            put(form, value, 1);
        } else {
            put(form, encoded, sizeof encoded);
        }
    }
}

void form_body_add(struct form_body *form, const char *name, const char *value)
{
    if (form->length > 0 && form->text[form->length - 1] != '?') {
        put(form, "&", 1);
    }
    form_body_text(form, name);
    put(form, "=", 1);
    form_body_value(form, value);
}
