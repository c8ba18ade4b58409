#ifndef SCREENS_SEARCH_SEARCH_ROWS_H
#define SCREENS_SEARCH_SEARCH_ROWS_H

#include "screens/search/search_catalogue.h"
#include "screens/widgets/list.h"

/* What was found, as a row, and the screen that it leads to. */

void search_row_read(const struct stage *stage, const struct search_item *item, struct list_row *row);
/* NULL: no memory, or it has gone meanwhile. */
void search_item_open(struct stage *stage, const struct search_item *item);

#endif
