#ifndef SCREENS_GUIDES_GUIDE_SECTIONS_H
#define SCREENS_GUIDES_GUIDE_SECTIONS_H

#include "backend-client/records/guide_records.h"
#include "screens/stage/fact_card.h"
#include "screens/stage/screen.h"
#include "screens/widgets/list.h"
#include "screens/widgets/rich_text.h"
#include "screens/widgets/section_bar.h"
#include "screens/widgets/step_bar.h"

/* What stands between header and footer of a guide: the bar of sections and actions, and the content of the
 * chosen one. A section is laid out when it is first looked at; each keeps its place. Sections that the guide
 * has nothing for are left out, and so are actions that lead nowhere. */

/* The numbers are the digits that jump there: the same for every guide. The last two share theirs: no guide
 * has both. */
enum guide_section {
    GUIDE_OVERVIEW = 1,
    GUIDE_STEPS,
    GUIDE_MATERIALS,
    GUIDE_FORMS,
    GUIDE_FAQ,
    GUIDE_QUESTIONS, /* the first of the actions */
    GUIDE_STATIONS,
    GUIDE_PHONE,
    GUIDE_CALCULATION, /* when one may retire: of the guide that headend.xml names */
    GUIDE_NOTICES,     /* that belong to the matter */
    GUIDE_LAST = GUIDE_NOTICES
};

struct guide_sections {
    const struct stage *stage;
    const struct guide *guide; /* borrowed; NULL: nothing is shown */
    struct rect area;
    struct section_bar bar;
    enum guide_section shown[SECTION_BAR_MAX]; /* of the bar's items */
    struct fact_card *facts;
    struct rich_text *overview, *faq;
    struct step_bar *steps;
    size_t first_step;
    int overview_at, faq_at; /* scrolled so far */
    struct list materials, forms;
    struct picture *code;
};

void guide_sections_start(struct guide_sections *sections, const struct stage *stage);
void guide_sections_free(struct guide_sections *sections);
/* Another guide, or another theme or size: everything is laid out anew, each section at its place. */
void guide_sections_place(struct guide_sections *sections, const struct guide *guide, struct rect area);

enum guide_section guide_sections_chosen(const struct guide_sections *sections);
/* KEY_PRESSED: the chosen action, or the focused material or form, is to be opened. */
/* 1: Up and Down have a use in what is shown. */
int guide_sections_move(const struct guide_sections *sections);
enum key_result guide_sections_key(struct guide_sections *sections, const struct remote_event *event);
/* The list of the chosen section; NULL: it has none. */
const struct list *guide_sections_list(const struct guide_sections *sections);
void guide_sections_settle(struct guide_sections *sections);
int64_t guide_sections_deadline(const struct guide_sections *sections);
void guide_sections_draw(struct guide_sections *sections);
void guide_sections_say(const struct guide_sections *sections, struct spoken *spoken);
void guide_sections_report(const struct guide_sections *sections, struct screen_report *report);

#endif
