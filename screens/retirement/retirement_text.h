#ifndef SCREENS_RETIREMENT_RETIREMENT_TEXT_H
#define SCREENS_RETIREMENT_RETIREMENT_TEXT_H

#include "both-sides/retirement/retirement.h"
#include "screens/stage/screen.h"
#include "screens/widgets/rich_text.h"

/* When one may retire, what is missing and what can be done, each with where it comes from. Personal. */

struct retirement_view {
    int is_found;         /* 0: the old age was reached before any rule */
    int old_month, month; /* of the calendar, year * 12 + month - 1; and so below */
    int age_months;
    int needed, paid, missing_now, missing_then;
    enum retirement_early early;
    int earliest, latest;
    int is_own;                 /* from the person's own months; 0: as somebody has typed */
    int is_counted, is_doubted; /* the office says no figure of months; two figures do not agree */
    /* The paragraphs, "": not said. Whoever made the view holds them. */
    const char *age_source, *contribution_source, *choice_source, *residents_source;
};

void retirement_text_add(struct rich_text *text, const struct stage *stage,
                         const struct retirement_view *view);

#endif
