#ifndef SCREENS_GUIDE_MATERIAL_H
#define SCREENS_GUIDE_MATERIAL_H

#include "backend-client/guide_records.h"
#include "screens/screen.h"

/* One material of a guide; Left and Right lead to its neighbours. Borrows the guide, which outlives the
 * screen. NULL without memory. */
struct screen *guide_material_new(struct stage *stage, const struct guide *guide, size_t index);

#endif
