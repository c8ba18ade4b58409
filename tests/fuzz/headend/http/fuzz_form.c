/* Bodies of forms come from anywhere: what is taken keeps within its bounds, and is text. */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/utf8.h"
#include "headend/http/form.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds)
{
    if (!holds) {
        abort();
    }
}

static void must_be_text(const char *text, const char *body, size_t size)
{
    must(text >= body && text <= body + size);
    must(utf8_valid_length((const unsigned char *)text, strlen(text)) == strlen(text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct form form;
    char *body = malloc(size + 1);
    if (body == NULL) {
        return 0;
    }
    memcpy(body, data, size);
    if (form_read(body, size, &form) == 0) {
        must(form.count <= FORM_FIELDS_MAX && (form.count > 0 || size == 0));
        for (size_t i = 0; i < form.count; i++) {
            must_be_text(form.fields[i].name, body, size);
            must_be_text(form.fields[i].value, body, size);
            must(form_value(&form, form.fields[i].name) == form.fields[i].value);
        }
    }
    free(body);
    return 0;
}
