#ifndef SCREENS_GUIDES_GUIDE_MATERIAL_H
#define SCREENS_GUIDES_GUIDE_MATERIAL_H

#include "backend-client/records/guide_records.h"
#include "screens/stage/screen.h"

/* One material of a guide; Left and Right lead to its neighbours. Borrows the guide, which the guide
 * screen below (guide.c) keeps as long as something covers it. NULL without memory. */
struct screen *guide_material_new(struct stage *stage, const struct guide *guide, size_t index);

#endif
