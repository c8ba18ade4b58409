#ifndef SCREENS_GUIDES_GUIDE_H
#define SCREENS_GUIDES_GUIDE_H

#include "screens/stage/screen.h"

/* One matter: overview, steps, materials, forms, questions. `name` stands in the header until the guide is
 * there. NULL without memory. */
struct screen *guide_new(struct stage *stage, const struct destination *destination);

#endif
