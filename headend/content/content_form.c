#include "headend/content/content_form.h"

#include <string.h>

const struct guide_form *content_form_find(const struct guide *guide, const char *id)
{
    for (size_t i = 0; i < guide->form_count; i++) {
        if (strcmp(guide->forms[i].id, id) == 0) {
            return &guide->forms[i];
        }
    }
    return NULL;
}
