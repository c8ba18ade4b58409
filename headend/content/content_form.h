#ifndef HEADEND_CONTENT_CONTENT_FORM_H
#define HEADEND_CONTENT_CONTENT_FORM_H

#include "headend/content/content_kinds.h"

/* The form of a guide with that id; NULL: it has none. */
const struct guide_form *content_form_find(const struct guide *guide, const char *id);

#endif
