#ifndef SCREENS_GUIDES_GUIDE_ROWS_H
#define SCREENS_GUIDES_GUIDE_ROWS_H

#include "backend-client/records/guide_records.h"
#include "screens/stage/fact_card.h"
#include "screens/stage/screen.h"
#include "screens/widgets/list.h"
#include "screens/widgets/step_bar.h"

/* The parts of a guide as the widgets take them. */

void guide_material_row(const struct stage *stage, const struct guide_material *material,
                        struct list_row *row);
void guide_form_row(const struct stage *stage, const struct guide_form *form, struct list_row *row);
/* How long, how often there, what it costs; that it is a sample; who says so. NULL without memory, likewise
 * below. */
struct fact_card *guide_facts_new(const struct stage *stage, const struct guide *guide, struct rect area);
struct step_bar *guide_steps_new(const struct stage *stage, const struct guide *guide, struct rect area);

#endif
