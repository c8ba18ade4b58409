#ifndef SCREENS_GUIDES_GUIDE_SHELVES_H
#define SCREENS_GUIDES_GUIDE_SHELVES_H

#include "backend-client/records/guide_records.h"

/* The matters of a list by theme, in the headend's order of themes and of matters. A theme without matters is
 * no shelf; matters of a theme that the headend does not name stand together on a last one. */

enum { GUIDE_SHELVES_MAX = 25 };

struct guide_shelf {
    const struct guide_theme *theme; /* NULL: the last shelf, of what has no named theme */
    size_t first, count;             /* in guide_shelves.matters */
};

struct guide_shelves {
    struct guide_shelf shelves[GUIDE_SHELVES_MAX];
    size_t count;
    const struct guide_summary *matters[GUIDE_LIST_MAX];
};

/* Borrows from `list`; NULL: no shelves. */
void guide_shelves_fill(struct guide_shelves *shelves, const struct guide_list *list);
/* NULL beyond the last. */
const struct guide_summary *guide_shelves_matter(const struct guide_shelves *shelves, size_t shelf,
                                                 size_t index);

#endif
