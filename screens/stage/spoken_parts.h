#ifndef SCREENS_STAGE_SPOKEN_PARTS_H
#define SCREENS_STAGE_SPOKEN_PARTS_H

#include "screens/stage/fact_card.h"
#include "screens/stage/frame.h"
#include "screens/stage/phone_card.h"
#include "screens/stage/spoken.h"
#include "screens/widgets/buttons.h"
#include "screens/widgets/choices.h"
#include "screens/widgets/grid.h"
#include "screens/widgets/list.h"
#include "screens/widgets/number_field.h"
#include "screens/widgets/pin_pad.h"
#include "screens/widgets/rich_text.h"
#include "screens/widgets/section_bar.h"
#include "screens/widgets/step_bar.h"
#include "screens/widgets/tabs.h"

/* What the parts of a screen add to its words: the one in focus of them, and what is said of it. A part that
 * has not got the focus is not asked. */

/* The row in focus: its title; mark and details. Nothing without rows. */
void spoken_list(struct spoken *spoken, const struct list *list);
/* The field in focus, whether it is chosen, its hint, which of how many it is. */
void spoken_choices(struct spoken *spoken, const struct stage *stage, const struct choices *choices);
/* "第 2 项，共 5 项", from 0. */
void spoken_add_place(struct spoken *spoken, const struct stage *stage, size_t index, size_t count);
void spoken_buttons(struct spoken *spoken, const struct buttons *buttons);
void spoken_grid(struct spoken *spoken, const struct stage *stage, const struct grid *grid);
/* `asks`: what is to be typed. Then the digits, which are on the screen, and what stands below them; on the
 * pad its key. */
void spoken_number_field(struct spoken *spoken, const struct stage *stage, const char *asks,
                         const struct number_field *field);
/* Digits one by one; "": that there are none. */
void spoken_typed(struct spoken *spoken, const struct stage *stage, const char *digits);
void spoken_key_pad(struct spoken *spoken, const struct stage *stage, const struct key_pad *pad);
/* How many digits there are, never which; with cells, the two digits of each. */
void spoken_pin_pad(struct spoken *spoken, const struct stage *stage, const char *asks,
                    const struct pin_pad *pad);
/* The chosen section or tab. */
void spoken_section_bar(struct spoken *spoken, const struct section_bar *bar);
void spoken_tabs(struct spoken *spoken, const struct tabs *tabs);
/* The station at the top. NULL: nothing. */
void spoken_step_bar(struct spoken *spoken, const struct step_bar *steps);
/* The text in sight. NULL: nothing. */
void spoken_rich_text(struct spoken *spoken, const struct stage *stage, const struct rich_text *rich_text);
/* Badge and facts beside a text. NULL: nothing. */
void spoken_fact_card(struct spoken *spoken, const struct fact_card *card);
/* What there is to scan, and why. Nothing without a code. */
void spoken_phone_card(struct spoken *spoken, const struct phone_card *card);
/* What stands in place of what is missing. */
void spoken_message(struct spoken *spoken, const struct stage *stage, const struct message *message);

#endif
