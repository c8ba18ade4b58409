#ifndef HEADEND_CONTENT_CONTENT_FORM_H
#define HEADEND_CONTENT_CONTENT_FORM_H

#include "headend/content/content_records.h"

/* The form of a guide with that id; NULL: it has none. */
const struct content_form *content_form_find(const struct content_guide *guide, const char *id);

#endif
