#ifndef SCREENS_GUIDES_GUIDE_FORM_H
#define SCREENS_GUIDES_GUIDE_FORM_H

#include "backend-client/records/guide_records.h"
#include "screens/stage/screen.h"

/* A form, field by field, and its pages for the phone. Borrows the form: the guide screen below
 * (guide.c) keeps its guide as long as something covers it. NULL without memory. */
struct screen *guide_form_new(struct stage *stage, const struct guide_form *form);

#endif
